import Recurrence
import Scheduling

/// What a VEVENT says, its zones not yet looked up.
struct EventText: Sendable {
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
  struct Recurrence: Sendable {
    var rules: [(text: String, line: Int)] = []
    var dates: [CalendarTime] = []
    /// RDATE's periods, with their own length or end.
    var periods: [Period] = []
    var exceptions: [CalendarTime] = []

    struct Period: Sendable {
      var start: CalendarTime
      var end: CalendarTime?
      var duration: Extent?
    }
  }

  /// The first zone name that it needs and for which `isUnknown` holds; nil for none.
  func firstZone(where isUnknown: (String) -> Bool) -> String? {
    func unknown(_ time: CalendarTime?) -> String? {
      guard case .zoned(_, let zone) = time, isUnknown(zone) else { return nil }
      return zone
    }
    if let name = unknown(start) ?? unknown(end) ?? unknown(recurrenceID) { return name }
    guard let recurrence else { return nil }
    for time in recurrence.dates { if let name = unknown(time) { return name } }
    for time in recurrence.exceptions { if let name = unknown(time) { return name } }
    for period in recurrence.periods { if let name = unknown(period.start) ?? unknown(period.end) { return name } }
    return nil
  }
}

/// Why a component is skipped, and the line at fault.
struct ComponentError: Error {
  var line: Int
  var reason: String
}
