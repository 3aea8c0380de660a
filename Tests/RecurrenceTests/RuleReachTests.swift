import Recurrence
import Scheduling
import TestSupport
import Testing

@Suite struct RuleReachTests {
  /// From Thursday 2026-01-01T09:00.
  @Test(arguments: [
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31", "FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31",
    "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=-30", "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1",
    "FREQ=HOURLY;BYYEARDAY=60;BYMONTH=4",
    "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6", "FREQ=YEARLY;BYWEEKNO=20;BYMONTHDAY=1", "FREQ=YEARLY;BYWEEKNO=1;BYYEARDAY=100",
    "FREQ=MONTHLY;BYDAY=6MO", "FREQ=MONTHLY;BYDAY=3SU;BYMONTHDAY=23", "FREQ=YEARLY;BYMONTH=2;BYDAY=-6SU",
    "FREQ=DAILY;BYSECOND=60", "FREQ=SECONDLY;BYSECOND=60", "FREQ=DAILY;BYDAY=MO;BYSETPOS=2",
    "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=3", "FREQ=WEEKLY;BYDAY=MO,TU;BYHOUR=1,2;BYSETPOS=-5",
    "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
    "FREQ=YEARLY;BYMONTH=2;BYSETPOS=2", "FREQ=SECONDLY;BYHOUR=1;BYSETPOS=-2", "FREQ=DAILY;INTERVAL=14;BYDAY=MO",
    "FREQ=HOURLY;INTERVAL=336;BYDAY=WE", "FREQ=HOURLY;INTERVAL=2;BYHOUR=0,4,10",
    "FREQ=MINUTELY;INTERVAL=30;BYMINUTE=15,45",
    "FREQ=SECONDLY;INTERVAL=86400;BYHOUR=10", "FREQ=MINUTELY;INTERVAL=1440;BYMINUTE=1",
  ])
  func whatNeverComesIsKnownAtOnce(text: String) throws {
    let start = try #require(CivilDateTime(year: 2026, month: 1, day: 1, hour: 9, minute: 0))
    let rule = try RecurrenceRule(text)
    #expect(!rule.canOccur(from: start))
    var occurrences = rule.occurrences(from: start, zone: .utc)
    #expect(occurrences.next() == nil && !occurrences.isCut)
  }

  /// No rule that has an occurrence is given up, however rare.
  @Test func whatComesIsNeverGivenUp() throws {
    var random = SeededRandom(seed: 77)
    for _ in 0..<300 {
      var rule = RandomRule.make(&random)
      rule.end = .never
      let start = RandomRule.start(near: 20_500, &random)
      guard rule.occurrences(from: start, zone: .utc).first(where: { _ in true }) != nil else { continue }
      #expect(rule.canOccur(from: start), "\(rule) from \(start)")
    }
    let start = try #require(CivilDateTime(year: 2097, month: 1, day: 1, hour: 9, minute: 0))
    let leap = try RecurrenceRule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SA")
    #expect(leap.occurrences(from: start, zone: .utc).first { _ in true }?.start.date.description == "2116-02-29")
    let rare = try RecurrenceRule("FREQ=YEARLY;INTERVAL=100;BYMONTH=2;BYMONTHDAY=29")
    let century = try #require(CivilDateTime(year: 2100, month: 1, day: 1, hour: 9, minute: 0))
    #expect(rare.occurrences(from: century, zone: .utc).prefix(2).map(\.start.date.year) == [2400, 2800])
  }

  /// Starts that no calendar can write have no occurrences, and cost nothing.
  @Test(arguments: [Int64.min / 4, -62_167_219_201, 253_402_300_800, Int64.max / 4])
  func startsOffTheCalendar(reading: Int64) throws {
    let start = CivilDateTime(reading: reading)
    let window = Interval(start: Instant(seconds: 0), seconds: 86_400)
    for text in [
      "FREQ=SECONDLY;COUNT=1000000", "FREQ=DAILY;BYMONTH=3;COUNT=9", "FREQ=YEARLY", "FREQ=MONTHLY;COUNT=100",
    ] {
      let rule = try RecurrenceRule(text)
      #expect(rule.occurrences(from: start, zone: .utc, in: window).first { _ in true } == nil)
      #expect(rule.occurrences(from: start, zone: .utc).first { _ in true } == nil)
      #expect(rule.count(before: CivilDateTime(reading: 0), from: start, zone: .utc) == 0)
    }
  }
}
