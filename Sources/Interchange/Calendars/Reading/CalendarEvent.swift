import Recurrence
import Scheduling

/// An event whose zones are known, ready to be compared with others of its UID.
struct CalendarEvent: Sendable {
  /// When something starts: a wall-clock reading in a zone, or a whole day in the person's own.
  struct Start: Hashable, Sendable {
    var reading: CivilDateTime
    /// Index into ``ZoneTable``.
    var zone: Int
    /// A day without a time of day.
    var isDate: Bool
  }

  var uid: String
  /// Index into the files that are read.
  var file: Int
  /// Of its BEGIN.
  var line: Int
  var title: String
  var isBusy: Bool
  var isCancelled: Bool
  var sequence: Int
  var stamp: Int
  var start: Start
  var extent: Extent
  var recurrenceID: Start?
  var changesFollowing: Bool
  var recurrence: Recurrence?

  /// Boxed, for most events have none.
  final class Recurrence: Sendable {
    let rules: [(text: String, line: Int)]
    let dates: [Start]
    let periods: [(start: Start, extent: Extent)]
    let exceptions: [Start]

    init(
      rules: [(text: String, line: Int)], dates: [Start], periods: [(start: Start, extent: Extent)], exceptions: [Start]
    ) {
      self.rules = rules
      self.dates = dates
      self.periods = periods
      self.exceptions = exceptions
    }
  }

  /// Whether it replaces `other`, another version of the same: a higher SEQUENCE, then a later DTSTAMP (RFC 5546, 2.1.5).
  func isNewer(than other: CalendarEvent) -> Bool {
    (sequence, stamp) > (other.sequence, other.stamp)
  }

  /// Whether nothing tells which of the two is the newer version, and they are not the same either.
  func contradicts(_ other: CalendarEvent) -> Bool {
    sequence == other.sequence && stamp == other.stamp && start != other.start
  }
}
