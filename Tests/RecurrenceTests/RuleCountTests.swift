import Recurrence
import Scheduling
import SystemZones
import TestSupport
import Testing

@Suite struct RuleCountTests {
  private static let zones = SystemZoneProvider()

  private static let rules = [
    "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=DAILY;BYDAY=MO,SU", "FREQ=DAILY;INTERVAL=2;BYDAY=SU",
    "FREQ=DAILY;BYMONTH=3,10", "FREQ=DAILY;INTERVAL=5;BYMONTHDAY=-1,8", "FREQ=DAILY;BYHOUR=0,2,3;BYMINUTE=15,30",
    "FREQ=DAILY;BYHOUR=1,2;BYMINUTE=0,30;BYSETPOS=2,-1", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=SA,SU",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU", "FREQ=WEEKLY;BYDAY=SU;BYMONTH=3,4,10",
    "FREQ=WEEKLY;BYDAY=SA,SU;BYHOUR=2,3;BYSETPOS=-2", "FREQ=MONTHLY;BYDAY=2SU", "FREQ=MONTHLY;BYDAY=-1SU",
    "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYDAY=SU;BYSETPOS=2", "FREQ=MONTHLY;BYDAY=SU;BYHOUR=2,9;BYSETPOS=1,3",
    "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "FREQ=YEARLY;BYDAY=SU;BYSETPOS=10,-10", "FREQ=YEARLY;BYWEEKNO=10,13;BYDAY=SU",
    "FREQ=HOURLY", "FREQ=HOURLY;INTERVAL=7", "FREQ=HOURLY;INTERVAL=5;BYHOUR=2,3,14",
    "FREQ=HOURLY;BYMINUTE=0,30;BYSETPOS=-1",
    "FREQ=HOURLY;INTERVAL=25;BYDAY=SU", "FREQ=HOURLY;BYDAY=SU;BYHOUR=1,2,3", "FREQ=MINUTELY;INTERVAL=45",
    "FREQ=MINUTELY;INTERVAL=50;BYHOUR=2", "FREQ=MINUTELY;BYMINUTE=0,30;BYHOUR=2", "FREQ=SECONDLY;INTERVAL=3601",
    "FREQ=SECONDLY;INTERVAL=77;BYHOUR=2;BYMINUTE=1,30",
  ]

  /// A COUNT asked for late is what counting all from the start gives: what the clocks skip is not counted.
  @Test(arguments: rules, ["America/New_York", "Australia/Lord_Howe"])
  func countingByArithmeticIsCounting(text: String, name: String) throws {
    let zone = try Self.zones.zone(named: name)
    let start = try #require(CivilDateTime(year: 2019, month: 11, day: 9, hour: 2, minute: 30))
    let rule = try RecurrenceRule(text)
    // The second Sunday of March has no 02:30 in New York, so there is nothing to count.
    let all = Array(rule.occurrences(from: start, zone: zone).prefix(800))
    #expect(all.count == (text == "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU" && name == "America/New_York" ? 0 : 800))
    for count in [1, 99, 798] where count < all.count {
      var counted = rule
      counted.end = .count(count)
      let last = all[count - 1].start
      for days: Int64 in [0, 20] {
        let lower = CivilDateTime(reading: last.reading - days * 86_400)
        let window = lower..<CivilDateTime(reading: last.reading + 4_000 * 86_400)
        let found = counted.occurrences(from: start, zone: zone, in: window)
        #expect(Array(found) == Array(all.prefix(count).drop { $0.start < lower }), "\(counted) after \(lower)")
      }
      #expect(rule.count(before: last, from: start, zone: zone) == count - 1)
    }
  }

  /// Walking to these windows would take hours: they are thousands of years and billions of instances away.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "FREQ=DAILY;INTERVAL=3", "FREQ=DAILY;INTERVAL=2;BYDAY=SU", "FREQ=WEEKLY;BYDAY=SA,SU", "FREQ=MONTHLY;BYDAY=2SU",
      "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=YEARLY", "FREQ=HOURLY;INTERVAL=7", "FREQ=SECONDLY",
      "FREQ=SECONDLY;INTERVAL=3601",
      "FREQ=MINUTELY;INTERVAL=45;BYHOUR=2",
    ])
  func windowsAreJumpedTo(text: String) throws {
    let zone = try Self.zones.zone(named: "Europe/Berlin")
    let start = try #require(CivilDateTime(year: 1601, month: 1, day: 7, hour: 2, minute: 30))
    var rule = try RecurrenceRule(text)
    let window = Interval(start: Instant(seconds: 64_000_000_000), seconds: 4_000 * 86_400)
    let endless = Array(rule.occurrences(from: start, zone: zone, in: window).prefix(5))
    #expect(endless.count == 5)
    rule.end = .count(Int.max)
    #expect(Array(rule.occurrences(from: start, zone: zone, in: window).prefix(5)) == endless)
    let before = rule.count(before: endless[3].start, from: start, zone: zone)
    rule.end = .count(before)
    #expect(Array(rule.occurrences(from: start, zone: zone, in: window)) == Array(endless.prefix(3)))
  }
}
