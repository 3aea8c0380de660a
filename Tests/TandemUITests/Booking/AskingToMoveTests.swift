import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

/// The booking form, where it asks the other side for another time.
@Suite("Asking for another time") struct AskingToMoveTests {
  private func sessions(_ driver: CalendarDriver, liveOnly: Bool = true) throws -> [Session] {
    try driver.fixture.store.read {
      try $0.sessions(SessionFilter(pair: driver.fixture.pair.id, liveOnly: liveOnly))
    }
  }

  /// A session's form, with another time in it, on the button that asks for it.
  private func askingToMove(_ fixture: CalendarFixture) throws -> CalendarDriver {
    fixture.session(1, "2026-11-25T15:00", 60)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.press("enter t ctrl-u")
    driver.type("fri 16:00")
    driver.press("shift-tab")
    return driver
  }

  @Test("The other side is asked for another time, which is held, with a word of why")
  func askToMove() throws {
    let fixture = CalendarFixture()
    var driver = try askingToMove(fixture)
    #expect(driver.lines(with: "Ask to move").count == 1)
    #expect(driver.lines(with: "Message for the other side").count == 1)
    driver.press("shift-tab shift-tab")
    driver.type("A day later?")
    // What the form is for comes next, and not the button before it.
    driver.press("enter enter")
    #expect(try sessions(driver).map(\.status) == [.countered])
    #expect(try sessions(driver).first?.request?.message == "A day later?")
    #expect(try sessions(driver).first?.request?.agreed?.interval.start == fixture.berlin("2026-11-25T15:00"))
  }

  @Test("What is written for the other side stays in sight on the other fields")
  func messageStays() throws {
    var driver = try askingToMove(CalendarFixture())
    driver.press("shift-tab shift-tab")
    driver.type("A day later?")
    driver.press("tab tab tab")
    #expect(driver.lines(with: "Message A day later?").count == 1)
  }
}
