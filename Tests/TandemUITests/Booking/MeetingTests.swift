import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("What became of a session, in the calendar")
struct MeetingTests {
  private let company = Company()

  private func sessions(_ store: MemoryStore) throws -> [Session] {
    try store.read { try $0.sessions(SessionFilter(liveOnly: false)) }
  }

  /// Mia's calendar with Ralf, at a session of yesterday.
  private func script() throws -> KeyScript {
    let store = company.store()
    let start = try company.at("2026-11-24 15:00")
    _ = try store.perform(
      .book(Booking(pair: PairID(1), start: start, length: 60)), by: Actor(company.mia), at: start - 3 * 86_400)
    return try KeyScript(store, size: Size(120, 40)).press("2 enter g").type("yesterday 15:00").press("enter")
  }

  @Test("x on a session that began says who missed it, Tab changes whom, and why")
  func missed() throws {
    let script = try script().press("enter x")
    #expect(script.text.contains("Missed   ◀ Ralf Winter ▶"))
    script.press("tab")
    #expect(script.text.contains("Missed   ◀ Mia Chen ▶"))
    script.press("tab").type("The train").press("enter")
    let missed = try #require(try sessions(script.store).first)
    #expect(missed.status == .missed && missed.closing?.by == company.ralf.id && missed.reason == "The train")
    #expect(script.status.contains("✓ Ralf Winter missed Mia Chen → Ralf Winter"))
    script.press("u")
    #expect(try sessions(script.store)[0].status == .confirmed)
  }

  @Test("A missed session stays where it was to be, and y says that it was held after all")
  func heldAfterAll() throws {
    let script = try script().press("enter x enter")
    #expect(try sessions(script.store)[0].status == .missed)
    #expect(script.text.contains("✗ Video edit…"))
    script.press("enter")
    #expect(script.text.contains("Status   missed by Ralf"))
    script.press("esc")
    #expect(script.text.contains("Room Lisbon · missed by Ralf") || script.text.contains("· missed by Ralf"))
    script.press("enter")
    #expect(script.text.contains("y held after all"))
    script.press("y")
    #expect(try sessions(script.store)[0].status == .held)
    #expect(script.status.contains("✓ Held Mia Chen → Ralf Winter"))
  }

  @Test("Why a session is cancelled must be written, and that is said on the status line, too")
  func reasonNeeded() throws {
    let store = company.store()
    let booking = Booking(pair: PairID(1), start: try company.at("2026-12-01 16:00"), length: 60)
    _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    let script = try KeyScript(store, size: Size(120, 40)).press("2 enter g").type("1 dec 16:00")
    script.press("enter X enter")
    #expect(script.status.contains("Write why first: the other side reads it"))
    script.type("Ill")
    #expect(!script.text.contains("Write why first"))
    script.press("enter")
    #expect(try sessions(store)[0].status == .cancelled)
  }

  @Test("A writes an agenda of several lines, for whom it is to write")
  func agenda() throws {
    let script = try script().press("enter A").type("Cut the intro")
    script.press("enter").type("Then titles").press("esc")
    #expect(script.status.contains("Not saved: Ctrl-S saves"))
    script.press("ctrl-s")
    #expect(try sessions(script.store)[0].agenda == "Cut the intro\nThen titles")
    #expect(script.lines.contains { $0.contains("Agenda   Cut the intro") })
    #expect(script.lines.contains { $0.contains("         Then titles") })
    // Ralf, the senior, proposed one with the booking at most.
    let ralf = try KeyScript(script.store, actor: Actor(company.ralf), size: Size(120, 40))
    ralf.press("2 enter g").type("yesterday 09:00").press("enter")
    ralf.press("enter A")
    #expect(ralf.status.contains("The agenda of a reverse pair is the mentor's: Mia can change it"))
  }

  @Test("That calling off counts is said before it is done", arguments: [Size(120, 40), Size(80, 24), Size(40, 12)])
  func late(size: Size) throws {
    let company = Company()
    let store = company.store()
    for start in ["2026-11-25 15:00", "2026-11-27 15:00"] {
      let booking = Booking(pair: PairID(1), start: try company.at(start), length: 60)
      _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    }
    func words(_ script: KeyScript) -> String { script.text.split { " │░\n".contains($0) }.joined(separator: " ") }
    let warning = "counts as a late"
    let script = try KeyScript(store, size: size).press("enter X")
    #expect(words(script).contains(warning) && words(script).contains("Reason"), "\(script.text)")
    let later = try KeyScript(store, size: size).press("down enter X")
    #expect(words(later).contains("Reason") && !words(later).contains(warning))
    // A coordinator's doing is nobody's shortfall.
    let kim = try KeyScript(store, actor: Actor(company.kim), size: size).press("enter X")
    #expect(words(kim).contains("Reason") && !words(kim).contains(warning))
  }

