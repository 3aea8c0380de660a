import Mentoring
import Scheduling
import TerminalKit

/// One session with all there is to know about it, and what can be done with it.
struct SessionSheet: Sendable {
  enum Mode: Hashable, Sendable {
    case reading
    /// Why it is cancelled, which the other side reads.
    case cancelling(TextField)
    /// What it is about; whether the second field has the focus.
    case editing(topic: TextField, agenda: TextField, isAgenda: Bool)
  }

  private(set) var entry: CalendarSlice.Entry
  var mode = Mode.reading
  /// Newest first; nil while it is being read.
  var history: [Step]?
  /// Lines of the history scrolled out of sight.
  var scroll = 0
  /// What the store objected to.
  var error: String?
  var isSaving = false

  init(_ entry: CalendarSlice.Entry) { self.entry = entry }

  /// New data; what is being typed stays.
  mutating func refresh(_ slice: CalendarSlice) -> Bool {
    guard let entry = slice.entry(entry.id) else { return false }
    self.entry = entry
    return true
  }

  mutating func beginCancelling() {
    error = nil
    mode = .cancelling(TextField("", placeholder: "the other side reads this"))
  }

  mutating func beginEditing() {
    error = nil
    mode = .editing(
      topic: TextField(entry.session.topic, placeholder: "topic"),
      agenda: TextField(entry.session.agenda, placeholder: "what it is about"), isAgenda: true)
  }

  /// Whether it can still be moved or cancelled.
  func isComing(at now: Instant) -> Bool {
    entry.session.status.isLive && entry.session.status(at: now) != .held && entry.session.interval.start > now
  }

  /// What Enter asks the store to do.
  var command: Command? {
    switch mode {
    case .reading: nil
    case .cancelling(let reason): .cancel(entry.id, reason: reason.text.trimmingSpaces)
    case .editing(let topic, let agenda, _):
      .edit(Edit(session: entry.id, topic: topic.text.trimmingSpaces, agenda: agenda.text.trimmingSpaces))
    }
  }
}
