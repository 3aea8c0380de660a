import Mentoring
import Scheduling
import SystemZones
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("A calendar in which somebody else books while another screen is shown")
struct OutOfSightTests {
  private let company = Company()

  /// Mia has looked at a free time of hers and Ralf's, and is on another screen when he takes it.
  private func script(asks: Bool = false) throws -> KeyScript {
    let script = try KeyScript(company.store(), size: Size(100, 30)).press("2 c g")
    script.type("1 dec 16:00").press("enter")
    #expect(script.text.contains("✓ Tue 1 Dec 16:00–17:00"))
    script.press("1")
    let booking = Booking(pair: PairID(1), start: try company.at("2026-12-01 16:00"), length: 60, asks: asks)
    _ = try script.store.perform(.book(booking), by: Actor(company.ralf), at: company.now)
    script.settle()
    return script
  }

  @Test("Today opens it as it is now")
  func fromToday() throws {
    let script = try script().press("enter")
    #expect(script.lines[0].contains("3 CALENDAR"))
    #expect(!script.text.contains("✓ Tue 1 Dec"))
    script.press("enter")
    #expect(script.text.contains("─ Mia Chen → Ralf Winter ─"))
  }

  @Test("q lets go of a session that is in the air, and one that is taken back is let go of by itself")
  func inTheAir() throws {
    let script = try KeyScript(company.store(), size: Size(100, 30)).press("2 c g")
    script.type("1 dec 16:00").press("enter enter enter")
    #expect(script.status.contains("✓ Booked"))
    script.press("v right")
    #expect(script.text.contains("Enter puts it here"))
    script.press("q")
    #expect(!script.interface.isFinished)
    #expect(!script.text.contains("Enter puts it here"))
    script.press("v right")
    _ = try script.store.perform(.undo, by: Actor(company.mia), at: company.now)
    script.settle()
    #expect(!script.text.contains("Enter puts it here"))
  }

  @Test("The list of openings loses what somebody else takes while it is open")
  func openingsList() throws {
    let script = try KeyScript(company.store(), size: Size(100, 30)).press("2 c b")
    let before = script.text
    #expect(before.contains("openings of 60 min"))
    let booking = Booking(pair: PairID(1), start: try company.at("2026-12-01 16:00"), length: 60)
    _ = try script.store.perform(.book(booking), by: Actor(company.ralf), at: company.now)
    script.settle()
    func count(_ text: String) -> Int? {
      text.split(separator: "\n").first { $0.contains("openings of 60 min") }?.split(separator: " ").compactMap {
        Int($0)
      }.first
    }
    #expect((count(script.text) ?? 0) < (count(before) ?? 0))
  }

  @Test("So do the requests")
  func fromRequests() throws {
    let script = try script(asks: true).press("4 enter")
    #expect(!script.text.contains("✓ Tue 1 Dec"))
    script.press("enter")
    #expect(script.text.contains("Request  Ralf asks"))
  }

  @Test("So does the history")
  func fromHistory() throws {
    let script = try script().press("I enter")
    #expect(script.lines[0].contains("3 CALENDAR"))
    #expect(script.status.contains("· session Video editing"))
  }

  @Test("The next opening is looked for among what is free now")
  func nextOpening() throws {
    let script = try KeyScript(company.store(), size: Size(100, 30)).press("2 b")
    #expect(script.text.contains("✓ Wed 25 Nov 15:00–16:00"))
    script.press("esc 2")
    let start = try company.at("2026-11-25 15:00")
    for hour in 0..<8 {
      // Somebody else fills the first of the days.
      let busy = BusyBlock(Interval(start: start + hour * 3_600, seconds: 3_600), title: "Board")
      script.store.insertBusy([busy], for: company.ralf.id)
    }
    script.store.setTrouble(nil)
    script.settle()
    script.press("b")
    #expect(script.text.contains("✓ Thu 26 Nov 15:00–16:00"))
  }

  /// An interface of which only the calendar has asked for something, and what it asked for.
  private func state(_ store: MemoryStore) throws -> (state: AppState, effects: [Effect]) {
    let context = Context(
      now: company.now, actor: Actor(company.mia), viewer: company.mia,
      zone: try Company.zones.zone(named: company.mia.zone), zones: Company.zones, theme: .dark, glyphs: .unicode,
      size: Size(100, 30), settings: InterfaceSettings())
    var state = AppState(context: context)
    let effects = state.calendar.open(.pair(PairID(1)), at: nil, context)
    return (state, effects)
  }

  private func loaded(_ effects: [Effect], _ store: MemoryStore) throws -> [any Loaded] {
    try effects.compactMap { effect in
      guard case .read(_, let body) = effect else { return nil }
      return try store.read { try body($0, Company.zones) }
    }
  }

  @Test("What is done on another screen is known there before the store tells of it")
  func ownDoing() throws {
    let store = company.store()
    var (state, effects) = try state(store)
    for result in try loaded(effects, store) { effects = state.update(.loaded(result)) }
    #expect(state.calendar.isReady)
    let command = Command.book(Booking(pair: PairID(1), start: try company.at("2026-12-01 16:00"), length: 60))
    let outcome = try store.perform(command, by: Actor(company.mia), at: company.now)
    _ = state.update(.loaded(CommandResult(command: command, result: .success(outcome))))
    #expect(!state.calendar.isReady)
  }

  @Test("What was read before somebody booked, and comes after that was told, is read again")
  func overtaken() throws {
    let store = company.store()
    var (state, effects) = try state(store)
    let before = try loaded(effects, store)
    let booking = Booking(pair: PairID(1), start: try company.at("2026-12-01 16:00"), length: 60)
    _ = try store.perform(.book(booking), by: Actor(company.ralf), at: company.now)
    _ = state.update(.storeChanged)
    for result in before { effects = state.update(.loaded(result)) }
    #expect(!state.calendar.isReady)
    for result in try loaded(effects, store) { _ = state.update(.loaded(result)) }
    #expect(state.calendar.isReady && state.calendar.calendar.slice?.entries.count == 1)
  }
}
