import Mentoring
import Scheduling

/// What the calendar wants done outside of it. All but the last ones run off the main thread and come back as a
/// ``CalendarMessage``.
enum CalendarEffect: Hashable, Sendable {
  case load(CalendarSubject, around: CivilDate)
  /// Looks for an opening beyond the loaded weeks.
  case findOpening(PairID, after: Instant, isForward: Bool, length: Int)
  case perform(Command)
  case readHistory(SessionID)
  case listPairs(at: Instant)
  /// Asks for a date in the interface's own prompt.
  case askDate
  /// Tells the user something.
  case tell(String, isError: Bool)
  /// Nothing is left here to go back from.
  case leave
}

/// What came of an effect.
enum CalendarMessage: Sendable {
  case loaded(CalendarSlice)
  case loadFailed(String)
  case foundOpening(Instant?, isForward: Bool)
  case performed(Command, Outcome)
  /// A rule forbade it: who stands in the way, in words, with who put it there.
  case refused(Command, reasons: [String])
  case failed(Command, String)
  case history(SessionID, [Step])
  case pairs([PairChoice.Item], at: Instant)
}
