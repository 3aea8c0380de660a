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

  @Test(
    "where clocks go back by half an hour, a row of an hour that begins with it is told by both clocks as it begins")
  func halfAnHour() throws {
    let fixture = CalendarFixture()
    var ralf = fixture.ralf
    ralf.zone = "Australia/Lord_Howe"
    fixture.store.insert(people: [ralf])
    var driver = try CalendarDriver(
      fixture, width: 100, height: 40, at: "2026-04-04T15:00", now: fixture.berlin("2026-03-20T09:00"))
    driver.press("z")
    driver.go(to: fixture.at("2026-04-05T10:00", "Australia/Lord_Howe"))
    driver.press("[ [ home")
    let rows = driver.lines(with: "│").filter { $0.contains("01:") }
    #expect(rows.contains { $0.contains("↻01:30 17:00│") }, "\(driver.lines.joined(separator: "\n"))")
  }

  @Test("the clocks are named as the rows on show have them, wherever the cursor is in their day")
  func named() throws {
    let now = CalendarFixture().berlin("2026-10-20T09:00")
    // Berlin's clocks go back at 21:00 of Saturday in New York.
    for hour in ["2026-10-24T10:00", "2026-10-24T22:00"] {
      let fixture = CalendarFixture.busyWeek()
      var driver = try CalendarDriver(
        fixture, viewer: fixture.ralf, width: 120, height: 40, at: "2026-10-24T16:00", now: now)
      driver.go(to: fixture.at(hour, "America/New_York"))
      let header = try #require(driver.lines(with: "Sun 25").first)
      #expect(header.contains("EDT  CEST") || header.contains("EDT CEST"), "\(header)")
      #expect(header.contains("Sun 25 CET") && !header.contains("Fri 23 C"), "\(header)")
    }
  }

  @Test("Home and End stay on a Sunday without hours on which an hour is skipped", arguments: ["d", "w", "m"])
  func edgesOfASkippedHour(view: String) throws {
    let now = CalendarFixture().berlin("2027-03-01T09:00")
    // Berlin's clocks go forward on the first, New York's on the second.
    for (day, usesOtherZone) in [("2027-03-28T10:00", false), ("2027-03-14T15:00", true)] {
      for key in ["home", "end"] {
        var driver = try CalendarDriver(.busyWeek(), width: 100, height: 40, at: day, now: now)
        if usesOtherZone { driver.press("z") }
        driver.press("\(view) \(key)")
        #expect(driver.screen.calendar.cursor == driver.fixture.berlin(day), "\(view) \(key) \(day)")
      }
    }
  }

  @Test("Home and End in one's own calendar are at the edges of one's hours, and stay where there are none")
  func edgesOfOnesOwn() throws {
    var driver = try CalendarDriver(.busyWeek(), width: 100, height: 40, at: "2026-11-25T14:30")
    driver.showOwn()
    driver.press("home")
    #expect(driver.screen.calendar.cursor == driver.fixture.berlin("2026-11-25T09:00"))
    driver.press("end")
    #expect(driver.screen.calendar.cursor == driver.fixture.berlin("2026-11-25T16:30"))
    for day in ["2026-11-29T11:00", "2027-03-28T11:00"] {
      driver.go(to: driver.fixture.berlin(day))
      driver.press("home")
      driver.press("end")
      #expect(driver.screen.calendar.cursor == driver.fixture.berlin(day), "\(day)")
    }
  }

  @Test("In narrow columns weekday and day stay, and a sign stands for the hours of a day whose clocks change")
  func narrow() throws {
    let now = CalendarFixture().berlin("2027-03-01T09:00")
    var driver = try CalendarDriver(.busyWeek(), width: 80, height: 24, at: "2027-03-28T10:00", now: now)
    let names = ["Mon 22", "Tue 23", "Wed 24", "Thu 25", "Fri 26", "Sat 27", "Sun 28 ╱"]
    for isOwn in [false, true] {
      if isOwn { driver.showOwn() }
      let header = try #require(driver.lines(with: "Mon 22").first)
      #expect(names.allSatisfy(header.contains) && !header.contains("…"), "\(header)")
    }
    driver.resize(100, 24)
    #expect(driver.lines(with: "Sun 28 23h").count == 1)
    driver.go(to: driver.fixture.berlin("2026-10-25T10:00"))
    driver.resize(80, 24)
    #expect(driver.lines(with: "Sun 25 ↻").count == 1)
  }
}
