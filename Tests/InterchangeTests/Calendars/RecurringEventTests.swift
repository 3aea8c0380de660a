import Interchange
import Mentoring
import Scheduling
import Testing

/// Rules, dates and exceptions.
@Suite struct RecurringEventTests {
  /// Starts of the blocks of an event in Berlin that begins on Monday, 2026-10-19, at 10:00 for an hour.
  private func starts(_ lines: String, other: String = "", from: String = "2026-10-01", to: String = "2026-12-01")
    throws
    -> [String]
  {
    let reading = try CalendarText.read(
      "BEGIN:VEVENT\nUID:1\nSUMMARY:x\nDTSTART;TZID=Europe/Berlin:20261019T100000\nDURATION:PT1H\n\(lines)\nEND:VEVENT\n"
        + other, from: from, to: to)
    #expect(reading.warnings.isEmpty, "\(reading.warnings)")
    return reading.blocks.map { "\($0.interval.start)" }
  }

  @Test func weeklyOverAClockChange() throws {
    #expect(
      try starts("RRULE:FREQ=WEEKLY;COUNT=3")
        == ["2026-10-19T08:00:00Z", "2026-10-26T09:00:00Z", "2026-11-02T09:00:00Z"])
  }

  @Test func untilAnInstantAndByDays() throws {
    #expect(
      try starts("RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261028T090000Z")
        == ["2026-10-19T08:00:00Z", "2026-10-21T08:00:00Z", "2026-10-26T09:00:00Z", "2026-10-28T09:00:00Z"])
  }

  @Test func monthlyAndYearly() throws {
    #expect(
      try starts("RRULE:FREQ=MONTHLY;BYDAY=3MO;COUNT=2") == ["2026-10-19T08:00:00Z", "2026-11-16T09:00:00Z"])
    #expect(
      try starts("RRULE:FREQ=YEARLY", from: "2026-10-01", to: "2029-01-01")
        == ["2026-10-19T08:00:00Z", "2027-10-19T08:00:00Z", "2028-10-19T08:00:00Z"])
  }

  @Test func exceptionsInTheirZoneInUtcAndByDay() throws {
    let rule = "RRULE:FREQ=DAILY;COUNT=4\n"
    let left = ["2026-10-19T08:00:00Z", "2026-10-21T08:00:00Z", "2026-10-22T08:00:00Z"]
    #expect(try starts(rule + "EXDATE;TZID=Europe/Berlin:20261020T100000") == left)
    #expect(try starts(rule + "EXDATE:20261020T080000Z") == left)
    #expect(try starts(rule + "EXDATE;TZID=America/New_York:20261020T040000") == left)
    #expect(try starts(rule + "EXDATE;VALUE=DATE:20261020") == left)
    #expect(
      try starts(rule + "EXDATE;TZID=Europe/Berlin:20261020T100000,20261022T100000\nEXDATE:20261019T080000Z")
        == ["2026-10-21T08:00:00Z"])
  }

  @Test func datesAndPeriodsOfTheirOwnLength() throws {
    #expect(
      try starts("RDATE;TZID=Europe/Berlin:20261103T150000,20261104T150000")
        == ["2026-10-19T08:00:00Z", "2026-11-03T14:00:00Z", "2026-11-04T14:00:00Z"])
    let reading = try CalendarText.read(
      """
      BEGIN:VEVENT
      DTSTART:20261119T100000Z
      DURATION:PT1H
      RDATE;VALUE=PERIOD:20261120T100000Z/PT2H,20261121T100000Z/20261121T103000Z
      END:VEVENT
      """)
    #expect(
      reading.blocks.map { "\($0.interval)" } == [
        "2026-11-19T10:00:00Z/2026-11-19T11:00:00Z", "2026-11-20T10:00:00Z/2026-11-20T12:00:00Z",
        "2026-11-21T10:00:00Z/2026-11-21T10:30:00Z",
      ])
  }

  @Test func wholeDays() throws {
    let reading = try CalendarText.read(
      "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261024\nDTEND;VALUE=DATE:20261025\nRRULE:FREQ=DAILY;UNTIL=20261026\n"
        + "EXDATE;VALUE=DATE:20261024\nSUMMARY:x\nEND:VEVENT")
    #expect(
      reading.told == [
        "2026-10-24T22:00:00Z/2026-10-25T23:00:00Z x", "2026-10-25T23:00:00Z/2026-10-26T23:00:00Z x",
      ])
  }

  @Test func instancesAtASkippedTimeAreDropped() throws {
    let reading = try CalendarText.read(
      "BEGIN:VEVENT\nDTSTART;TZID=Europe/Berlin:20260328T023000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3\nEND:VEVENT")
    #expect(
      reading.blocks.map { "\($0.interval.start)" } == [
        "2026-03-28T01:30:00Z", "2026-03-30T00:30:00Z", "2026-03-31T00:30:00Z",
      ])
  }

  @Test func occurrencesThatReachIntoTheHorizonCount() throws {
    let reading = try CalendarText.read(
      "BEGIN:VEVENT\nDTSTART:20251229T220000Z\nDURATION:P2DT3H\nRRULE:FREQ=WEEKLY;COUNT=2\nEND:VEVENT")
    #expect(reading.blocks.count == 2)
  }

  @Test func longRunningRulesAreReadFromTheHorizonOn() throws {
    let reading = try CalendarText.read(
      "BEGIN:VEVENT\nDTSTART:16010101T100000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY\nEND:VEVENT", from: "2026-11-01",
      to: "2026-11-04")
    #expect(
      reading.blocks.map { "\($0.interval.start)" } == [
        "2026-11-01T10:00:00Z", "2026-11-02T10:00:00Z", "2026-11-03T10:00:00Z",
      ])
  }

  @Test(arguments: [
    "RRULE:FREQ=SOMETIMES", "RRULE:", "RRULE:COUNT=3", "RRULE:FREQ=DAILY;COUNT=2;UNTIL=20270101",
    "RRULE:FREQ=WEEKLY;BYDAY=XX",
  ])
  func brokenRulesSkipTheEventWithTheirLine(rule: String) throws {
    let reading = try CalendarText.read(
      "BEGIN:VEVENT\nSUMMARY:x\nDTSTART:20261119T100000Z\nDURATION:PT1H\n\(rule)\nEND:VEVENT")
    #expect(reading.blocks.isEmpty)
    #expect(reading.skipped == 1)
    #expect(reading.warnings.map(\.line) == [7])
    #expect(reading.warnings.first?.message.contains("RRULE") == true)
  }

  @Test func tooManyOccurrencesSkipTheEvent() throws {
    let reading = try CalendarText.read(
      "BEGIN:VEVENT\nSUMMARY:x\nDTSTART:20261119T100000Z\nDURATION:PT1H\nRRULE:FREQ=SECONDLY;COUNT=2147483647\nEND:VEVENT"
    )
    #expect(reading.blocks.isEmpty)
    #expect(reading.warned.count == 1)
    #expect(reading.warned[0].hasPrefix("7: the event “x” is skipped: it occurs more than"), "\(reading.warned)")
  }

  @Test func rulesThatNeverComeTrueCostLittle() throws {
    for rule in ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"] {
      let reading = try CalendarText.read(
        "BEGIN:VEVENT\nDTSTART:20261119T100000Z\nDURATION:PT1H\nRRULE:\(rule)\nEND:VEVENT")
      #expect(reading.blocks.count <= 1)
    }
  }
}
