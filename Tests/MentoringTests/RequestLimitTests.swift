import Mentoring
import Scheduling
import TestSupport
import Testing

/// What limits of a day and of a week count while something is asked, and how they say so.
@Suite struct RequestLimitTests {
  private let company = Company()

  private func booked(in store: MemoryStore) throws -> Session {
    let booking = Booking(pair: PairID(1), start: try company.at("2026-12-01 16:00"), length: 60)
    return try #require(try store.perform(.book(booking), by: Actor(company.mia), at: company.now).sessions.first)
  }

  /// A session that is asked to move is one for the limits: of each day that it may be on, and of a week once.
  @Test func limitsCountItOnce() throws {
    let store = company.store()
    var ralf = company.ralf
    ralf.policy.sessionsPerWeek = 2
    ralf.policy.sessionsPerDay = 1
    store.insert(people: [ralf])
    let session = try booked(in: store)
    let move = Move(session: session.id, start: try company.at("2026-12-02 16:00"), asks: true, message: "A day later?")
    _ = try store.perform(.move(move), by: Actor(company.mia), at: company.now)
    func codes(_ start: String) throws -> [String] {
      let booking = Booking(pair: PairID(1), start: try company.at(start), length: 60)
      do {
        _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now, isDryRun: true)
        return []
      } catch CommandError.refused(let violations, _, _) {
        return violations.map(\.code)
      }
    }
    #expect(try codes("2026-12-01 15:00").contains("limitReached"))
    #expect(try codes("2026-12-02 15:00").contains("limitReached"))
    #expect(try codes("2026-12-03 16:00") == [])
    // With one more the week is full.
    let more = Booking(pair: PairID(1), start: try company.at("2026-12-03 16:00"), length: 60)
    _ = try store.perform(.book(more), by: Actor(company.mia), at: company.now)
    #expect(try codes("2026-12-04 16:00") == ["limitReached"])
  }

  /// A limit counts requests too, for each may come to be a session; they are not told as sessions.
  @Test func aLimitTellsWhatItCounts() throws {
    let store = company.store()
    var ralf = company.ralf
    ralf.policy.sessionsPerDay = 2
    ralf.policy.sessionsPerWeek = 2
    store.insert(people: [ralf])
    _ = try booked(in: store)
    func book(_ start: String, asks: Bool = false, anyway: Bool = false, by: Actor) throws {
      var booking = Booking(pair: PairID(1), start: try company.at(start), length: 60)
      booking.asks = asks
      booking.anyway = anyway
      _ = try store.perform(.book(booking), by: by, at: company.now)
    }
    func told(_ start: String) throws -> [String] {
      do {
        try book(start, by: Actor(company.kim))
        return []
      } catch CommandError.refused(let violations, _, _) {
        return try store.read { reader in
          let wording = try ViolationWording(reader, zones: Company.zones, viewer: Actor(ralf), now: company.now)
          return try violations.filter { $0.code == "limitReached" && $0.person == ralf.id }.map(wording.sentence)
        }
      }
    }
    try book("2026-12-01 17:30", asks: true, anyway: true, by: Actor(company.mia))
    #expect(
      try told("2026-12-01 14:30") == [
        "Ralf Winter: already 1 session and 1 request in week 49, the weekly limit",
        "Ralf Winter: already 1 session and 1 request on Tue 1 Dec, the daily limit",
      ])
    // Ralf may let it be one more.
    try book("2026-12-02 16:00", asks: true, by: Actor(company.mia))
    #expect(
      try told("2026-12-03 16:00") == [
        "Ralf Winter: already 1 session and 2 requests in week 49, where the weekly limit is 2"
      ])
  }
}
