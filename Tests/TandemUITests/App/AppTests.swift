import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("The frame around the screens")
struct AppTests {
  @Test("The first frame: tabs, viewer and clock; the week; what to do next; hints")
  func firstFrame() throws {
    let script = try KeyScript(size: Size(100, 16))
    #expect(
      script.text == """
         tandem   1 TODAY  2 Pairs  3 Calendar  4 Requests                          Mia Chen · Berlin 10:42
         Wed 25 Nov · Mia Chen                                           ┌─ My week · Week 48 ────────────┐
                                                                         │ Mon 23                         │
         Next sessions                                                   │ Tue 24                         │
           Nothing is booked. Press b on a pair below.                   │ Wed 25                         │
                                                                         │ Thu 26                         │
         Needs a nudge                                                   │ Fri 27                         │
         ▸ • Never met with Ralf Winter yet, and no session is booked    │ Sat 28                         │
                                                                         │ Sun 29                         │
                                                                         │                                │
                                                                         │ █ sessions   ░ busy            │
                                                                         │                                │
                                                                         └────────────────────────────────┘

         Never met with Ralf Winter yet, and no session is booked
         ↑↓ move  Enter open  b book next opening  c my calendar  g go to  : commands  ? help  q quit
        """)
  }

  @Test("A digit shows its screen; one that a move follows at once was a count")
  func digits() throws {
    let script = try KeyScript(try pairs(20))
    script.press("2 j")
    #expect(script.status.contains("Pair 2 of 20"))
    script.type("3j")
    #expect(script.lines[0].contains("2 PAIRS"))
    #expect(script.status.contains("Pair 5 of 20"))
    script.type("12j")
    #expect(script.status.contains("Pair 17 of 20"))
    // The screen that is shown stays, and the next digit is a screen, too.
    script.press("2 k")
    #expect(script.status.contains("Pair 16 of 20"))
    #expect(script.press("2 3").lines[0].contains("3 CALENDAR"))
    script.press("2 0 3 k")
    #expect(script.status.contains("Pair 13 of 20"))
    script.press("1")
    #expect(script.lines[0].contains("1 TODAY"))
  }

  @Test("Esc goes one level back and never quits; q closes, and quits at the top")
  func escape() throws {
    let script = try KeyScript()
    script.press("2 esc esc esc ?")
    #expect(script.text.contains("─ Keys ─"))
    script.press("esc esc")
    #expect(!script.text.contains("─ Keys ─"))
    #expect(script.lines[0].contains("2 PAIRS"))
    #expect(!script.interface.isFinished)
    script.press("L q")
    #expect(!script.interface.isFinished)
    script.press("q")
    #expect(script.interface.isFinished)
  }

  @Test("q is a letter where text is typed")
  func letters() throws {
    let script = try KeyScript()
    script.press("2 / q u")
    #expect(!script.interface.isFinished)
    #expect(script.lines[1].contains("/ qu"))
    #expect(!script.hints.contains("quit"))
  }

  @Test("Tabs and hints are clicked")
  func clicks() throws {
    let script = try KeyScript()
    script.click(on: "2 Pairs")
    #expect(script.lines[0].contains("2 PAIRS"))
    script.click(on: "? help")
    #expect(script.text.contains("─ Keys ─"))
    script.click(on: "Esc back")
    #expect(!script.text.contains("─ Keys ─"))
  }

  @Test("Reading only is shown, and writing keys say why they do nothing")
  func readOnly() throws {
    let script = try KeyScript(settings: InterfaceSettings(readOnlyCause: "--read-only is said"))
    #expect(script.status.contains("READ ONLY"))
    #expect(!script.hints.contains("undo"))
    for key in ["u", "ctrl-r", "b"] {
      script.press(key)
      #expect(script.status.contains("open for reading only"))
    }
    #expect(try script.store.read { try $0.steps(StepFilter()) }.isEmpty)
    // Where there is no room for all of it, the cause counts more.
    let narrow = try KeyScript(
      size: Size(40, 12), settings: InterfaceSettings(readOnlyCause: "you may not write to it (ann owns it)"))
    narrow.press("u")
    #expect(narrow.status.hasPrefix(" ! you may not write to"), "\(narrow.status)")
    #expect(narrow.status.contains("READ ONLY"))
  }

  @Test("Undo and redo tell what they did, and the messages can be read again")
  func undo() throws {
    let script = try KeyScript(size: Size(120, 24))
    let company = Company()
    let start = try company.at("2026-11-26 15:00")
    _ = try script.store.perform(
      .book(Booking(pair: company.editing.id, start: start, length: 60)), by: Actor(company.mia), at: company.now)
    script.settle()
    #expect(script.text.contains("Thu 26 Nov 15:00–16:00"))
    script.press("u")
    let undone = script.status
    #expect(undone.contains("Undid: Booked Mia Chen → Ralf Winter"))
    #expect(!script.text.contains("Thu 26 Nov 15:00–16:00  Ralf"))
    script.press("ctrl-r")
    #expect(script.status.contains("Redid: Booked Mia Chen → Ralf Winter"))
    script.press("L")
    #expect(script.text.contains("10:42 Undid: Booked"))
    script.press("esc u u")
    #expect(script.status.contains("nothing of yours to undo"))
  }

  @Test("Another's booking appears by itself")
  func watching() throws {
    let script = try KeyScript(size: Size(120, 24))
    let company = Company()
    #expect(script.text.contains("Nothing is booked"))
    _ = try script.store.perform(
      .book(Booking(pair: company.editing.id, start: try company.at("2026-11-26 15:00"), length: 60)),
      by: Actor(company.ralf), at: company.now)
    script.settle()
    #expect(script.text.contains("Thu 26 Nov 15:00–16:00  Ralf Winter"))
  }

  @Test("A paste outside a field does nothing; in a field its line ends are blanks")
  func paste() throws {
    let script = try KeyScript()
    let before = script.text
    script.send(.paste("2\nq\nj"))
    #expect(script.text == before)
    script.press("2 /").send(.paste("ralf\nwinter"))
    #expect(script.lines[1].contains("/ ralf winter"))
    #expect(script.lines[1].contains("1 of 2 pairs"))
  }

  @Test("Themes follow each other and come round again")
  func themes() throws {
    let script = try KeyScript()
    for name in ["light", "contrast", "mono", "dark"] {
      script.press("T")
      #expect(script.status.contains("theme: \(name)"))
    }
  }

  /// A company with so many pairs, named in order.
  private func pairs(_ count: Int64) throws -> MemoryStore {
    let company = Company()
    let store = MemoryStore(zones: Company.zones)
    let people = (1...count + 1).map {
      Person(id: PersonID($0), login: "p\($0)", name: "Person \($0)", zone: "Europe/Berlin")
    }
    let pairs = (1...count).map {
      Pair(id: PairID($0), mentor: PersonID($0), mentee: PersonID($0 + 1), kind: .peer, topic: "Topic")
    }
    store.insert(people: people + [company.mia], pairs: pairs)
    return store
  }

  @Test("No key does two things on one screen")
  func keysAreDistinct() throws {
    let script = try KeyScript()
    let context = script.interface.context
    let screens: [any Layer] = [TodayScreen(), PairsScreen(), CalendarScreen(context), RequestsScreen()]
    for layer in screens + [NotebookOverlay(PairID(1), session: nil)] {
      let keys = layer.commands(context).flatMap(\.keys)
      #expect(keys.count == Set(keys).count, "\(layer.name)")
    }
    let everywhere = GlobalAction.keymap(context).bindings.flatMap(\.keys)
    #expect(everywhere.count == Set(everywhere).count)
  }

  @Test("What somebody else does about the viewer is said as it happens, once, with who and why")
  func news() throws {
    let company = Company()
    let store = company.store()
    let booking = Booking(
      pair: PairID(1), start: try company.at("2026-11-27 16:00"), length: 60, asks: true, message: "?")
    let asked = try #require(
      try store.perform(.book(booking), by: Actor(company.mia), at: company.now).sessions.first)
    let script = try KeyScript(store, size: Size(120, 16))
    // What was done before is no news.
    #expect(!script.status.contains("Asked"))
    _ = try store.perform(.decline(asked.id, reason: "Board"), by: Actor(company.ralf), at: company.now)
    script.settle()
    #expect(
      script.status.contains("! Ralf Winter: Declined Mia Chen → Ralf Winter, Fri 27 Nov 16:00–17:00 CET (Board)"))
    // One's own is told as what was done; what is about others not at all.
    script.press("u")
    #expect(script.status.contains("✓ Undid: Asked Ralf Winter") || script.status.contains("was changed since"))
    script.press("L").press("esc")
    let other = Booking(pair: PairID(2), start: try company.at("2026-11-27 16:00"), length: 60)
    _ = try store.perform(.book(other), by: Actor(company.jonas), at: company.now)
    script.settle()
    #expect(!script.status.contains("Jonas"))
  }

  @Test("An undo that the world has moved past is refused in words of its own")
  func undoRefused() throws {
    let company = Company()
    let store = company.store()
    let start = try company.at("2026-11-27 16:00")
    let booking = Booking(pair: PairID(1), start: start, length: 60)
    let session = try #require(
      try store.perform(.book(booking), by: Actor(company.mia), at: company.now).sessions.first)
    _ = try store.perform(.cancel(session.id, reason: "Ill"), by: Actor(company.mia), at: company.now)
    _ = try store.perform(.book(booking), by: Actor(company.ralf), at: company.now)
    let script = try KeyScript(store, size: Size(120, 16)).press("u")
    #expect(script.status.contains("✗ Can't be taken back: Mia Chen: session with Ralf Winter 16:00–17:00"))
  }

  @Test("Where there is little room a conflict is a number, and the status keeps its words")
  func conflictBadge() throws {
    let company = Company()
    let store = company.store()
    let start = try company.at("2026-11-27 16:00")
    _ = try store.perform(
      .book(Booking(pair: PairID(1), start: start, length: 60)), by: Actor(company.mia), at: company.now)
    store.insertBusy([BusyBlock(Interval(start: start, seconds: 3_600), title: "Choir")], for: company.mia.id)
    let script = try KeyScript(store, size: Size(40, 12))
    #expect(script.status.hasSuffix(" !1  ") && !script.status.contains("conflict"))
    script.send(.resize(Size(80, 24)))
    #expect(script.status.hasSuffix(" ! 1 conflict  "))
  }
}
