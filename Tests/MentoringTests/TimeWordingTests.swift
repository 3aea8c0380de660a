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
}
