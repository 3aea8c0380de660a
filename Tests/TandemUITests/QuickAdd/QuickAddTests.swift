import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("Booking from one line")
struct QuickAddOverlayTests {
  private let company = Company()

  private func sessions(_ script: KeyScript) throws -> [Session] {
    try script.store.read { try $0.sessions(SessionFilter(pair: PairID(1))) }
  }

  @Test("What is written is shown as it is read")
  func screen() throws {
    let script = try KeyScript(company.store(), size: Size(80, 24)).press("Q")
    script.type("ralf fri 15:00 45m @Lisbon editing: color grading")
    let lines = script.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines[3...14].joined(separator: "\n") == """
        ┌─ Quick add ──────────────────────────────────────────────────────────────────┐
        │ ralf fri 15:00 45m @Lisbon editing: color grading                            │
        │ whom    Mia Chen → Ralf Winter                                               │
        │ when    Fri 27 Nov 15:00–15:45 CET · 09:00 for Ralf                          │
        │ room    Lisbon                                                               │
        │ topic   editing                                                              │
        │ agenda  color grading                                                        │
        │ ✓ free for both                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        └──────────────────────────────────────────────────────────────────────────────┘
        """)
  }

  @Test("Enter books it and shows it in the calendar; one undo takes it back")
  func book() throws {
    let script = try KeyScript(company.store()).press("Q")
    script.type("ralf fri 15:00 45m editing: color").press("enter")
    let session = try #require(try sessions(script).first)
    #expect(session.minutes == 45 && session.topic == "editing" && session.agenda == "color")
    #expect(session.interval.start == (try company.at("2026-11-27 15:00")))
    #expect(script.text.contains("3 CALENDAR") && script.status.contains("✓ Booked Mia Chen → Ralf Winter, Fri 27 Nov"))
    script.press("u")
    #expect(try sessions(script).isEmpty)
  }

  @Test("What can't be had says why, offers the nearest opening, and is not booked")
  func refused() throws {
    let script = try KeyScript(company.store()).press("Q")
    script.type("ralf fri 12:00").press("enter")
    #expect(try sessions(script).isEmpty)
    #expect(script.status.contains("Not booked: Ralf Winter: outside hours"))
    #expect(script.text.contains("Tab: nearest opening Fri 27 Nov 15:00 · Ctrl-R: ask"))
    script.press("tab")
    #expect(script.text.contains("ralf Fri 27 Nov 15:00 ") && script.text.contains("✓ free for both"))
    script.press("enter")
    #expect(try sessions(script).count == 1)
  }

  @Test("What only others can book is not offered")
  func others() throws {
    let script = try KeyScript(company.store()).press("Q")
    script.type("slides fri 15:00")
    #expect(script.text.contains("Jonas Okafor → Petra Lindqvist"), "\(script.text)")
    #expect(script.text.contains("✗ only Jonas Okafor, Petra Lindqvist or a coordinator can book for this pair"))
    #expect(!script.text.contains("free for both") && !script.hints.contains("Enter book"))
    #expect(script.press("enter").status.contains("Not booked: only Jonas Okafor"))
  }

  @Test("Ctrl-R asks, and what the writer alone is protected by is waived")
  func ask() throws {
    let script = try KeyScript(company.store()).press("Q")
    script.type("ralf fri 12:00").press("ctrl-r")
    #expect(try sessions(script).map(\.status) == [.requested])
    let own = try KeyScript(company.store()).press("Q")
    own.type("ralf fri 18:00")
    #expect(own.text.contains("Mia Chen: outside hours") && own.text.contains("Ctrl-O: anyway"))
    own.press("ctrl-o")
    #expect(try sessions(own).map(\.status) == [.confirmed])
  }

  @Test("A line that is not understood says so, and nothing is done")
  func problems() throws {
    let script = try KeyScript(company.store()).press("Q")
    script.type("ralf fri 15:07").press("enter")
    #expect(script.text.contains("Sessions start every 15 minutes by the clock of Europe/Berlin: 15:00 or 15:15"))
    script.press("ctrl-u").type("ralf fri").press("enter ctrl-r tab")
    #expect(script.text.contains("“fri” names a day but no time"))
    script.press("ctrl-u").send(.paste("nobody\nfri 15:00")).press("enter")
    #expect(script.text.contains("no pair fits “nobody”"))
    #expect(try sessions(script).isEmpty)
    script.press("esc")
    #expect(script.status.contains("Esc again discards the line"))
    script.press("esc")
    #expect(!script.text.contains("Quick add"))
  }

  @Test("Why Ctrl-O does nothing is said, where rules protect the other side as well, and where none does")
  func notAnyway() throws {
    let script = try KeyScript(company.store()).press("Q")
    script.type("ralf fri 7:00").press("ctrl-o")
    #expect(script.status.contains("what is in the way does not protect you alone; Ctrl-R asks"))
    script.press("ctrl-u").type("ralf fri 12:00").press("ctrl-o")
    #expect(script.status.contains("nothing that protects you alone is in the way"))
    #expect(try sessions(script).isEmpty)
  }

  @Test("Of what somebody else took meanwhile it is told, and the line stays")
  func race() throws {
    let script = try KeyScript(company.store()).press("Q")
    script.type("ralf fri 15:00")
    let booking = Booking(pair: PairID(1), start: try company.at("2026-11-27 15:00"), length: 60)
    _ = try script.store.perform(.book(booking), by: Actor(company.ralf), at: company.now)
    script.press("enter")
    #expect(script.text.contains("ralf fri 15:00") && script.text.contains("✗ "))
    #expect(try sessions(script).count == 1)
  }

  @Test(
    "It can be read at every size", arguments: [Size(40, 12), Size(60, 15), Size(20, 5), Size(200, 60), Size(1, 1)])
  func sizes(size: Size) throws {
    let script = try KeyScript(company.store(), size: size).press("Q")
    script.type("ralf thu 18:00 45m editing: color")
    if size.width >= 40 { #expect(script.text.contains("✗ Mia Chen: outside hours")) }
    script.press("enter esc")
  }

  @Test("On the smallest screen room, topic and the way out stay, and the way out is what is hinted at")
  func smallest() throws {
    let script = try KeyScript(company.store(), size: Size(40, 12)).press("Q")
    script.type("ralf tue 9:15 45m @Lisbon about color")
    for words in [
      "when    Tue 1 Dec 09:15–10:00 CET  ", "room    Lisbon", "topic   color", "✗ Ralf Winter: outside", "Tab: ",
      "Ctrl-R: ask",
    ] {
      #expect(script.text.contains(words), "\(words): \(script.text)")
    }
    #expect(script.hints.contains("Tab nearest opening") && !script.hints.contains("Enter book"))
  }
}
