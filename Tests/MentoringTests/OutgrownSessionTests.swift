import Mentoring
import Scheduling
import TestSupport
import Testing

@Suite("Sessions that an import of pairs or rooms leaves outside a term, or in a room that is too small")
struct OutgrownSessionTests {
  private let company = Company()

  private func conflicts(_ store: MemoryStore) throws -> [[String]] {
    try store.read { try ConflictFinder($0, zones: Company.zones).conflicts(at: company.now) }
      .map { $0.violations.map(\.code) }
  }

  private func book(_ start: String, room: RoomID? = nil, in store: MemoryStore) throws {
    let booking = Booking(pair: company.editing.id, start: try company.at(start), length: 60, room: room)
    _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
  }

  /// What the import says.
  private func bring(_ command: Command, _ store: MemoryStore, isDryRun: Bool = false) throws -> [String] {
    try store.perform(command, by: Actor(company.kim), at: company.now, isDryRun: isDryRun).warnings.map(\.description)
  }

  @Test func aShorterTermIsOne() throws {
    let store = company.store()
    for start in ["2026-11-30 15:00", "2026-12-01 15:00", "2026-12-02 15:00", "2026-12-09 15:00"] {
      try book(start, in: store)
    }
    var row = PairRow(line: 2, mentor: "mia", mentee: "ralf")
    row.end = .some(CivilDate("2026-12-01"))
    let words =
      "line 2, end: 2 sessions no longer fit the term of Mia Chen → Ralf Winter; “conflicts” lists what to move"
    #expect(try bring(.importPairs([row]), store, isDryRun: true) == [words])
    #expect(try bring(.importPairs([row]), store) == [words])
    #expect(try conflicts(store) == [["beyondWindow"], ["beyondWindow"]])
    // What was outside before is no news.
    row.end = .some(CivilDate("2026-11-30"))
    #expect(
      try bring(.importPairs([row]), store)
        == ["line 2, end: 1 session no longer fits the term of Mia Chen → Ralf Winter; “conflicts” lists what to move"])
    row.end = .some(CivilDate("2026-12-31"))
    #expect(try bring(.importPairs([row]), store) == [])
    row.start = .some(CivilDate("2026-12-01"))
    #expect(
      try bring(.importPairs([row]), store)
        == [
          "line 2, start: 1 session no longer fits the term of Mia Chen → Ralf Winter; “conflicts” lists what to move"
        ])
    #expect(try conflicts(store) == [["beyondWindow"]])
  }

  /// How far ahead one may book is no matter of what stands.
  @Test func theBookingWindowIsNone() throws {
    let store = company.store()
    let session = Session(
      id: SessionID(7), uid: "7@test", pair: company.editing.id, mentor: company.mia.id, mentee: company.ralf.id,
      interval: Interval(start: try company.at("2027-05-04 15:00"), seconds: 3_600), zone: "Europe/Berlin",
      status: .confirmed, topic: "Far away")
    store.insert(sessions: [session])
    #expect(try conflicts(store) == [])
  }

  @Test func aPairThatIsNotActiveHasNone() throws {
    let store = company.store()
    try book("2026-12-01 15:00", in: store)
    var paused = company.editing
    paused.state = .paused
    store.insert(pairs: [paused])
    #expect(try conflicts(store) == [["pairNotActive"]])
  }

  @Test func aRoomThatShrankOrClosedIsOne() throws {
    let store = company.store()
    for start in ["2026-11-30 15:00", "2026-12-01 15:00"] { try book(start, room: company.lisbon.id, in: store) }
    try book("2026-12-02 15:00", in: store)
    var row = RoomRow(line: 2, name: "Lisbon", zone: "Europe/Berlin")
    row.capacity = 1
    let words = "line 2, capacity: 2 sessions no longer fit in Lisbon; “conflicts” lists what to move"
    #expect(try bring(.importRooms([row]), store, isDryRun: true) == [words])
    #expect(try bring(.importRooms([row]), store) == [words])
    #expect(try conflicts(store) == [["roomTooSmall"], ["roomTooSmall"]])
    row.capacity = 4
    row.hours = .some(try WeeklyHours("Mon 09:00-18:00"))
    #expect(
      try bring(.importRooms([row]), store)
        == ["line 2, hours: 1 session no longer fits in Lisbon; “conflicts” lists what to move"])
    #expect(try conflicts(store) == [["roomClosed"]])
  }
}
