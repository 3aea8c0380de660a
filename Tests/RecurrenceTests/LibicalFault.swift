import Recurrence
import Scheduling

/// The kinds of rules that libical 3.0.16 reads otherwise than RFC 5545's table; `docs/standards.md` says who is right.
///
/// Each predicate is as narrow as what was seen, so that a disagreement of a new kind stands out.
enum LibicalFault: CaseIterable {
  /// BYSETPOS does nothing below MONTHLY.
  case positionsBelowMonths
  /// BYSETPOS counts days, not times, where a day has several.
  case positionsOfTimes
  /// Days counted from the end of a month or year are missed by DAILY and below.
  case daysFromEnd
  /// A part that limits hours, minutes or seconds takes the rule off its INTERVAL, or loses the first day's.
  case timesBelowDays
  /// BYMONTHDAY in the start's month only, where BYMONTH is left out.
  case monthDaysOfYear
  /// BYWEEKNO without a weekday, counted from the end, in weeks that don't begin on Monday, or at a year's ends.
  case weekNumbers
  /// BYYEARDAY beside BYMONTH is refused when one of the days is in none of the months.
  case yearDaysOfMonths
  /// BYSECOND=60 becomes the next minute.
  case leapSecond
  /// With INTERVAL, the rest of the start's week is lost where the start is no occurrence itself.
  case restOfFirstWeek
  /// An UNTIL that is a date ends with its midnight.
  case untilDate

  static func kinds(of question: LibicalVoice.Question) -> [LibicalFault] {
    allCases.filter { $0.explains(question) }
  }

  private func explains(_ question: LibicalVoice.Question) -> Bool {
    let rule = question.rule
    let isBelowDay = [.hourly, .minutely, .secondly].contains(rule.frequency)
    switch self {
    case .positionsBelowMonths: return !rule.positions.isEmpty && ![.monthly, .yearly].contains(rule.frequency)
    case .positionsOfTimes:
      return !rule.positions.isEmpty && max(rule.hours.count, rule.minutes.count, rule.seconds.count) > 1
    case .daysFromEnd:
      return (isBelowDay || rule.frequency == .daily) && (rule.monthDays + rule.yearDays).contains { $0 < 0 }
    case .timesBelowDays:
      switch rule.frequency {
      case .hourly: return !rule.hours.isEmpty
      case .minutely: return !rule.hours.isEmpty || !rule.minutes.isEmpty
      case .secondly: return !rule.hours.isEmpty || !rule.minutes.isEmpty || !rule.seconds.isEmpty
      default: return false
      }
    case .monthDaysOfYear: return rule.frequency == .yearly && !rule.monthDays.isEmpty && rule.months.isEmpty
    case .weekNumbers:
      return !rule.weeks.isEmpty
        && (rule.days.isEmpty || rule.weekStart != .monday || rule.weeks.contains { !(2...51).contains($0) })
    case .yearDaysOfMonths: return rule.frequency == .yearly && !rule.yearDays.isEmpty && !rule.months.isEmpty
    case .leapSecond: return rule.seconds.contains(60)
    case .restOfFirstWeek:
      return rule.frequency == .weekly && rule.interval > 1 && !rule.days.isEmpty
        && !rule.days.contains { $0.weekday == question.start.date.weekday }
    case .untilDate:
      if case .untilDate = rule.end { return true }
      return false
    }
  }
}
