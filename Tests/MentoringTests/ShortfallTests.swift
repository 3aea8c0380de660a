import Mentoring
import Scheduling
import TestSupport
import Testing

/// Which side let the other down, and how often.
@Suite struct ShortfallTests {
  private let company = Company()

  private func book(_ start: String, in store: MemoryStore) throws -> Session {
    let booking = Booking(pair: PairID(1), start: try company.at(start), length: 60)
    return try #require(try store.perform(.book(booking), by: Actor(company.mia), at: company.now).sessions.first)
  }

  private func counted(_ store: MemoryStore, _ person: Person? = nil) throws -> [PairID: [PersonID: Shortfall]] {
    try store.read { try Shortfall.counted($0, person: person?.id) }
  }

  @Test func lateIsWhatIsCalledOffWithLessThanTheNotice() throws {
    for (minutesBefore, isLate) in [(1_441, false), (1_440, false), (1_439, true), (1, true)] {
      let store = company.store()
      let session = try book("2026-12-01 16:00", in: store)
      let now = session.interval.start - minutesBefore * 60
      let outcome = try store.perform(.cancel(session.id, reason: "Ill"), by: Actor(company.ralf), at: now)
      #expect(outcome.warnings.isEmpty != isLate)
      #expect(try counted(store) == (isLate ? [PairID(1): [company.ralf.id: Shortfall(late: 1)]] : [:]))
    }
  }

  @Test func eachSideIsCountedForItself() throws {
    let store = company.store()
    var starts: [Instant] = []
    for day in ["2026-12-01", "2026-12-02", "2026-12-03"] {
      starts.append(try book("\(day) 16:00", in: store).interval.start)
    }
    for (number, person) in [(0, company.ralf), (1, company.mia)] {
      _ = try store.perform(
        .cancel(SessionID(Int64(number + 1)), reason: "Ill"), by: Actor(person), at: starts[number] - 600)
    }
    // What a coordinator calls off is nobody's fault.
    _ = try store.perform(.cancel(SessionID(3), reason: "Closed"), by: Actor(company.kim), at: starts[2] - 600)
    let both: [PersonID: Shortfall] = [company.ralf.id: Shortfall(late: 1), company.mia.id: Shortfall(late: 1)]
    #expect(try counted(store) == [PairID(1): both])
    #expect(try counted(store, company.ralf) == [PairID(1): both])
    #expect(try counted(store, company.petra) == [:])
    _ = try store.perform(.undo, by: Actor(company.mia), at: starts[1] - 500)
    #expect(try counted(store)[PairID(1)] == [company.ralf.id: Shortfall(late: 1)])
  }

  @Test func whoDidNotComeIsCountedToo() throws {
    let store = company.store()
    let session = try book("2026-12-01 16:00", in: store)
    let after = session.interval.end + 60
    _ = try store.perform(.miss(session.id, by: company.ralf.id, reason: ""), by: Actor(company.mia), at: after)
    #expect(try counted(store) == [PairID(1): [company.ralf.id: Shortfall(missed: 1)]])
    _ = try store.perform(.hold(session.id), by: Actor(company.mia), at: after)
    #expect(try counted(store) == [:])
  }
}
