import Mentoring
import Scheduling
import TestSupport
import Testing

/// How times are written.
@Suite struct TimeWordingTests {
  /// Above a column of clock times; to cut `UTC+11` there would name another zone.
  @Test(arguments: [
    ("Europe/Berlin", "CET", "CET"), ("Pacific/Noumea", "UTC+11", "+11"), ("Asia/Kathmandu", "UTC+5:45", "+5:45"),
    ("Pacific/Chatham", "UTC+13:45", "+1345"), ("Pacific/Marquesas", "UTC-9:30", "-9:30"), ("Etc/UTC", "UTC", "UTC"),
    ("Asia/Dubai", "UTC+4", "UTC+4"), ("Pacific/Apia", "UTC+13", "+13"),
  ])
  func zonesFitAboveTheirTimes(zone: String, whole: String, short: String) throws {
    let now = Company().now
    let zones: any ZoneProvider = Company.zones
    let wording = TimeWording(zone: try zones.zone(named: zone), now: now)
    #expect(wording.abbreviation(at: now) == whole)
    #expect(wording.shortAbbreviation(at: now) == short)
  }

  /// On 25 October the clocks go back from 03:00 to 02:00, on 28 March forward from 02:00 to 03:00.
  @Test(arguments: [
    ("2026-10-25T00:30:00Z", 60, "Sun 25 Oct 02:30 CEST–02:30 CET"),
    ("2026-10-25T01:30:00Z", 60, "Sun 25 Oct 02:30–03:30 CET"),
    ("2026-10-24T22:00:00Z", 1_500, "Sun 25 Oct 00:00–24:00 CEST"),
    ("2027-03-28T00:30:00Z", 60, "Sun 28 Mar 2027 01:30 CET–03:30 CEST"),
  ])
  func aChangeOfTheClocksIsTold(start: String, minutes: Int, words: String) throws {
    let zones: any ZoneProvider = Company.zones
    let wording = TimeWording(zone: try zones.zone(named: "Europe/Berlin"), now: Company().now)
    let begin = try #require(Instant(iso: start))
    #expect(wording.span(Interval(start: begin, seconds: minutes * 60)) == words)
  }

  @Test(arguments: [(45, "45 min"), (60, "1 h"), (90, "1 h 30 min"), (105, "1 h 45 min"), (120, "2 h")])
  func lengthsAreToldOneWay(minutes: Int, words: String) {
    #expect(TimeWording.length(minutes) == words)
  }
}
