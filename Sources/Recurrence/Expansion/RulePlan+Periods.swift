import Scheduling

/// Periods are numbered as each frequency counts: years, months since year 0, the first days of weeks, days, or hours,
/// minutes or seconds since 1970. With BYWEEKNO a year is a week-numbered one.
extension RulePlan {
  /// Whether a period is one base, so that BYSETPOS picks among the offsets.
  var hasSingleBases: Bool { frequency != .yearly && frequency != .monthly && frequency != .weekly }

  /// From one period to the next that counts.
  var step: Int { frequency == .weekly ? interval * 7 : interval }

  func period(holding reading: Int64) -> Int {
    switch frequency {
    case .yearly:
      let day = Int(floorDiv(reading, 86_400))
      // The fourth day of a week lies in the year that the week belongs to.
      return CivilDate(dayNumber: weeks.isEmpty ? day : weekBegin(day) + 3).year
    case .monthly:
      let (year, month, _) = CivilDateTime(reading: reading).date.fields
      return year * 12 + month - 1
    case .weekly: return weekBegin(Int(floorDiv(reading, 86_400)))
    default: return Int(floorDiv(reading, unit))
    }
  }

  private func weekBegin(_ day: Int) -> Int { day - floorMod(MonthShape.weekday(day) - weekStart, 7) }

  /// The reading at which a period begins.
  func begin(of period: Int) -> Int64 {
    switch frequency {
    case .yearly: Int64(weeks.isEmpty ? MonthShape.yearStart(period) : firstWeek(of: period)) * 86_400
    case .monthly: Int64(MonthShape(year: floorDiv(period, 12), month: floorMod(period, 12) + 1).first) * 86_400
    case .weekly: Int64(period) * 86_400
    default: Int64(period) * unit
    }
  }

  /// The first period from `period` on that is whole intervals away from the start's, and not before it.
  func aligned(_ period: Int) -> Int {
    period <= firstPeriod ? firstPeriod : firstPeriod + (period - firstPeriod + step - 1) / step * step
  }

  /// The last period that holds `reading` or lies before it, is whole intervals away from the start's, and not before it.
  func lastPeriod(upTo reading: Int64) -> Int {
    let period = period(holding: reading)
    return period <= firstPeriod ? firstPeriod : firstPeriod + (period - firstPeriod) / step * step
  }

  /// BYDAY's weekdays as days of a week, bit 0 for the first by WKST.
  var daysOfWeek: UInt32 { (weekdays >> UInt32(weekStart) | weekdays << UInt32(7 - weekStart)) & 0x7F }

  /// Whether counting makes sense: there is a time of day.
  var canCount: Bool { !offsets.isEmpty }

  /// Whether an instance may lie in a gap, by the time of day alone.
  func mayMeet(_ gap: Range<Int64>) -> Bool {
    guard unit == 86_400 else { return true }
    let midnight = floorDiv(gap.lowerBound, 86_400) * 86_400
    guard gap.upperBound <= midnight + 86_400 else { return true }
    return lowerBound(offsets, gap.lowerBound - midnight) < lowerBound(offsets, gap.upperBound - midnight)
  }
}
