import Scheduling

/// Whether a day satisfies a rule's parts that speak of days: BYMONTH, BYWEEKNO, BYYEARDAY, BYMONTHDAY and BYDAY.
///
/// Sets are bit masks, so that a test is a few shifts.
struct DayTest {
  private let months: UInt32
  /// Positive and negative, bit n for day n.
  private let monthDays: UInt64
  private let monthDaysFromEnd: UInt64
  private let yearDays: Set<Int>
  private let weeks: UInt64
  private let weeksFromEnd: UInt64
  /// Weekdays without ordinal, bit by raw value.
  private let weekdays: UInt16
  private let counted: [RecurrenceRule.Day]
  private let countsInMonth: Bool
  private let weekStart: Weekday
  private let hasDays: Bool

  init(
    _ rule: RecurrenceRule, weekdays extra: [Weekday] = [], monthDays extraMonthDays: [Int] = [],
    months extraMonths: [Int] = []
  ) {
    let days = rule.days + extra.map { RecurrenceRule.Day($0) }
    months = (rule.months + extraMonths).reduce(0) { $0 | 1 << UInt32($1) }
    let all = rule.monthDays + extraMonthDays
    monthDays = all.filter { $0 > 0 }.reduce(0) { $0 | 1 << UInt64($1) }
    monthDaysFromEnd = all.filter { $0 < 0 }.reduce(0) { $0 | 1 << UInt64(-$1) }
    yearDays = Set(rule.yearDays)
    weeks = rule.weeks.filter { $0 > 0 }.reduce(0) { $0 | 1 << UInt64($1) }
    weeksFromEnd = rule.weeks.filter { $0 < 0 }.reduce(0) { $0 | 1 << UInt64(-$1) }
    weekdays = days.filter { $0.ordinal == nil }.reduce(0) { $0 | 1 << UInt16($1.weekday.rawValue) }
    counted = days.filter { $0.ordinal != nil }
    countsInMonth = rule.frequency == .monthly || !rule.months.isEmpty
    weekStart = rule.weekStart
    hasDays = !days.isEmpty
  }

  /// Whether no part of the rule says anything about days.
  var isAlwaysTrue: Bool {
    months == 0 && monthDays == 0 && monthDaysFromEnd == 0 && yearDays.isEmpty && weeks == 0 && weeksFromEnd == 0
      && !hasDays
  }

  func callAsFunction(_ date: CivilDate) -> Bool {
    guard !isAlwaysTrue else { return true }
    let (year, month, day) = date.fields
    if months != 0, months >> UInt32(month) & 1 == 0 { return false }
    if monthDays | monthDaysFromEnd != 0 {
      let fromEnd = CivilDate.daysInMonth(month, ofYear: year) - day + 1
      guard (monthDays >> UInt64(day) | monthDaysFromEnd >> UInt64(fromEnd)) & 1 == 1 else { return false }
    }
    if !yearDays.isEmpty {
      let number = date.dayOfYear
      guard yearDays.contains(number) || yearDays.contains(number - (CivilDate.isLeap(year) ? 367 : 366)) else {
        return false
      }
    }
    if weeks | weeksFromEnd != 0 {
      let (_, week, count) = Self.week(of: date, beginningOn: weekStart)
      guard (weeks >> UInt64(week) | weeksFromEnd >> UInt64(count - week + 1)) & 1 == 1 else { return false }
    }
    guard hasDays else { return true }
    let weekday = date.weekday
    if weekdays >> UInt16(weekday.rawValue) & 1 == 1 { return true }
    return counted.contains { $0.weekday == weekday && isCounted($0.ordinal ?? 0, date, year, month, day) }
  }

  private func isCounted(_ ordinal: Int, _ date: CivilDate, _ year: Int, _ month: Int, _ day: Int) -> Bool {
    let number = countsInMonth ? day : date.dayOfYear
    let length = countsInMonth ? CivilDate.daysInMonth(month, ofYear: year) : CivilDate.isLeap(year) ? 366 : 365
    return ordinal > 0 ? (number - 1) / 7 + 1 == ordinal : (length - number) / 7 + 1 == -ordinal
  }

  /// The week that a date lies in: the year it belongs to, its number, and how many weeks that year has.
  ///
  /// Week 1 is the first with at least four days in the year (RFC 5545, 3.3.10, BYWEEKNO).
  static func week(of date: CivilDate, beginningOn first: Weekday) -> (year: Int, week: Int, count: Int) {
    // The fourth day of a week lies in the year that the week belongs to.
    let middle = date.startOfWeek(beginningOn: first) + 3
    let year = middle.year
    let begin = firstWeek(of: year, beginningOn: first)
    let next = firstWeek(of: year + 1, beginningOn: first)
    return (year, (date.startOfWeek(beginningOn: first) - begin) / 7 + 1, (next - begin) / 7)
  }

  /// The first day of a year's week 1.
  static func firstWeek(of year: Int, beginningOn first: Weekday) -> CivilDate {
    let fourth = CivilDate(year: year, month: 1, day: 4) ?? CivilDate(dayNumber: 0)
    return fourth.startOfWeek(beginningOn: first)
  }
}
