import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("Parts of a series in the terminal")
struct SeriesPartSheetTests {
  private func sessions(_ driver: CalendarDriver) throws -> [Session] {
    try driver.fixture.store.read { try $0.sessions(SessionFilter(pair: driver.fixture.pair.id)) }
  }

  @Test("Beyond its end the sessions that were moved with all that follow are told")
  func beyond() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("R down left left down enter enter")
    let third = try #require(try sessions(driver).dropFirst(2).first)
    _ = try driver.fixture.store.perform(
      .move(Move(session: third.id, start: third.interval.start + 1_800, scope: .following)),
      by: Actor(driver.fixture.mia), at: CalendarFixture.now)
    driver.storeChanged()
    driver.press("enter")
    let words = "the 2 from Wed 9 Dec on are a series of their own"
    #expect(driver.lines(with: "↻ 1 of 2 · [ and ] step on · every week on Wednesday, 2 times").count == 1)
    #expect(driver.lines(with: words).count == 1, "\(driver.lines)")
    driver.press("] ]")
    #expect(driver.said.last == "This is the last of its series; \(words)")
    driver.press("[ [")
    #expect(driver.said.last == "This is the first of its series")
  }

  @Test("Of a series with sessions left out the rule's number is not told")
  func leftOut() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("R down left left down enter j space enter enter")
    #expect(driver.lines(with: "↻ 1 of 3 · [ and ] step on · every week on Wednesday").count == 1)
    #expect(driver.lines(with: "4 times").isEmpty)
  }

  @Test("As many as Enter books are told anew when it is another number")
  func numbers() throws {
    let fixture = CalendarFixture()
    fixture.session(3, "2026-12-09T15:00", 60, of: fixture.other)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.press("R down left left down enter space")
    #expect(driver.said.last == "All decided: Enter books 3 sessions")
    driver.press("k space")
    #expect(driver.said.last == "All decided: Enter books 2 sessions")
  }

  @Test("One that is moved tells both clocks as the others do")
  func bothClocks() throws {
    let fixture = CalendarFixture()
    fixture.session(3, "2026-12-09T15:00", 60, of: fixture.other)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.resize(120, 40)
    driver.press("R down left left down enter m")
    let row = try #require(driver.lines(with: "▸ → Wed 9 Dec 15:00").first)
    #expect(row.contains(" for Ralf"), "\(row)")
  }
}
