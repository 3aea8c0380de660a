import Mentoring
import Scheduling
import SystemZones

/// A small company, for tests of commands and screens: Mia in Berlin mentors Ralf in New York; Jonas in Berlin mentors
/// Petra in Stockholm. It is Wednesday, 25 November 2026, 10:42 in Berlin.
public struct Company: Sendable {
  public static let zones = SystemZoneProvider()

  public let now = Instant(seconds: 1_795_599_720)
  public let mia = Person(
    id: PersonID(1), login: "mia", name: "Mia Chen", zone: "Europe/Berlin", grade: 2, department: "Studio",
    generation: .z, teaches: ["Video editing"], learns: ["Leadership"])
  public let ralf = Person(
    id: PersonID(2), login: "ralf", name: "Ralf Winter", zone: "America/New_York", grade: 9, department: "Sales",
    generation: .boomer, teaches: ["Leadership"], learns: ["Video editing"])
  public let jonas = Person(
    id: PersonID(3), login: "jonas", name: "Jonas Okafor", zone: "Europe/Berlin", grade: 3, department: "Studio")
  public let petra = Person(
    id: PersonID(4), login: "petra", name: "Petra Lindqvist", zone: "Europe/Stockholm", grade: 8, department: "Finance")
  public let kim = Person(
    id: PersonID(5), login: "kim", name: "Kim Park", zone: "Europe/Berlin", role: .coordinator, department: "People")
  public let editing = Pair(
    id: PairID(1), mentor: PersonID(1), mentee: PersonID(2), kind: .reverse, topic: "Video editing",
    cadence: Cadence(2, .weeks), length: 60, sessions: 12)
  public let slides = Pair(
    id: PairID(2), mentor: PersonID(3), mentee: PersonID(4), kind: .reverse, topic: "Slides",
    cadence: Cadence(1, .weeks))
  public let lisbon = Room(id: RoomID(1), name: "Lisbon", zone: "Europe/Berlin", capacity: 4)
  public let booth = Room(id: RoomID(2), name: "Booth", zone: "Europe/Berlin", capacity: 1)

  public init() {}

  public var people: [Person] { [mia, ralf, jonas, petra, kim] }
  public var pairs: [Pair] { [editing, slides] }

  /// Mia and Ralf with addresses, by which calendars name them.
  public func storeWithAddresses() -> MemoryStore {
    let store = MemoryStore(zones: Self.zones)
    let people = [mia, ralf].map { person in
      var person = person
      person.email = "\(person.login)@example.com"
      return person
    }
    store.insert(people: people, pairs: [editing], rooms: [lisbon, booth])
    return store
  }

  /// A store in memory that holds the company.
  public func store() -> MemoryStore {
    let store = MemoryStore(zones: Self.zones)
    store.insert(people: people, pairs: pairs, rooms: [lisbon, booth])
    return store
  }

  /// An instant of Berlin's clock: `at("2026-11-26 15:00")`.
  public func at(_ text: String) throws -> Instant {
    let zone = try Self.zones.zone(named: "Europe/Berlin")
    guard let instant = try TimePhrase(text, now: now, zone: zone).instant(in: zone) else {
      throw CommandError.invalid(text)
    }
    return instant
  }
}
