public import Mentoring
public import Scheduling

/// Brings together what the calendar entries of a store's sessions name: people, rooms and series.
public struct CalendarEntries {
  let reader: any StoreReader
  let zones: any ZoneProvider
  private var people: [PersonID: Person] = [:]
  private var rooms: [RoomID: Room] = [:]
  private var versions: [PairID: Int] = [:]
  private let purpose: Purpose

  /// What a session that is asked to move is told as.
  public enum Purpose: Sendable {
    /// In a message: the question, which its answer is about.
    case message
    /// In a calendar: what was agreed, which the question leaves as it was until the other side says yes.
    case calendar
  }

  public init(_ reader: any StoreReader, zones: any ZoneProvider, for purpose: Purpose = .message) {
    self.reader = reader
    self.zones = zones
    self.purpose = purpose
  }

  /// Sessions with what their entries name; one whose people are gone is left out, and one in a zone that nobody knows is told in
  /// UTC, so that it keeps no other from being told. O(*n*).
  public mutating func exported(_ sessions: [Session]) throws -> [ExportedSession] {
    try sessions.compactMap { session in
      guard let mentor = try person(session.mentor), let mentee = try person(session.mentee) else { return nil }
      var told = purpose == .calendar ? session.beforeQuestion ?? session : session
      let answers = try reader.attendances(of: session.id).filter { $0.isCurrent(for: told) }
      func answer(of person: Person) -> Participation? { answers.first { $0.person == person.id }?.answer }
      told.zone = zones.zone(of: session).name
      return ExportedSession(
        session: told, mentor: mentor, mentee: mentee, room: try session.room.flatMap { try room($0) },
        mentorAnswer: answer(of: mentor), menteeAnswer: answer(of: mentee),
        version: session.series == nil ? nil : try version(of: session.pair),
        question: told.request == session.request ? nil : session)
    }
  }

  /// The series that the sessions belong to, by id; without those in a zone that nobody knows.
  public func series(of sessions: [Session]) throws -> [Series] {
    try Set(sessions.compactMap(\.series)).sorted().compactMap { try reader.series($0) }
      .filter { (try? zones.zone(named: $0.zone)) != nil }
  }

  private mutating func version(of pair: PairID) throws -> Int {
    if let known = versions[pair] { return known }
    let version =
      switch purpose {
      case .message: try reader.seriesVersion(of: pair)
      case .calendar: try reader.agreedSeriesVersion(of: pair)
      }
    versions[pair] = version
    return version
  }

  private mutating func person(_ id: PersonID) throws -> Person? {
    if let known = people[id] { return known }
    let person = try reader.person(id)
    people[id] = person
    return person
  }

  private mutating func room(_ id: RoomID) throws -> Room? {
    if let known = rooms[id] { return known }
    let room = try reader.room(id)
    rooms[id] = room
    return room
  }
}
