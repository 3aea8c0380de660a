import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("A session that is asked to move, in the calendar")
struct AgreedTimeOnScreenTests {
  private func drawing(_ driver: CalendarDriver) -> String { driver.lines.joined(separator: "\n") }

  @Test("A session that is asked to move is shown where it is asked to, and where it stands after a no")
  func askedToMove() throws {
    let fixture = CalendarFixture.busyWeek()
    let move = Move(session: SessionID(4), start: fixture.berlin("2026-11-25T15:30"), asks: true)
    _ = try fixture.store.perform(.move(move), by: Actor(fixture.mia), at: CalendarFixture.now)
    var driver = try CalendarDriver(fixture, height: 40, at: "2026-11-26T15:00")
    #expect(drawing(driver).contains("┊Editing 4/12 ┊"))
    let moved = "asked to move to Wed 25 Nov 15:30–17:00 CET"
    #expect(drawing(driver).contains("Thu 26 Nov 15:00–16:30 CET · Mia Chen → Ralf Winter · \(moved)"))
    driver.press("enter")
    #expect(drawing(driver).contains("Status   asked to move"))
    driver.press("esc")
    // Beside the cursor it is a session like any other, in the muted style of what may not come to be.
    driver.press("right")
    #expect(drawing(driver).contains("┏━━━━━━━━━━━━┓│"))
    #expect(drawing(driver).contains("┃if not moved┃│"))
    #expect(drawing(driver).contains("┗━━━━━━━━━━━━┛│"))
    driver.press("left")
    #expect(driver.screen.focusWords == "Thu 26 Nov 15:00–16:30 CET · if not moved, session Editing")
    driver.press("left down enter")
    #expect(drawing(driver).contains("Agreed   Thu 26 Nov 15:00–16:30 CET, which stands if the answer is no"))
    driver.press("esc")
    driver.showOwn()
    #expect(drawing(driver).contains("if not moved"))
  }

  @Test("Where the words have no room, shorter ones are whole, and the foot tells the rest")
  func narrow() throws {
    let fixture = CalendarFixture.busyWeek()
    let move = Move(session: SessionID(4), start: fixture.berlin("2026-11-25T15:30"), asks: true)
    _ = try fixture.store.perform(.move(move), by: Actor(fixture.mia), at: CalendarFixture.now)
    var driver = try CalendarDriver(fixture, width: 80, height: 24, at: "2026-11-27T15:00")
    #expect(drawing(driver).contains("┃if no"))
    driver.press("left")
    #expect(drawing(driver).contains("it stays"))
    // The time was taken meanwhile.
    fixture.session(9, "2026-11-26T15:30", 60, of: fixture.other)
    driver.storeChanged()
    #expect(drawing(driver).contains("!if no"))
    #expect(!drawing(driver).contains("if no…") && !drawing(driver).contains("if …"))
  }

  @Test("In one line the foot begins with what the agreed time is there for")
  func shortest() throws {
    let fixture = CalendarFixture.busyWeek()
    let move = Move(session: SessionID(4), start: fixture.berlin("2026-11-25T15:30"), asks: true)
    _ = try fixture.store.perform(.move(move), by: Actor(fixture.mia), at: CalendarFixture.now)
    var driver = try CalendarDriver(fixture, width: 40, height: 12, at: "2026-11-26T15:00")
    driver.press("d")
    #expect(driver.foot.hasPrefix("• here if no to Wed 25 Nov 15:30"))
    driver.resize(160, 40)
    driver.press("w")
    #expect(drawing(driver).contains("if no: stays unless moved"))
  }

  @Test("A month and an agenda show the agreed time of a session that is asked to move, also out of sight")
  func agreedInLists() throws {
    let fixture = CalendarFixture.busyWeek()
    let move = Move(session: SessionID(4), start: fixture.berlin("2026-12-01T15:30"), asks: true)
    _ = try fixture.store.perform(.move(move), by: Actor(fixture.mia), at: CalendarFixture.now)
    var driver = try CalendarDriver(fixture, width: 160, height: 40, at: "2026-11-26T09:00")
    driver.press("m")
    #expect(drawing(driver).contains("15:00 if not moved: "))
    #expect(drawing(driver).contains("┄15:30 Editing"))
    #expect(driver.screen.focus(driver.context).hasSuffix("1 asked to move away"))
    driver.press("a")
    #expect(drawing(driver).contains("if not moved: Editing"))
  }

  @Test("A session that is asked to move months away stays in sight where it was agreed")
  func askedFarAway() throws {
    let fixture = CalendarFixture.busyWeek()
    let far = Interval(start: fixture.berlin("2027-06-01T15:00"), seconds: 3_600)
    var session = try #require(try fixture.store.read { try $0.session(SessionID(4)) })
    session.request = Request(
      proposer: fixture.mia.id, deadline: session.interval.start - 3_600,
      agreed: Request.Agreed(interval: session.interval))
    session.status = .countered
    session.interval = far
    fixture.store.insert(sessions: [session])
    var driver = try CalendarDriver(fixture, height: 40, at: "2026-11-26T15:00")
    #expect(drawing(driver).contains("asked to move to Tue 1 Jun 2027"))
    driver.press("a")
    #expect(drawing(driver).contains("if not moved: Editing"))
  }
}
