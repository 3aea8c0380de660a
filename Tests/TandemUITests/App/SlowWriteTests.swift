import Dispatch
import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

/// A command that takes long, because another program keeps writing: that is said, and no key waits for it.
@Suite struct SlowWriteTests {
  /// Writes only when it is let.
  private final class SlowStore: Store {
    let store: MemoryStore
    let gate = DispatchSemaphore(value: 0)

    init(_ store: MemoryStore) { self.store = store }

    func read<Result>(_ body: (any StoreReader) throws -> Result) throws -> Result { try store.read(body) }
    func watch(_ onChange: @escaping @Sendable () -> Void) throws -> any WatchToken { try store.watch(onChange) }
    func perform(_ command: Command, by actor: Actor, at now: Instant, isDryRun: Bool) throws -> Outcome {
      gate.wait()
      return try store.perform(command, by: actor, at: now, isDryRun: isDryRun)
    }
  }

  @Test func thatItIsNotSavedYetIsSaid() throws {
    let company = Company()
    let store = SlowStore(company.store())
    let news = DispatchSemaphore(value: 0)
    let now = company.now
    let interface = try Interface(
      store: store, zones: Company.zones, actor: Actor(company.mia), clock: { now }, size: Size(100, 24),
      settings: InterfaceSettings(), wake: { news.signal() })
    /// Waits for what comes until the screen says `text`; ten seconds at most.
    func waits(for text: String) -> Bool {
      for _ in 0..<100 {
        interface.drain()
        if interface.draw().lines.joined(separator: "\n").contains(text) { return true }
        _ = news.wait(timeout: .now() + 0.1)
      }
      return false
    }
    interface.handle(.key(.character("u")), at: 0)
    #expect(waits(for: "Not saved yet: something else is writing"))
    // Keys are answered meanwhile.
    interface.handle(.key(.character("2")), at: 2_000)
    #expect(waits(for: "2 PAIRS"))
    store.gate.signal()
    #expect(waits(for: "nothing of yours to undo"))
  }
}
