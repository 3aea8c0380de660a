import Dispatch
import Mentoring
import SQLiteStore
import Scheduling
import TestSupport
import Testing

@Suite struct WatchTests {
  @Test func anothersChangeIsToldWithinASecond() throws {
    let fixture = try DatabaseFixture()
    let other = try ProgramDatabase(path: fixture.path, zones: Company.zones, domain: "x.invalid")
    let told = DispatchSemaphore(value: 0)
    let token = try fixture.store.watch { told.signal() }
    let booking = Booking(pair: PairID(1), start: try fixture.company.at("2026-11-26 15:00"), length: 60)
    _ = try other.perform(.book(booking), by: Actor(fixture.company.mia), at: fixture.company.now)
    #expect(told.wait(timeout: .now() + 1) == .success)
    _ = try fixture.book("2026-11-27 16:00")
    #expect(told.wait(timeout: .now() + 1) == .success)
    token.cancel()
  }
}
