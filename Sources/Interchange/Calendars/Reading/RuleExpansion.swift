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

  /// Wall-clock readings in the event's zone, at least those within the window, ascending.
  ///
  /// - Throws: ``ComponentError`` for a rule that can't be read, or that gives more than `most` readings.
  func starts(_ text: String, line: Int, most: Int) throws(ComponentError) -> [CivilDateTime] {
    var rule: RecurrenceRule
    do {
      rule = try RecurrenceRule(text)
    } catch {
      throw ComponentError(line: line, reason: "its RRULE can't be used: \(error.description)")
    }
    // Days have no clock that could skip one: a whole day begins at whatever its first moment is.
    let clock = start.isDate ? .utc : zone
    if start.isDate, case .untilInstant(let last) = rule.end { rule.end = .untilDate(zone.date(at: last)) }
    let readings = rule.readings(
      from: start.reading, zone: clock, in: zone.civil(at: window.start)..<zone.civil(at: window.end), limit: most)
    guard !readings.isCut else {
      throw ComponentError(
        line: line,
        reason: "its RRULE gives more than \(most) occurrences in the years that are imported, or is too dense")
    }
    return readings.readings
  }
}
