import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("A calendar in a zone whose clocks jump over a day, or over midnight")
struct SkippedDayTests {
  /// Two people of one zone, and the cursor where their clocks show `start`.
  private func driver(_ zone: String, at start: String, now: String) throws -> CalendarDriver {
    let fixture = CalendarFixture()
    let people = [fixture.mia, fixture.ralf].map { person in
      var person = person
      person.zone = zone
      return person
    }
    fixture.store.insert(people: people)
    var driver = try CalendarDriver(
      fixture, viewer: people[0], now: try #require(Instant(iso: now)))
    driver.go(to: fixture.at(start, zone))
    return driver
  }

  private func clock(_ driver: CalendarDriver) -> String {
    driver.screen.calendar.zone.civil(at: driver.screen.calendar.cursor).description
  }

  @Test(
    "The day that Apia skipped is stepped over, both ways",
    arguments: [
      ("d", "h", "l"), ("d", "left", "right"), ("d", "pgup", "pgdn"), ("w", "h", "l"), ("m", "h", "l"),
    ])
  func apia(view: String, back: String, forth: String) throws {
    var driver = try driver("Pacific/Apia", at: "2011-12-31T10:00", now: "2011-12-28T20:00:00Z")
    driver.press(view)
    #expect(clock(driver).hasPrefix("2011-12-31T10:00"))
    driver.press(back)
    #expect(clock(driver).hasPrefix("2011-12-29T10:00"))
    driver.press(forth)
    #expect(clock(driver).hasPrefix("2011-12-31T10:00"))
  }

  @Test("So it is by weeks, and by rows of a month")
  func apiaByWeeks() throws {
    for (view, key) in [("w", "pgup"), ("m", "k")] {
      var driver = try driver("Pacific/Apia", at: "2012-01-06T10:00", now: "2011-12-28T20:00:00Z")
      driver.press("\(view) \(key)")
      #expect(clock(driver).hasPrefix("2011-12-29T10:00"))
    }
  }

  @Test("Where midnight is skipped no day is passed over, either way")
  func saoPaulo() throws {
    var driver = try driver("America/Sao_Paulo", at: "2018-11-05T00:00", now: "2018-11-01T12:00:00Z")
    driver.press("d h")
    #expect(clock(driver).hasPrefix("2018-11-04T01:00"))
    driver.press("h")
    #expect(clock(driver).hasPrefix("2018-11-03T01:00"))
    driver.go(to: driver.fixture.at("2018-11-03T00:00", "America/Sao_Paulo"))
    driver.press("l")
    #expect(clock(driver).hasPrefix("2018-11-04T01:00"))
  }

  @Test("Where the last hour of a day is skipped that day is not passed over, either way")
  func nuuk() throws {
    var driver = try driver("America/Nuuk", at: "2024-03-31T23:30", now: "2024-03-25T12:00:00Z")
    driver.press("d h")
    #expect(clock(driver).hasPrefix("2024-03-30T22:30"))
    driver.press("h")
    #expect(clock(driver).hasPrefix("2024-03-29T22:30"))
    driver.go(to: driver.fixture.at("2024-03-29T23:30", "America/Nuuk"))
    driver.press("l")
    #expect(clock(driver).hasPrefix("2024-03-30T22:30"))
  }

  /// From screen to screen, on and around the day that isn't there.
  @Test(
    "No screen needs that a date is there",
    arguments: [
      ("Pacific/Apia", "2011-12-30", "2011-12-29T12:00:00Z"),
      ("Pacific/Kwajalein", "1993-08-21", "1993-08-20T03:00:00Z"),
      ("Pacific/Enderbury", "1994-12-31", "1994-12-31T20:00:00Z"),
    ])
  func everyScreen(zone: String, date: String, now: String) throws {
    let company = Company()
    let store = company.store()
    store.insert(
      people: [company.mia, company.ralf].map { person in
        var person = person
        person.zone = zone
        return person
      })
    let script = try KeyScript(store).wait(until: try #require(Instant(iso: now)))
    script.press("1 2 3 d w m a")
    for view in ["d", "w", "m", "a"] {
      script.press("g").type(date).press("enter \(view)")
      #expect(script.lines[0].contains("3 CALENDAR"))
      script.press("h l j k left right pgup pgdn home end n N b esc e esc z + - enter esc r esc R esc")
    }
    for phrase in ["\(date) 10:00-12:00", "\(date) off"] {
      script.press("H d").type(phrase).press("enter enter esc esc esc")
    }
    script.press("H a").type("\(date) to \(date), vacation").press("enter enter esc esc esc")
    script.press("Q").type("ralf \(date) 14:00 45m").press("tab enter esc esc")
    script.press("1 4 3 I esc L esc 3 t")
    #expect(script.lines[0].contains("3 CALENDAR"), "\(script.text)")
  }
}
