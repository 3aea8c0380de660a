import Recurrence
import Scheduling
import TestSupport

/// Draws rules of every frequency with parts that the RFC allows together, and starts for them.
enum RandomRule {
  static func make(_ random: inout SeededRandom, near day: Int = 20_500) -> RecurrenceRule {
    var rule = RecurrenceRule(RecurrenceRule.Frequency.allCases.randomElement(using: &random) ?? .daily)
    let isBelowDay = [.secondly, .minutely, .hourly].contains(rule.frequency)
    let intervals = isBelowDay ? [1, 1, 2, 7, 15, 25, 90, 1_000] : [1, 1, 1, 2, 3, 4, 7, 18]
    rule.interval = intervals.randomElement(using: &random) ?? 1
    if chance(3, &random) { rule.weekStart = Weekday.allCases.randomElement(using: &random) ?? .monday }
    if chance(isBelowDay ? 6 : 3, &random) { rule.months = some(1...12, &random) }
    if rule.frequency != .weekly, chance(isBelowDay ? 5 : 3, &random) { rule.monthDays = some(-31...31, &random) }
    if rule.frequency == .yearly || isBelowDay, chance(isBelowDay ? 9 : 4, &random) {
      rule.yearDays = some(-366...366, &random, most: 40)
    }
    if rule.frequency == .yearly, chance(3, &random) { rule.weeks = some(-53...53, &random) }
    if chance(2, &random) { rule.days = days(rule, &random) }
    if chance(4, &random) { rule.hours = some(0...23, &random, most: 5) }
    if chance(5, &random) { rule.minutes = some(0...59, &random) }
    if chance(6, &random) { rule.seconds = some(0...60, &random) }
    let lists = [rule.months, rule.monthDays, rule.yearDays, rule.weeks, rule.hours, rule.minutes, rule.seconds]
    if !lists.allSatisfy(\.isEmpty) || !rule.days.isEmpty, chance(3, &random) {
      rule.positions = some(chance(4, &random) ? -366...366 : -5...5, &random)
    }
    let last = CivilDateTime(reading: Int64(day) * 86_400 + Int64.random(in: -86_400..<40_000_000, using: &random))
    switch Int.random(in: 0..<8, using: &random) {
    case 0, 1, 2: rule.end = .count(Int.random(in: 1...40, using: &random))
    case 3: rule.end = .untilDate(last.date)
    case 4: rule.end = .untilReading(last)
    case 5: rule.end = .untilInstant(Instant(seconds: last.reading))
    default: break
    }
    return rule.canonical
  }

  /// A day and a time on it, on a day when the clocks change as often as not.
  static func start(near day: Int, _ random: inout SeededRandom) -> CivilDateTime {
    let day = Int64(chance(2, &random) ? day : day + Int.random(in: -400...3, using: &random))
    return CivilDateTime(reading: day * 86_400 + 900 * Int64.random(in: 0..<96, using: &random))
  }

  static func chance(_ one: Int, _ random: inout SeededRandom) -> Bool {
    Int.random(in: 0..<one, using: &random) == 0
  }

  private static func some(_ range: ClosedRange<Int>, _ random: inout SeededRandom, most: Int = 3) -> [Int] {
    let numbers = (0..<Int.random(in: 1...most, using: &random)).map { _ in Int.random(in: range, using: &random) }
    let isSigned = range.lowerBound < 0
    let valid = Set(numbers.filter { !isSigned || $0 != 0 })
    return valid.isEmpty ? [1] : valid.sorted()
  }

  private static func days(_ rule: RecurrenceRule, _ random: inout SeededRandom) -> [RecurrenceRule.Day] {
    let mayCount = rule.frequency == .monthly || (rule.frequency == .yearly && rule.weeks.isEmpty)
    let isOfYear = rule.frequency == .yearly && rule.months.isEmpty
    return (0..<Int.random(in: 1...4, using: &random)).map { _ in
      let ordinals = isOfYear ? [1, 20, -1, -30, 53, -53] : [1, 2, 3, -1, -2, 5, -5]
      let ordinal = mayCount && chance(2, &random) ? ordinals.randomElement(using: &random) : nil
      return RecurrenceRule.Day(Weekday.allCases.randomElement(using: &random) ?? .monday, ordinal: ordinal)
    }
  }
}
