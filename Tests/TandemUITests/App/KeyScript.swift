import Configuration
import Mentoring
import Scheduling
import Synchronization
import TerminalKit
import TestSupport

@testable import TandemUI

/// Runs the interface on a store in memory: keys and clicks go in, drawn lines come out. Effects are done at once, so
/// there is nothing to wait for; size, zone, clock and looks are pinned.
final class KeyScript {
  let interface: Interface
  let store: MemoryStore
  private var milliseconds = 0
  private let clock: Clock

  private final class Clock: Sendable {
    let now: Mutex<Instant>
    init(_ now: Instant) { self.now = Mutex(now) }
  }

  /// - Parameter actor: nil for Mia.
  init(
    _ store: MemoryStore? = nil, actor: Actor? = nil, size: Size = Size(100, 24),
    settings: InterfaceSettings = InterfaceSettings(),
    save: @escaping @Sendable (Setting, String?) throws -> Settings = { _, _ in throw NoConfiguration() },
    calendarFiles: (any CalendarFiles)? = nil, notices: Notices? = nil
  ) throws {
    let company = Company()
    self.store = store ?? company.store()
    let clock = Clock(company.now)
    self.clock = clock
    interface = try Interface(
      store: self.store, zones: Company.zones, actor: actor ?? Actor(company.mia), clock: { clock.now.withLock { $0 } },
      size: size,
      settings: settings, save: save, calendarFiles: calendarFiles, notices: notices, runsInline: true)
    settle()
  }

  /// Presses keys, apart by blanks, as a configuration writes them: `2 j ctrl-p esc`. Each comes a second after the other.
  @discardableResult
  func press(_ keys: String) -> Self {
    for name in keys.split(separator: " ") {
      if let key = Key(String(name)) { send(.key(key), after: 1_000) }
    }
    return self
  }

  /// Presses a key for each character, without a pause.
  @discardableResult
  func type(_ text: String) -> Self {
    for character in text { send(.key(.character(character)), after: 1) }
    return self
  }

  @discardableResult
  func send(_ event: Event, after pause: Int = 1_000) -> Self {
    milliseconds += pause
    interface.handle(event, at: milliseconds)
    settle()
    return self
  }

  /// Presses keys faster than what they ask for is done: what comes of them is there with ``settle()``.
  func rush(_ keys: String) {
    for name in keys.split(separator: " ") {
      guard let key = Key(String(name)) else { continue }
      milliseconds += 1
      interface.handle(.key(key), at: milliseconds)
    }
  }

  @discardableResult
  func click(_ x: Int, _ y: Int, clicks: Int = 1) -> Self {
    send(.mouse(MouseEvent(.press(clicks: clicks), at: Point(x, y))))
    return send(.mouse(MouseEvent(.release, at: Point(x, y))))
  }

  /// Clicks the first place where a text stands.
  @discardableResult
  func click(on text: String, clicks: Int = 1) -> Self {
    for (y, line) in lines.enumerated() {
      guard let range = line.firstRange(of: text) else { continue }
      return click(columnWidth(String(line[..<range.lowerBound])), y, clicks: clicks)
    }
    return self
  }

  /// The clock goes on, and nobody does anything.
  @discardableResult
  func wait(until now: Instant) -> Self {
    clock.now.withLock { $0 = now }
    interface.tick(at: milliseconds)
    settle()
    return self
  }

  /// Nobody does anything for a while, less than what makes the clock go on.
  @discardableResult
  func rest(seconds: Int) -> Self {
    milliseconds += seconds * 1_000
    interface.tick(at: milliseconds)
    settle()
    return self
  }

  func settle() { while interface.drain(at: milliseconds) {} }

  var lines: [String] { interface.draw().lines }
  /// Without the blanks at the ends of lines.
  var text: String {
    lines.map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
  var status: String { lines[lines.count - 2] }
  var hints: String { lines[lines.count - 1] }
}
