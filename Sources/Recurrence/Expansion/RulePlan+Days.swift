import Scheduling

extension RulePlan {
  /// The days of a month that satisfy BYMONTH, BYMONTHDAY, BYYEARDAY and BYDAY, bit 0 for the first.
  func days(of month: MonthShape) -> UInt32 {
    guard months >> UInt32(month.month) & 1 == 1 else { return 0 }
    var days = monthDays[month.length - 28]
    if hasDays { days &= weekdays(of: month) }
    if !yearDays.isEmpty {
      var found: UInt32 = 0
      for day in yearDays[month.yearLength - 365] {
        let index = day - month.daysBefore
        if index >= 0, index < month.length { found |= 1 << UInt32(index) }
      }
      days &= found
    }
    return days
  }

  /// BYDAY alone.
  private func weekdays(of month: MonthShape) -> UInt32 {
    let first = month.weekday
    var days: UInt32 = 0
    if weekdays != 0 {
      // Turned so that bit 0 is the first's weekday, then repeated every seven days.
      let week = UInt64((weekdays >> UInt32(first) | weekdays << UInt32(7 - first)) & 0x7F)
      days = UInt32(truncatingIfNeeded: week &* 0x1020_4081) & (~0 >> UInt32(32 - month.length))
    }
    for (weekday, ordinal) in counted {
      let index: Int
      if countsInMonth {
        index = Self.place(ordinal, of: weekday, first: first, length: month.length)
      } else {
        let newYear = MonthShape.weekday(month.first - month.daysBefore)
        let day = Self.place(ordinal, of: weekday, first: newYear, length: month.yearLength)
        index = day - month.daysBefore
        guard day >= 0 else { continue }
      }
      if index >= 0, index < month.length { days |= 1 << UInt32(index) }
    }
    return days
  }

  /// The 0-based day of the n-th of a weekday in a stretch of days, or -1.
  private static func place(_ ordinal: Int, of weekday: Int, first: Int, length: Int) -> Int {
    let earliest = weekday >= first ? weekday - first : weekday - first + 7
    if ordinal > 0 {
      let day = earliest + (ordinal - 1) * 7
      return day < length ? day : -1
    }
    let latest = earliest + (length - 1 - earliest) / 7 * 7
    return max(-1, latest + (ordinal + 1) * 7)
  }

  // MARK: Week-numbered years

  /// The first day of a year's week 1, the first week that has at least four days in the year (RFC 5545, 3.3.10).
  func firstWeek(of year: Int) -> Int {
    let fourth = MonthShape.yearStart(year) + 3
    return fourth - floorMod(MonthShape.weekday(fourth) - weekStart, 7)
  }

  /// The days of a week-numbered year that satisfy BYWEEKNO and the other parts, ascending.
  func weekDays(of year: Int) -> [Int] {
    let begin = firstWeek(of: year)
    let count = (firstWeek(of: year + 1) - begin) / 7
    var wanted: UInt64 = 0
    for week in weeks {
      let index = week > 0 ? week - 1 : count + week
      if index >= 0, index < count { wanted |= 1 << UInt64(index) }
    }
    // Only the weekday is asked, most often; it is the same in each week.
    let isSimple = takesAllDates
    var result: [Int] = []
    while wanted != 0 {
      let monday = begin + wanted.trailingZeroBitCount * 7
      wanted &= wanted - 1
      for day in monday..<monday + 7 {
        let isWanted = isSimple ? weekdays >> UInt32(MonthShape.weekday(day)) & 1 == 1 || !hasDays : takes(day)
        if isWanted { result.append(day) }
      }
    }
    return result
  }

  /// Whether a day satisfies the parts but BYWEEKNO.
  func takes(_ day: Int) -> Bool {
    let month = MonthShape(holding: day)
    return days(of: month) >> UInt32(day - month.first) & 1 == 1
  }
}
