public import Scheduling

/// What someone answered to the invitation to a session.
public struct Attendance: Hashable, Sendable, Codable {
  public var session: SessionID
  public var person: PersonID
  public var answer: Participation
  /// The session's ``Session/sequence`` that was answered; a session that was changed since has no answer yet.
  public var sequence: Int
  public var at: Instant
  /// In their words; empty when they gave none.
  public var comment: String

  public init(
    session: SessionID, person: PersonID, answer: Participation, sequence: Int, at: Instant, comment: String = ""
  ) {
    self.session = session
    self.person = person
    self.answer = answer
    self.sequence = sequence
    self.at = at
    self.comment = comment
  }

  /// Whether the answer is to the session as it stands.
  public func isCurrent(for session: Session) -> Bool { self.session == session.id && sequence >= session.sequence }
}

/// An answer to be kept.
public struct Answering: Hashable, Sendable {
  public var session: SessionID
  public var person: PersonID
  public var answer: Participation
  /// The ``Session/sequence`` of the invitation that it answers.
  public var sequence: Int
  public var comment: String
  /// `.all` answers for all coming sessions of a series, `.following` for this one and those behind it by the rule, also
  /// where they were moved by hand.
  public var scope: SeriesScope
  /// Sessions of the series that the same message answers by themselves.
  public var besides: Set<SessionID>

  public init(
    session: SessionID, person: PersonID, answer: Participation, sequence: Int, comment: String = "",
    scope: SeriesScope = .this, besides: Set<SessionID> = []
  ) {
    self.session = session
    self.person = person
    self.answer = answer
    self.sequence = sequence
    self.comment = comment
    self.scope = scope
    self.besides = besides
  }
}
