import Mentoring
import Scheduling
import SystemZones
import TestSupport

@testable import TandemUI

/// Mia in Berlin mentors Ralf in New York; it is Tuesday 24 November 2026, 10:42 in Berlin.
struct CalendarFixture {
  static let now = Instant(iso: "2026-11-24T09:42:00Z") ?? .distantPast

  let zones = SystemZoneProvider()
  let store: MemoryStore
  let mia: Person
  let ralf: Person
  let tom: Person
  let pair: Pair
  let other: Pair
  let lisbon: Room

  init() {
    store = MemoryStore(zones: zones)
    mia = Person(id: PersonID(1), login: "mia", name: "Mia Chen", zone: "Europe/Berlin", grade: 2)
    ralf = Person(id: PersonID(2), login: "ralf", name: "Ralf Winter", zone: "America/New_York", grade: 8)
    tom = Person(id: PersonID(3), login: "tom", name: "Tom Brandt", zone: "Europe/Berlin", grade: 5)
    pair = Pair(
      id: PairID(1), mentor: mia.id, mentee: ralf.id, kind: .reverse, topic: "Editing", cadence: Cadence("2w"),
      sessions: 12)
    other = Pair(id: PairID(2), mentor: mia.id, mentee: tom.id, kind: .reverse, topic: "Color")
    lisbon = Room(id: RoomID(1), name: "Lisbon", zone: "Europe/Berlin", capacity: 4)
    store.insert(people: [mia, ralf, tom], pairs: [pair, other], rooms: [lisbon])
  }

  /// A week with something of everything: past, booked, asked for, in another pair, busy, and early in the morning.
  static func busyWeek() -> CalendarFixture {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-10T14:00", 60)
    fixture.session(2, "2026-11-24T16:00", 60, room: fixture.lisbon.id)
    fixture.session(3, "2026-11-30T10:00", 60, of: fixture.other)
    fixture.session(4, "2026-11-26T15:00", 90)
    fixture.session(5, "2026-11-27T15:00", 60, status: .requested)
    fixture.session(6, "2026-11-23T05:00", 30)
    fixture.busy(fixture.mia, "2026-11-25T09:00", 30, "Dentist")
    fixture.busy(fixture.ralf, "2026-11-23T16:00", 60)
    return fixture
  }

  /// Berlin's wall clock.
  func berlin(_ text: String) -> Instant { at(text, "Europe/Berlin") }

  /// `2026-11-25T14:30` on the clocks of a zone.
  func at(_ text: String, _ zone: String) -> Instant {
    let parts = text.split(separator: "T")
    guard let rules = try? zones.zone(named: zone), let date = CivilDate(parts[0]), let time = CivilTime(parts[1])
    else {
      return .distantPast
    }
    return rules.instant(of: CivilDateTime(date, time))
  }

  @discardableResult
  func session(
    _ id: Int64, _ start: String, _ minutes: Int, of pair: Pair? = nil, status: Session.Status = .confirmed,
    room: RoomID? = nil
  ) -> Session {
    let pair = pair ?? self.pair
    let session = Session(
      id: SessionID(id), uid: "\(id)@test.invalid", pair: pair.id, mentor: pair.mentor, mentee: pair.mentee,
      interval: Interval(start: berlin(start), seconds: minutes * 60), zone: "Europe/Berlin", status: status,
      room: room, topic: pair.topic)
    store.insert(sessions: [session])
    return session
  }

  func busy(_ person: Person, _ start: String, _ minutes: Int, _ title: String = "Meeting") {
    store.insertBusy([BusyBlock(Interval(start: berlin(start), seconds: minutes * 60), title: title)], for: person.id)
  }

  func slice(
    _ subject: CalendarSubject? = nil, viewer: Person? = nil, around date: String = "2026-11-24",
    now: Instant = Self.now
  ) throws -> CalendarSlice {
    let loader = CalendarSliceLoader(zones: zones, viewer: Actor(viewer ?? mia), now: now)
    let around = CivilDate(date) ?? CivilDate(dayNumber: 0)
    return try store.read { try loader.load(subject ?? .pair(pair.id), around: around, from: $0) }
  }
}
