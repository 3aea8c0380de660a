import Scheduling

extension RecurrenceRule: CustomStringConvertible {
  /// The rule in the order in which the RFC lists the parts; reads back as the same rule.
  public var description: String {
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
    add("BYSECOND", seconds)
    add("BYMINUTE", minutes)
    add("BYHOUR", hours)
    if !days.isEmpty {
      let texts = days.map { ($0.ordinal.map(String.init) ?? "") + Self.codes[$0.weekday.rawValue - 1] }
      parts.append("BYDAY=\(texts.joined(separator: ","))")
    }
    add("BYMONTHDAY", monthDays)
    add("BYYEARDAY", yearDays)
    add("BYWEEKNO", weeks)
    add("BYMONTH", months)
    add("BYSETPOS", positions)
    if weekStart != .monday { parts.append("WKST=\(Self.codes[weekStart.rawValue - 1])") }
    return parts.joined(separator: ";")
  }

  private static func compact(_ date: CivilDate) -> String { date.description.filter { $0 != "-" } }
  private static func compact(_ reading: CivilDateTime) -> String {
    reading.description.filter { $0 != "-" && $0 != ":" }
  }
}
