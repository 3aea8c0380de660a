public import Scheduling

extension RecurrenceRule {
  /// Whether the rule has any occurrence, were it without end: February 30 has none, nor has the sixth Monday of a month.
  ///
  /// False is certain. True leaves out that INTERVAL may step over all that the other parts would take, but for weekdays
  /// and times of day. Some 20 microseconds.
  public func canOccur(from start: CivilDateTime) -> Bool { RulePlan(self, start: start).canMatch }
}

extension RulePlan {
  /// Whether there is any period at all that the rule matches; INTERVAL is asked about weekdays and times of day only.
  ///
  /// Exact but for INTERVAL, since dates repeat after 400 years. Some 20 microseconds.
  var canMatch: Bool {
    guard !offsets.isEmpty, reachesTimes, reachesWeekdays else { return false }
    if hasSingleBases { return kept(of: offsets.count) > 0 && monthsOfCycle.contains { days(of: $0) != 0 } }
    switch frequency {
    case .weekly:
      guard months != 0, daysOfWeek != 0 else { return false }
      return (1...daysOfWeek.nonzeroBitCount).contains { kept(of: $0 * offsets.count) > 0 }
    case .monthly:
      return monthsOfCycle.contains { kept(of: days(of: $0).nonzeroBitCount * offsets.count) > 0 }
    default:
      return (2_000..<2_400).contains { year in kept(of: dayCount(ofYear: year) * offsets.count) > 0 }
    }
  }

  /// How many days of a year, week-numbered with BYWEEKNO, satisfy the rule.
  func dayCount(ofYear year: Int) -> Int {
    guard weeks.isEmpty else { return weekDays(of: year).count }
    var count = 0
    var months = months
    while months != 0 {
      count += days(of: MonthShape(year: year, month: months.trailingZeroBitCount)).nonzeroBitCount
      months &= months - 1
    }
    return count
  }

  private var monthsOfCycle: some Sequence<MonthShape> {
    (0..<4_800).lazy.map { MonthShape(year: 2_000 + $0 / 12, month: $0 % 12 + 1) }
  }

  /// Whether steps of INTERVAL days, or hours and less that are whole days, ever come to a weekday of BYDAY.
  private var reachesWeekdays: Bool {
    guard hasDays, counted.isEmpty, hasSingleBases else { return true }
    let perDay = Int(86_400 / unit)
    guard interval % perDay == 0, interval / perDay % 7 == 0 else { return true }
    return weekdays >> UInt32(MonthShape.weekday(Int(floorDiv(start, 86_400)))) & 1 == 1
  }

  /// Whether steps of INTERVAL hours, minutes or seconds ever come to a time of BYHOUR, BYMINUTE and BYSECOND.
  private var reachesTimes: Bool {
    guard unit < 86_400, !takesAllTimes else { return true }
    let perDay = Int(86_400 / unit)
    let stride = greatestCommonDivisor(interval, perDay)
    let first = floorMod(firstPeriod, perDay) % stride
    return Swift.stride(from: first, to: perDay, by: stride).contains { takesTime(ofUnit: $0) }
  }

  /// Whether BYHOUR, BYMINUTE and BYSECOND have a unit of the day.
  func takesTime(ofUnit unit: Int) -> Bool {
    switch frequency {
    case .hourly: hours >> UInt64(unit) & 1 == 1
    case .minutely: hours >> UInt64(unit / 60) & minutes >> UInt64(unit % 60) & 1 == 1
    default:
      hours >> UInt64(unit / 3_600) & minutes >> UInt64(unit / 60 % 60) & seconds >> UInt64(unit % 60) & 1 == 1
    }
  }
}

func greatestCommonDivisor(_ one: Int, _ other: Int) -> Int {
  var (one, other) = (one, other)
  while other != 0 { (one, other) = (other, one % other) }
  return one
}
