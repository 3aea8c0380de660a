public import Mentoring

/// A session with the people and the room that its calendar entry names.
public struct ExportedSession: Sendable {
  public var session: Session
  public var mentor: Person
  public var mentee: Person
  public var room: Room?
  /// What each side answered; nil for as the session's status tells.
  public var mentorAnswer: Participation?
  public var menteeAnswer: Participation?
  /// What the series of one is told under, see `StoreReader.seriesVersion(of:)`; nil for the session's own SEQUENCE.
  public var version: Int?
  /// The session as it is asked to move, where ``session`` is what was agreed.
  public var question: Session?

  /// SEQUENCE.
  var sequence: Int { max(session.sequence, version ?? 0) }

  public init(
    session: Session, mentor: Person, mentee: Person, room: Room? = nil, mentorAnswer: Participation? = nil,
    menteeAnswer: Participation? = nil, version: Int? = nil, question: Session? = nil
  ) {
    self.session = session
    self.mentor = mentor
    self.mentee = mentee
    self.room = room
    self.mentorAnswer = mentorAnswer
    self.menteeAnswer = menteeAnswer
    self.version = version
    self.question = question
  }
}
