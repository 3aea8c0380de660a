public import Scheduling

/// What a question takes for true in place of what is stored: people with other hours, pairs with another term,
/// rooms that hold fewer, sessions at other times.
public struct Supposition: Sendable {
  public private(set) var people: [PersonID: Person] = [:]
  public private(set) var pairs: [PairID: Pair] = [:]
  public private(set) var rooms: [RoomID: Room] = [:]
  public private(set) var sessions: [SessionID: Session] = [:]

  public init() {}

  /// Supposes a person to be as given.
  public mutating func suppose(_ person: Person) { people[person.id] = person }

  /// Supposes a pair to be as given, for whoever asks for it by its id.
  public mutating func suppose(_ pair: Pair) { pairs[pair.id] = pair }

  /// Supposes a room to be as given.
  public mutating func suppose(_ room: Room) { rooms[room.id] = room }

  /// Supposes a session to be as given, also one that isn't stored yet.
  public mutating func suppose(_ session: Session) { sessions[session.id] = session }

  /// Stored engagements of a person as they would be. O(*n* + supposed sessions).
  func engagements(_ stored: [Engagement], of person: PersonID, in interval: Interval) -> [Engagement] {
    supposed(stored, in: interval) { session in
      guard session.mentor == person || session.mentee == person else { return [] }
      return session.engagements(buffer: session.mentor == person ? session.mentorBuffer : session.menteeBuffer)
    }
  }

  /// Stored engagements of a room as they would be.
  func engagements(_ stored: [Engagement], of room: RoomID, in interval: Interval) -> [Engagement] {
    supposed(stored, in: interval) { $0.room == room ? $0.engagements() : [] }
  }

  private func supposed(
    _ stored: [Engagement], in interval: Interval, _ engagements: (Session) -> [Engagement]
  ) -> [Engagement] {
    guard !sessions.isEmpty else { return stored }
    let kept = stored.filter { sessions[$0.session] == nil }
    let added = sessions.values.filter(\.status.isLive).flatMap(engagements).filter { $0.interval.overlaps(interval) }
    return (kept + added).sorted { $0.interval < $1.interval }
  }
}
