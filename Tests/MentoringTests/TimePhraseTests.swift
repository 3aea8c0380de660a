import Mentoring
import Scheduling
import SystemZones
import Testing

@Suite struct TimePhraseTests {
  static let berlin = try? SystemZoneProvider().zone(named: "Europe/Berlin")
  /// Wednesday, 25 November 2026, 10:42 in Berlin.
  static let now = Instant(iso: "2026-11-25T09:42:00Z")

  @Test(arguments: [
    ("fri 14:00", "2026-11-27T13:00:00Z"), ("Friday 14:00", "2026-11-27T13:00:00Z"),
    ("next tue 9:15", "2026-12-01T08:15:00Z"), ("3 dec 10:00", "2026-12-03T09:00:00Z"),
    ("dec 3 at 10:00", "2026-12-03T09:00:00Z"), ("+2w 14:00", "2026-12-09T13:00:00Z"),
    ("wed 11:00", "2026-11-25T10:00:00Z"), ("wed 10:00", "2026-12-02T09:00:00Z"),
    ("tomorrow 2pm", "2026-11-26T13:00:00Z"), ("tomorrow 2:30 pm", "2026-11-26T13:30:00Z"),
    ("14:00", "2026-11-25T13:00:00Z"), ("today noon", "2026-11-25T11:00:00Z"),
    ("3 june 10:00", "2027-06-03T08:00:00Z"), ("3 dec 2028 10:00", "2028-12-03T09:00:00Z"),
    ("fri 27 nov 14:00", "2026-11-27T13:00:00Z"), ("29 feb 10:00", "2028-02-29T09:00:00Z"),
    ("2026-11-25T14:30", "2026-11-25T13:30:00Z"), ("2026-11-25 14:30", "2026-11-25T13:30:00Z"),
    ("2026-11-25T14:30:00Z", "2026-11-25T14:30:00Z"), ("2026-11-25T14:30-05:00", "2026-11-25T19:30:00Z"),
    ("-1w 10:00", "2026-11-18T09:00:00Z"), ("+1m 10:00", "2026-12-25T09:00:00Z"),
    // Skipped in March, twice in October.
    ("2027-03-28 02:30", "2027-03-28T01:30:00Z"), ("2026-10-25 02:30", "2026-10-25T00:30:00Z"),
  ])
  func reads(text: String, expected: String) throws {
    let zone = try #require(Self.berlin)
    let phrase = try TimePhrase(text, now: try #require(Self.now), zone: zone)
    #expect(phrase.instant(in: zone)?.description == expected)
  }

  @Test(arguments: [
    ("fri", "2026-11-27"), ("wed", "2026-11-25"), ("next tue", "2026-12-01"), ("next week", "2026-11-30"),
    ("+2w", "2026-12-09"), ("3 dec", "2026-12-03"), ("25 nov", "2026-11-25"), ("24 nov", "2027-11-24"),
    ("2026-12-24", "2026-12-24"), ("tomorrow", "2026-11-26"),
  ])
  func readsDays(text: String, expected: String) throws {
    let phrase = try TimePhrase(text, now: try #require(Self.now), zone: try #require(Self.berlin))
    #expect(phrase.date.description == expected)
    #expect(phrase.time == nil)
  }

  /// What is over is meant where something that took place is told.
  @Test(arguments: [
    ("tue 16:00", "2026-11-24T15:00:00Z"), ("wed 10:00", "2026-11-25T09:00:00Z"), ("wed 11:00", "2026-11-18T10:00:00Z"),
    ("thu 9:00", "2026-11-19T08:00:00Z"), ("23 nov 9:15", "2026-11-23T08:15:00Z"),
    ("25 nov 9:15", "2026-11-25T08:15:00Z"),
    ("3 dec 10:00", "2025-12-03T09:00:00Z"), ("29 feb 10:00", "2024-02-29T09:00:00Z"),
    ("mon 23 nov 9:15", "2026-11-23T08:15:00Z"), ("yesterday 9:15", "2026-11-24T08:15:00Z"),
    ("3 dec 2028 10:00", "2028-12-03T09:00:00Z"), ("-2w 9:15", "2026-11-11T08:15:00Z"),
  ])
  func readsWhatIsOver(text: String, expected: String) throws {
    let zone = try #require(Self.berlin)
    let phrase = try TimePhrase(text, now: try #require(Self.now), zone: zone, sense: .past)
    #expect(phrase.instant(in: zone)?.description == expected)
  }

  /// Whoever leafs through a calendar means the day that is near.
  @Test(arguments: [
    ("24 nov", "2026-11-24"), ("tue 24 nov", "2026-11-24"), ("25 nov", "2026-11-25"), ("26 nov", "2026-11-26"),
    ("3 jan", "2027-01-03"), ("27 may", "2026-05-27"), ("25 may", "2027-05-25"), ("29 feb", "2028-02-29"),
    ("fri", "2026-11-27"),
    ("24 nov 2028", "2028-11-24"),
  ])
  func readsWhatIsNear(text: String, expected: String) throws {
    let phrase = try TimePhrase(
      text, now: try #require(Self.now), zone: try #require(Self.berlin), sense: .nearest)
    #expect(phrase.date.description == expected)
  }

  @Test(arguments: [
    "", "sometime", "fri 25:00", "31 feb", "fri 26 nov 14:00", "2026-13-01", "+2x", "next", "14", "3", "13pm",
    "fri 14:00 15:00", "2026-11-25T", "2026-11-25T14:30+99:00", "\u{0}", "mon tue",
  ])
  func quotesWhatIsNoTime(text: String) throws {
    let now = try #require(Self.now)
    let zone = try #require(Self.berlin)
    #expect {
      try TimePhrase(text, now: now, zone: zone)
    } throws: { error in
      (error as? TimePhraseError).map { $0.description.contains($0.text) && $0.description.contains("fri 14:00") }
        ?? false
    }
  }
}
