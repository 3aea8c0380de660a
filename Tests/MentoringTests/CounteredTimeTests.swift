import Mentoring
import Scheduling
import TestSupport
import Testing

/// Which time a proposal counters, as the history tells.
@Suite struct CounteredTimeTests {
  private let company = Company()

  private func perform(_ command: Command, _ store: MemoryStore, by person: Person) throws -> Session {
    try #require(try store.perform(command, by: Actor(person), at: company.now).sessions.first)
  }

  private func countered(_ id: SessionID, _ store: MemoryStore) throws -> Instant? {
    try store.read { reader in
      try reader.session(id).flatMap { try reader.countered(by: $0) }?.interval.start
    }
  }

  /// Asked for at three, countered with four.
  private func countered(in store: MemoryStore) throws -> Session {
    let booking = Booking(pair: PairID(1), start: try company.at("2026-12-01 15:00"), length: 60, asks: true)
    let asked = try perform(.book(booking), store, by: company.mia)
    #expect(try countered(asked.id, store) == nil)
    return try perform(
      .counter(Counter(session: asked.id, start: try company.at("2026-12-01 16:00"))), store, by: company.ralf)
  }

  @Test func aProposalCountersTheOneBefore() throws {
    let store = company.store()
    let session = try countered(in: store)
    #expect(try countered(session.id, store) == company.at("2026-12-01 15:00"))
    let again = Counter(session: session.id, start: try company.at("2026-12-01 15:30"))
    _ = try perform(.counter(again), store, by: company.mia)
    #expect(try countered(session.id, store) == company.at("2026-12-01 16:00"))
    // What was taken back counters nothing.
    _ = try perform(.undo, store, by: company.mia)
    #expect(try countered(session.id, store) == company.at("2026-12-01 15:00"))
  }

  @Test func oneThatIsAskedToMoveCountersNothing() throws {
    let store = company.store()
    let session = try countered(in: store)
    _ = try perform(.accept(session.id), store, by: company.mia)
    #expect(try countered(session.id, store) == nil)
    let move = Move(session: session.id, start: try company.at("2026-12-02 16:00"), asks: true)
    let moved = try perform(.move(move), store, by: company.mia)
    #expect(moved.status == .countered && moved.request?.agreed != nil)
    #expect(try countered(session.id, store) == nil)
    // But the answer to that does.
    let other = Counter(session: session.id, start: try company.at("2026-12-02 17:00"))
    _ = try perform(.counter(other), store, by: company.ralf)
    #expect(try countered(session.id, store) == company.at("2026-12-02 16:00"))
  }
}
