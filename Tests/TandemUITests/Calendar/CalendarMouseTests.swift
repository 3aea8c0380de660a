import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("Sessions are moved and lengthened with the mouse")
struct CalendarMouseTests {
  private func sessions(_ driver: CalendarDriver) throws -> [Session] {
    try driver.fixture.store.read { try $0.sessions(SessionFilter(pair: driver.fixture.pair.id, liveOnly: true)) }
  }

  @Test("What was dropped where it can't be is taken hold of again, and dragged on")
  func dragsOn() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-25T15:00", 60)
    fixture.session(2, "2026-11-26T15:30", 60, of: fixture.other)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T16:00")
    let box = try #require(driver.place(of: "┏Editing"))
    driver.mouse(.press(clicks: 1), at: box.x + 3, box.y)
    driver.mouse(.drag, at: box.x + 19, box.y + 1)
    driver.mouse(.release, at: box.x + 19, box.y + 1)
    #expect(driver.said.last?.hasPrefix("Can't be moved here") == true)
    driver.mouse(.press(clicks: 1), at: box.x + 19, box.y + 1)
    driver.mouse(.drag, at: box.x + 35, box.y)
    #expect(driver.screen.calendar.cursor == fixture.berlin("2026-11-27T15:00"))
    driver.mouse(.release, at: box.x + 35, box.y)
    #expect(try sessions(driver).map(\.interval.start) == [fixture.berlin("2026-11-27T15:00")])
  }

  @Test("The last row of a session, dragged, sets its length")
  func lengthens() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-25T15:00", 60)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T16:30")
    let box = try #require(driver.place(of: "┏Editing"))
    driver.mouse(.press(clicks: 1), at: box.x + 3, box.y + 1)
    driver.mouse(.drag, at: box.x + 3, box.y + 2)
    #expect(driver.lines(with: "15:00–16:30").count >= 1)
    driver.mouse(.release, at: box.x + 3, box.y + 2)
    let longer = try #require(try sessions(driver).first)
    #expect(longer.interval.start == fixture.berlin("2026-11-25T15:00") && longer.minutes == 90)
    driver.mouse(.press(clicks: 1), at: box.x + 3, box.y + 2)
    driver.mouse(.drag, at: box.x + 3, box.y)
    driver.mouse(.release, at: box.x + 3, box.y)
    let shorter = try #require(try sessions(driver).first)
    #expect(shorter.interval.start == fixture.berlin("2026-11-25T15:00") && shorter.minutes == 30)
  }
}
