public import Mentoring

/// A session with the people and the room that its calendar entry names.
public struct ExportedSession: Sendable {
  public var session: Session
  public var mentor: Person
  public var mentee: Person
  public var room: Room?

  public init(session: Session, mentor: Person, mentee: Person, room: Room? = nil) {
    self.session = session
    self.mentor = mentor
    self.mentee = mentee
    self.room = room
  }
}
