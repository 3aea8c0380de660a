import Mentoring
import Scheduling
import SystemZones
import TestSupport
import Testing

/// The hours of one day as people write them, on Wednesday, 25 November 2026, in Berlin.
@Suite struct DayPhraseTests {
  private let company = Company()

  @Test(arguments: [
    ("fri 10:00-12:00 14-15", "2026-11-27 10:00-12:00 14:00-15:00"), ("4 dec 10:00 - 12:00", "2026-12-04 10:00-12:00"),
    ("4 dec 10:00 to 12:00", "2026-12-04 10:00-12:00"), ("4 dec 2-3pm", "2026-12-04 14:00-15:00"),
    ("4 dec 2 – 3 pm", "2026-12-04 14:00-15:00"), ("4 dec 22:00-2:00", "2026-12-04 22:00-02:00"),
    ("24 dec off", "2026-12-24 "), ("2026-12-24 9am-1pm", "2026-12-24 09:00-13:00"),
  ])
  func daysAndHours(text: String, expected: String) throws {
    let zone = try Company.zones.zone(named: "Europe/Berlin")
    guard case .day(let date, let ranges?) = try DayPhrase(text, now: company.now, zone: zone).edit else {
      Issue.record("\(text) gives a day no hours")
      return
    }
    #expect("\(date) \(ranges.map(\.description).joined(separator: " "))" == expected)
  }
}
