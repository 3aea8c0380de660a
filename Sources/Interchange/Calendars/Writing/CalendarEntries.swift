public import Mentoring
public import Scheduling

/// Brings together what the calendar entries of a store's sessions name: people, rooms and series.
public struct CalendarEntries {
  let reader: any StoreReader
  let zones: any ZoneProvider
  private var people: [PersonID: Person] = [:]
  private var rooms: [RoomID: Room] = [:]
  private var versions: [PairID: Int] = [:]

  public init(_ reader: any StoreReader, zones: any ZoneProvider) {
    self.reader = reader
    self.zones = zones
  }

  /// Sessions with what their entries name; one whose people are gone is left out, and one in a zone that nobody knows is told in
  /// UTC, so that it keeps no other from being told. O(*n*).
  public mutating func exported(_ sessions: [Session]) throws -> [ExportedSession] {
    try sessions.compactMap { session in
      guard let mentor = try person(session.mentor), let mentee = try person(session.mentee) else { return nil }
      let answers = try reader.attendances(of: session.id).filter { $0.isCurrent(for: session) }
      func answer(of person: Person) -> Participation? { answers.first { $0.person == person.id }?.answer }
      var told = session
      told.zone = zones.zone(of: session).name
      return ExportedSession(
        session: told, mentor: mentor, mentee: mentee, room: try session.room.flatMap { try room($0) },
        mentorAnswer: answer(of: mentor), menteeAnswer: answer(of: mentee),
        version: session.series == nil ? nil : try version(of: session.pair))
    }
  }

  /// The series that the sessions belong to, by id; without those in a zone that nobody knows.
  public func series(of sessions: [Session]) throws -> [Series] {
    try Set(sessions.compactMap(\.series)).sorted().compactMap { try reader.series($0) }
      .filter { (try? zones.zone(named: $0.zone)) != nil }
  }

  private mutating func version(of pair: PairID) throws -> Int {
    if let known = versions[pair] { return known }
    let version = try reader.seriesVersion(of: pair)
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
