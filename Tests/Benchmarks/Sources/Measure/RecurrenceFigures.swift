import CLibical
import Glibc
import Recurrence
import Scheduling
import SystemZones

/// Occurrences a second of our expansion and of libical's, rule by rule, and what a jump costs.
struct RecurrenceFigures {
  private static let rules = [
    "FREQ=DAILY", "FREQ=DAILY;INTERVAL=10", "FREQ=DAILY;BYMONTH=1", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
    "FREQ=DAILY;BYHOUR=9,12,15;BYMINUTE=0,30", "FREQ=DAILY;INTERVAL=3;BYMONTH=6,7;BYDAY=SA",
    "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,TH",
    "FREQ=WEEKLY;BYDAY=MO,WE;BYMONTH=3,4", "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1",
    "FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=15", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYMONTHDAY=2,-1",
    "FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=TU",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU,-1SU",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
    "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=6,7", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "FREQ=YEARLY;BYDAY=20MO", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "FREQ=YEARLY;BYYEARDAY=1,100,200",
    "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
    "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1", "FREQ=HOURLY;INTERVAL=3", "FREQ=HOURLY;BYDAY=MO;BYHOUR=9,10,11",
    "FREQ=MINUTELY;INTERVAL=90", "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16",
    "FREQ=MINUTELY;BYMINUTE=0,30",
    "FREQ=SECONDLY;INTERVAL=45", "FREQ=SECONDLY;BYSECOND=0,30;BYMINUTE=5",
    "FREQ=SECONDLY;BYMONTH=2;BYHOUR=3;BYSECOND=7",
  ]

  private let zone: ZoneRules
  private let start = CivilDateTime(reading: 10_106 * 86_400 + 9 * 3_600)

  init() throws { zone = try SystemZoneProvider().zone(named: "America/New_York") }

  func print() throws {
    Swift.print("rule, from 1997-09-02T09:00 in New York: million occurrences a second, libical's, times as many")
    for text in Self.rules {
      let ours = try speed(of: text)
      let other = try libicalSpeed(of: text)
      let ratio = other.map { "\(Int((ours / $0).rounded()))" } ?? "–"
      Swift.print("\(text): \(Self.millions(ours)), \(other.map(Self.millions) ?? "not in 5 s"), \(ratio)")
    }
    try jumps()
    try rulesThatNeverMatch()
  }

  /// Occurrences a second, instants included.
  private func speed(of text: String) throws -> Double {
    let rule = try RecurrenceRule(text)
    var count = 0
    var sum: Int64 = 0
    let timing = Timing(runs: 30) {
      count = 0
      for occurrence in rule.occurrences(from: start, zone: zone) {
        sum &+= occurrence.instant.seconds
        count += 1
        if count == 100_000 { break }
      }
    }
    use(sum)
    return Double(count) / timing.at(0.5) * 1e9
  }

  /// In a process of its own, for libical may never come back.
  private func libicalSpeed(of text: String) throws -> Double? {
    let parts = try Child(Child.own, ["libical", text, "19970902T090000"]).output().split(
      whereSeparator: \.isWhitespace)
    guard parts.count == 2, let count = Double(parts[0]), let nanoseconds = Double(parts[1]) else { return nil }
    return count / nanoseconds * 1e9
  }

  /// A week of 2027, of rules that began long ago and yesterday.
  private func jumps() throws {
    Swift.print("a week of a rule, from its text's reading on: median microseconds since 1970, since a week before")
    let monday = Instant(seconds: 1_798_502_400)
    let window = Interval(start: monday, seconds: 7 * 86_400)
    for text in [
      "FREQ=DAILY", "FREQ=DAILY;COUNT=100000", "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=100000",
      "FREQ=MONTHLY;BYDAY=2TU;COUNT=9999",
      "FREQ=MONTHLY;BYDAY=TU;COUNT=9999", "FREQ=YEARLY;COUNT=9999", "FREQ=SECONDLY;COUNT=2147483647",
      "FREQ=MINUTELY;INTERVAL=7;BYHOUR=9;COUNT=9999999", "FREQ=DAILY;BYMONTH=1,12;COUNT=99999",
    ] {
      let rule = try RecurrenceRule(text)
      let times = [Int64(9 * 3_600), monday.seconds - 7 * 86_400 + 9 * 3_600].map { reading in
        Timing(runs: 200) {
          var sum: Int64 = 0
          for occurrence in rule.occurrences(from: CivilDateTime(reading: reading), zone: zone, in: window).prefix(100)
          {
            sum &+= occurrence.instant.seconds
          }
          use(sum)
        }.at(0.5) / 1e3
      }
      Swift.print("\(text): \(times.map { Self.rounded($0, 100) }.joined(separator: ", "))")
    }
  }

  /// Until the year 9999, with nothing to be found.
  private func rulesThatNeverMatch() throws {
    Swift.print("rules that never match: median microseconds until that is known")
    for text in [
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=SECONDLY;BYMONTH=4;BYMONTHDAY=31",
      "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
      "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6", "FREQ=DAILY;INTERVAL=14;BYDAY=MO", "FREQ=HOURLY;INTERVAL=2;BYHOUR=0,4",
    ] {
      let rule = try RecurrenceRule(text)
      let taken = Timing(runs: 200) { use(rule.occurrences(from: start, zone: zone).first { _ in true }) }
      Swift.print("\(text): \(Self.rounded(taken.at(0.5) / 1e3, 10))")
    }
    let date = CivilDateTime(reading: 11_000 * 86_400)
    let exceptions = (0..<1_000_000).map { CivilDateTime(reading: date.reading + Int64(999_999 - $0) * 60) }
    let second = try RecurrenceRule("FREQ=SECONDLY")
    let window = Interval(start: Instant(seconds: 253_402_300_000), seconds: 1_000)
    let set = Timing(runs: 5) {
      let set = RecurrenceSet(start: date, zone: zone, rules: [second], exceptions: exceptions)
      use(set.occurrences(in: window).reduce(0) { count, _ in count + 1 })
    }
    Swift.print(
      "a set with a million exceptions, made and asked for a window in 9999: \(set.text(unit: "ms", nanoseconds: 1e6))")
  }

  private static func millions(_ value: Double) -> String { rounded(value / 1e6, 1_000) }

  private static func rounded(_ value: Double, _ parts: Double) -> String { "\((value * parts).rounded() / parts)" }
}

/// Iterates a rule with libical, and prints how many occurrences it made in how many nanoseconds.
struct LibicalChild {
  let rule: String
  let start: String

  func run() {
    // Whoever hangs is ended by the signal.
    alarm(5)
    icalerror_set_errors_are_fatal(0)
    let recurrence = icalrecurrencetype_from_string(rule)
    guard let iterator = icalrecur_iterator_new(recurrence, icaltime_from_string(start)) else { return }
    var count = 0
    let clock = ContinuousClock()
    let taken = clock.measure {
      let begin = clock.now
      while count < 100_000, icaltime_is_null_time(icalrecur_iterator_next(iterator)) == 0 {
        count += 1
        if count % 256 == 0, clock.now - begin > .seconds(1) { break }
      }
    }
    icalrecur_iterator_free(iterator)
    print("\(count) \(Timing.nanoseconds(taken))")
  }
}
