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
    #expect(script.status.contains("✗ mentoring on db.example.com does not answer: connection refused; what is"))
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
}
