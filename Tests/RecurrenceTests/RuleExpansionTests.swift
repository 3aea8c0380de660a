import Recurrence
import Scheduling
import SystemZones
import TestSupport
import Testing

@Suite struct RuleExpansionTests {
  static let zones = SystemZoneProvider()

  static func reading(_ text: String) throws -> CivilDateTime {
    let parts = text.split(separator: "T")
    let date = try #require(CivilDate(parts[0]))
    return CivilDateTime(date, try #require(CivilTime(parts.count > 1 ? parts[1] : "09:00")))
  }

  /// The examples of RFC 5545, 3.8.5.3: rule, start, and its first dates; all at 09:00 in New York unless told.
  @Test(arguments: [
    ("FREQ=DAILY;COUNT=3", "1997-09-02", "09-02 09-03 09-04"),
    ("FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02", "09-02 09-12 09-22 10-02 10-12"),
    ("FREQ=WEEKLY;COUNT=4", "1997-09-02", "09-02 09-09 09-16 09-23"),
    ("FREQ=WEEKLY;INTERVAL=2;WKST=SU", "1997-09-02", "09-02 09-16 09-30 10-14 10-28"),
    (
      "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", "1997-09-02",
      "09-02 09-04 09-09 09-11 09-16 09-18 09-23 09-25 09-30 10-02"
    ),
    (
      "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR", "1997-09-01",
      "09-01 09-03 09-05 09-15 09-17 09-19 09-29 10-01 10-03 10-13"
    ),
    ("FREQ=MONTHLY;COUNT=4;BYDAY=1FR", "1997-09-05", "09-05 10-03 11-07 12-05"),
    ("FREQ=MONTHLY;INTERVAL=2;COUNT=4;BYDAY=1SU,-1SU", "1997-09-07", "09-07 09-28 11-02 11-30"),
    ("FREQ=MONTHLY;COUNT=3;BYDAY=-2MO", "1997-09-22", "09-22 10-20 11-17"),
    ("FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28", "09-28 10-29 11-28 12-29 01-29 02-26"),
    ("FREQ=MONTHLY;COUNT=6;BYMONTHDAY=2,15", "1997-09-02", "09-02 09-15 10-02 10-15 11-02 11-15"),
    ("FREQ=MONTHLY;COUNT=5;BYMONTHDAY=1,-1", "1997-09-30", "09-30 10-01 10-31 11-01 11-30"),
    (
      "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", "1997-09-10",
      "09-10 09-11 09-12 09-13 09-14 09-15 03-10 03-11 03-12 03-13"
    ),
    ("FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "1997-09-02", "09-02 09-09 09-16 09-23 09-30 11-04 11-11"),
    ("FREQ=YEARLY;COUNT=5;BYMONTH=6,7", "1997-06-10", "06-10 07-10 06-10 07-10 06-10"),
    ("FREQ=YEARLY;INTERVAL=2;COUNT=4;BYMONTH=1,2,3", "1997-03-10", "03-10 01-10 02-10 03-10"),
    ("FREQ=YEARLY;INTERVAL=3;COUNT=5;BYYEARDAY=1,100,200", "1997-01-01", "01-01 04-10 07-19 01-01 04-09"),
    ("FREQ=YEARLY;BYDAY=20MO", "1997-05-19", "05-19 05-18 05-17"),
    ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "1997-05-12", "05-12 05-11 05-17"),
    ("FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "1997-03-13", "03-13 03-20 03-27 03-05 03-12"),
    ("FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", "1997-06-05", "06-05 06-12 06-19 06-26 07-03"),
    ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1997-09-02", "02-13 03-13 11-13 08-13 10-13"),
    ("FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", "1997-09-13", "09-13 10-11 11-08 12-13 01-10"),
    ("FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "1996-11-05", "11-05 11-07 11-02"),
    ("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04", "09-04 10-07 11-06"),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997-09-29", "09-29 10-30 11-27 12-30 01-29"),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05", "08-05 08-10 08-19 08-24"),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05", "08-05 08-17 08-19 08-31"),
    ("FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007-01-15", "01-15 01-30 02-15 03-15 03-30"),
  ])
  func examplesOfTheStandard(text: String, start: String, dates: String) throws {
    let rule = try RecurrenceRule(text)
    let from = try Self.reading(start)
    let zone = try Self.zones.zone(named: "America/New_York")
    let expected = dates.split(separator: " ").map(String.init)
    let until = CivilDateTime(reading: from.reading + 40 * 366 * 86_400)
    let found = rule.readings(from: from, zone: zone, in: from..<until, limit: expected.count)
    #expect(found.readings.map { String($0.date.description.dropFirst(5)) } == expected)
    #expect(found.readings.allSatisfy { $0.time == from.time })
    if case .count(let count) = rule.end, count == expected.count { #expect(!found.isCut) }
  }

  @Test(arguments: [
    ("FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000", "09:00 12:00 15:00"),
    ("FREQ=MINUTELY;INTERVAL=15;COUNT=6", "09:00 09:15 09:30 09:45 10:00 10:15"),
    ("FREQ=MINUTELY;INTERVAL=90;COUNT=4", "09:00 10:30 12:00 13:30"),
    ("FREQ=DAILY;BYHOUR=9,10;BYMINUTE=0,40;COUNT=4", "09:00 09:40 10:00 10:40"),
    ("FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,11;COUNT=5", "09:00 09:20 09:40 11:00 11:20"),
    ("FREQ=SECONDLY;INTERVAL=45;COUNT=4", "09:00 09:00:45 09:01:30 09:02:15"),
  ])
  func partsOfDays(text: String, times: String) throws {
    let from = try Self.reading("1997-09-02")
    let until = CivilDateTime(reading: from.reading + 3 * 86_400)
    let zone = try Self.zones.zone(named: "America/New_York")
    let found = try RecurrenceRule(text).readings(from: from, zone: zone, in: from..<until)
    #expect(found.readings.map(\.time.description) == times.split(separator: " ").map(String.init))
  }

  /// Thousands of rules of every frequency against the plain reading of the RFC's table.
  @Test(arguments: 0..<24)
  func randomRulesAreTheReferences(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let zone = try Self.zones.zone(named: seed % 2 == 0 ? "America/New_York" : "Australia/Lord_Howe")
    for _ in 0..<25 {
      let rule = RandomRule.make(&random)
      let text = rule.description
      #expect(try RecurrenceRule(text) == rule, "\(text)")
      let start = CivilDateTime(
        reading: Int64.random(in: 20_000...21_000, using: &random) * 86_400 + 900
          * Int64.random(in: 0..<96, using: &random))
      let isFine = [.secondly, .minutely, .hourly].contains(rule.frequency)
      let days: Int64 = isFine ? 2 : rule.frequency == .yearly ? 1_500 : 500
      let until = CivilDateTime(reading: start.reading + days * 86_400)
      let expected = RuleReference(rule: rule, start: start, zone: zone).readings(until: until)
      let found = rule.readings(from: start, zone: zone, in: start..<until)
      guard found.readings == expected, !found.isCut else {
        Issue.record(
          "seed \(seed): \(text) from \(start): \(found.readings.prefix(8)), the table says \(expected.prefix(8))")
        return
      }
      // A window that begins late gives the end of the same list.
      let late = CivilDateTime(reading: start.reading + days * 86_400 * Int64.random(in: 1...9, using: &random) / 10)
      let tail = rule.readings(from: start, zone: zone, in: late..<until)
      #expect(
        tail.readings == expected.filter { $0 >= late }, "seed \(seed): \(text) from \(start), window from \(late)")
    }
  }

  @Test func clockChangesDropWhatTheySkip() throws {
    let zone = try Self.zones.zone(named: "Europe/Berlin")
    let from = try Self.reading("2026-03-27T02:30")
    let until = CivilDateTime(reading: from.reading + 10 * 86_400)
    let found = try RecurrenceRule("FREQ=DAILY;COUNT=4").readings(from: from, zone: zone, in: from..<until)
    // The 29th has no 02:30, and it is not counted.
    #expect(found.readings.map { $0.date.day } == [27, 28, 30, 31])
  }

  @Test(arguments: [
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31",
    "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1",
    "FREQ=SECONDLY;BYSECOND=60", "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
    "FREQ=SECONDLY;INTERVAL=1000000000;BYMONTHDAY=31;BYMONTH=4", "FREQ=DAILY;BYSETPOS=366;BYDAY=MO",
  ])
  func rulesThatNeverMatchEnd(text: String) throws {
    let from = try Self.reading("2026-01-01")
    let until = CivilDateTime(reading: from.reading + 800 * 86_400)
    let found = try RecurrenceRule(text).readings(from: from, zone: .utc, in: from..<until, limit: 1_000)
    #expect(found.readings.isEmpty)
  }

  @Test func hostileRulesCostLittle() throws {
    let from = try Self.reading("1990-01-01")
    let (begin, end) = (try Self.reading("2026-01-01"), try Self.reading("2028-01-01"))
    let dense = try RecurrenceRule("FREQ=SECONDLY").readings(from: from, zone: .utc, in: begin..<end, limit: 5_000)
    #expect(dense.isCut && dense.readings.count == 5_000 && dense.readings.first == begin)
    let counted = try RecurrenceRule("FREQ=SECONDLY;COUNT=2147483647").readings(
      from: from, zone: .utc, in: begin..<end, limit: 5_000)
    #expect(counted.isCut)
    let far = try RecurrenceRule("FREQ=YEARLY").readings(
      from: try Self.reading("9990-06-01"), zone: .utc, in: begin..<CivilDateTime(reading: Int64.max / 4), limit: 5_000)
    #expect(far.readings.count == 10)
  }
}
