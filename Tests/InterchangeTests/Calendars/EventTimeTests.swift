import Interchange
import Mentoring
import Scheduling
import Testing

/// When an event begins and ends.
@Suite struct EventTimeTests {
  private func blocks(_ lines: String, own: String = "Europe/Berlin") throws -> [String] {
    let reading = try CalendarText.read("BEGIN:VEVENT\nUID:1\nSUMMARY:x\n\(lines)\nEND:VEVENT", own: own)
    #expect(reading.warnings.isEmpty)
    #expect(reading.events == 1)
    return reading.told
  }

  @Test func utc() throws {
    #expect(
      try blocks("DTSTART:20261125T133000Z\nDTEND:20261125T143000Z")
        == ["2026-11-25T13:30:00Z/2026-11-25T14:30:00Z x"])
  }

  @Test(arguments: [
    "America/New_York", "/freeassociation.sourceforge.net/America/New_York", "/citadel.org/20210210_1/America/New_York",
    "Eastern Standard Time", "\"America/New_York\"", "UTC-05:00", "GMT-5",
  ])
  func zonesBySystemPrefixWindowsAndOffset(name: String) throws {
    #expect(
      try blocks("DTSTART;TZID=\(name):20261125T083000\nDTEND;TZID=\(name):20261125T093000")
        == ["2026-11-25T13:30:00Z/2026-11-25T14:30:00Z x"])
  }

  @Test func floatingTimesAndDaysAreThePersonsOwn() throws {
    let time = "DTSTART:20261125T143000\nDTEND:20261125T153000"
    #expect(try blocks(time) == ["2026-11-25T13:30:00Z/2026-11-25T14:30:00Z x"])
    #expect(try blocks(time, own: "Asia/Tokyo") == ["2026-11-25T05:30:00Z/2026-11-25T06:30:00Z x"])
    let day = "DTSTART;VALUE=DATE:20261125"
    #expect(try blocks(day) == ["2026-11-24T23:00:00Z/2026-11-25T23:00:00Z x"])
    #expect(try blocks(day, own: "Asia/Tokyo") == ["2026-11-24T15:00:00Z/2026-11-25T15:00:00Z x"])
    #expect(
      try blocks(day + "\nDTEND;VALUE=DATE:20261128") == ["2026-11-24T23:00:00Z/2026-11-27T23:00:00Z x"])
    // Some programs end a one-day event on its day.
    #expect(
      try blocks(day + "\nDTEND;VALUE=DATE:20261125") == ["2026-11-24T23:00:00Z/2026-11-25T23:00:00Z x"])
  }

  @Test func daysOfAClockChangeAreAsLongAsTheClocksMakeThem() throws {
    #expect(
      try blocks("DTSTART;VALUE=DATE:20260329") == ["2026-03-28T23:00:00Z/2026-03-29T22:00:00Z x"])
    #expect(
      try blocks("DTSTART;VALUE=DATE:20261025") == ["2026-10-24T22:00:00Z/2026-10-25T23:00:00Z x"])
  }

  @Test func skippedAndRepeatedTimes() throws {
    // 02:30 does not exist and reads as 03:30; 02:30 in autumn is the first of two.
    #expect(
      try blocks("DTSTART;TZID=Europe/Berlin:20260329T023000\nDURATION:PT1H")
        == ["2026-03-29T01:30:00Z/2026-03-29T02:30:00Z x"])
    // Its end lies before it then, by the clock that skipped it.
    #expect(
      try blocks("DTSTART;TZID=Europe/Berlin:20260329T023000\nDTEND;TZID=Europe/Berlin:20260329T031500")
        == ["2026-03-29T01:30:00Z/2026-03-29T02:15:00Z x"])
    #expect(
      try blocks("DTSTART;TZID=Europe/Berlin:20261025T023000\nDURATION:PT1H")
        == ["2026-10-25T00:30:00Z/2026-10-25T01:30:00Z x"])
  }

  @Test(arguments: [
    ("PT1H", "14:30:00"), ("PT1H30M", "15:00:00"), ("PT90M0S", "15:00:00"), ("+PT45M", "14:15:00"),
    ("PT5H0M10S", "18:30:10"),
  ])
  func durations(duration: String, end: String) throws {
    #expect(
      try blocks("DTSTART:20261125T133000Z\nDURATION:\(duration)")
        == ["2026-11-25T13:30:00Z/2026-11-25T\(end)Z x"])
  }

  @Test func durationsInDaysFollowTheCalendar() throws {
    // From Saturday noon to Sunday noon are 25 hours when the clocks go back; 24 hours are 24 hours.
    let start = "DTSTART;TZID=Europe/Berlin:20261024T120000\nDURATION:"
    #expect(try blocks(start + "P1D") == ["2026-10-24T10:00:00Z/2026-10-25T11:00:00Z x"])
    #expect(try blocks(start + "PT24H") == ["2026-10-24T10:00:00Z/2026-10-25T10:00:00Z x"])
    #expect(try blocks(start + "P1W") == ["2026-10-24T10:00:00Z/2026-10-31T11:00:00Z x"])
  }

  @Test func anEndCountsMoreThanADuration() throws {
    #expect(
      try blocks("DTSTART:20261125T133000Z\nDURATION:PT0S\nDTEND:20261125T143000Z")
        == ["2026-11-25T13:30:00Z/2026-11-25T14:30:00Z x"])
  }

  @Test func timesWithoutLengthAreNotBusy() throws {
    #expect(try blocks("DTSTART:20261125T133000Z") == [])
    #expect(try blocks("DTSTART:20261125T133000Z\nDTEND:20261125T133000Z") == [])
    #expect(try blocks("DTSTART:20261125T133000Z\nDURATION:PT0S") == [])
  }

  @Test func endsInAnotherZone() throws {
    #expect(
      try blocks("DTSTART;TZID=Europe/Berlin:20261125T100000\nDTEND;TZID=America/New_York:20261125T100000")
        == ["2026-11-25T09:00:00Z/2026-11-25T15:00:00Z x"])
  }

  @Test func aTimeThatCallsItselfADateIsATime() throws {
    #expect(
      try blocks("DTSTART;VALUE=DATE:20261125T143000\nDTEND;VALUE=DATE:20261125T153000")
        == ["2026-11-25T13:30:00Z/2026-11-25T14:30:00Z x"])
  }

  @Test func transparentAndCancelledEventsAreNotBusy() throws {
    let hour = "DTSTART:20261125T133000Z\nDTEND:20261125T143000Z\n"
    #expect(try blocks(hour + "TRANSP:TRANSPARENT") == [])
    #expect(try blocks(hour + "STATUS:CANCELLED") == [])
    #expect(try blocks(hour + "status:cancelled ") == [])
    #expect(try blocks(hour + "TRANSP:OPAQUE\nSTATUS:TENTATIVE").count == 1)
  }

  @Test func onlyTheHorizonCounts() throws {
    #expect(try blocks("DTSTART:20251231T230000Z\nDTEND:20260101T000000Z") == [])
    #expect(try blocks("DTSTART:20251231T230000Z\nDTEND:20260101T000001Z").count == 1)
    #expect(try blocks("DTSTART:99991231T230000Z\nDTEND:99991231T235959Z") == [])
    #expect(try blocks("DTSTART:19000101T000000Z\nDTEND:99991231T235959Z").count == 1)
  }
}
