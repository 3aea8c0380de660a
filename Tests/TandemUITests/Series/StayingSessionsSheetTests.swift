import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("What stays of a series, in its forms")
struct StayingSessionsSheetTests {
  /// Five Wednesdays at 15:00, of which the third was moved by hand and the fourth is cancelled.
  private func driver() throws -> CalendarDriver {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("R down left down enter enter")
    let sessions = try driver.fixture.store.read { [driver] in
      try $0.sessions(SessionFilter(pair: driver.fixture.pair.id))
    }
    try #require(sessions.count == 5)
    let mia = Actor(driver.fixture.mia)
    for command in [
      Command.move(Move(session: sessions[2].id, start: driver.fixture.berlin("2026-12-10T16:00"))),
      .cancel(sessions[3].id, reason: "Ill"),
    ] {
      _ = try driver.fixture.store.perform(command, by: mia, at: CalendarFixture.now)
    }
    driver.storeChanged()
    return driver
  }

  /// The words of the sheet in one line.
  private func told(_ driver: CalendarDriver) -> String {
    driver.lines.joined(separator: " ").replacing("│", with: "").split(separator: " ").joined(separator: " ")
  }

  @Test("The form that moves several says which stay, and why", arguments: [Size(120, 40), Size(80, 24), Size(40, 12)])
  func moving(_ size: Size) throws {
    var driver = try driver()
    driver.press("enter t tab tab right")
    driver.resize(size.width, size.height)
    #expect(driver.lines(with: "◀ this and the following ▶").count == 1, "\(driver.lines)")
    #expect(told(driver).contains("2 stay: 1 moved by hand (Thu 10"), "\(driver.lines)")
    driver.press("right")
    #expect(told(driver).contains("1 stays: cancelled (Wed 16 Dec)"), "\(driver.lines)")
  }

  @Test("One that moves alone is not called all", arguments: [Size(120, 40), Size(40, 12)])
  func alone(_ size: Size) throws {
    var driver = try driver()
    driver.press("enter ] ] ] t tab tab right")
    driver.resize(size.width, size.height)
    #expect(told(driver).contains("this one moves alone, to "), "\(driver.lines)")
  }

  @Test(
    "The form that cancels several says how many, which stay, and why",
    arguments: [Size(120, 40), Size(80, 24), Size(40, 12)])
  func cancelling(_ size: Size) throws {
    var driver = try driver()
    driver.press("enter x tab")
    driver.resize(size.width, size.height)
    #expect(driver.lines(with: "◀ this and the following ▶").count == 1)
    #expect(told(driver).contains("2 stay: 1 moved by hand"), "\(driver.lines)")
    if size.width > 40 { #expect(told(driver).contains("3 sessions, from Wed 25 Nov 15:00 on"), "\(driver.lines)") }
    driver.press("tab")
    #expect(told(driver).contains("1 stays: cancelled"), "\(driver.lines)")
    driver.press("tab")
    #expect(!told(driver).contains(" stays"))
  }

  @Test("So does the form that changes topic and room")
  func editing() throws {
    var driver = try driver()
    driver.press("enter e tab right")
    #expect(driver.lines(with: "◀ this and the following ▶").count == 1)
    #expect(told(driver).contains("2 stay: 1 moved by hand (Thu 10 Dec), 1 cancelled (Wed 16 Dec)"), "\(driver.lines)")
  }
}
