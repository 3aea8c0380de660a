import Mentoring
import Scheduling

/// What the calendar wants done outside of it.
enum CalendarEffect: Hashable, Sendable {
  case load(CalendarSubject, around: CivilDate)
  /// Looks for an opening beyond the loaded weeks.
  case findOpening(PairID, after: Instant, isForward: Bool, length: Int)
  /// Lists all openings that can be booked, not only those of the loaded weeks.
  case listOpenings(OpeningsQuery)
  case readHistory(SessionID)
  /// Reads the weeks of a session's pair: its openings, for where only one of the two is shown.
  case readPair(of: Session)
  case listPairs(at: Instant)
  /// Checks all sessions of a series.
  case planSeries(SeriesBooking)
  /// Checks all sessions of a series that would move along.
  case planMove(Move)
  /// Tells violations in words, with who put in the way what is in the way.
  case tellRefusal([Violation])
  /// Tells that the session in the air or in the sheet is not there any more, and who did it.
  case tellLoss(SessionLoss)
  case perform(Command)
  /// Lays what a pair notes over it.
  case openNotebook(PairID, SessionID)
  /// Lays over it what a session's agenda is written in.
  case writeAgenda(SessionID, String)
  /// Tells the user something.
  case tell(String, isError: Bool)
}

/// What came of an effect.
enum CalendarMessage: Sendable {
  case loaded(CalendarSlice)
  case loadFailed(String)
  case foundOpening(Instant?, isForward: Bool)
  case openings(OpeningsList)
  case history(SessionID, [Step], SeriesOverview?, SessionPapers?)
  /// The weeks of the pair of the session that is being explained.
  case pairRead(SessionID, CalendarSlice)
  case planned(SeriesBooking, SeriesPlan)
  case movePlanned(BookingSheet.SeriesCheck)
  /// No series can have that rule, or none of its sessions be moved: why, in words.
  case planFailed(String)
  case pairs([PairChoice.Item], at: Instant)
  /// A rule forbade a command: why, in words.
  case refusalTold([String])
  /// What became of a session that was let go of, by which step; nil for what is told otherwise.
  case lossTold(step: Int64?, String?)
  case performed(Command, Outcome)
  case refused(Command, [Violation])
  case failed(Command, String)
}
