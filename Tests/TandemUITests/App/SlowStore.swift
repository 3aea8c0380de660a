import Dispatch
import Mentoring
import Scheduling
import TerminalKit
import TestSupport

@testable import TandemUI

/// Writes only when it is let.
final class SlowStore: Store {
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

/// An interface that works on queues of its own over a ``SlowStore``: keys go in, and what comes of them is waited for.
final class SlowScript {
  let store: SlowStore
  let interface: Interface
  private let news: DispatchSemaphore

  init(_ company: Company = Company(), size: Size = Size(100, 24)) throws {
    let (store, news, now) = (SlowStore(company.store()), DispatchSemaphore(value: 0), company.now)
    (self.store, self.news) = (store, news)
    interface = try Interface(
      store: store, zones: Company.zones, actor: Actor(company.mia), clock: { now }, size: size,
      settings: InterfaceSettings(), wake: { news.signal() })
  }

  var text: String { interface.draw().lines.joined(separator: "\n") }

  func press(_ key: Key, at milliseconds: Int) { interface.handle(.key(key), at: milliseconds) }

  /// Takes in what comes until the screen says `text`; ten seconds at most.
  func waits(for text: String) -> Bool { waits { self.text.contains(text) } }

  func waits(until isThere: () -> Bool) -> Bool {
    for _ in 0..<100 {
      interface.drain()
      if isThere() { return true }
      _ = news.wait(timeout: .now() + 0.1)
    }
    return false
  }
}
