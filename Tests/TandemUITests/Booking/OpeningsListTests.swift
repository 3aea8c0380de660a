import Mentoring
import Scheduling
import TestSupport
import Testing

@testable import TandemUI

@Suite("The list of a pair's openings")
struct OpeningsListTests {
  @Test("It turns to best first and says what each costs")
  func order() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-17T15:00", 60)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.press("b")
    #expect(driver.lines(with: "▸ Wed 25 Nov 15:00–16:00 CET").count == 1)
    #expect(driver.screen.focusWords.hasPrefix("Opening 6 of "))
    #expect(driver.screen.focusWords.contains(" · Wed 25 Nov 15:00 · costs 120: 6 days off the cadence"))
    driver.press("o")
    #expect(driver.lines(with: "▸ Tue 1 Dec 15:00–16:00 CET").count == 1)
    driver.press("enter enter")
    let sessions = try fixture.store.read { try $0.sessions(SessionFilter(pair: fixture.pair.id)) }
    #expect(sessions.last?.interval.start == fixture.berlin("2026-12-01T15:00"))
  }

  @Test(
    "It holds all that can be booked, wherever the calendar stands",
    arguments: ["2026-11-25T15:00", "2027-02-15T16:00"])
  func whole(start: String) throws {
    let fixture = CalendarFixture.busyWeek()
    var driver = try CalendarDriver(fixture, at: start)
    driver.press("b")
    guard case .openings(let list) = driver.screen.sheet else {
      Issue.record("no list")
      return
    }
    let now = CalendarFixture.now
    let window = Interval(now, now + 90 * 86_400 + 1)
    let starts = try fixture.store.read { reader in
      let situation = try SituationLoader(reader, zones: fixture.zones).situation(
        of: fixture.pair, at: now, window: window, length: 3_600)
      return Examination(situation, length: 3_600, window: window).openings()
    }
    #expect(starts.count > 300)
    #expect(list.items.map(\.start) == starts)
    #expect(list.selected?.start == starts.first { $0 >= fixture.berlin(start) })
  }

  @Test("Esc leaves the calendar where it was")
  func leaving() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("b down down down")
    #expect(driver.screen.calendar.cursor != driver.fixture.berlin("2026-11-25T15:00"))
    driver.press("esc")
    #expect(driver.screen.sheet == nil)
    #expect(driver.screen.calendar.cursor == driver.fixture.berlin("2026-11-25T15:00"))
  }
}
