import Recurrence
import Scheduling
import TestSupport

/// Draws rules of every frequency with parts that the RFC allows together.
enum RandomRule {
  static func make(_ random: inout SeededRandom) -> RecurrenceRule {
    var rule = RecurrenceRule(RecurrenceRule.Frequency.allCases.randomElement(using: &random) ?? .daily)
    rule.interval = [1, 1, 1, 2, 3, 7].randomElement(using: &random) ?? 1
    if chance(4, &random) { rule.weekStart = Weekday.allCases.randomElement(using: &random) ?? .monday }
    if chance(3, &random) { rule.months = some(1...12, &random) }
    let isFine = [.secondly, .minutely, .hourly].contains(rule.frequency)
    if rule.frequency != .weekly, chance(3, &random) { rule.monthDays = some(-31...31, &random) }
    if rule.frequency == .yearly || isFine, chance(4, &random) { rule.yearDays = some(-366...366, &random, most: 6) }
    if rule.frequency == .yearly, chance(3, &random) { rule.weeks = some(-53...53, &random) }
    if chance(2, &random) { rule.days = days(rule, &random) }
    if chance(4, &random) { rule.hours = some(0...23, &random) }
    if chance(5, &random) { rule.minutes = some(0...59, &random) }
    if chance(6, &random) { rule.seconds = some(0...59, &random) }
    let hasParts =
      !(rule.months + rule.monthDays + rule.yearDays + rule.weeks + rule.hours + rule.minutes + rule.seconds).isEmpty
    if hasParts || !rule.days.isEmpty, chance(3, &random) { rule.positions = some(-4...4, &random) }
    switch Int.random(in: 0..<4, using: &random) {
    case 0: rule.end = .count(Int.random(in: 1...40, using: &random))
    case 1: rule.end = .untilDate(CivilDate(dayNumber: Int.random(in: 20_000...21_500, using: &random)))
    default: break
    }
    return rule.canonical
  }

  private static func chance(_ one: Int, _ random: inout SeededRandom) -> Bool {
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
    var days: [RecurrenceRule.Day] = []
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let weekday = Weekday.allCases.randomElement(using: &random) ?? .monday
      let ordinals = [1, 2, -1, -2, 5, -5]
      let ordinal = mayCount && chance(2, &random) ? ordinals.randomElement(using: &random) : nil
      let day = RecurrenceRule.Day(weekday, ordinal: ordinal)
      if !days.contains(day) { days.append(day) }
    }
    return days
  }
}
