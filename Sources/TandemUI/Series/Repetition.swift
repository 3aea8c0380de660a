import Mentoring
import Recurrence
import Scheduling

/// How a booking repeats, as the form offers it.
struct Repetition: Hashable, Sendable {
  enum Pattern: CaseIterable, Hashable, Sendable {
    case never, weekly, everySecondWeek, everyFourthWeek, monthlyByWeekday, monthlyByDate, workdays
  }

  var pattern = Pattern.never
  /// How many sessions, 2 to 104.
  private(set) var count = 6

  var isSeries: Bool { pattern != .never }

  mutating func change(pattern step: Int) {
    let all = Pattern.allCases
    let index = all.firstIndex(of: pattern) ?? 0
    pattern = all[((index + step) % all.count + all.count) % all.count]
  }

  mutating func change(count step: Int) { count = min(max(2, count + step), 104) }

  /// The rule for a first session; nil for one that stays alone.
  func rule(from start: CivilDateTime) -> RecurrenceRule? {
    let (weekday, day) = (start.date.weekday, start.date.day)
    var rule: RecurrenceRule
    switch pattern {
    case .never: return nil
    case .weekly, .everySecondWeek, .everyFourthWeek:
      rule = RecurrenceRule(.weekly)
      rule.interval = pattern == .weekly ? 1 : pattern == .everySecondWeek ? 2 : 4
      rule.days = [.init(weekday)]
    case .monthlyByWeekday:
      rule = RecurrenceRule(.monthly)
      // A fifth one is not in every month; the last one is.
      rule.days = [.init(weekday, ordinal: day > 28 ? -1 : (day - 1) / 7 + 1)]
    case .monthlyByDate:
      rule = RecurrenceRule(.monthly)
      rule.monthDays = [day]
    case .workdays:
      rule = RecurrenceRule(.weekly)
      rule.days = [.monday, .tuesday, .wednesday, .thursday, .friday].map { .init($0) }
    }
    rule.end = .count(count)
    return rule
  }

  /// `every week on Tuesday`, `never`.
  func words(from start: CivilDateTime?) -> String {
    guard let start, var rule = rule(from: start) else { return "never" }
    rule.end = .never
    return rule.words(from: start)
  }
}
