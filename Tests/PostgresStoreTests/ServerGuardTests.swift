import Dispatch
import Glibc
import Mentoring
import Scheduling
import TestSupport
import Testing

@testable import PostgresStore
@testable import Tables

/// What the server refuses by itself, who is told of changes, and what a booking costs.
@Suite struct ServerGuardTests {
  @Test func aPlainInsertCantOverlap() throws {
    let fixture = try ServerFixture()
    let booked = try fixture.store.perform(
      try fixture.booking("2026-11-26 15:00"), by: Actor(fixture.company.mia), at: fixture.company.now)
    let session = try #require(booked.sessions.first)
    let insert = { (id: Int, start: Int64, minutes: Int64) in
      """
      INSERT INTO tandem.session SELECT \(id), 'x\(id)', pair, mentor, mentee, \(start), \(start + minutes * 60), zone, 'confirmed', 0,
        NULL, '', '', 0, 0, NULL, NULL, '' FROM tandem.session WHERE id = \(session.id)
      """
    }
    let (start, end) = (session.interval.start.seconds, session.interval.end.seconds)
    for (begin, minutes) in [(start, 60), (start - 60, 2), (end - 1, 30), (start + 60, 1), (start - 3_600, 600)]
      as [(Int64, Int64)]
    {
      let refused = try fixture.sql(insert(800, begin, minutes))
      // The same start is refused by the key already.
      let said = refused.errors
      #expect(refused.status != 0 && (said.contains("one_session_at_a_time") || said.contains("hold_pkey")), "\(said)")
    }
    // What only touches does not overlap; and what was cancelled is in nobody's way.
    #expect(try fixture.sql(insert(801, end, 60)).status == 0)
    #expect(try fixture.sql(insert(802, start - 3_600, 60)).status == 0)
    _ = try fixture.store.perform(
      .cancel(session.id, reason: "Ill"), by: Actor(fixture.company.mia), at: fixture.company.now)
    #expect(try fixture.sql(insert(803, start, 60)).status == 0)
    // The owner's hand is held as well where nothing could be right.
    for statement in [
      "DELETE FROM tandem.session", "UPDATE tandem.step SET at = 0", "DELETE FROM tandem.step",
      "TRUNCATE tandem.step CASCADE",
    ] {
      #expect(try fixture.sql(statement).status != 0)
    }
  }

  /// A question holds both times, and what a member may write holds no more than a day of another's.
  @Test func anAgreedTimeIsTakenAsWell() throws {
    let fixture = try ServerFixture()
    let (company, mia) = (fixture.company, Actor(fixture.company.mia))
    let booked = try fixture.store.perform(try fixture.booking("2026-12-01 16:00"), by: mia, at: company.now)
    let session = try #require(booked.sessions.first)
    let move = Move(session: session.id, start: session.interval.start - 1_800, asks: true)
    _ = try fixture.store.perform(.move(move), by: mia, at: company.now)
    func holds() throws -> String {
      try fixture.answer(
        """
        SELECT person, (start - \(session.interval.start.seconds)) / 60, ("end" - start) / 60, is_request
        FROM tandem.hold WHERE session = \(session.id) ORDER BY 1, 2
        """, as: "owner")
    }
    #expect(try holds() == "1|-30|60|t\n1|30|30|f\n2|-30|60|t\n2|30|30|f")
    let insert = """
      INSERT INTO tandem.session SELECT 800, 'x', pair, mentor, mentee, start + 5000, start + 9000, zone, 'confirmed', 0,
        NULL, '', '', 0, 0, NULL, NULL, '' FROM tandem.session WHERE id = \(session.id)
      """
    #expect(try fixture.sql(insert).errors.contains("one_session_at_a_time"))
    let longer = "UPDATE tandem.session SET agreed_end = agreed_start + 86401 WHERE id = \(session.id)"
    #expect(try fixture.sql(longer, as: "mia").status != 0)
    // Who has nothing to do with it sees the time taken, and that it is by one session; not by which.
    let seen = "SELECT count(*), count(DISTINCT session), max(session) < 0 FROM tandem.hold_seen WHERE person = 2"
    #expect(try fixture.answer(seen, as: "petra") == "2|1|t")
    _ = try fixture.store.perform(.decline(session.id, reason: "No"), by: Actor(company.ralf), at: company.now)
    #expect(try holds() == "1|0|60|f\n2|0|60|f")
  }

