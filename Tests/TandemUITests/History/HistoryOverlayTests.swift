import Mentoring
import Recurrence
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("What was done, and taking it back")
struct HistoryOverlayTests {
  private let company = Company()

  /// Mia books twice and moves the first; Petra books with Jonas.
  private func store() throws -> MemoryStore {
    let store = company.store()
    func perform(_ command: Command, by person: Person) throws {
      _ = try store.perform(command, by: Actor(person), at: company.now)
    }
    for start in ["2026-12-01 16:00", "2026-12-02 16:00"] {
      try perform(.book(Booking(pair: PairID(1), start: try company.at(start), length: 60)), by: company.mia)
    }
    try perform(.move(Move(session: SessionID(1), start: try company.at("2026-12-03 16:00"))), by: company.mia)
    try perform(
      .book(Booking(pair: PairID(2), start: try company.at("2026-12-01 14:00"), length: 60)), by: company.petra)
    return store
  }

  @Test("The steps, and below them what the selected one changed")
  func screen() throws {
    let script = try KeyScript(try store(), size: Size(80, 20)).press("I")
    #expect(
      script.text == """
         tandem   1 TODAY  2 Pairs  3 Calendar  4 Requests      Mia Chen · Berlin 10:42
        ┌─ History of what you did and what is about you ──────────────────────────────┐
        │ ▸ Wed 25 Nov 10:42  mia        Moved Mia → Ralf to Thu 3 Dec 16:00           │
        │   Wed 25 Nov 10:42  mia        Booked Mia → Ralf, Wed 2 Dec 16:00            │
        │   Wed 25 Nov 10:42  mia        Booked Mia → Ralf, Tue 1 Dec 16:00            │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │ ──────────────────────────────────────────────────────────────────────────── │
        │ Moved Mia Chen → Ralf Winter to Thu 3 Dec 16:00–17:00 CET                    │
        │ step 3 · Wed 25 Nov 10:42 · mia                                              │
        │ Mia Chen → Ralf Winter, Tue 1 Dec 16:00                                      │
        │   when: Tue 1 Dec 16:00–17:00 CET → Thu 3 Dec 16:00–17:00 CET                │
        │                                                                              │
        └──────────────────────────────────────────────────────────────────────────────┘
         Step 3, 1 of 3
         ↑↓ move  u take back  / search  Enter open  Tab changes  ? help  Esc back
        """)
  }

  @Test("A session's time is told on the reader's clock, and an operator's is the history's")
  func clocks() throws {
    let ralf = try KeyScript(try store(), actor: Actor(company.ralf), size: Size(120, 30)).press("I")
    #expect(ralf.text.contains("Moved Mia Chen → Ralf Winter to Thu 3 Dec 10:00–11:00 EST"), "\(ralf.text)")
    let root = Actor(login: "root", person: nil, isCoordinator: true)
    let operates = try KeyScript(try store(), actor: root, size: Size(120, 30)).press("I")
    #expect(operates.text.contains("Moved Mia Chen → Ralf Winter to Thu 3 Dec 16:00–17:00 CET"), "\(operates.text)")
  }

  @Test("So it does on a session's sheet")
  func onTheSheet() throws {
    let script = try KeyScript(try store(), actor: Actor(company.ralf), size: Size(120, 40)).press("3 tab enter")
    let line = try #require(script.lines.firstIndex { $0.contains("mia: Booked Mia Chen → Ralf Winter, Wed 2 Dec") })
    #expect(script.lines[line + 1].contains("  10:00–11:00 EST "))
  }

  @Test("The times have the columns that the clock needs")
  func twelveHours() throws {
    let settings = InterfaceSettings(clock: .hours12)
    let script = try KeyScript(try store(), size: Size(80, 20), settings: settings).press("I")
    #expect(script.text.contains("│ ▸ Wed 25 Nov 10:42 am  mia        Moved Mia → Ralf to Thu 3 Dec 4:00 pm"))
  }

  @Test("u takes any step back, and does again what it took back")
  func takeBack() throws {
    let script = try KeyScript(try store()).press("I down u")
    func statuses() throws -> [Session.Status] {
      try script.store.read { try $0.sessions(SessionFilter(pair: PairID(1), liveOnly: false)).map(\.status) }
    }
    #expect(try statuses() == [.cancelled, .confirmed])
    #expect(script.lines.contains { $0.contains("↶ Booked Mia Chen → Ralf Winter, Wed 2 Dec") })
    #expect(script.lines.contains { $0.contains("taken back in step 5") })
    script.press("u")
    #expect(script.status.contains("step 5 took it back; take back that one"))
    script.press("home u")
    #expect(try statuses() == [.confirmed, .confirmed])
  }

  @Test("What others did is theirs to take back")
  func notMine() throws {
    let script = try KeyScript(try store(), actor: Actor(company.ralf)).press("I u")
    #expect(script.status.contains("mia did that; mia or a coordinator can take it back"))
    let kim = try KeyScript(try store(), actor: Actor(company.kim)).press("I s")
    #expect(kim.lines[1].contains("History of the program"))
    #expect(kim.lines.contains { $0.contains("petra") })
  }

  @Test("/ finds words in what was done, as they are typed; Esc shows all again")
  func search() throws {
    let script = try KeyScript(try store()).press("I /")
    script.type("2 dec")
    #expect(script.status.contains("1 of 1"))
    script.press("enter u")
    #expect(script.lines.contains { $0.contains("Undid: Booked Mia Chen → Ralf Winter, Wed 2 Dec") })
    script.press("/")
    script.type(" nothing")
    #expect(script.lines.contains { $0.contains("No step holds these words") })
    script.press("esc")
    #expect(script.status.contains("of 4"))
  }

  @Test("On the screen of pairs it is about the pair; Enter opens the session in the calendar")
  func pair() throws {
    let script = try KeyScript(try store()).press("2 down I")
    #expect(script.lines[1].contains("History of Mia Chen → Ralf Winter"))
    script.press("enter")
    #expect(script.lines[0].contains("3 CALENDAR"))
    #expect(script.lines.contains { $0.contains("Thu 3") })
  }

  @Test("Ten thousand steps are read in portions, and the end is reached")
  func many() throws {
    let store = company.store()
    for count in 0..<700 {
      let change = HoursChange(person: company.mia.id, edits: [.asksFirst(count.isMultiple(of: 2))])
      _ = try store.perform(.changeHours(change), by: Actor(company.mia), at: company.now)
    }
    let script = try KeyScript(store).press("I end")
    #expect(script.status.contains("300 of 600 and more"))
    script.press("end end end")
    #expect(script.status.contains("Step 1, 700 of 700"))
  }

  @Test("p shows a coordinator anybody's history, by a part of the name")
  func person() throws {
    let script = try KeyScript(try store(), actor: Actor(company.kim)).press("I p").type("petr")
    script.press("enter")
    #expect(script.text.contains("History of what Petra"))
    #expect(script.text.contains("petra") && !script.text.contains("  mia  "))
    script.press("p").type("nobody at all").press("enter")
    #expect(script.status.contains("nobody here is called “nobody at all”"))
    script.press("esc s")
    #expect(!script.text.contains("History of what Petra"))
    let mia = try KeyScript(try store()).press("I p")
    #expect(mia.status.contains("a coordinator sees everybody's"))
  }

  @Test("A pair's own history spends no room on its name, and all of what a step changed is reached")
  func smallest() throws {
    let store = try store()
    let agenda = (1...30).map { "Scene \($0)" }.joined(separator: ", ")
    let start = try company.at("2026-12-08 16:00")
    let series = SeriesBooking(
      first: Booking(pair: PairID(1), start: start, length: 60, agenda: agenda),
      rule: try RecurrenceRule("FREQ=WEEKLY;COUNT=3"))
    _ = try store.perform(.bookSeries(series), by: Actor(company.mia), at: company.now)
    for size in [Size(40, 12), Size(80, 24)] {
      let script = try KeyScript(store, size: size).press("2 down I")
      #expect(script.text.contains("Moved to Thu") && !script.text.contains("Moved Mia"))
      var seen = script.press("tab").text
      #expect(seen.contains("lines more: PgDn"))
      for _ in 0..<30 { seen += script.press("pgdn").text }
      #expect(seen.contains("every week on Tuesday") && !seen.contains("FREQ"))
      #expect(seen.contains("Scene 30") && !script.text.contains("more: PgDn"))
      #expect(script.press("pgup").text.contains("more: PgDn"))
    }
  }

  @Test("A proposal in a pair's own history reads as a sentence without its name")
  func proposal() throws {
    let store = try store()
    let (asked, other) = (try company.at("2026-12-10 16:00"), try company.at("2026-12-11 16:00"))
    let booking = Booking(pair: PairID(1), start: asked, length: 60, asks: true)
    let session = try #require(
      try store.perform(.book(booking), by: Actor(company.mia), at: company.now).sessions.first)
    _ = try store.perform(
      .counter(Counter(session: session.id, start: other)), by: Actor(company.ralf), at: company.now)
    let script = try KeyScript(store).press("2 down I")
    #expect(script.text.contains("Proposed another time: Fri 11 Dec 16:00–17:00"))
  }
}
