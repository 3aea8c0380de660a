import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("A database that goes away")
struct UnreachableTests {
  private let gone = StoreError.unavailable(
    "mentoring on db.example.com does not answer: connection refused", cause: "connection refused")
  private let slow = StoreError.unavailable(
    "mentoring is waited for: no answer for 3 s; it is busy, out of reach, or its standby is away",
    cause: "no answer for 3 s")

  @Test("One line says so, what was shown stays, writing says why not, and all comes back by itself")
  func awayAndBack() throws {
    let script = try KeyScript(size: Size(110, 24)).press("2")
    let shown = script.lines.dropLast(2)
    script.store.setTrouble(gone)
    script.settle()
    let means = "✗ connection refused: nothing can be written, and what is shown is as it was (mentoring on db"
    #expect(script.status.contains(means), "\(script.status)")
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
    notices.tellWait(slow)
    notices.tellWait(slow)
    script.settle()
    #expect(
      script.status.contains("✗ no answer for 3 s: nothing can be written, and") && script.status.contains(" OFFLINE "))
    #expect(!script.hints.contains("undo"))
    // It stays, with its reason, and what one of the two came to is no word on the other.
    notices.tellWait(nil)
    script.rest(seconds: 60).press("2 j k").rest(seconds: 60)
    #expect(
      script.status.contains("✗ no answer for 3 s: mentoring is waited for ") && script.status.contains(" OFFLINE "),
      "\(script.status)")
    for keys in ["u", "ctrl-r"] {
      script.press(keys)
      #expect(script.status.contains(" no answer for 3 s: nothing can be written now (mentoring"), "\(script.status)")
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
    notices.tellWait(slow)
    script.settle()
    script.press("enter")
    #expect(script.status.contains("no answer for 3 s: nothing can be written now"), "\(script.text)")
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
    _ = state.update(.storeReached(trouble: slow))
    #expect(state.waitingKeys.isEmpty)
    try press("u")
    #expect(state.waitingKeys.isEmpty)
    #expect(state.messages.last?.text.contains("no answer for 3 s: nothing can be written now") == true)
  }

  @Test("What is lost while something is written is told, and what was typed stays")
  func lostWhileBooking() throws {
    let script = try KeyScript(size: Size(100, 24)).press("Q")
    script.type("ralf fri 15:00 editing")
    script.store.setTrouble(.unavailable("mentoring does not answer; nothing was changed"))
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
    script.store.setTrouble(
      .unavailable(
        "mentoring on db.example.com does not answer: connection refused; nothing was changed",
        cause: "connection refused"))
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

  @Test("The list of openings stays where none of them can be booked")
  func openingsStay() throws {
    let script = try KeyScript(size: Size(100, 30)).press("2 c b")
    let title = try #require(script.lines.first { $0.contains("┌─ ") })
    script.store.setTrouble(gone)
    script.settle()
    script.press("enter")
    #expect(script.lines.contains(title) && script.status.contains("nothing can be written"), "\(script.text)")
    script.store.setTrouble(nil)
    script.settle()
    #expect(script.press("enter").text.contains("Topic"), "\(script.text)")
  }

  @Test("What was not read says that it can't be, and can be left", arguments: [Size(80, 24), Size(120, 40)])
  func unreadCanBeLeft(size: Size) throws {
    let script = try KeyScript(size: size)
    script.store.setTrouble(gone)
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

  @Test("Whatever has room, the cause has", arguments: [Size(40, 12), Size(80, 24), Size(120, 40)])
  func theCauseIsTold(size: Size) throws {
    for (trouble, cause) in [(gone, "connection refused"), (slow, "no answer for 3 s")] {
      let script = try KeyScript(size: size)
      script.store.setTrouble(trouble)
      script.settle()
      #expect(script.status.contains("✗ \(cause): noth") && script.status.contains(" OFFLINE "), "\(script.status)")
      script.rest(seconds: 60)
      for screen in ["2", "4", "1"] {
        script.press(screen)
        let told = size.width < 60 ? cause : "\(cause): ment"
        #expect(script.status.contains("✗ \(told)") && script.status.contains(" OFFLINE "), "\(script.status)")
      }
      #expect(script.press("u").status.contains(" \(cause): noth"), "\(script.status)")
    }
  }

  @Test("Of several hosts, why is told before which")
  func hostsGiveWay() throws {
    let cause = "10.0.0.1:5432: session is read-only; 10.0.0.2:5432: session is read-only"
    let script = try KeyScript(size: Size(40, 12))
    script.store.setTrouble(.unavailable("mentoring on 10.0.0.1, 10.0.0.2 does not answer: \(cause)", cause: cause))
    script.settle()
    script.rest(seconds: 60)
    #expect(script.press("2").status.contains("✗ session is read-only"), "\(script.status)")
    // What it means has room beside several reasons, too.
    let wide = try KeyScript(size: Size(80, 24))
    let unlike = "127.0.0.1:5601: Connection refused; 127.0.0.1:5602: session is read-only"
    wide.store.setTrouble(.unavailable("mentoring on 127.0.0.1, 127.0.0.1 does not answer: \(unlike)", cause: unlike))
    wide.settle()
    #expect(wide.status.contains("✗ Connection refused; session is read-only: nothing can be wr"), "\(wide.status)")
  }

  @Test(
    "No hint tells of what can't be done meanwhile",
    arguments: [
      "2 c", "2 c n enter", "2 c b", "2 c n R enter enter", "Q", "H", "2 n", "2 n l", "2 n o", "4", "4 d", "I",
    ])
  func hintsAreTrue(keys: String) throws {
    let company = Company()
    let store = company.store()
    var booking = Booking(pair: PairID(1), start: try company.at("2026-11-26 16:00"), length: 60, asks: true)
    _ = try store.perform(.book(booking), by: Actor(company.ralf), at: company.now)
    booking = Booking(pair: PairID(1), start: try company.at("2026-11-27 16:00"), length: 60)
    _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    let script = try KeyScript(store, size: Size(160, 40)).press(keys)
    if keys == "Q" { script.type("ralf mon 16:00") }
    let words = [
      "book", "repeat", "request", "move it", "cancel", "undo", "save", "do it", "add", "accept", "decline", "counter",
      "take back", "goal", "to do", "check all", "paint", "absence",
    ]
    #expect(words.contains { script.hints.contains($0) }, "\(script.hints)")
    store.setTrouble(gone)
    script.settle()
    for word in words { #expect(!script.hints.contains(word), "\(word): \(script.hints)") }
  }

  @Test("A series that can't be looked up is not waited for")
  func seriesIsNotWaitedFor() throws {
    let script = try KeyScript(size: Size(120, 40)).press("2 c n R enter enter")
    try #require(script.hints.contains("check all"), "\(script.text)")
    script.store.setTrouble(gone)
    script.settle()
    script.press("enter")
    #expect(script.status.contains("connection refused: nothing can be written now"), "\(script.text)")
    script.store.setTrouble(nil)
    script.settle()
    #expect(script.press("enter").hints.contains("book, or next"), "\(script.text)")
    // Lost while it is looked up.
    script.press("esc")
    script.store.setTrouble(gone)
    script.press("enter")
    #expect(script.status.contains("connection refused"), "\(script.text)")
    script.store.setTrouble(nil)
    script.settle()
    #expect(script.press("enter").hints.contains("book, or next"), "\(script.text)")
  }
}
