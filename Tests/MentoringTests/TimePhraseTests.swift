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
    ("1.12. 14:30", "2026-12-01T13:30:00Z"), ("30.11.2026 13:45", "2026-11-30T12:45:00Z"),
    ("30.11.26, 13:45", "2026-11-30T12:45:00Z"), ("2026/11/30 13:45", "2026-11-30T12:45:00Z"),
    ("in 2 days 14:30", "2026-11-27T13:30:00Z"), ("in a week at 14:30", "2026-12-02T13:30:00Z"),
    ("the 27th 14:30", "2026-11-27T13:30:00Z"), ("the 3rd of december 2pm", "2026-12-03T13:00:00Z"),
    ("2026-11-30 2pm", "2026-11-30T13:00:00Z"), ("fri 27.11. 14h30", "2026-11-27T13:30:00Z"),
    ("30/11 13:45", "2026-11-30T12:45:00Z"), ("11/30/2026 13:45", "2026-11-30T12:45:00Z"),
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
    ("2026-12-24", "2026-12-24"), ("tomorrow", "2026-11-26"), ("in 3 weeks", "2026-12-16"),
    ("in 1 month", "2026-12-25"),
    ("this fri", "2026-11-27"), ("this wed", "2026-11-25"), ("the day after tomorrow", "2026-11-27"),
    ("in two weeks", "2026-12-09"),
    ("24.11.", "2027-11-24"), ("25th", "2026-11-25"), ("24th", "2026-12-24"), ("31st", "2026-12-31"),
    ("the 1st of dec", "2026-12-01"), ("12/12", "2026-12-12"),
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
    ("1.12. 10:00", "2025-12-01T09:00:00Z"), ("24th 10:00", "2026-11-24T09:00:00Z"),
    ("26th 9:00", "2026-10-26T08:00:00Z"),
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
    ("24 nov 2028", "2028-11-24"), ("24.11.", "2026-11-24"), ("24th", "2026-11-24"), ("5th", "2026-12-05"),
  ])
  func readsWhatIsNear(text: String, expected: String) throws {
    let phrase = try TimePhrase(
      text, now: try #require(Self.now), zone: try #require(Self.berlin), sense: .nearest)
    #expect(phrase.date.description == expected)
  }

  /// What names a stretch rather than a day, or a day with a number that may as well be an hour, is read where a day is gone to.
  @Test(arguments: [
    ("week 50", "2026-12-07"), ("week 2", "2027-01-11"), ("week 40", "2026-09-28"), ("Week 53", "2026-12-28"),
    ("week 50 2027", "2027-12-13"), ("w50", "2026-12-07"), ("this week", "2026-11-23"), ("next month", "2026-12-01"),
    ("last month", "2026-10-01"), ("this month", "2026-11-01"), ("next year", "2027-01-01"), ("dec", "2026-12-01"),
    ("nov", "2026-11-01"), ("May", "2027-05-01"), ("dec 2027", "2027-12-01"), ("3 dec 26", "2026-12-03"),
    ("dec 3 27", "2027-12-03"), ("mon 9", "2026-11-09"), ("mon 30", "2026-11-30"), ("fri 27", "2026-11-27"),
    ("mon the 9th", "2026-11-09"), ("mon 9th", "2026-11-09"),
  ])
  func readsWhatIsGoneTo(text: String, expected: String) throws {
    let (now, zone) = (try #require(Self.now), try #require(Self.berlin))
    let phrase = try TimePhrase(text, now: now, zone: zone, sense: .nearest)
    #expect(phrase.date.description == expected && phrase.time == nil)
    // Where a time is booked, a topic may stand there, or an hour.
    for sense in [TimePhrase.Sense.coming, .past] where !text.contains("th") {
      #expect(throws: TimePhraseError.self) { try TimePhrase(text, now: now, zone: zone, sense: sense) }
    }
  }

  /// A period begins with a week or a month to come, or one that has begun; one looked back to has begun.
  @Test(arguments: [
    ("week 50", "2026-12-07", "2025-12-08"), ("week 48", "2026-11-23", "2026-11-23"),
    ("week 47", "2027-11-22", "2026-11-16"), ("w2", "2027-01-11", "2026-01-05"), ("nov", "2026-11-01", "2026-11-01"),
    ("jul", "2027-07-01", "2026-07-01"), ("dec", "2026-12-01", "2025-12-01"), ("dec 2027", "2027-12-01", "2027-12-01"),
    ("next month", "2026-12-01", "2026-12-01"), ("fri", "2026-11-27", "2026-11-20"),
  ])
  func readsWhereAPeriodBegins(text: String, coming: String, past: String) throws {
    let (now, zone) = (try #require(Self.now), try #require(Self.berlin))
    for (sense, expected) in [(TimePhrase.Sense.coming, coming), (.past, past)] {
      let phrase = try TimePhrase(text, now: now, zone: zone, sense: sense, takesStretches: true)
      #expect(phrase.date.description == expected && phrase.time == nil)
    }
  }

  /// Behind a word that needs no number one is the hour; behind a weekday it is the day, and what else it could be is said.
  @Test func readsABareHourWhereItCanBeNothingElse() throws {
    let (now, zone) = (try #require(Self.now), try #require(Self.berlin))
    for (text, expected) in [("tomorrow 9", 9 * 60), ("today 14", 14 * 60), ("yesterday 0", 0)] {
      #expect(try TimePhrase(text, now: now, zone: zone, sense: .nearest).time?.minuteOfDay == expected)
    }
    #expect(throws: TimePhraseError.self) { try TimePhrase("tomorrow 25", now: now, zone: zone, sense: .nearest) }
    #expect(throws: TimePhraseError.self) { try TimePhrase("tomorrow 9", now: now, zone: zone) }
    let error = #expect(throws: TimePhraseError.self) { try TimePhrase("mon 8", now: now, zone: zone, sense: .nearest) }
    #expect(
      error?.description == "“mon 8”: no Monday near here has that number; for the hour write “mon 8:00”")
  }

  /// With the time behind it a year in two digits can't be an hour.
  @Test func readsAShortYearBeforeATime() throws {
    let (now, zone) = (try #require(Self.now), try #require(Self.berlin))
    let phrase = try TimePhrase("3 dec 27 10:00", now: now, zone: zone)
    #expect(phrase.date.description == "2027-12-03" && phrase.time?.minuteOfDay == 600)
  }

  @Test func nowIsATimeToGoTo() throws {
    let (now, zone) = (try #require(Self.now), try #require(Self.berlin))
    let phrase = try TimePhrase("Now", now: now, zone: zone, sense: .nearest)
    #expect(phrase.instant(in: zone) == now && phrase.time == CivilTime(hour: 10, minute: 42))
  }

  /// Weeks and months counted from today, in every sense.
  @Test(arguments: [
    ("last week", "2026-11-16"), ("2 weeks ago", "2026-11-11"), ("a month ago", "2026-10-25"),
    ("3 days ago", "2026-11-22"), ("two weeks ago", "2026-11-11"), ("in 2 weeks", "2026-12-09"),
    ("friday next week", "2026-12-04"), ("next week fri", "2026-12-04"), ("mon last week", "2026-11-16"),
    ("wed this week", "2026-11-25"),
  ])
  func readsWeeksAround(text: String, expected: String) throws {
    for sense in [TimePhrase.Sense.coming, .past, .nearest] {
      let phrase = try TimePhrase(
        text, now: try #require(Self.now), zone: try #require(Self.berlin), sense: sense)
      #expect(phrase.date.description == expected && phrase.time == nil)
    }
  }

  @Test(arguments: [
    ("Gibber Isch", "“Gibber Isch” is no time"), ("Gibber Isch 14:00", "“Gibber Isch” in “Gibber Isch 14:00”"),
    ("Fri 26 Nov 14:00", "“Fri 26 Nov”: 26 Nov is a Thursday"), ("Mon 31 Feb", "“31 Feb” is no date"),
    ("Soon 2 PM", "“Soon” in “Soon 2 PM”"), ("Foo, Bar 9:00", "“Foo Bar” in “Foo, Bar 9:00”"),
  ])
  func quotesAsItWasTyped(text: String, words: String) throws {
    let (now, zone) = (try #require(Self.now), try #require(Self.berlin))
    #expect {
      try TimePhrase(text, now: now, zone: zone)
    } throws: {
      "\($0)".contains(words)
    }
  }

  /// Seconds make a zone of it, and a blank in place of the T an end.
  @Test func asksWhatMayBeAnEndOrAZone() throws {
    let now = try #require(Self.now)
    let zone = try #require(Self.berlin)
    func read(_ text: String) throws(TimePhraseError) -> SpanPhrase {
      try SpanPhrase(text, now: now, zone: zone)
    }
    for text in ["2026-11-25T10:00-11:00", "2026-11-25T02:00-05:00"] {
      #expect {
        try read(text)
      } throws: {
        "\($0)".contains("an end, or a zone?")
      }
    }
    let zoned = try read("2026-11-25T10:00:00-11:00")
    #expect(zoned.start.instant(in: zone) == Instant(iso: "2026-11-25T21:00:00Z") && zoned.end == nil)
    let early = try read("2026-11-25T10:00-05:00")
    #expect(early.start.instant(in: zone) == Instant(iso: "2026-11-25T15:00:00Z") && early.end == nil)
    let span = try read("2026-11-25 10:00-11:00")
    #expect(span.end == CivilTime(hour: 11, minute: 0))
    // 02:30 is skipped and read as 03:30: what ends before that by the clock is as long as it is written.
    let skipped = try read("2026-03-29 02:30-03:15").interval(in: zone)
    #expect(skipped == Interval(start: try #require(Instant(iso: "2026-03-29T01:30:00Z")), seconds: 45 * 60))
    // No zone lies so far from UTC.
    #expect(throws: TimePhraseError.self) { try read("2026-11-25T15:30-23:00") }
  }

  @Test(arguments: [
    "", "sometime", "fri 25:00", "31 feb", "2026-13-01", "+2x", "next", "14", "3", "13pm",
    "fri 14:00 15:00", "2026-11-25T", "2026-11-25T14:30+99:00", "2026-11-25T10:00-23:00",
    "\u{0}", "mon tue",
    "31.11.", "2026/13/01", "in 2 hours", "in days", "the fri", "0th", "1h30", "32.1.2026", "1.2.3.4", "99999999999th",
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

  /// What would be another day to somebody else is not guessed.
  @Test(arguments: [
    ("fri 26 nov 14:00", "“fri 26 nov”: 26 Nov is a Thursday; write the one or the other, as in “thu 14:00”"),
    ("mon 1.12.2027", "“mon 1.12.2027”: 1 Dec 2027 is a Wednesday"), ("thu the 27th 9:00", "27 Nov is a Friday"),
    ("12/1 2:30pm", "“12/1”: the day may stand first, or the month; write “1 dec” or “12 jan”"),
    ("12/1/2027", "write “1 dec 2027” or “12 jan 2027”"),
    ("30.11 13:45", "“30.11”: write “30.11.” for the date"), ("fri 14.30", "“14.30”: write “14:30” for the time"),
    ("9.12", "write “9.12.” for the date, or “9:12” for the time"),
    // What a paste brought does not hide what there is to say.
    ("31 feb", "“31 feb” is no date; write for example"), ("feb 31st 14:00", "“feb 31st” is no date; write"),
    (String(repeating: "x", count: 4_000), "“\(String(repeating: "x", count: 40))…” is no time I understand; write"),
  ])
  func tellsWhatIsAmbiguous(text: String, words: String) throws {
    let now = try #require(Self.now)
    let zone = try #require(Self.berlin)
    #expect {
      try TimePhrase(text, now: now, zone: zone)
    } throws: { error in
      (error as? TimePhraseError)?.description.contains(words) ?? false
    }
  }
}
