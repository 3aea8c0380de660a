import Mentoring
import Scheduling

/// All that stands for or against a time, with what would remove each obstacle.
struct ExplanationSheet: Hashable, Sendable {
  let title: String
  let explanation: Explanation
  /// Taken with 1 to 3.
  let alternatives: [Instant]
  /// The booked session that is taken to one of them; nil where they are for something new.
  var moved: SessionID?
  /// What was waived for a session, or is asked to be.
  var waived: [String] = []
  /// Lines scrolled out of sight.
  var scroll = 0
}

extension ExplanationSheet {
  /// How a session stands that is booked: what makes it impossible by now, or that nothing does.
  ///
  /// - Parameter isIfNotMoved: of one that is asked to move, about the time where it stays after a no.
  init(
    of entry: CalendarSlice.Entry, isIfNotMoved: Bool = false, _ slice: CalendarSlice, _ calendar: CalendarState
  ) {
    let times = calendar.times
    let session = isIfNotMoved ? entry.session.ifNotMoved ?? entry.session : entry.session
    let explainer = Explainer(slice: slice, times: times, now: calendar.now, moving: session.id, deed: .keep)
    let conflicts = isIfNotMoved ? entry.agreedConflicts : entry.conflicts
    let told = explainer.explain(session.interval, conflicts, next: nil, room: session.room)
    let status = isIfNotMoved ? "if not moved" : session.statusWords(at: calendar.now) { slice.shortName($0) }
    let slot = OpenTimes(slice, length: session.minutes, at: calendar.now, room: session.room, moving: session.id)
    let violations =
      session.status.isHold ? entry.waived : (slot?.violations(at: session.interval.start) ?? []).filter(session.waives)
    waived = violations.map {
      "\(session.status.isHold ? "asks to waive" : "waived"): \(explainer.sentence($0))"
    }
    let line = "\(status): nothing \(waived.isEmpty ? "" : "else ")stands in its way"
    title = times.span(session.interval)
    explanation = Explanation(
      isOpen: told.isOpen, line: line, why: told.why, reasons: told.reasons, mayWaive: false)
    alternatives =
      told.isOpen ? [] : slot?.nearest(to: session.interval.start, count: 3, but: session.interval.start) ?? []
  }
}
