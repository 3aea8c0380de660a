import Mentoring
import Scheduling
import TandemUI
import TerminalKit
import TestSupport
import Testing

@testable import PostgresStore

/// The screens on a server far away: what they ask is asked together, and shows the same as asked one by one.
@Suite struct ScreenTripsTests {
  /// Every screen, its sheets, and back.
  private static let tour =
    "down up 2 down enter esc / r a l f enter esc 3 w d m n right down enter esc 4 down enter esc 1 ctrl-t H esc h esc ? esc"

  @Test(arguments: ["mia", "ralf", "kim"])
  func theScreensAreTheSame(login: String) throws {
    let fixture = try busy()
    let store = try fixture.open(as: login)
    let together = try Walk(store, fixture, as: login)
    let apart = try Walk(OneByOne(store), fixture, as: login)
    #expect(together.lines == apart.lines)
    for name in Self.tour.split(separator: " ") {
      guard let key = Key(String(name)) else { continue }
      together.press(key)
      apart.press(key)
      #expect(together.lines == apart.lines, "after \(name)")
    }
  }

  @Test func aScreenTakesFewTrips() throws {
    let fixture = try busy()
    let apart = try trips(fixture) { OneByOne($0) }
    let together = try trips(fixture) { $0 }
    // Who it is, and Today, the requests and the news, each in as many trips as answers lead to questions.
    #expect((1...12).contains(together))
    #expect(together * 2 < apart)
  }

  /// How often an interface waits for an answer until all is there that its first screen shows.
  private func trips(_ fixture: ServerFixture, _ store: (PostgresDatabase) -> any Store) throws -> Int {
    let database = try fixture.open(as: "mia")
    let before = database.pool.roundTrips
    _ = try Walk(store(database), fixture, as: "mia")
    return database.pool.roundTrips - before
  }

  /// With something to show on each screen.
  private func busy() throws -> ServerFixture {
    let fixture = try ServerFixture()
    let now = fixture.company.now
    for start in ["2026-11-26 15:00", "2026-12-03 16:00", "2026-12-10 15:00"] {
      _ = try fixture.store.perform(try fixture.booking(start), by: try fixture.actor("mia"), at: now)
    }
    _ = try fixture.store.perform(
      .book(Booking(pair: PairID(1), start: try fixture.company.at("2026-12-15 16:00"), length: 60, asks: true)),
      by: try fixture.actor("ralf"), at: now)
    _ = try fixture.store.perform(
      try fixture.booking("2026-11-27 10:00", pair: 2), by: try fixture.actor("jonas"), at: now)
    return fixture
  }
}

/// An interface that does all at once, as in a terminal of 100x30.
private final class Walk {
  private let interface: Interface
  private var milliseconds = 0

  init(_ store: any Store, _ fixture: ServerFixture, as login: String) throws {
    let now = fixture.company.now
    interface = try Interface(
      store: store, zones: Company.zones, actor: try fixture.actor(login), clock: { now }, size: Size(100, 30),
      settings: InterfaceSettings(), runsInline: true)
    settle()
  }

  func press(_ key: Key) {
    milliseconds += 1_000
    interface.handle(.key(key), at: milliseconds)
    settle()
  }

  private func settle() { while interface.drain() {} }

  var lines: [String] { interface.draw().lines }
}

/// Asks each question when it comes.
private struct OneByOne: Store {
  let store: PostgresDatabase

  init(_ store: PostgresDatabase) { self.store = store }

  func read<Result>(_ body: (any StoreReader) throws -> Result) throws -> Result { try store.read(body) }
  func perform(_ command: Command, by actor: Actor, at now: Instant, isDryRun: Bool) throws -> Outcome {
    try store.perform(command, by: actor, at: now, isDryRun: isDryRun)
  }
  func watch(_ onChange: @escaping @Sendable () -> Void) throws -> any WatchToken { try store.watch(onChange) }
}
