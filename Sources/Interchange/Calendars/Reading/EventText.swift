import Recurrence
import Scheduling

/// What a VEVENT says, its zones not yet looked up.
struct EventText {
  var uid = ""
  /// Of its BEGIN, its DTSTART, and its DTEND or DURATION.
  var line: Int
  var startLine: Int
  var endLine: Int
  var start: CalendarTime
  var end: CalendarTime?
  var duration: Extent?
  var title: String
  var isTransparent = false
  var isCancelled = false
  var sequence = 0
  /// DTSTAMP's digits as a number; 0 when absent.
  var stamp = 0
  var recurrenceID: CalendarTime?
  /// Whether an override changes the following occurrences too (RANGE=THISANDFUTURE).
  var changesFollowing = false
  var recurrence: Recurrence?

  /// What makes an event recur, as written.
  struct Recurrence {
    var rules: [(text: String, line: Int)] = []
    var dates: [CalendarTime] = []
    /// RDATE's periods, with their own length or end.
    var periods: [Period] = []
    var exceptions: [CalendarTime] = []

    struct Period {
      var start: CalendarTime
      var end: CalendarTime?
      var duration: Extent?
    }
  }

  /// The zone names that it needs.
  var zoneNames: [String] {
    var times = [start, end, recurrenceID].compactMap { $0 }
    if let recurrence {
      times += recurrence.dates + recurrence.exceptions
      for period in recurrence.periods { times += [period.start, period.end].compactMap { $0 } }
    }
    return times.compactMap { time in
      guard case .zoned(_, let zone) = time else { return nil }
      return zone
    }
  }
}

/// Why a component is skipped, and the line at fault.
struct ComponentError: Error {
  var line: Int
  var reason: String
}
