import Scheduling

/// A rule with what its start supplies, as masks and lists that an expansion reads without asking again.
///
/// An expansion's candidates are *bases* times *offsets*: the days that a period has and the times on each, or for
/// frequencies below a week the periods themselves and the instances within each.
struct RulePlan {
  let frequency: RecurrenceRule.Frequency
  let interval: Int
  /// DTSTART's reading.
  let start: Int64
  /// 0 Monday to 6.
  let weekStart: Int
  /// Seconds of a period that has a fixed length and is a base; a day for the frequencies above.
  let unit: Int64
  /// Seconds after a base at which it has instances, ascending, BYSETPOS not asked.
  let offsets: [Int64]
  let positions: [Int]

  static let allMonths: UInt32 = 0x1FFE

  // MARK: Days

  /// Bit n for month n.
  let months: UInt32
  /// Days of the month that BYMONTHDAY has, bit 0 for the first, for lengths of 28 to 31.
  let monthDays: SIMD4<UInt32>
  /// Plain weekdays of BYDAY, bit 0 for Monday.
  let weekdays: UInt32
  /// Weekdays that are counted, 0 for Monday.
  let counted: [(weekday: Int, ordinal: Int)]
  let hasDays: Bool
  /// Whether counting is within months rather than years.
  let countsInMonth: Bool
  /// 0-based days of a year, for common and leap years; empty without BYYEARDAY.
  let yearDays: [[Int]]
  let weeks: [Int]

  // MARK: Times of frequencies below a day

  /// Bits for the hours, minutes and seconds that a period may be in.
  let hours: UInt64
  let minutes: UInt64
  let seconds: UInt64

  /// Whether no part limits days.
  let takesAllDays: Bool
  /// Whether no part but BYDAY limits days.
  let takesAllDates: Bool
  /// Whether no part limits the hours, minutes or seconds that periods may be in.
  let takesAllTimes: Bool

  /// The period that holds the start.
  private(set) var firstPeriod = 0

  init(_ written: RecurrenceRule, start: CivilDateTime) {
    let rule = Self.completed(written, by: start)
    let frequency = rule.frequency
    self.frequency = frequency
    interval = max(1, rule.interval)
    self.start = start.reading
    weekStart = rule.weekStart.rawValue - 1
    positions = rule.positions
    let isBelowDay = frequency == .hourly || frequency == .minutely || frequency == .secondly
    switch frequency {
    case .hourly: unit = 3_600
    case .minutely: unit = 60
    case .secondly: unit = 1
    default: unit = 86_400
    }
    offsets = Self.offsets(rule, start.time)

    months =
      rule.months.isEmpty ? Self.allMonths : rule.months.reduce(0) { $0 | 1 << UInt32(max(0, $1)) } & Self.allMonths
    var byLength = SIMD4<UInt32>(repeating: 0)
    for length in 28...31 {
      let all: UInt32 = ~0 >> UInt32(32 - length)
      let days = rule.monthDays.map { $0 > 0 ? $0 - 1 : length + $0 }.filter { (0..<length).contains($0) }
      byLength[length - 28] = rule.monthDays.isEmpty ? all : days.reduce(0) { $0 | 1 << UInt32($1) }
    }
    monthDays = byLength
    weekdays = rule.days.filter { $0.ordinal == nil }.reduce(0) { $0 | 1 << UInt32($1.weekday.rawValue - 1) }
    counted = rule.days.compactMap { day in
      guard let ordinal = day.ordinal, ordinal != 0 else { return nil }
      return (day.weekday.rawValue - 1, ordinal)
    }
    hasDays = !rule.days.isEmpty
    countsInMonth = frequency == .monthly || !written.months.isEmpty
    yearDays =
      rule.yearDays.isEmpty
      ? []
      : [365, 366].map { length in
        rule.yearDays.map { $0 > 0 ? $0 - 1 : length + $0 }.filter { (0..<length).contains($0) }
      }
    weeks = rule.weeks
    takesAllDates = months == Self.allMonths && rule.monthDays.isEmpty && rule.yearDays.isEmpty
    takesAllDays = takesAllDates && !hasDays
    hours = Self.mask(isBelowDay ? rule.hours : [], 24)
    minutes = Self.mask(frequency == .minutely || frequency == .secondly ? rule.minutes : [], 60)
    seconds = Self.mask(frequency == .secondly ? rule.seconds : [], 60)
    takesAllTimes = hours == Self.mask([], 24) && minutes == Self.mask([], 60) && seconds == Self.mask([], 60)
    firstPeriod = period(holding: self.start)
  }

  /// "Information missing … is taken from DTSTART" (RFC 5545, 3.3.10).
  private static func completed(_ rule: RecurrenceRule, by start: CivilDateTime) -> RecurrenceRule {
    var rule = rule.canonical
    let date = start.date
    let saysDay = !rule.days.isEmpty || !rule.monthDays.isEmpty || !rule.yearDays.isEmpty
    guard !saysDay else { return rule }
    switch rule.frequency {
    case .yearly where !rule.weeks.isEmpty, .weekly: rule.days = [RecurrenceRule.Day(date.weekday)]
    case .yearly:
      rule.monthDays = [date.day]
      if rule.months.isEmpty { rule.months = [date.month] }
    case .monthly: rule.monthDays = [date.day]
    default: break
    }
    return rule
  }

  private static func offsets(_ rule: RecurrenceRule, _ start: CivilTime) -> [Int64] {
    func list(_ given: [Int], _ own: Int, below limit: Int) -> [Int] {
      given.isEmpty ? [own] : given.filter { (0..<limit).contains($0) }
    }
    // A leap second never comes.
    let seconds = rule.frequency == .secondly ? [0] : list(rule.seconds, start.second, below: 60)
    let isBelowHour = rule.frequency == .minutely || rule.frequency == .secondly
    let minutes = isBelowHour ? [0] : list(rule.minutes, start.minute, below: 60)
    let hours = isBelowHour || rule.frequency == .hourly ? [0] : list(rule.hours, start.hour, below: 24)
    var result: [Int64] = []
    result.reserveCapacity(hours.count * minutes.count * seconds.count)
    for hour in hours {
      for minute in minutes { for second in seconds { result.append(Int64(hour * 3_600 + minute * 60 + second)) } }
    }
    return result
  }

  private static func mask(_ numbers: [Int], _ limit: Int) -> UInt64 {
    numbers.isEmpty
      ? ~0 >> UInt64(64 - limit) : numbers.filter { (0..<limit).contains($0) }.reduce(0) { $0 | 1 << UInt64($1) }
  }
}
