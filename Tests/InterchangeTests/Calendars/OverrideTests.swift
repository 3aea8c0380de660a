import Interchange
import Mentoring
import Scheduling
import Testing

/// Single occurrences that were moved, cancelled or changed from one on (RECURRENCE-ID).
@Suite struct OverrideTests {
  /// Every Monday at 10:00 in Berlin, four times from 2026-11-02 on.
  private static let series = """
    BEGIN:VEVENT
    UID:1
    SUMMARY:weekly
    DTSTART;TZID=Europe/Berlin:20261102T100000
    DTEND;TZID=Europe/Berlin:20261102T110000
    RRULE:FREQ=WEEKLY;COUNT=4
    END:VEVENT

    """

  private func override(_ id: String, _ lines: String) -> String {
    "BEGIN:VEVENT\nUID:1\nSUMMARY:changed\nRECURRENCE-ID\(id)\n\(lines)\nEND:VEVENT\n"
  }

  private func told(_ text: String) throws -> [String] {
    let reading = try CalendarText.read(text)
    #expect(reading.warnings.isEmpty, "\(reading.warnings)")
    return reading.blocks.map { "\($0.interval.start) \($0.interval.seconds / 60) \($0.title)" }
  }

  @Test(arguments: [
    ";TZID=Europe/Berlin:20261109T100000", ":20261109T090000Z", ";TZID=America/New_York:20261109T040000",
    ";VALUE=DATE:20261109",
  ])
  func aMovedOccurrenceBeforeAndAfterItsSeries(id: String) throws {
    let moved = override(id, "DTSTART;TZID=Europe/Berlin:20261110T150000\nDURATION:PT30M")
    let wanted = [
      "2026-11-02T09:00:00Z 60 weekly", "2026-11-10T14:00:00Z 30 changed", "2026-11-16T09:00:00Z 60 weekly",
      "2026-11-23T09:00:00Z 60 weekly",
    ]
    #expect(try told(Self.series + moved) == wanted)
    #expect(try told(moved + Self.series) == wanted)
  }

  @Test func cancelledAndTransparentOccurrences() throws {
    for how in ["STATUS:CANCELLED", "TRANSP:TRANSPARENT"] {
      let gone = override(":20261109T090000Z", "DTSTART:20261109T090000Z\nDURATION:PT1H\n\(how)")
      #expect(
        try told(Self.series + gone) == [
          "2026-11-02T09:00:00Z 60 weekly", "2026-11-16T09:00:00Z 60 weekly", "2026-11-23T09:00:00Z 60 weekly",
        ])
    }
  }

  @Test func thisAndFuture() throws {
    let later = override(
      ";RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261109T100000",
      "DTSTART;TZID=Europe/Berlin:20261110T143000\nDURATION:PT45M")
    #expect(
      try told(Self.series + later) == [
        "2026-11-02T09:00:00Z 60 weekly", "2026-11-10T13:30:00Z 45 changed", "2026-11-17T13:30:00Z 45 changed",
        "2026-11-24T13:30:00Z 45 changed",
      ])
    let ended = override(
      ";RANGE=THISANDFUTURE:20261116T090000Z", "DTSTART:20261116T090000Z\nDURATION:PT1H\nSTATUS:CANCELLED")
    #expect(try told(Self.series + later + ended).map { String($0.prefix(10)) } == ["2026-11-02", "2026-11-10"])
  }

  @Test func aSingleChangeCountsMoreThanOneOfTheFollowing() throws {
    let later = override(
      ";RANGE=THISANDFUTURE:20261109T090000Z", "DTSTART;TZID=Europe/Berlin:20261109T120000\nDURATION:PT1H")
    let single = override(":20261116T090000Z", "DTSTART:20261116T180000Z\nDURATION:PT2H")
    #expect(
      try told(single + Self.series + later) == [
        "2026-11-02T09:00:00Z 60 weekly", "2026-11-09T11:00:00Z 60 changed", "2026-11-16T18:00:00Z 120 changed",
        "2026-11-23T11:00:00Z 60 changed",
      ])
  }

  @Test func cancellingTheSeriesCancelsItsChanges() throws {
    let moved = override(":20261109T090000Z", "DTSTART:20261110T090000Z\nDURATION:PT1H\nSEQUENCE:1")
    let cancelled = Self.series.replacing("END:VEVENT", with: "SEQUENCE:2\nSTATUS:CANCELLED\nEND:VEVENT")
    #expect(try told(moved + cancelled) == [])
    let newer = moved.replacing("SEQUENCE:1", with: "SEQUENCE:3")
    #expect(try told(cancelled + newer) == ["2026-11-10T09:00:00Z 60 changed"])
  }

  @Test func changesOfATransparentSeriesMayBeBusy() throws {
    let free = Self.series.replacing("END:VEVENT", with: "TRANSP:TRANSPARENT\nEND:VEVENT")
    let busy = override(":20261109T090000Z", "DTSTART:20261109T090000Z\nDURATION:PT1H")
    #expect(try told(free + busy) == ["2026-11-09T09:00:00Z 60 changed"])
  }

  @Test func wholeDaysAreFoundByDateInWhateverForm() throws {
    let days = "BEGIN:VEVENT\nUID:1\nSUMMARY:day\nDTSTART;VALUE=DATE:20261102\nRRULE:FREQ=DAILY;COUNT=3\nEND:VEVENT\n"
    for id in [
      ";VALUE=DATE:20261103", ";TZID=UTC+01:20261103T000000", ":20261102T230000Z",
      ";TZID=W. Europe Standard Time:20261103T000000",
    ] {
      let moved = override(id, "DTSTART;VALUE=DATE:20261110")
      #expect(
        try told(days + moved) == [
          "2026-11-01T23:00:00Z 1440 day", "2026-11-03T23:00:00Z 1440 day", "2026-11-09T23:00:00Z 1440 changed",
        ])
    }
  }
}
