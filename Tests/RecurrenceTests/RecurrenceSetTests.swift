import Recurrence
import Scheduling
import SystemZones
import TestSupport
import Testing

@Suite struct RecurrenceSetTests {
  static let zones = SystemZoneProvider()

  static func reading(_ text: String) throws -> CivilDateTime { try RuleExpansionTests.reading(text) }

  @Test func mergesRulesDatesAndPeriodsLessExceptions() throws {
    let zone = try Self.zones.zone(named: "Europe/Berlin")
    let set = RecurrenceSet(
      start: try Self.reading("2026-11-02"), zone: zone,
      rules: [try RecurrenceRule("FREQ=WEEKLY;COUNT=3"), try RecurrenceRule("FREQ=DAILY;COUNT=4")],
      dates: [
        try Self.reading("2026-11-30T18:00"), try Self.reading("2026-11-03"), try Self.reading("2026-11-30T18:00"),
      ],
      periods: [
        RecurrenceSet.Period(start: try Self.reading("2026-11-09"), extent: Extent(seconds: 60)),
        RecurrenceSet.Period(start: try Self.reading("2026-11-01"), extent: Extent(days: 1)),
      ],
      exceptions: [try Self.reading("2026-11-04"), try Self.reading("2026-11-04T10:00")],
      exceptionDates: [try #require(CivilDate("2026-11-16"))])
    let all = Array(set.occurrences())
    #expect(
      all.map(\.start.description) == [
        "2026-11-01T09:00:00", "2026-11-02T09:00:00", "2026-11-03T09:00:00", "2026-11-05T09:00:00",
        "2026-11-09T09:00:00", "2026-11-30T18:00:00",
      ])
    #expect(all.map(\.extent) == [Extent(days: 1), nil, nil, nil, Extent(seconds: 60), nil])
    #expect(all.allSatisfy { $0.instant == zone.instant(of: $0.start) })
    let window = Interval(all[2].instant, all[5].instant)
    #expect(Array(set.occurrences(in: window)) == Array(all[2..<5]))
    #expect(Array(set.occurrences(in: all[2].start..<all[5].start)) == Array(all[2..<5]))
  }

  @Test func withoutRulesTheStartCounts() throws {
    let set = RecurrenceSet(
      start: try Self.reading("2026-11-02"), zone: .utc, rules: [], dates: [try Self.reading("2026-10-01")])
    #expect(set.occurrences().map { $0.start.date.description } == ["2026-10-01", "2026-11-02"])
  }

  @Test func readingsThatTheClocksSkipAreDroppedFromRulesAndMovedForDates() throws {
    let zone = try Self.zones.zone(named: "Europe/Berlin")
    let skipped = try Self.reading("2026-03-29T02:30")
    let set = RecurrenceSet(
      start: try Self.reading("2026-03-28T02:30"), zone: zone, rules: [try RecurrenceRule("FREQ=DAILY;COUNT=2")],
      dates: [skipped])
    #expect(set.occurrences().map { $0.start.date.day } == [28, 29, 30])
    #expect(Array(set.occurrences())[1].instant.description == "2026-03-29T01:30:00Z")
  }

  @Test func daysBeginWithTheirFirstMoment() throws {
    // In Beirut the clocks went from 00:00 to 01:00 on 2022-03-27.
    let zone = try Self.zones.zone(named: "Asia/Beirut")
    let set = RecurrenceSet(
      start: try Self.reading("2022-03-26T00:00"), zone: zone, isOfDays: true,
      rules: [try RecurrenceRule("FREQ=DAILY;UNTIL=20220328T220000Z;BYHOUR=9")],
      exceptions: [try Self.reading("2022-03-28T09:00")])
    #expect(
      set.occurrences().map(\.start.description) == [
        "2022-03-26T00:00:00", "2022-03-27T00:00:00", "2022-03-29T00:00:00",
      ])
    #expect(
      set.occurrences().map(\.instant)
        == [26, 27, 29].compactMap {
          zone.startOfDay(CivilDate(year: 2022, month: 3, day: $0) ?? CivilDate(dayNumber: 0))
        })
    let hours = RecurrenceSet(
      start: try Self.reading("2022-03-26T00:00"), zone: zone, isOfDays: true,
      rules: [try RecurrenceRule("FREQ=HOURLY;INTERVAL=36;COUNT=3")])
    #expect(hours.occurrences().map { $0.start.date.description } == ["2022-03-26", "2022-03-29", "2022-04-01"])
  }

  /// Random sets, told by plain set arithmetic over each rule's list.
  @Test(arguments: 0..<40)
  func isWhatSetArithmeticGives(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let zone = try Self.zones.zone(named: ["Europe/Berlin", "Australia/Lord_Howe", "UTC"][Int(seed % 3)])
    let start = CivilDateTime(reading: 20_500 * 86_400 + 1_800 * Int64.random(in: 0..<48, using: &random))
    let end = CivilDateTime(reading: start.reading + 300 * 86_400)
    let texts = ["FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;COUNT=5", "FREQ=HOURLY;INTERVAL=31"]
    let rules = try texts.filter { _ in Bool.random(using: &random) }.map { try RecurrenceRule($0) }
    func some(_ count: Int) -> [CivilDateTime] {
      (0..<Int.random(in: 0...count, using: &random)).map { _ in
        CivilDateTime(reading: start.reading + 86_400 * Int64.random(in: -3..<300, using: &random))
      }
    }
    let (dates, exceptions) = (some(8), some(60))
    let exceptionDates = some(10).map(\.date)
    let set = RecurrenceSet(
      start: start, zone: zone, rules: rules, dates: dates, exceptions: exceptions, exceptionDates: exceptionDates)
    let given = Set(rules.flatMap { rule in rule.occurrences(from: start, zone: zone, in: start..<end).map(\.start) })
    let all = given.union(dates).union(rules.isEmpty ? [start] : [])
    let expected = all.filter { !exceptions.contains($0) && !exceptionDates.contains($0.date) }.sorted()
    let wide = CivilDateTime(reading: start.reading - 10 * 86_400)..<end
    #expect(set.occurrences(in: wide).map(\.start) == expected)
    let late = CivilDateTime(reading: start.reading + 86_400 * Int64.random(in: 0..<300, using: &random))
    #expect(set.occurrences(in: late..<end).map(\.start) == expected.filter { $0 >= late })
    let window = try #require(Interval(from: zone.instant(of: late), to: zone.instant(of: end)))
    #expect(
      set.occurrences(in: window).map(\.start) == expected.filter { window.contains(zone.instant(of: $0)) })
  }

  @Test func hostileSetsCostLittle() throws {
    let start = try Self.reading("1990-01-01")
    let exceptions = (0..<1_000_000).map { CivilDateTime(reading: start.reading + Int64(999_999 - $0) * 1_000) }
    let set = RecurrenceSet(
      start: start, zone: .utc,
      rules: try ["FREQ=SECONDLY", "FREQ=SECONDLY;COUNT=2147483647", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"].map {
        try RecurrenceRule($0)
      }, exceptions: exceptions)
    let far = Interval(start: Instant(seconds: 253_402_300_000), seconds: 10_000)
    #expect(set.occurrences(in: far).reduce(0) { count, _ in count + 1 } == 800)
    let begin = Instant(seconds: exceptions[0].reading - 1_500)
    #expect(set.occurrences(in: Interval(start: begin, seconds: 2_001)).reduce(0) { count, _ in count + 1 } == 1_999)
  }
}
