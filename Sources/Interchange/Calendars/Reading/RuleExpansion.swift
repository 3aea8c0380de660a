import Recurrence
import Scheduling

/// Where an event's recurrence rules put its occurrences.
struct RuleExpansion {
  let start: CalendarEvent.Start
  let zone: ZoneRules
  let window: Interval

  init(_ start: CalendarEvent.Start, zone: ZoneRules, window: Interval) {
    self.start = start
    self.zone = zone
    self.window = window
  }

  /// Wall-clock readings in the event's zone, at least those within the window.
  ///
  /// - Throws: ``ComponentError`` for a rule that can't be read, or that gives more than `most` readings.
  func starts(_ rule: String, line: Int, most: Int) throws(ComponentError) -> [CivilDateTime] {
    throw ComponentError(line: line, reason: "its RRULE can't be expanded yet")
  }
}
