import Mentoring
import Scheduling
import Synchronization
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

/// What the clock makes an interface read whose store others use from afar: only what came due, and not all of them at once.
@Suite struct FarClockTests {
  private final class FarStore: Store {
    let company = Company()
    let store: MemoryStore
    let reads = Mutex(0)

    init() { store = company.store() }

    var isFar: Bool { true }
    func read<Result>(_ body: (any StoreReader) throws -> Result) throws -> Result {
      reads.withLock { $0 += 1 }
      return try store.read(body)
    }
    func perform(_ command: Command, by actor: Actor, at now: Instant, isDryRun: Bool) throws -> Outcome {
      try store.perform(command, by: actor, at: now, isDryRun: isDryRun)
    }
    func watch(_ onChange: @escaping @Sendable () -> Void) throws -> any WatchToken { try store.watch(onChange) }
  }

  private final class Clock: Sendable {
    let now: Mutex<Instant>
    init(_ now: Instant) { self.now = Mutex(now) }
  }

  private let store = FarStore()
  private let clock: Clock
  private let interface: Interface

  init() throws {
    let clock = Clock(store.company.now)
    self.clock = clock
    interface = try Interface(
      store: store, zones: Company.zones, actor: Actor(store.company.mia), clock: { clock.now.withLock { $0 } },
      size: Size(100, 24), settings: InterfaceSettings(), runsInline: true)
    while interface.drain(at: 0) {}
  }

  /// How often the store is read when the clock comes to `now`.
  private func reads(at milliseconds: Int, until now: Instant) -> Int {
    let before = store.reads.withLock { $0 }
    clock.now.withLock { $0 = now }
    interface.tick(at: milliseconds)
    while interface.drain(at: milliseconds) {}
    return store.reads.withLock { $0 } - before
  }

  @Test func nothingIsReadWhileNothingIsDue() throws {
    // Until Berlin's midnight nothing begins, ends or runs out.
    for minute in 1..<13 * 60 { #expect(reads(at: minute * 60_000, until: store.company.now + minute * 60) == 0) }
    #expect(interface.context.now == store.company.now + (13 * 60 - 1) * 60)
    let midnight = try store.company.at("2026-11-26 00:00")
    #expect(reads(at: 48_000_000, until: midnight) == 0)
    #expect(reads(at: 48_050_000, until: midnight + 50) == 1)
    #expect(reads(at: 48_110_000, until: midnight + 110) == 0)
  }

  @Test func whatBeginsIsReadAtASecondOfOnesOwn() throws {
    let booking = Booking(pair: PairID(1), start: try store.company.at("2026-11-26 15:00"), length: 60)
    _ = try store.store.perform(.book(booking), by: Actor(store.company.mia), at: store.company.now)
    while interface.drain(at: 1) {}
    _ = reads(at: 47_000_000, until: try store.company.at("2026-11-26 00:00"))
    _ = reads(at: 47_050_000, until: try store.company.at("2026-11-26 00:01"))
    #expect(reads(at: 60_000_000, until: booking.start) == 0)
    #expect(reads(at: 60_050_000, until: booking.start + 50) == 1)
    #expect(reads(at: 60_120_000, until: booking.start + 120) == 0)
  }

  @Test func aRequestThatHasRunOutIsReadAtOnce() throws {
    let request = Booking(pair: PairID(1), start: try store.company.at("2026-11-27 15:00"), length: 60, asks: true)
    let outcome = try store.store.perform(.book(request), by: Actor(store.company.mia), at: store.company.now)
    let deadline = try #require(outcome.sessions.first?.request?.deadline)
    while interface.drain(at: 1) {}
    #expect(reads(at: 60_000, until: deadline) > 0)
    while interface.drain(at: 60_000) {}
    let status = try store.store.read { try $0.sessions(SessionFilter(liveOnly: false)) }.map(\.status)
    #expect(status == [.expired])
  }
}
