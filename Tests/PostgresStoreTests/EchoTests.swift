import Glibc
import Mentoring
import PostgresStore
import Scheduling
import Synchronization
import TestSupport
import Testing

/// A member's step that changes sessions of their pairs is told in the histories of those, under the rights of the member.
@Suite struct EchoTests {
  @Test func whatNewHoursDoToASessionIsToldToTheOtherSide() throws {
    let fixture = try ServerFixture()
    let now = fixture.company.now
    let (mia, ralf) = (try fixture.open(as: "mia"), try fixture.open(as: "ralf"))
    let booked = try mia.perform(
      try fixture.booking("2026-12-01 16:00"), by: try fixture.actor("mia"), at: now)
    let session = try #require(booked.sessions.first)
    let away = Absence(
      .days(try #require(CivilDate("2026-12-01")), try #require(CivilDate("2026-12-03"))), reason: "ill")
    let change = HoursChange(
      person: fixture.company.mia.id, edits: [.addAbsence(away)],
      remedies: [Remedy(session.id, .move(try fixture.company.at("2026-12-04 16:00")))], leavesOthers: false)
    _ = try mia.perform(.changeHours(change), by: try fixture.actor("mia"), at: now)
    let told = try ralf.read { try $0.steps(StepFilter(session: session.id)).first }
    #expect(
      told?.summary == "Moved Mia Chen → Ralf Winter, Tue 1 Dec 16:00–17:00 CET to Fri 4 Dec 16:00–17:00 CET")
    _ = try mia.perform(.undo, by: try fixture.actor("mia"), at: now)
    let back = try ralf.read { try $0.steps(StepFilter(session: session.id)).first?.summary }
    #expect(back == "Moved Mia Chen → Ralf Winter, Fri 4 Dec 16:00–17:00 CET to Tue 1 Dec 16:00–17:00 CET")
  }

  /// Whoever of the two looks next lets go of it, in the program's name.
  @Test func anUnansweredRequestIsLetGoOfByAMember() throws {
    let fixture = try ServerFixture()
    let (mia, ralf) = (try fixture.open(as: "mia"), try fixture.open(as: "ralf"))
    let booking = Booking(
      pair: PairID(1), start: try fixture.company.at("2026-12-01 16:00"), length: 60, asks: true)
    let asked = try mia.perform(.book(booking), by: try fixture.actor("mia"), at: fixture.company.now)
    let session = try #require(asked.sessions.first)
    let deadline = try #require(session.deadline)
    _ = try ralf.perform(.expireRequests, by: try fixture.actor("ralf"), at: deadline)
    let told = try mia.read { try $0.steps(StepFilter(session: session.id)).first }
    #expect(told?.command == "expire" && told?.actor == Actor.program.login)
    let status = try mia.read { try $0.session(session.id)?.status }
    #expect(status == .expired)
  }

  /// Anybody who is let in can notify: whoever watches reads anew at most a few times a second.
  @Test func aFloodOfNotificationsIsTakenInTurns() throws {
    let fixture = try ServerFixture()
    let mia = try fixture.open(as: "mia")
    let changes = Mutex(0)
    let watch = try mia.watch { changes.withLock { $0 += 1 } }
    defer { watch.cancel() }
    usleep(500_000)
    let before = changes.withLock { $0 }
    let began = ContinuousClock.now
    let flood =
      "DO $$ BEGIN FOR i IN 1..150 LOOP PERFORM pg_notify('tandem', i::text); COMMIT; PERFORM pg_sleep(0.01); END LOOP; END $$"
    #expect(try fixture.sql(flood, as: "ralf").status == 0)
    let tenths = Int((ContinuousClock.now - began) / .milliseconds(100))
    usleep(400_000)
    let told = changes.withLock { $0 } - before
    // As many as there were pauses, and the first and the last.
    #expect(told >= 2 && told <= tenths / 2 + 4, "\(told) in \(tenths) tenths of a second")
  }
}
