import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("When the clocks of the second gutter change")
struct ClockChangeTests {
  @Test("an hour that they show twice is marked, in rows of a zone where it is one like any other")
  func back() throws {
    let driver = try CalendarDriver(.busyWeek(), width: 100, height: 40, at: "2026-11-01T06:00")
    #expect(driver.lines(with: " 06:00 01:00│").count == 1)
    #expect(driver.lines(with: " 07:00↻01:00│").count == 1)
    #expect(driver.lines(with: " 07:30↻01:30│").count == 1)
    #expect(driver.lines(with: " 08:00 02:00│").count == 1)
  }

  @Test("an hour that they skip is marked where they go on")
  func forward() throws {
    let now = CalendarFixture().berlin("2027-03-01T09:00")
    let driver = try CalendarDriver(.busyWeek(), width: 100, height: 40, at: "2027-03-14T08:00", now: now)
    #expect(driver.lines(with: " 08:00╱03:00│").count == 1)
    #expect(driver.lines(with: " 08:30 03:30│").count == 1)
  }
}
