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

  @Test("Esc lets go of a session that is dragged, by its middle or its end, until the next press", arguments: [0, 1])
  func letsGoOfASession(row: Int) throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-25T15:00", 60)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T16:30")
    let box = try #require(driver.place(of: "┏Editing"))
    driver.mouse(.press(clicks: 1), at: box.x + 3, box.y + row)
    driver.mouse(.drag, at: box.x + 3, box.y + row + 2)
    driver.press("esc")
    driver.mouse(.drag, at: box.x + 3, box.y + row + 3)
    driver.mouse(.release, at: box.x + 3, box.y + row + 3)
    let kept = try #require(try sessions(driver).first)
    #expect(kept.interval.start == fixture.berlin("2026-11-25T15:00") && kept.minutes == 60)
    #expect(driver.screen.calendar.ghost == nil)
    // The next press begins anew.
    driver.mouse(.press(clicks: 1), at: box.x + 3, box.y)
    driver.mouse(.drag, at: box.x + 3, box.y + 2)
    driver.mouse(.release, at: box.x + 3, box.y + 2)
    #expect(try sessions(driver).first?.interval.start == fixture.berlin("2026-11-25T16:00"))
  }

  @Test("Esc is told to take back what is drawn, until a key shows something else")
  func drawsNoMore() throws {
    let script = try KeyScript(size: Size(120, 40)).press("2 c")
    let row = try #require(script.lines.firstIndex { $0.drop { $0 == " " }.hasPrefix("16:00") })
    func draw() {
      script.send(.mouse(MouseEvent(.press(clicks: 1), at: Point(70, row))))
      script.send(.mouse(MouseEvent(.drag, at: Point(70, row + 3))))
    }
    draw()
    #expect(script.lines.last?.contains("Esc take back") == true, "\(row): \(script.text)")
    script.press("esc")
    #expect(script.lines.last?.contains("Esc back") == true && script.lines[0].contains("3 CALENDAR"))
    draw()
    // The button comes up over the help.
    script.press("?")
    script.send(.mouse(MouseEvent(.release, at: Point(70, row + 3))))
    script.press("esc esc")
    #expect(script.lines[0].contains("2 PAIRS"), "\(script.lines[0])")
  }

  @Test("Esc lets go of a stretch that is being drawn, and stays in the calendar", arguments: [true, false])
  func letsGoOfAStretch(hasOrigin: Bool) throws {
    var driver = try CalendarDriver(CalendarFixture(), at: "2026-11-25T16:00")
    driver.screen.origin = hasOrigin ? .pairs : nil
    let row = try #require(driver.place(of: "16:30 10:30│")).y
    let cell = Point(driver.screen.calendar.layout.columns[2].lowerBound + 3, row)
    driver.mouse(.press(clicks: 1), at: cell.x, cell.y)
    driver.mouse(.drag, at: cell.x, cell.y + 2)
    #expect(driver.screen.calendar.length == 90)
    driver.press("esc")
    #expect(driver.screen.calendar.length == 60)
    #expect(driver.screen.calendar.cursor == driver.fixture.berlin("2026-11-25T16:30"))
    #expect(driver.shown.isEmpty)
    // What the hand still does is over; the next press begins anew.
    driver.mouse(.drag, at: cell.x, cell.y + 3)
    driver.mouse(.release, at: cell.x, cell.y + 3)
    #expect(driver.screen.calendar.length == 60 && driver.screen.sheet == nil)
    driver.press("esc")
    #expect(driver.shown.isEmpty != hasOrigin)
  }
}
