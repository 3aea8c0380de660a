import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("The list of pairs")
struct PairsTests {
  @Test("Table and detail beside each other")
  func wide() throws {
    let script = try KeyScript(size: Size(120, 19)).press("2")
    #expect(
      script.text == """
         tandem   1 Today  2 PAIRS  3 Calendar  4 Requests                                              Mia Chen · Berlin 10:42
         / search names, skills, departments, topics                                                     2 pairs · sort: next ▲
        ┌──────────────────────────────────────────────────────────────────────┐┌─ Mia Chen → Ralf Winter ─────────────────────┐
        │  Mentor          Mentee          Kind   Topic           Next ▲       ││ reverse · Gen Z → Boomer                     │
        │▸ Mia Chen        Ralf Winter     ⇄ rev  Video editing   –  !         ││ Video editing                                │
        │  Jonas Okafor    Petra Lindqvist ⇄ rev  Slides          –  !         ││                                              │
        │                                                                      ││ Sessions  ░░░░░░░░░░░░  0 of 12              │
        │                                                                      ││ Cadence   every 2 weeks                      │
        │                                                                      ││ Next      none; b books one                  │
        │                                                                      ││           ! never met, and nothing is booked │
        │                                                                      ││                                              │
        │                                                                      ││ Mentor    Mia Chen                           │
        │                                                                      ││           Studio · Europe/Berlin             │
        │                                                                      ││           teaches Video editing              │
        │                                                                      ││ Mentee    Ralf Winter                        │
        │                                                                      ││           Sales · America/New_York           │
        └──────────────────────────────────────────────────────────────────────┘└──────────────────────────────────────────────┘
         Pair 1 of 2: Mia Chen → Ralf Winter, never met, and nothing is booked
         ↑↓ move  Enter open  c calendar  b book next opening  / search  f filter  g go to  : commands  ? help  q quit
        """)
  }

  @Test("A request is shown as asked for, and not as a session")
  func requested() throws {
    let company = Company()
    let store = company.store()
    let booking = Booking(pair: company.editing.id, start: try company.at("2026-12-01 15:00"), length: 60, asks: true)
    _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    let script = try KeyScript(store, size: Size(120, 19)).press("2")
    #expect(script.lines.contains { $0.contains("Mia Chen") && $0.contains("Tue 1 Dec ?") }, "\(script.text)")
    #expect(script.text.contains("Next      Tue 1 Dec 15:00 CET, asked for"))
  }

  @Test("A pair with a session that no longer fits has a sign, and its detail says how many")
  func conflicts() throws {
    let company = Company()
    let store = company.store()
    let start = try company.at("2026-11-25 15:00")
    _ = try store.perform(
      .book(Booking(pair: company.editing.id, start: start, length: 60)), by: Actor(company.mia), at: company.now)
    store.insertBusy([BusyBlock(Interval(start: start, seconds: 1_800), title: "Board")], for: company.ralf.id)
    let wide = try KeyScript(store, size: Size(120, 19)).press("2")
    #expect(wide.lines.contains { $0.contains("▸!Mia Chen ") })
    #expect(wide.text.contains("! 1 session no longer fits; c shows it"))
    #expect(!wide.lines.contains { $0.contains("!Jonas Okafor") })
    let narrow = try KeyScript(store, size: Size(40, 12)).press("2")
    #expect(narrow.text.contains("!Mia Chen"))
  }

  @Test("Who looks after the program is told of everybody's conflicts, and ! goes round their pairs")
  func programConflicts() throws {
    let company = Company()
    let store = company.store()
    let start = try company.at("2026-11-25 15:00")
    for (pair, person) in [(company.editing, company.ralf), (company.slides, company.petra)] {
      _ = try store.perform(
        .book(Booking(pair: pair.id, start: start, length: 60)), by: Actor(company.kim), at: company.now)
      store.insertBusy([BusyBlock(Interval(start: start, seconds: 1_800), title: "Board")], for: person.id)
    }
    let script = try KeyScript(store, actor: Actor(company.kim), size: Size(120, 19))
    #expect(script.status.contains("! 2 conflicts"))
    #expect(script.lines.count { $0.contains("! Wed 25 Nov 15:00–16:00") } == 2, "\(script.text)")
    #expect(script.text.contains("! Ralf Winter: busy 15:00–15:30"))
    script.press("!")
    #expect(script.status.contains("Next 2 of 2"))
    script.press("!")
    #expect(script.status.contains("Next 1 of 2"))
    script.press("2")
    #expect(script.lines.count { $0.contains("!Mia Chen") || $0.contains("!Jonas Okafor") } == 2)
    script.press("!")
    #expect(script.status.contains("Pair 2 of 2"))
    script.press("!")
    #expect(script.status.contains("Pair 1 of 2"))
    // What a pair's box says has its place, in conflict or not.
    let place = script.lines.firstIndex { $0.contains("Sessions  ") }
    #expect(place != nil && script.text.contains("1 session no longer fits"))
    let calm = try KeyScript(company.store(), actor: Actor(company.kim), size: Size(120, 19)).press("2")
    #expect(!calm.text.contains("no longer fits") && calm.lines.firstIndex { $0.contains("Sessions  ") } == place)
    script.press("c")
    #expect(script.lines[0].contains("3 CALENDAR") && script.text.contains("1 in conflict (!)"))
    // From a calendar without another it goes to the next one's, and round.
    #expect(script.lines[1].contains("Mia Chen → Ralf Winter"))
    script.press("!")
    #expect(script.lines[1].contains("Jonas Okafor → Petra Lindqvist") && script.status.contains("Wed 25 Nov 15:00"))
    script.press("alt-!")
    #expect(script.lines[1].contains("Mia Chen → Ralf Winter") && script.hints.contains("! next conflict"))
    // One who is in a pair, too, has the others' among the pairs.
    let kims = Pair(id: PairID(3), mentor: company.kim.id, mentee: company.mia.id, kind: .peer, topic: "Program")
    store.insert(pairs: [kims])
    let own = try KeyScript(store, actor: Actor(company.kim), size: Size(120, 19))
    #expect(own.lines[1].contains("Kim Park") && own.status.contains("! 2 conflicts"))
    #expect(own.press("!").lines[0].contains("2 PAIRS") && own.status.contains("Mia Chen → Ralf Winter"))
    // A member hears of their own; where there is no other, that is said.
    let mias = try KeyScript(store, size: Size(120, 19))
    #expect(mias.status.contains("! 1 conflict "))
    #expect(mias.press("!").status.contains("nothing else is in conflict"))
    #expect(mias.press("2 ! !").status.contains("no other pair is in conflict"))
    mias.press("/").type("slides")
    #expect(mias.press("enter c !").lines[1].contains("Mia Chen → Ralf Winter"))
    #expect(mias.press("!").status.contains("nothing else is in conflict"))
    // What has begun is none any more.
    script.wait(until: start)
    #expect(!script.status.contains("conflict"))
  }

  @Test("Who let the other down is told the two and a coordinator, and nobody else")
  func shortfalls() throws {
    let company = Company()
    let store = company.store()
    let booking = Booking(pair: PairID(1), start: try company.at("2026-12-01 16:00"), length: 60)
    _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    _ = try store.perform(.cancel(SessionID(1), reason: "Ill"), by: Actor(company.ralf), at: booking.start - 600)
    for (person, isTold) in [(company.mia, true), (company.kim, true), (company.petra, false)] {
      let script = try KeyScript(store, actor: Actor(person), size: Size(120, 24)).press("2 /").type("mia").press(
        "enter")
      #expect(script.text.contains("Mia Chen → Ralf Winter") && script.text.contains("never met"))
      #expect(script.text.contains("Ralf called off late once") == isTold)
    }
  }

  @Test("The search narrows as it is typed, over names, skills and departments; Esc returns to the old place")
  func search() throws {
    let script = try KeyScript().press("2 j")
    #expect(script.status.contains("Pair 2 of 2: Jonas Okafor"))
    script.press("/").type("edit")
    #expect(script.lines[1].contains("1 of 2 pairs"))
    // Which column sorts otherwise is marked only while it does.
    #expect(script.lines[1].contains("sort: best match") && !script.text.contains("Next ▲"))
    #expect(script.text.contains("▸ Mia Chen"))
    #expect(script.status.contains("Search: 1 of 2 pairs"))
    script.press("esc")
    #expect(script.status.contains("Pair 2 of 2: Jonas Okafor"))
    for (query, name) in [("jok", "Jonas Okafor"), ("finance", "Petra Lindqvist"), ("win", "Ralf Winter")] {
      script.press("/").type(query)
      #expect(script.lines[1].contains("1 of 2 pairs"), "\(query)")
      #expect(script.lines[4].contains(name), "\(query)")
      script.press("esc")
    }
    script.press("/").type("xyzzy")
    #expect(script.text.contains("Nothing fits. Esc shows all pairs again."))
    script.press("enter")
    #expect(script.lines[1].contains("0 of 2 pairs"))
    script.press("esc")
    #expect(script.lines[1].contains(" 2 pairs"))
  }

  @Test("/ on a kept search begins anew: what is typed takes its place, and Esc returns to it")
  func searchAnew() throws {
    let script = try KeyScript().press("2 /").type("ralf").press("enter /").type("petra")
    #expect(script.lines[1].contains("/ petra ") && script.lines[1].contains("1 of 2 pairs"))
    script.press("esc")
    #expect(script.lines[1].contains("/ ralf ") && script.status.contains("Pair 1 of 1: Mia Chen"))
    // Who goes on with it says so by any other key of the field.
    script.press("/ backspace").type("f")
    #expect(script.lines[1].contains("/ ralf "))
    script.press("esc / left right").type("x")
    #expect(script.lines[1].contains("/ ralfx ") && script.text.contains("Nothing fits. Esc returns to “ralf”."))
    script.press("esc /").send(.paste("petra"))
    #expect(script.lines[1].contains("/ petra "))
    script.press("esc esc")
    #expect(script.lines[1].contains(" 2 pairs"))
  }

  @Test("Enter keeps the search; n and N walk what was found")
  func matches() throws {
    let script = try KeyScript().press("2 /").type("studio").press("enter")
    #expect(script.status.contains("Pair 1 of 2"))
    script.press("n")
    #expect(script.status.contains("Pair 2 of 2"))
    script.press("N")
    #expect(script.status.contains("Pair 1 of 2"))
    script.press("esc n")
    #expect(script.status.contains("there is no search; / begins one"))
  }

  @Test("Columns sort by their letter and by a click; again turns the order round")
  func sorting() throws {
    let script = try KeyScript(size: Size(120, 20)).press("2 m")
    #expect(script.lines[4].contains("Jonas Okafor"))
    #expect(script.lines[1].contains("sort: mentor ▲"))
    script.press("m")
    #expect(script.lines[4].contains("Mia Chen"))
    #expect(script.lines[1].contains("sort: mentor ▼"))
    script.click(on: "Topic")
    #expect(script.lines[1].contains("sort: topic ▲"))
    #expect(script.lines[4].contains("Slides"))
  }

  @Test("f shows mine, those at risk, each kind, and all again")
  func filter() throws {
    let script = try KeyScript().press("2 f")
    #expect(script.lines[1].contains("mine · 1 of 2 pairs"))
    script.press("f")
    #expect(script.lines[1].contains("at risk"))
    script.press("f f")
    #expect(script.lines[1].contains("traditional · 0 of 2 pairs"))
    script.press("esc")
    #expect(script.lines[1].contains(" 2 pairs"))
  }

  @Test("Where there is no room the detail lies over the table, and Esc or a click takes it away")
  func narrow() throws {
    let script = try KeyScript(size: Size(80, 24)).press("2")
    #expect(!script.text.contains("Cadence"))
    script.press("enter")
    #expect(script.text.contains("Cadence   every 2 weeks"))
    script.press("esc")
    #expect(!script.text.contains("Cadence"))
    script.press("enter").click(1, 1)
    #expect(!script.text.contains("Cadence"))
    script.press("enter enter")
    #expect(script.lines[0].contains("3 CALENDAR"))
  }

  @Test("What has no room in the detail is said to follow, and comes into sight", arguments: [12, 24])
  func detailScrolls(height: Int) throws {
    let script = try KeyScript(size: Size(40, height)).press("2 enter")
    let canScroll = height == 12
    #expect(script.text.contains("reverse · Gen Z") && script.text.contains("Sales") != canScroll, "\(script.text)")
    #expect(script.lines.contains { $0.hasSuffix("█") } == canScroll && script.hints.contains("more") == canScroll)
    script.press("pgdn pgdn")
    #expect(script.text.contains("Sales") && script.text.contains("reverse") != canScroll, "\(script.text)")
    #expect(!script.hints.contains("more"))
    // Another pair's begins at its beginning.
    #expect(script.press("j").text.contains("reverse"), "\(script.text)")
  }

  @Test("b is kept from who may not book for the pair, with the reason")
  func permission() throws {
    let script = try KeyScript().press("2 j")
    #expect(!script.hints.contains("book next opening"))
    script.press("b")
    #expect(script.status.contains("only Jonas Okafor, Petra Lindqvist or a coordinator can book"))
  }

  @Test("The wheel scrolls, a click selects, a double click opens")
  func mouse() throws {
    let script = try KeyScript(size: Size(120, 20)).press("2")
    script.click(on: "Jonas Okafor")
    #expect(script.status.contains("Pair 2 of 2: Jonas Okafor"))
    script.click(on: "Mia Chen  ", clicks: 2)
    #expect(script.lines[0].contains("3 CALENDAR"))
  }

  @Test("Goals with how far they are, and what is to be done, beside the pair: for the two alone")
  func notebook() throws {
    let company = Company()
    let store = company.store()
    let due = CivilDate(year: 2026, month: 11, day: 27)
    for edit: NotebookEdit in [
      .addGoal(PairID(1), text: "Cut alone"), .advanceGoal(1, progress: 60),
      .addAction(PairID(1), owner: company.ralf.id, text: "Share the files", due: due),
    ] {
      _ = try store.perform(.notebook(edit), by: Actor(company.mia), at: company.now)
    }
    let script = try KeyScript(store, size: Size(120, 30)).press("2")
    #expect(script.text.contains("Goals     ██████░░░░  60%  Cut al"))
    #expect(script.text.contains("To do     Ralf: Share the f"))
    #expect(script.text.contains("· Fri 27 Nov"))
    let kim = try KeyScript(store, actor: Actor(company.kim), size: Size(120, 30)).press("2")
    #expect(kim.text.contains("Cadence   every 2 weeks") && !kim.text.contains("Goals"))
  }
}