  @Test("The agenda of a reverse pair is no hint to the senior, who cannot change it")
  func agendaHint() throws {
    let company = Company()
    let store = company.store()
    let booking = Booking(pair: PairID(1), start: try company.at("2026-11-27 15:00"), length: 60)
    _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    let mia = try KeyScript(store, size: Size(120, 40)).press("enter enter")
    #expect(mia.text.contains("A agenda"))
    let ralf = try KeyScript(store, actor: Actor(company.ralf), size: Size(120, 40)).press("enter enter")
    #expect(ralf.text.contains("e edit  n notes") && !ralf.text.contains("A agenda"))
    // In his own calendar, where the pair is one of several, too.
    ralf.press("esc 1 c tab enter")
    #expect(ralf.text.contains("e edit  n notes") && !ralf.text.contains("A agenda"))
  }

  @Test("What a pair notes is no hint to a coordinator; whoever presses n all the same is told whose it is")
  func notesHint() throws {
    let company = Company()
    let store = company.store()
    let booking = Booking(pair: PairID(1), start: try company.at("2026-11-27 15:00"), length: 60)
    _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    let kim = try KeyScript(store, actor: Actor(company.kim), size: Size(120, 40)).press("enter enter")
    #expect(kim.text.contains("e edit") && !kim.text.contains("n notes"))
    kim.press("n")
    #expect(kim.text.contains("What Mia Chen and Ralf Winter note is theirs alone"))
    #expect(!kim.status.contains("e writes notes"))
  }

  @Test("X says so from the grid; Esc leaves it; a coming session is still cancelled")
  func fromTheGrid() throws {
    let script = try script().press("X")
    #expect(script.text.contains("Missed   ◀ Ralf Winter ▶"))
    script.press("esc")
    #expect(script.text.contains("x who missed it"))
    script.press("esc")
    #expect(try sessions(script.store)[0].status == .confirmed)
  }

  @Test("Enter on a time that is over keeps what took place elsewhere")
  func log() throws {
    let store = company.store()
    let script = try KeyScript(store, size: Size(120, 40)).press("2 enter g").type("yesterday 16:00").press("enter")
    #expect(script.hints.contains("Enter log"))
    script.press("enter")
    #expect(script.text.contains("[ Log it ]"))
    #expect(script.text.contains("✓ Tue 24 Nov 16:00–17:00 CET · it is over: kept as held"))
    #expect(!script.text.contains("[ Ask ]") && !script.text.contains("Repeat"))
    script.press("shift-tab ctrl-u").type("On the train").press("enter enter")
    let kept = try #require(try sessions(store).first)
    let start = try company.at("2026-11-24 16:00")
    #expect(kept.status == .held && kept.interval.start == start && kept.topic == "On the train")
    #expect(script.status.contains("✓ Logged Mia Chen → Ralf Winter, Tue 24 Nov 16:00–17:00 CET"))
    // Where a session is already, nothing can be kept.
    script.press("up enter")
    #expect(script.text.contains("✗ Mia: session with Ralf Winter 16:00–17:00"))
    script.press("tab tab tab enter")
    #expect(try sessions(store).count == 1)
  }

  @Test("What took place outside the pair's term is not said to be kept")
  func logOutsideTerm() throws {
    let store = company.store()
    var pair = company.editing
    pair.start = CivilDate("2026-11-25")
    store.insert(pairs: [pair])
    let script = try KeyScript(store, size: Size(120, 40)).press("2 enter g").type("yesterday 16:00").press("enter")
    script.press("enter")
    #expect(!script.text.contains("it is over: kept as held"))
    #expect(script.text.contains("✗ Tue 24 Nov 16:00 is before the pair began, Wed 25 Nov"))
    script.press("tab tab tab enter")
    #expect(try sessions(store).isEmpty)
    #expect(script.status.contains("Can't be logged: Tue 24 Nov 16:00 is before the pair began, Wed 25 Nov"))
  }

