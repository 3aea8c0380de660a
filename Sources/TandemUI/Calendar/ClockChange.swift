import Scheduling
import TerminalKit

/// When a zone's clocks go back or forward: what the rows of another zone pass by is marked beside its readings.
struct ClockChange: Hashable, Sendable {
  let at: Instant
  /// Seconds by which the clocks go forward; negative when they go back.
  let seconds: Int

  /// The sign before the reading of a row: of an hour that is shown again, or of one that was skipped before it.
  func sign(in row: Interval, _ look: CalendarLook) -> Unicode.Scalar? {
    if seconds < 0 {
      let again = Interval(at, at - seconds)
      return again.overlaps(row) ? look.glyphs.repeats.unicodeScalars.first : nil
    }
    return row.contains(at) ? look.gap : nil
  }
}

extension ZoneRules {
  /// The change of the clocks on a day, or one before it that its first hours still show; nil for nearly all.
  func clockChange(on day: Interval) -> ClockChange? {
    guard let at = nextTransition(after: day.start - 3 * 3_600), at < day.end else { return nil }
    let seconds = offset(at: at) - offset(at: at - 1)
    return seconds == 0 ? nil : ClockChange(at: at, seconds: seconds)
  }
}
