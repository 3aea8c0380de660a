import Mentoring
import Scheduling
import TestSupport
import Testing

@Suite struct BookingTests {
  let company = Company()

  private func book(
    _ start: String, in store: MemoryStore, by person: Person? = nil, pair: PairID = PairID(1), length: Int = 60,
    room: RoomID? = nil, anyway: Bool = false
  ) throws -> Outcome {
    let booking = Booking(
      pair: pair, start: try company.at(start), length: length, room: room, anyway: anyway)
    return try store.perform(.book(booking), by: Actor(person ?? company.mia), at: company.now)
  }

  private func codes(_ body: () throws -> Outcome) throws -> [String] {
    do {
      _ = try body()
      return []
    } catch CommandError.refused(let violations, _, _) {
      return violations.map(\.code)
    }
  }

  @Test func booksForBothWithTheAgreedZoneAndBuffers() throws {
    let store = company.store()
    let outcome = try book("2026-11-26 15:00", in: store, room: RoomID(1))
    let session = try #require(outcome.sessions.first)
    #expect(session.interval.start.description == "2026-11-26T14:00:00Z")
    #expect(session.zone == "Europe/Berlin")
    #expect(session.status == .confirmed)
    #expect(session.topic == "Video editing")
    #expect((session.mentorBuffer, session.menteeBuffer) == (10, 10))
    #expect(outcome.summary == "Booked Mia Chen → Ralf Winter, Thu 26 Nov 15:00–16:00 CET")
    #expect(try store.read { try $0.sessions(SessionFilter(person: PersonID(2))) } == [session])
    #expect(outcome.step?.actor == "mia")
  }

  @Test func refusesWithEveryReason() throws {
    let store = company.store()
    // 14:00 in Berlin is 08:00 in New York.
    #expect(try codes { try book("2026-11-26 14:00", in: store) } == ["outsideHours"])
    #expect(try codes { try book("2026-11-25 10:00", in: store) } == ["past", "noticeTooShort", "outsideHours"])
    #expect(try codes { try book("2027-03-01 15:00", in: store) } == ["beyondWindow"])
    _ = try book("2026-11-26 15:00", in: store)
    #expect(
      try codes { try book("2026-11-26 15:30", in: store) }
        == ["outsideHours", "sessionClash", "sessionClash"]
        .filter { $0 != "outsideHours" })
    #expect(try codes { try book("2026-11-26 16:00", in: store) } == ["bufferTooShort", "bufferTooShort"])
    #expect(try codes { try book("2026-11-27 15:00", in: store, room: RoomID(2)) } == ["roomTooSmall"])
    #expect(try store.read { try $0.sessions(SessionFilter()) }.count == 1)
  }

  @Test func aRefusalOffersTheNearestOpenings() throws {
    let store = company.store()
    _ = try book("2026-11-26 15:00", in: store)
    let booking = Booking(pair: PairID(1), start: try company.at("2026-11-26 15:30"), length: 60)
    do {
      _ = try store.performOffering(.book(booking), by: Actor(company.mia), at: company.now, zones: Company.zones)
      Issue.record("it was not refused")
    } catch CommandError.refused(_, _, let alternatives) {
      #expect(alternatives.count == 3)
      for start in alternatives {
        let again = Booking(pair: PairID(1), start: start, length: 60)
        _ = try store.perform(.book(again), by: Actor(company.mia), at: company.now, isDryRun: true)
      }
    }
  }

  @Test func startsLieOnTheGrid() throws {
    let store = company.store()
    #expect {
      try book("2026-11-26 15:07", in: store)
    } throws: { error in
      guard case CommandError.offGrid(_, 15, "Europe/Berlin", let before, let after) = error else { return false }
      return before.description == "2026-11-26T14:00:00Z" && after.description == "2026-11-26T14:15:00Z"
    }
  }

  @Test(arguments: [0, -60, 4, 481, Int.max])
  func impossibleLengthsAreRefused(length: Int) throws {
    let store = company.store()
    #expect(throws: CommandError.self) { try book("2026-11-26 15:00", in: store, length: length) }
  }

  @Test func youWaiveOnlyWhatProtectsYou() throws {
    let store = company.store()
    // Before Ralf's hours: Mia can't waive it, Ralf can, and the clash nobody.
    #expect(try codes { try book("2026-11-26 14:00", in: store, anyway: true) } == ["outsideHours"])
    _ = try book("2026-11-26 14:00", in: store, by: company.ralf, anyway: true)
    let clash = try codes { try book("2026-11-26 14:30", in: store, by: company.ralf, anyway: true) }
    #expect(clash == ["outsideHours", "sessionClash", "sessionClash"])
  }

  @Test func onlyThePairAndTheCoordinatorBook() throws {
    let store = company.store()
    #expect(throws: CommandError.self) { try book("2026-11-26 15:00", in: store, by: company.jonas) }
    _ = try book("2026-11-26 15:00", in: store, by: company.kim)
  }

  @Test func aMoveIsNotInItsOwnWay() throws {
    let store = company.store()
    let session = try #require(try book("2026-11-26 15:00", in: store).sessions.first)
    let move = Move(session: session.id, start: try company.at("2026-11-26 15:15"))
    let moved = try #require(
      try store.perform(.move(move), by: Actor(company.ralf), at: company.now).sessions.first)
    #expect(moved.interval.start.description == "2026-11-26T14:15:00Z")
    #expect((moved.sequence, moved.uid) == (1, session.uid))
    let again = try store.perform(.move(move), by: Actor(company.ralf), at: company.now)
    #expect(again.changes.isEmpty)
  }

  @Test func aCancellationNeedsAReasonAndFreesTheTime() throws {
    let store = company.store()
    let session = try #require(try book("2026-11-26 15:00", in: store).sessions.first)
    #expect(throws: CommandError.self) {
      try store.perform(.cancel(session.id, reason: "  "), by: Actor(company.mia), at: company.now)
    }
    _ = try store.perform(.cancel(session.id, reason: "Ill"), by: Actor(company.mia), at: company.now)
    _ = try book("2026-11-26 15:00", in: store)
    #expect(throws: CommandError.self) {
      try store.perform(.cancel(session.id, reason: "Ill"), by: Actor(company.mia), at: company.now)
    }
  }

  @Test func dryRunsChangeNothing() throws {
    let store = company.store()
    let booking = Booking(pair: PairID(1), start: try company.at("2026-11-26 15:00"), length: 60)
    let outcome = try store.perform(.book(booking), by: Actor(company.mia), at: company.now, isDryRun: true)
    #expect(outcome.step == nil && outcome.sessions.count == 1)
    #expect(try store.read { try $0.sessions(SessionFilter()) }.isEmpty)
  }
}
