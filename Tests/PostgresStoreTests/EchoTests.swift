import Mentoring
import PostgresStore
import Scheduling
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
}