  @Test("A session that is called off is offered a replacement at once, booked with Enter or asked for with r")
  func replacement() throws {
    for (key, status) in [("enter", Session.Status.confirmed), ("r", .requested)] {
      let store = company.store()
      let start = try company.at("2026-11-25 16:00")
      _ = try store.perform(
        .book(Booking(pair: PairID(1), start: start, length: 60, topic: "Titles", agenda: "Fonts")),
        by: Actor(company.ralf), at: company.now)
      let script = try KeyScript(store, actor: Actor(company.ralf), size: Size(120, 40)).press("enter X")
      script.type("Board meeting").press("enter")
      #expect(script.status.contains("that is less than 24 h before its start"))
      #expect(script.text.contains("Called off late, which counts: another time instead?"))
      script.press("down \(key)")
      let sessions = try sessions(store)
      #expect(sessions.count == 2 && sessions.contains { $0.status == .cancelled && $0.reason == "Board meeting" })
      let replacement = try #require(sessions.first { $0.status == status })
      #expect(replacement.topic == "Titles" && replacement.agenda == "Fonts" && replacement.interval.start != start)
      #expect(!script.text.contains("Called off"))
    }
  }

  @Test("A cancellation that is taken back takes its offers along, which would book a second session")
  func takenBackFromTheOffers() throws {
    let store = company.store()
    _ = try store.perform(
      .book(Booking(pair: PairID(1), start: try company.at("2026-11-26 16:00"), length: 60)), by: Actor(company.mia),
      at: company.now)
    let script = try KeyScript(store, size: Size(120, 40)).press("2 c g").type("thu 16:00").press("enter X")
    script.type("Ill").press("enter")
    #expect(script.text.contains("another time instead?"))
    script.press("u")
    #expect(!script.text.contains("another time instead?"))
    #expect(try sessions(store).map(\.status) == [.confirmed])
  }

  @Test("On the smallest screen all of a session's sheet is reached by scrolling, and what is cut says so")
  func smallest() throws {
    let store = company.store()
    let start = try company.at("2026-11-26 15:00")
    let booking = Booking(
      pair: PairID(1), start: start, length: 60, room: company.lisbon.id, topic: "Cutting",
      agenda: "Cut the leadership update: where the story begins, what can go, and how it ends")
    _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    let script = try KeyScript(store, size: Size(40, 12)).press("2 c g").type("thu 15:00").press("enter enter")
    #expect(script.text.contains("m move") && script.hints.contains("e edit") && script.hints.contains("n notes"))
    var seen = script.text
    for _ in 0..<20 { seen += script.press("down").text }
    for words in [
      "Room     Lisbon", "09:00 for Ralf", "what can go, and how it", "Notes    none", "To do    nothing",
      "mia: Booked",
    ] {
      #expect(seen.contains(words), "\(words): \(seen)")
    }
    // Nothing is left below, and each key goes a line back.
    let last = script.text
    #expect(script.press("down").text == last && script.press("up").text != last)
    #expect(script.press("pgup pgup pgup").text.contains("│ When     Thu 26 Nov 15:00"))
    script.press("x")
    #expect(script.text.contains("Reason ") && script.text.contains("Enter cancel the session"))
    #expect(script.hints.contains("Esc keep it"))
  }

  @Test("A no in the sheet leaves what was agreed; calling it off is a key of its own", arguments: ["mia", "ralf"])
  func refusing(login: String) throws {
    let store = company.store()
    let booking = Booking(pair: PairID(1), start: try company.at("2026-11-27 15:00"), length: 60)
    let first = try #require(try store.perform(.book(booking), by: Actor(company.mia), at: company.now).sessions.first)
    let move = Move(session: first.id, start: try company.at("2026-12-16 15:00"), asks: true)
    _ = try store.perform(.move(move), by: Actor(company.mia), at: company.now)
    let viewer = login == "mia" ? company.mia : company.ralf
    let script = try KeyScript(store, actor: Actor(viewer)).press("2 c g")
      .type(login == "mia" ? "fri 15:00" : "fri 09:00").press("enter enter")
    let word = login == "mia" ? "withdraw" : "decline"
    #expect(script.text.contains("x \(word)") && script.text.contains("X cancel it"))
    script.press("x")
    #expect(script.text.contains("Enter \(word)"))
    script.type("Friday suits me").press("enter")
    let after = try #require(try store.read { try $0.session(first.id) })
    #expect(after.status == .confirmed && after.interval == first.interval)
    script.press("u enter").press("X")
    #expect(script.text.contains("Enter cancel the session"))
    script.type("Ill").press("enter")
    #expect(try store.read { try $0.session(first.id) }?.status == .cancelled)
  }

  @Test("Who missed it fits on the smallest screen, cut where it says so")
  func smallestMissed() throws {
    let script = try script()
    script.send(.resize(Size(40, 12))).press("enter x")
    #expect(script.text.contains("◀ Ralf Winter ▶  Tab chang… │"))
    #expect(script.text.contains("Enter Ralf Winter missed it"))
  }
}
