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

  /// Zones whose clocks jump, and a day when they do: an hour at night, half an hour, at midnight, and a whole day.
  static let jumps: [(zone: String, day: String)] = [
    ("America/New_York", "2026-03-08"), ("Australia/Lord_Howe", "2026-10-04"), ("Asia/Beirut", "2022-03-27"),
    ("Pacific/Apia", "2011-12-30"), ("Europe/Dublin", "2026-03-29"), ("UTC", "2026-05-05"),
  ]

  /// Rules of every frequency with every part against the plain reading of the RFC's table.
  @Test(arguments: 0..<36)
  func randomRulesAreTheReferences(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let (name, date) = Self.jumps[seed % Self.jumps.count]
    let zone = try Self.zones.zone(named: name)
    let day = try #require(CivilDate(date)).dayNumber
    for _ in 0..<20 {
      let rule = RandomRule.make(&random, near: day)
      let text = rule.description
      #expect(try RecurrenceRule(text) == rule, "\(text)")
      let start = RandomRule.start(near: day, &random)
      let seconds = Self.length(for: rule)
      let until = CivilDateTime(reading: start.reading + seconds)
      let expected = RuleReference(rule: rule, start: start, zone: zone).readings(until: until)
      let found = rule.readings(from: start, zone: zone, in: start..<until)
      guard found.readings == expected, !found.isCut else {
        Issue.record(
          "seed \(seed): \(text) from \(start): \(found.readings.prefix(8)), the table says \(expected.prefix(8))")
        return
      }
      // Windows that begin late give the end of the same list, however they are told.
      let late = CivilDateTime(reading: start.reading + seconds * Int64.random(in: 1...9, using: &random) / 10)
      let tail = rule.readings(from: start, zone: zone, in: late..<until)
      #expect(tail.readings == expected.filter { $0 >= late }, "seed \(seed): \(text) from \(start), after \(late)")
      guard let window = Interval(from: zone.instant(of: late), to: zone.instant(of: until)) else { continue }
      let within = expected.filter { window.contains(zone.instant(of: $0)) }
      // Where the window's end is a reading that the clocks skip, more follow that the reference was not asked for.
      let occurrences = Array(rule.occurrences(from: start, zone: zone, in: window).prefix { $0.start < until })
      #expect(occurrences.map(\.start) == within, "seed \(seed): \(text) from \(start), in \(window)")
      #expect(occurrences.allSatisfy { $0.instant == zone.instant(of: $0.start) })
    }
  }

  /// As many seconds as the reference can spell out.
  static func length(for rule: RecurrenceRule) -> Int64 {
    func count(_ list: [Int], _ all: Int) -> Int64 { Int64(list.isEmpty ? all : list.count) }
    let perDay: Int64
    switch rule.frequency {
    case .yearly: return 1_200 * 86_400
    case .hourly: perDay = count(rule.hours, 24) * count(rule.minutes, 1) * count(rule.seconds, 1)
    case .minutely: perDay = count(rule.hours, 24) * count(rule.minutes, 60) * count(rule.seconds, 1)
    case .secondly: perDay = count(rule.hours, 24) * count(rule.minutes, 60) * count(rule.seconds, 60)
    default: return 500 * 86_400
    }
    return min(500 * 86_400, 4_000 * 86_400 / perDay)
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
