import Scheduling

extension RecurrenceRule: CustomStringConvertible {
  /// The rule in the order in which the RFC lists the parts, its lists sorted; reads back as ``canonical``.
  public var description: String {
    let rule = canonical
    var parts = ["FREQ=\(frequency.rawValue)"]
    if interval != 1 { parts.append("INTERVAL=\(interval)") }
    switch end {
    case .never: break
    case .count(let count): parts.append("COUNT=\(count)")
    case .untilDate(let date): parts.append("UNTIL=\(Self.compact(date))")
    case .untilReading(let reading): parts.append("UNTIL=\(Self.compact(reading))")
    case .untilInstant(let instant): parts.append("UNTIL=\(Self.compact(CivilDateTime(reading: instant.seconds)))Z")
    }
    func add(_ name: String, _ numbers: [Int]) {
      if !numbers.isEmpty { parts.append("\(name)=\(numbers.map(String.init).joined(separator: ","))") }
    }
    add("BYSECOND", rule.seconds)
    add("BYMINUTE", rule.minutes)
    add("BYHOUR", rule.hours)
    if !rule.days.isEmpty { parts.append("BYDAY=\(rule.days.map(\.description).joined(separator: ","))") }
    add("BYMONTHDAY", rule.monthDays)
    add("BYYEARDAY", rule.yearDays)
    add("BYWEEKNO", rule.weeks)
    add("BYMONTH", rule.months)
    add("BYSETPOS", rule.positions)
    if weekStart != .monday { parts.append("WKST=\(Self.codes[weekStart.rawValue - 1])") }
    return parts.joined(separator: ";")
  }

  /// The same rule with every list sorted and each value once, as ``init(_:)`` reads it: rules that say the same in the
  /// same parts become equal.
  public var canonical: RecurrenceRule {
    var rule = self
    rule.seconds = Self.distinct(seconds)
    rule.minutes = Self.distinct(minutes)
    rule.hours = Self.distinct(hours)
    rule.days = Self.distinct(days)
    rule.monthDays = Self.distinct(monthDays)
    rule.yearDays = Self.distinct(yearDays)
    rule.weeks = Self.distinct(weeks)
    rule.months = Self.distinct(months)
    rule.positions = Self.distinct(positions)
    return rule
  }

  private static func distinct<Value: Comparable & Hashable>(_ values: [Value]) -> [Value] {
    values.count < 2 ? values : Set(values).sorted()
  }

  static let codes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

  private static func compact(_ date: CivilDate) -> String { date.description.filter { $0 != "-" } }
  private static func compact(_ reading: CivilDateTime) -> String {
    reading.description.filter { $0 != "-" && $0 != ":" }
  }
}

extension RecurrenceRule.Day: CustomStringConvertible {
  /// `MO`, `2TU`, `-1FR`.
  public var description: String {
    (ordinal.map(String.init) ?? "") + RecurrenceRule.codes[weekday.rawValue - 1]
  }
}

extension RecurrenceRule.Day: Comparable {
  /// Plain weekdays from Monday on, then counted ones from the front, then from the end.
  public static func < (left: RecurrenceRule.Day, right: RecurrenceRule.Day) -> Bool {
    func key(_ day: RecurrenceRule.Day) -> (Int, Int, Weekday) {
      let ordinal = day.ordinal ?? 0
      return (ordinal < 0 ? 1 : 0, ordinal, day.weekday)
    }
    return key(left) < key(right)
  }
}
