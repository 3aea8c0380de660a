import Mentoring
import Scheduling
import SystemZones
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("Keys that were typed before what they are for was there")
struct TypedAheadTests {
  private let company = Company()

  /// An interface whose reads come back only when they are asked for.
  private func state(_ store: MemoryStore) throws -> AppState {
    var settings = InterfaceSettings()
    settings.usesMouse = false
    return AppState(
      context: Context(
        now: company.now, actor: Actor(company.mia), viewer: company.mia,
        zone: try Company.zones.zone(named: company.mia.zone), zones: Company.zones, theme: .dark, glyphs: .unicode,
        size: Size(100, 30), settings: settings))
  }

  /// Does what was asked for, in order, and what comes of that, until nothing is left.
  private func settle(_ state: inout AppState, _ effects: [Effect], _ store: MemoryStore) throws {
    var waiting = effects[...]
    while let effect = waiting.popFirst() {
      switch effect {
      case .read(_, let body):
        let loaded = try store.read { try body($0, Company.zones) }
        waiting += state.update(.loaded(loaded))
      case .perform(let command):
        let result = Result<Outcome, any Error> {
          try store.perform(command, by: Actor(company.mia), at: company.now)
        }
        waiting += state.update(.loaded(CommandResult(command: command, result: result)))
        waiting += state.update(.storeChanged)
      default: break
      }
    }
  }

  private func typed(_ keys: [Key], _ state: inout AppState) -> [Effect] {
    keys.flatMap { key in
      state.beat += 1_000
      return state.update(.event(.key(key)))
    }
  }

  @Test("They wait, and then do what they were typed for")
  func theyWait() throws {
    let store = company.store()
    var state = try state(store)
    let start = state.start()
    // Show the calendar, choose a pair, and open the booking form at its next opening, all before anything is read.
    let keys: [Key] = [.character("3"), .character("p"), Key(.enter), .character("n"), Key(.enter)]
    let effects = start + typed(keys, &state)
    try settle(&state, effects, store)
    #expect(state.waitingKeys.isEmpty)
    guard case .booking = state.calendar.sheet else {
      Issue.record("the booking form is not there")
      return
    }
    #expect(try store.read { try $0.sessions(SessionFilter()) }.isEmpty)
  }

  @Test("None of them reaches what lies beneath")
  func noneFallsThrough() throws {
    let store = company.store()
    let booking = Booking(pair: PairID(1), start: try company.at("2026-12-01 16:00"), length: 60)
    _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    var state = try state(store)
    let start = state.start()
    // The u was meant for the text that w o would have asked for; it must undo nothing.
    let effects = start + typed([.character("2"), .character("w"), .character("o"), .character("u")], &state)
    try settle(&state, effects, store)
    #expect(try store.read { try $0.sessions(SessionFilter()) }.count == 1)
    #expect(state.overlays.last is LineOverlay)
  }

  @Test("In a calendar that was out of sight they wait for what others did there meanwhile")
  func whatIsStale() throws {
    let store = company.store()
    var state = try state(store)
    let start = try company.at("2026-12-01 16:00")
    var effects = state.start() + typed([.character("2"), .character("c")], &state)
    try settle(&state, effects, store)
    effects = typed([.character("1")], &state)
    let booking = Booking(pair: PairID(1), start: start, length: 60)
    _ = try store.perform(.book(booking), by: Actor(company.ralf), at: company.now)
    try settle(&state, effects + state.update(.storeChanged), store)
    effects = typed([Key(.enter), Key(.enter)], &state)
    #expect(state.tab == .calendar && state.waitingKeys.count == 1)
    let lines = state.draw().lines
    #expect(lines.contains { $0.contains("loading…") } && !lines.contains { $0.contains("✓ ") })
    try settle(&state, effects, store)
    guard case .session(let open)? = state.calendar.sheet else {
      Issue.record("the session's sheet is not there")
      return
    }
    #expect(open.entry.session.interval.start == start)
  }

  @Test("In a history that is searched they wait for what is found")
  func whatIsSearched() throws {
    let store = company.store()
    for day in ["01", "02"] {
      let booking = Booking(pair: PairID(1), start: try company.at("2026-12-\(day) 16:00"), length: 60)
      _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    }
    var state = try state(store)
    try settle(&state, state.start() + typed([.character("I")], &state), store)
    let words: [Key] = "/Tue 1 Dec".map { .character($0) }
    let effects = typed(words + [Key(.enter), .character("u")], &state)
    #expect(state.waitingKeys.count == 1)
    #expect(state.draw().lines.contains { $0.contains("/ Tue 1 Dec ") && $0.contains("searching…") })
    #expect(!state.draw().lines.contains { $0.contains("▸") })
    try settle(&state, effects, store)
    #expect(!state.draw().lines.contains { $0.contains("searching…") })
    let left = try store.read { try $0.sessions(SessionFilter()) }
    let second = try company.at("2026-12-02 16:00")
    #expect(left.map(\.interval.start) == [second])
  }

  @Test("Esc and another screen don't wait, and what waited is given up")
  func leaving() throws {
    let store = company.store()
    var state = try state(store)
    let start = state.start()
    let effects = start + typed([.character("3"), .character("p"), Key(.escape), .character("2")], &state)
    #expect(state.waitingKeys.isEmpty && state.tab == .pairs)
    try settle(&state, effects, store)
    #expect(state.tab == .pairs && state.overlays.isEmpty)
  }

  @Test("What can't be read keeps no key waiting")
  func failure() throws {
    var state = try state(company.store())
    _ = state.start()
    _ = typed([.character("2"), Key(.down)], &state)
    #expect(state.waitingKeys.count == 1)
    _ = state.update(.loaded(ReadFailure(text: "gone")))
    _ = typed([.character("?")], &state)
    #expect(state.waitingKeys.isEmpty && state.overlays.count == 1)
  }
}
