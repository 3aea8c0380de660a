import Interchange
import Mentoring
import Scheduling
import TestSupport
import Testing

/// Damaged calendars never stop the program, and always get an answer.
@Suite struct CalendarFuzzTests {
  private static let seedFile = """
    BEGIN:VCALENDAR
    VERSION:2.0
    METHOD:PUBLISH
    BEGIN:VTIMEZONE
    TZID:Home
    BEGIN:STANDARD
    DTSTART:19701025T030000
    RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20300101T000000Z
    TZOFFSETFROM:+0200
    TZOFFSETTO:+0100
    TZNAME:CET
    END:STANDARD
    BEGIN:DAYLIGHT
    DTSTART:19700329T020000
    RDATE:20260329T020000,20270328T020000
    TZOFFSETFROM:+0100
    TZOFFSETTO:+0200
    END:DAYLIGHT
    END:VTIMEZONE
    BEGIN:VEVENT
    UID:a
    SEQUENCE:1
    DTSTAMP:20260101T000000Z
    DTSTART;TZID=Home:20260105T100000
    DTEND;TZID=Home:20260105T110000
    RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=40
    EXDATE;TZID=Home:20260107T100000,20260112T100000
    RDATE;VALUE=PERIOD:20260203T100000Z/PT2H,20260204T100000Z/20260204T113000Z
    SUMMARY:A long title that is folded over
      two lines\\, with an escape
    BEGIN:VALARM
    TRIGGER:-PT15M
    END:VALARM
    END:VEVENT
    BEGIN:VEVENT
    UID:a
    RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Home:20260119T100000
    DTSTART;TZID=Home:20260119T120000
    DURATION:PT45M
    END:VEVENT
    BEGIN:VEVENT
    UID:b
    DTSTART;VALUE=DATE:20260301
    RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20271231
    TRANSP:OPAQUE
    STATUS:CONFIRMED
    END:VEVENT
    END:VCALENDAR

    """

  @Test(arguments: 0..<8) func mutationsAlwaysGetAnAnswer(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed) + 100)
    for _ in 0..<150 {
      let bytes = Mutation.applied(to: Array(Self.seedFile.utf8), using: &random)
      let lines = bytes.count { $0 == 10 } + 1
      do {
        let reading = try CalendarText.readFile(bytes)
        #expect(reading.warnings.allSatisfy { (1...lines).contains($0.line ?? 1) })
        #expect(zip(reading.blocks, reading.blocks.dropFirst()).allSatisfy { $0.interval <= $1.interval })
      } catch let error as FileError {
        #expect(!error.description.isEmpty)
      }
    }
  }
}
