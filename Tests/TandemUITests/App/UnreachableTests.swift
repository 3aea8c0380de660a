import Mentoring
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