  @Test func roomsAreTakenOnce() throws {
    let fixture = try ServerFixture()
    let (company, room) = (fixture.company, RoomID(1))
    func book(_ pair: Int64, _ start: String, _ person: Person) throws {
      _ = try fixture.store.perform(
        .book(Booking(pair: PairID(pair), start: try company.at(start), length: 60, room: room)), by: Actor(person),
        at: company.now)
    }
    try book(1, "2026-11-26 15:00", company.mia)
    #expect(throws: CommandError.self) { try book(2, "2026-11-26 15:00", company.jonas) }
    try book(2, "2026-11-26 16:00", company.jonas)
  }

  @Test func anothersChangeIsToldWithinASecond() throws {
    let fixture = try ServerFixture()
    let told = DispatchSemaphore(value: 0)
    let token = try fixture.open(as: "mia").watch { told.signal() }
    // Also what happens while it is still connecting.
    let ralf = try fixture.open(as: "ralf")
    _ = try ralf.perform(
      try fixture.booking("2026-11-26 15:00"), by: Actor(fixture.company.ralf), at: fixture.company.now)
    #expect(told.wait(timeout: .now() + 10) == .success)
    // Another program's too.
    #expect(try fixture.sql("UPDATE tandem.session SET topic = 'By hand'").status == 0)
    #expect(told.wait(timeout: .now() + 1) == .success)
    // The connection is cut: it is told, and comes back by itself. In this database alone, for other tests have a Mia too.
    #expect(
      try fixture.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'mia' AND datname = current_database()"
      ).status == 0)
    #expect(told.wait(timeout: .now() + 10) == .success)
    #expect(told.wait(timeout: .now() + 10) == .success)
    _ = try ralf.perform(
      try fixture.booking("2026-11-27 15:00"), by: Actor(fixture.company.ralf), at: fixture.company.now)
    #expect(told.wait(timeout: .now() + 10) == .success)
    token.cancel()
  }

  /// A read that begins with nothing known of the pair, then two round trips a booking.
  @Test func aBookingTakesAtMostThreeRoundTrips() throws {
    let fixture = try ServerFixture()
    /// How often a booking waits for an answer.
    func trips(_ store: PostgresDatabase, _ start: String) throws -> Int {
      let before = store.pool.roundTrips
      _ = try store.perform(try fixture.booking(start), by: Actor(fixture.company.mia), at: fixture.company.now)
      return store.pool.roundTrips - before
    }
    let fresh = try fixture.open(as: "mia")
    let first = try trips(fresh, "2026-11-26 15:00")
    #expect((1...3).contains(first), "\(first)")
    let second = try trips(fresh, "2026-11-27 15:00")
    #expect((1...2).contains(second), "\(second)")
    // Whose pair it is, is known where the pair was read.
    let read = try fixture.open(as: "mia")
    _ = try read.read { try $0.pairs() }
    let known = try trips(read, "2026-11-30 15:00")
    #expect((1...2).contains(known), "\(known)")
    #expect(try read.read { try $0.sessions(SessionFilter()) }.count == 3)
  }

  /// Else a server passes over everybody for the two of a booking.
  @Test func peopleAreFoundByTheirNumbers() throws {
    let fixture = try ServerFixture()
    let plan = try fixture.answer(
      """
      SET enable_seqscan = off; SET search_path = tandem; SET plan_cache_mode = force_generic_plan;
      PREPARE asked AS \(Dialect.postgres.peopleAmong.replacing("?", with: "$1")); EXPLAIN EXECUTE asked ('[1,2]')
      """, as: "owner")
    #expect(plan.contains("Index Cond: (id = ANY ("), "\(plan)")
  }

  @Test func whatWasAcknowledgedIsThereAndNothingOverlaps() throws {
    let fixture = try ServerFixture()
    let now = fixture.company.now
    let address = fixture.cluster.address(fixture.database, as: "owner")
    let racers = try (0..<8).map { try ChildProcess("BookingRacer", [address, "\($0)", "60", "\(now.seconds)"]) }
    var random = SeededRandom(seed: 17)
    for racer in racers.prefix(3) {
      usleep(UInt32.random(in: 50_000...400_000, using: &random))
      racer.kill()
    }
    let printed = racers.map { $0.finish() }
    for survivor in printed.dropFirst(3) { #expect(survivor.status == 0, "\(survivor.errors)") }
    let acknowledged = printed.flatMap { $0.output.split(separator: "\n").compactMap { Int64($0) } }
    let present = Set(try fixture.store.read { try $0.sessions(SessionFilter()) }.map(\.id.rawValue))
    #expect(!acknowledged.isEmpty && Set(acknowledged).count == acknowledged.count)
    #expect(present.isSuperset(of: acknowledged))
    #expect(present.count - acknowledged.count <= 3)
    #expect(try fixture.store.readTables { try HistoryCheck($0).problems() } == [])
  }
}
