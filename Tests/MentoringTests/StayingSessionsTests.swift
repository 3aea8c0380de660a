import Mentoring
import Scheduling
import SystemZones
import TestSupport
import Testing

/// Before several of a series are moved or cancelled it can be asked which stay as they are, and why.
@Suite struct StayingSessionsTests {
  private let company = Company()
  private let store: MemoryStore

  /// Seven Tuesdays, 1 December to 12 January, 15:00 in Berlin.
  init() throws {
    store = company.store()
    try company.bookTuesdays(7, in: store)
  }

  private func perform(_ command: Command) throws {
    _ = try store.perform(command, by: Actor(company.mia), at: company.now)
  }

  private func id(_ index: Int) throws -> SessionID {
    try store.read { try $0.sessions(SessionFilter(liveOnly: false)) }.map(\.id).sorted()[index]
  }

  /// What an action on one of them and more leaves: the same for a move and for a cancellation.
  private func staying(_ scope: SeriesScope, from index: Int, at now: Instant? = nil) throws -> [String] {
    let now = now ?? company.now
    let times = TimeWording(zone: try Company.zones.zone(named: "Europe/Berlin"), now: now)
    func words(_ command: Command) throws -> [String] {
      try #require(try store.read { try command.staying(at: now, $0) }).words(times)
    }
    let cancelling = try words(.cancel(try id(index), reason: "x", scope: scope))
    #expect(try words(.edit(Edit(session: try id(index), topic: "x", scope: scope))) == cancelling)
    let move = Move(session: try id(index), start: try company.at("2026-12-15 16:00"), scope: scope)
    #expect(try words(.move(move)).starts(with: cancelling))
    let planned = try store.read {
      try SeriesMovePlanner($0, zones: Company.zones, actor: Actor(company.mia), now: now).plan(move).staying
    }
    #expect(try planned.words(times) == words(.move(move)))
    return cancelling
  }

  @Test func whichStayAndWhyIsTold() throws {
    #expect(try staying(.following, from: 1) == [])
    try perform(.move(Move(session: id(3), start: company.at("2026-12-23 16:00"))))
    #expect(try staying(.following, from: 1) == ["1 stays: moved by hand (Wed 23 Dec)"])
    try perform(.cancel(id(4), reason: "Ill"))
    #expect(
      try staying(.following, from: 1)
        == ["2 stay: 1 moved by hand (Wed 23 Dec), 1 cancelled (Tue 29 Dec)"])
    // Those before are no following ones, but one of the rest.
    #expect(try staying(.following, from: 5) == [])
    #expect(try staying(.all, from: 1) == ["1 stays: cancelled (Tue 29 Dec)"])
    #expect(
      try staying(.all, from: 2, at: company.at("2026-12-09 12:00"))
        == ["3 stay: 2 over (Tue 1 Dec, Tue 8 Dec), 1 cancelled (Tue 29 Dec)"])
  }

  @Test func manyAreCounted() throws {
    #expect(
      try staying(.all, from: 5, at: company.at("2026-12-30 12:00"))
        == ["5 stay: over (Tue 1 Dec, Tue 8 Dec, Tue 15 Dec and 2 more)"])
  }

  @Test func oneAloneLeavesNothing() throws {
    let command = Command.cancel(try id(1), reason: "x")
    #expect(try store.read { try command.staying(at: company.now, $0) } == nil)
  }
}
