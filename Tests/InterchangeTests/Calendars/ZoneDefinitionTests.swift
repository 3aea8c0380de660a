import Interchange
import Mentoring
import Scheduling
import SystemZones
import Testing

/// Zones that a calendar defines itself.
@Suite struct ZoneDefinitionTests {
  private static let eastern = """
    BEGIN:VTIMEZONE
    TZID:Eastern (own)
    BEGIN:STANDARD
    DTSTART:16010101T020000
    TZOFFSETFROM:-0400
    TZOFFSETTO:-0500
    RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
    END:STANDARD
    BEGIN:DAYLIGHT
    DTSTART:16010101T020000
    TZOFFSETFROM:-0500
    TZOFFSETTO:-0400
    RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
    END:DAYLIGHT
    END:VTIMEZONE

    """

  private func event(_ zone: String, _ start: String) -> String {
    "BEGIN:VEVENT\nDTSTART;TZID=\(zone):\(start)\nDURATION:PT1H\nEND:VEVENT\n"
  }

  private func starts(_ text: String) throws -> [String] {
    let reading = try CalendarText.read(text)
    #expect(reading.warnings.isEmpty, "\(reading.warnings)")
    return reading.blocks.map { "\($0.interval.start)" }
  }

  @Test func rulesMakeTheSameTimesAsTheSystem() throws {
    let system = try CalendarText.zones.zone(named: "America/New_York")
    let civil = stride(from: 0, to: 700, by: 7).map {
      CivilDateTime(CivilDate(dayNumber: 20_454 + $0), minuteOfDay: 90)
    }
    let events = civil.map { event("Eastern (own)", String($0.description.filter { $0 != "-" && $0 != ":" })) }
    #expect(try starts(Self.eastern + events.joined()) == civil.map { "\(system.instant(of: $0))" })
  }

  @Test func aDefinitionMayFollowTheEventThatNeedsIt() throws {
    #expect(try starts(event("Eastern (own)", "20261125T100000") + Self.eastern) == ["2026-11-25T15:00:00Z"])
  }

  @Test func ofAKnownNameTheSystemsRulesCount() throws {
    let wrong =
      "BEGIN:VTIMEZONE\nTZID:Europe/Berlin\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0900\n"
      + "TZOFFSETTO:+0900\nEND:STANDARD\nEND:VTIMEZONE\n"
    #expect(try starts(wrong + event("Europe/Berlin", "20261125T100000")) == ["2026-11-25T09:00:00Z"])
  }

  @Test func namesWithBlanksAndQuotes() throws {
    let named = Self.eastern.replacing("TZID:Eastern (own)", with: "TZID: 1")
    #expect(try starts(named + event(" 1", "20261125T100000")) == ["2026-11-25T15:00:00Z"])
    let custom = Self.eastern.replacing("TZID:Eastern (own)", with: "TZID:tzone://Microsoft/Custom")
    #expect(try starts(custom + event("\"tzone://Microsoft/Custom\"", "20261125T100000")) == ["2026-11-25T15:00:00Z"])
  }

  @Test func eachCalendarHasItsOwn() throws {
    let other = Self.eastern.replacing("-0400", with: "+0200").replacing("-0500", with: "+0100")
    #expect(
      try starts(
        Self.eastern + event("Eastern (own)", "20261125T100000") + "END:VCALENDAR\nBEGIN:VCALENDAR\n" + other
          + event("Eastern (own)", "20261125T100000")) == ["2026-11-25T09:00:00Z", "2026-11-25T15:00:00Z"])
  }

  @Test(arguments: [
    ("TZOFFSETTO:-0500", "TZOFFSETTO:five"), ("TZOFFSETTO:-0500\n", ""),
    ("DTSTART:16010101T020000", "DTSTART:long ago"),
    ("FREQ=YEARLY;BYDAY=1SU;BYMONTH=11", "FREQ=SECONDLY"), ("FREQ=YEARLY;BYDAY=1SU;BYMONTH=11", "NEVER"),
  ])
  func aBrokenDefinitionDefinesNothing(part: String, broken: String) throws {
    let reading = try CalendarText.read(
      Self.eastern.replacing(part, with: broken) + event("Eastern (own)", "20261125T100000"))
    #expect(reading.blocks.isEmpty)
    #expect(reading.warnings.count == 1)
    #expect(reading.warnings.first?.message.contains("Eastern (own)") == true)
  }
}
