import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("A session in the air or open that is moved or called off elsewhere")
struct LetGoTests {
  private let company = Company()

  /// The calendar at the session of Mia and Ralf on Tue 1 Dec 16:00.
  private func script(as viewer: Person? = nil) throws -> (KeyScript, SessionID) {
    let store = company.store()
    let booking = Booking(pair: PairID(1), start: try company.at("2026-12-01 16:00"), length: 60)
    let booked = try store.perform(.book(booking), by: Actor(company.mia), at: company.now).sessions.first
    let script = try KeyScript(store, actor: viewer.map { Actor($0) }, size: Size(100, 30)).press("2 c g")
    script.type("1 dec 16:00").press("enter")
    return (script, try #require(booked).id)
  }

  private func perform(_ command: Command, by person: Person, _ script: KeyScript) throws {
    _ = try script.store.perform(command, by: Actor(person), at: company.now)
    script.settle()
  }

  private func move(_ session: SessionID, to start: String) throws -> Command {
    .move(Move(session: session, start: try company.at(start), length: 60))
  }

  @Test("What one does in another window is said, when the session in the air is let go of")
  func byOneself() throws {
    let (script, session) = try script()
    script.press("v right")
    try perform(move(session, to: "2026-12-02 15:00"), by: company.mia, script)
    #expect(!script.text.contains("Enter puts it here"))
    #expect(script.status.contains("Let go: the session was moved to Wed 2 Dec 15:00 (by you, elsewhere)"))
  }

  @Test("Also when it was moved to a week that is not on show, or cancelled")
  func outOfSight() throws {
    let (script, session) = try script()
    script.press("v right")
    try perform(move(session, to: "2027-02-10 16:00"), by: company.mia, script)
    #expect(script.status.contains("Let go: the session was moved to Wed 10 Feb 2027 16:00 (by you, elsewhere)"))
    let (other, cancelled) = try self.script()
    other.press("v right")
    try perform(.cancel(cancelled, reason: "Ill"), by: company.mia, other)
    #expect(other.status.contains("Let go: the session was cancelled (by you, elsewhere)"))
  }

  @Test("An open session that is called off elsewhere is closed with a word")
  func openSheet() throws {
    let (script, session) = try script()
    script.press("enter")
    #expect(script.text.contains("─ Mia Chen → Ralf Winter ─"))
    try perform(.cancel(session, reason: "Ill"), by: company.mia, script)
    #expect(!script.text.contains("─ Mia Chen → Ralf Winter ─"))
    #expect(script.status.contains("Closed: the session was cancelled (by you, elsewhere)"))
  }

  @Test("What the other side does is told as ever; to who is none of the two, with who did it")
  func byTheOther() throws {
    let (script, session) = try script()
    script.press("v right")
    try perform(.cancel(session, reason: "Board"), by: company.ralf, script)
    #expect(script.status.contains("! Ralf Winter: Cancelled"))
    let (kims, other) = try self.script(as: company.kim)
    kims.press("v right")
    try perform(move(other, to: "2026-12-02 15:00"), by: company.ralf, kims)
    #expect(kims.status.contains("Let go: the session was moved to Wed 2 Dec 15:00 (by Ralf Winter)"))
  }

  @Test("What one does here says so itself")
  func here() throws {
    let (script, _) = try script()
    script.press("v right I u")
    script.settle()
    #expect(script.status.contains("Undid"))
    script.press("esc")
    #expect(!script.text.contains("Enter puts it here"))
    script.press("L")
    #expect(!script.text.contains("Let go"))
  }

  @Test("While a session is in the air nothing else is undone, and no hint offers it")
  func undoInTheAir() throws {
    let company = Company()
    let store = company.store()
    let booking = Booking(pair: PairID(1), start: try company.at("2026-12-01 16:00"), length: 60)
    _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    let script = try KeyScript(store, size: Size(160, 40)).press("2 enter g").type("1 dec 16:00").press("enter")
    #expect(script.hints.contains("u undo"))
    script.press("v")
    #expect(!script.hints.contains("u undo"))
    for key in ["u", "ctrl-r"] {
      script.press(key)
      #expect(script.status.contains("a session is in the air: Enter puts it here, Esc lets it go"), "\(key)")
    }
    #expect(try store.read { try $0.sessions(SessionFilter()) }.count == 1)
    script.press("esc u")
    #expect(try store.read { try $0.sessions(SessionFilter()) }.isEmpty)
  }
}
