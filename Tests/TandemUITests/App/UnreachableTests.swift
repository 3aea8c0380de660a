import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("A database that goes away")
struct UnreachableTests {
  @Test("One line says so, what was shown stays, writing says why not, and all comes back by itself")
  func awayAndBack() throws {
    let script = try KeyScript(size: Size(110, 24)).press("2")
    let shown = script.lines.dropLast(2)
    script.store.setTrouble("mentoring on db.example.com does not answer: connection refused")
    script.settle()
    let means = "✗ What is shown is as it was, nothing can be written: "
    #expect(script.status.contains(means + "mentoring on db.example.com does not"))
    #expect(script.status.contains(" OFFLINE "))
    #expect(script.lines.dropLast(2) == shown)
    // Each screen can still be looked at, and none says it again.
    script.press("1 2 1 2 j k")
    #expect(script.interface.context.storeTrouble != nil)
    script.press("u")
    #expect(script.status.contains("nothing can be written"), "\(script.status)")
    script.store.setTrouble(nil)
    script.settle()
    #expect(script.status.contains("✓ the database answers again") && !script.status.contains("OFFLINE"))
    script.press("Q").type("ralf fri 15:00").press("enter")
    #expect(script.status.contains("Booked"))
  }

  @Test("A database that does not answer is as one that is gone, for as long as anybody waits for it")
  func waitedFor() throws {
    let notices = Notices()
    let script = try KeyScript(size: Size(150, 24), notices: notices).press("Q").type("ralf fri 15:00").press("enter")
    try #require(script.status.contains("Booked"))
    let reason = "mentoring has not answered for 3 s and is waited for"
    notices.tellWait(reason)
    notices.tellWait(reason)
    script.settle()
    #expect(script.status.contains("nothing can be written: \(reason)") && script.status.contains(" OFFLINE "))
    #expect(!script.hints.contains("undo"))
    // It stays, with its reason, and what one of the two came to is no word on the other.
    notices.tellWait(nil)
    script.rest(seconds: 60).press("2 j k").rest(seconds: 60)
    #expect(script.status.contains(reason) && script.status.contains(" OFFLINE "), "\(script.status)")
    for keys in ["u", "ctrl-r"] {
      script.press(keys)
      #expect(script.status.contains("nothing can be written now: \(reason)"), "\(script.status)")
    }
    notices.tellWait(nil)
    script.settle()
    #expect(script.status.contains("✓ the database answers again") && !script.status.contains("OFFLINE"))
    let sessions = try script.store.read { try $0.sessions(SessionFilter()) }
    #expect(sessions.map(\.status) == [.confirmed])
  }

  @Test("What asks to write without looking whether it can be is refused all the same, and stays")
  func writesAreRefusedAtOnce() throws {
    let notices = Notices()
    let company = Company()
    let store = company.store()
    let logging = Logging(pair: PairID(1), start: try company.at("2026-11-24 16:00"), length: 60)
    _ = try store.perform(.log(logging), by: Actor(company.mia), at: company.now)
    let script = try KeyScript(store, size: Size(110, 30), notices: notices).press("2 c g").type("yesterday 16:00")
    script.press("enter enter n l").type("https://example.org/paper")
    try #require(script.text.contains("example.org/paper"), "\(script.text)")
    notices.tellWait("mentoring has not answered for 3 s and is waited for")
    script.settle()
    script.press("enter")
    #expect(script.status.contains("nothing can be written now: mentoring"), "\(script.text)")
    notices.tellWait(nil)
    script.settle()
    #expect(script.text.contains("example.org/paper"))
    #expect(script.text.contains("answers again"))
  }

  @Test("Keys that a screen was not yet there for are not kept for when the database answers")
  func keysDoNotWait() throws {
    let script = try KeyScript(size: Size(110, 24))
    var state = AppState(context: script.interface.context)
    state.tab = .pairs
    func press(_ name: String) throws { _ = state.update(.event(.key(try #require(Key(name))))) }
    try press("j")
    #expect(state.waitingKeys.count == 1)
    _ = state.update(.storeReached(trouble: "mentoring has not answered for 3 s and is waited for"))
    #expect(state.waitingKeys.isEmpty)
    try press("u")
    #expect(state.waitingKeys.isEmpty)
    #expect(state.messages.last?.text.contains("nothing can be written now: mentoring") == true)
  }

  @Test("What is lost while something is written is told, and what was typed stays")
  func lostWhileBooking() throws {
    let script = try KeyScript(size: Size(100, 24)).press("Q")
    script.type("ralf fri 15:00 editing")
    script.store.setTrouble("mentoring does not answer; nothing was changed")
    script.settle()
    script.press("enter")
    #expect(script.text.contains("ralf fri 15:00 editing"))
    #expect(try KeyScript().store.read { try $0.sessions(SessionFilter()) }.isEmpty)
    script.store.setTrouble(nil)
    script.settle()
    script.press("enter")
    #expect(try script.store.read { try $0.sessions(SessionFilter()) }.count == 1)
  }

  @Test("A try that could not reach the database was nobody else's doing, and is forgotten when it is back")
  func nobodyWasFaster() throws {
    let script = try KeyScript(size: Size(100, 30)).press("2 c n enter")
    try #require(script.text.contains("Topic"), "\(script.text)")
    script.store.setTrouble("mentoring on db.example.com does not answer: connection refused; nothing was changed")
    script.press("enter")
    #expect(!script.text.contains("faster") && script.text.contains("connection refused"), "\(script.text)")
    // Known by now, it is not even tried.
    script.press("enter")
    #expect(!script.text.contains("faster") && script.status.contains("nothing can be written"), "\(script.text)")
    script.store.setTrouble(nil)
    script.settle()
    #expect(!script.text.contains("connection refused"), "\(script.text)")
    script.press("enter")
    #expect(script.status.contains("Booked"), "\(script.text)")
  }

  @Test("What was not read says that it can't be, and can be left", arguments: [Size(80, 24), Size(120, 40)])
  func unreadCanBeLeft(size: Size) throws {
    let script = try KeyScript(size: size)
    script.store.setTrouble("mentoring on db.example.com does not answer: connection refused")
    script.settle()
    for screen in ["H", "n"] {
      let before = script.lines.dropLast(2)
      for way in ["esc", "q"] {
        script.press(screen).press(way)
        #expect(script.lines.dropLast(2) == before, "\(screen) \(way): \(script.text)")
      }
    }
    script.press("H")
    #expect(script.text.contains("Not read: the database does not answer") && !script.text.contains("eading"))
    script.press("esc 2")
    #expect(script.text.contains("not read: the database does not answer"), "\(script.text)")
    #expect(!script.text.contains("oading"), "\(script.text)")
  }

  @Test("No hint tells of what can't be done meanwhile")
  func hintsAreTrue() throws {
    let script = try KeyScript(size: Size(120, 30)).press("2 c")
    #expect(script.hints.contains("book"))
    script.store.setTrouble("mentoring on db.example.com does not answer: connection refused")
    script.settle()
    for word in ["book", "repeat", "request", "move it", "cancel"] {
      #expect(!script.hints.contains(word), "\(script.hints)")
    }
  }
}
