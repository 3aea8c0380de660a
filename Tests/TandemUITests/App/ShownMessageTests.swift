import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("The message on the status line")
struct ShownMessageTests {
  /// The calendar of Mia and Ralf, with nothing booked.
  private func calendar() throws -> KeyScript { try KeyScript(size: Size(120, 40)).press("2 enter") }

  @Test("goes after ten seconds in which nothing happens, and can be read again")
  func rests() throws {
    let script = try KeyScript().press("T")
    #expect(script.status.contains("theme: light"))
    #expect(script.rest(seconds: 9).status.contains("theme: light"))
    #expect(script.rest(seconds: 1).status.contains("Never met with Ralf Winter"))
    #expect(script.press("L").text.contains("theme: light"))
  }

  /// As of a calendar that another program writes again and again.
  @Test("is one line of those that were said, however often it is said in a row")
  func repeated() throws {
    let notices = Notices()
    let script = try KeyScript(notices: notices)
    notices.tell("Imported work", .success)
    for _ in 1...3 { notices.tell("Imported home", .success) }
    notices.tell("Imported home", .warning)
    script.settle()
    #expect(script.status.contains("Imported home"))
    let said = script.press("L").lines.dropLast(2).filter { $0.contains("Imported") }
    #expect(said.count == 3, "\(script.text)")
    #expect(said.map { $0.contains(" × 3") } == [false, true, false])
  }

  /// As of a folder into which another program copies file by file.
  @Test("takes the place of the one before that tells of the same")
  func latest() throws {
    let notices = Notices()
    let script = try KeyScript(notices: notices)
    notices.tell("Imported work: 9 busy blocks", .success, of: "work")
    for count in 1...3 { notices.tell("Imported home: \(count) busy blocks", .success, of: "home") }
    notices.tell("home can't be read", .error)
    script.settle()
    let said = script.press("L").lines.dropLast(2).filter { $0.contains("Imported") || $0.contains("can't") }
    #expect(said.count == 3, "\(script.text)")
    #expect(said.dropFirst().first?.contains("Imported home: 3 busy blocks × 3") == true, "\(script.text)")
  }

  @Test("goes with the sheet that it was about")
  func sheets() throws {
    let script = try calendar().press("enter up up").type("x")
    script.press("esc")
    #expect(script.status.contains("Not booked yet: Esc again discards what is written"))
    #expect(!script.press("esc").status.contains("Not booked yet"))
  }

  @Test("goes when somebody writes on")
  func writing() throws {
    let script = try calendar().press("enter up up").type("x")
    #expect(script.press("esc").status.contains("Not booked yet"))
    #expect(script.type("y").status.contains("Booking · agenda"))
  }

  @Test("goes when another screen is shown, or a click chooses something else")
  func elsewhere() throws {
    let booked = try calendar().press("enter enter")
    #expect(booked.status.contains("Booked"))
    #expect(booked.press("2").status.contains("Pair 1 of 2"))
    let clicked = try calendar().press("enter enter")
    #expect(clicked.status.contains("Booked"))
    #expect(clicked.click(62, 30).status.contains("blocked"))
  }

  @Test("goes when what can't be booked is exchanged for what can")
  func alternative() throws {
    let company = Company()
    let store = company.store()
    let booking = Booking(pair: PairID(1), start: try company.at("2026-11-26 16:00"), length: 60)
    _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    let script = try KeyScript(store, size: Size(120, 40)).press("2 enter g").type("fri 16:00")
      .press("enter enter")
    script.press("shift-tab shift-tab shift-tab shift-tab shift-tab shift-tab ctrl-u").type("thu 16:00")
    script.press("shift-tab enter")
    #expect(script.status.contains("Can't be booked"), "\(script.text)")
    #expect(script.press("1").status.contains("Booking · confirm · can be booked"))
  }

  @Test("has a sign of success only where something was done")
  func signs() throws {
    let script = try calendar().press("enter enter")
    #expect(script.status.contains("✓ Booked"))
    #expect(script.press("v").status.hasPrefix(" Move with the arrows"), "\(script.status)")
    #expect(script.press("esc").status.hasPrefix(" Left where it was"), "\(script.status)")
    #expect(script.press("L").text.contains("Move with the arrows"))
  }

  @Test(
    "is told in fewer words where it has no room: with its time and why, and whole among the messages",
    arguments: [
      (120, "Ralf Winter: Declined Mia Chen → Ralf Winter, Wed 6 Jan 2027 15:00–16:00 CET (on a plane then)"),
      (80, "Ralf: Declined Mia → Ralf, Wed 6 Jan 15:00 (on a plane then)"),
      (60, "Ralf: Declined, Wed 6 Jan 15:00 (on a plane then)"), (40, "Ralf: Declined, 6 Jan 15:00 (on a …"),
    ])
  func brief(width: Int, words: String) throws {
    let company = Company()
    let store = company.store()
    let start = try company.at("2027-01-06 15:00")
    let asked = try store.perform(
      .book(Booking(pair: PairID(1), start: start, length: 60, asks: true)), by: Actor(company.mia), at: company.now)
    let script = try KeyScript(store, size: Size(width, 24))
    _ = try store.perform(
      .decline(try #require(asked.sessions.first).id, reason: "on a plane then"), by: Actor(company.ralf),
      at: company.now)
    script.settle()
    #expect(script.status.contains("! \(words) "), "\(script.status)")
    #expect(script.press("L").text.contains("Wed 6 Jan 2027") || width < 80, "\(script.text)")
    let own = try KeyScript(size: Size(width, 24)).press("Q").type("ralf fri 15:00").press("enter")
    #expect(own.status.contains("✓ Booked ") && own.status.contains("27 Nov 15:00"), "\(own.status)")
  }

  @Test("stays over a single step, which may have been begun before it was read")
  func step() throws {
    let script = try KeyScript(try pairs(4)).press("2 T j")
    #expect(script.status.contains("theme: light"))
    #expect(script.press("j").status.contains("Pair 3 of 4"))
  }

  private func pairs(_ count: Int) throws -> MemoryStore {
    let company = Company()
    let store = company.store()
    store.insert(
      people: [],
      pairs: (3..<count + 1).map { id in
        Pair(id: PairID(Int64(id)), mentor: company.mia.id, mentee: company.petra.id, kind: .peer, topic: "Topic \(id)")
      })
    return store
  }
}
