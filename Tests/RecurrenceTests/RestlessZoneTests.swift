import Recurrence
import Scheduling
import TestSupport
import Testing

@Suite struct RestlessZoneTests {
  /// A zone that changes its clocks every few hours or days, by up to two hours either way, as no zone does but a
  /// calendar may define.
  private static func zone(from begin: Int64, _ random: inout SeededRandom) -> ZoneRules {
    func kind(_ offset: Int) -> ZoneRules.Kind { ZoneRules.Kind(offset: offset, abbreviation: "", isDaylight: false) }
    var changes: [(at: Instant, kind: ZoneRules.Kind)] = []
    var at = Instant(seconds: begin)
    for _ in 0..<40 {
      at += 900 * Int.random(in: 1...200, using: &random)
      changes.append((at, kind(900 * Int.random(in: -8...8, using: &random))))
    }
    return ZoneRules(name: "restless", before: kind(0), changes: changes)
  }

  @Test(arguments: 0..<16)
  func occurrencesAreTheReadingsThatTheClocksShow(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let start = CivilDateTime(reading: 20_500 * 86_400 + 900 * Int64.random(in: 0..<96, using: &random))
    let zone = Self.zone(from: start.reading, &random)
    let until = CivilDateTime(reading: start.reading + 40 * 86_400)
    for text in [
      "FREQ=DAILY;BYHOUR=0,6,12,18", "FREQ=HOURLY;BYMINUTE=0,15,30,45", "FREQ=HOURLY;BYMINUTE=0,30;BYSETPOS=-1",
      "FREQ=MINUTELY;INTERVAL=105;COUNT=150", "FREQ=DAILY;BYHOUR=1,2,3,4,5;BYSETPOS=2,-1;COUNT=60",
    ] {
      let rule = try RecurrenceRule(text)
      let expected = RuleReference(rule: rule, start: start, zone: zone).readings(until: until)
      let found = Array(rule.occurrences(from: start, zone: zone, in: start..<until))
      #expect(found.map(\.start) == expected, "seed \(seed): \(text)")
      #expect(found.allSatisfy { $0.instant == zone.instant(of: $0.start) }, "seed \(seed): \(text)")
      let late = CivilDateTime(reading: start.reading + 86_400 * Int64.random(in: 1...35, using: &random))
      let tail = rule.occurrences(from: start, zone: zone, in: late..<until)
      #expect(tail.map(\.start) == expected.filter { $0 >= late }, "seed \(seed): \(text) after \(late)")
      for _ in 0..<10 {
        let begin = Instant(seconds: start.reading + 900 * Int64.random(in: -100...3_700, using: &random))
        let window = Interval(start: begin, seconds: 900 * Int.random(in: 1...500, using: &random))
        let within = expected.filter { window.contains(zone.instant(of: $0)) }
        let found = rule.occurrences(from: start, zone: zone, in: window).prefix { $0.start < until }
        #expect(found.map(\.start) == within, "seed \(seed): \(text) in \(window)")
      }
    }
  }
}
