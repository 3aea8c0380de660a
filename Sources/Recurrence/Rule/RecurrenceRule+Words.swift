public import Scheduling

extension RecurrenceRule {
  /// The rule in plain words: `every 2 weeks on Tuesday, 6 times`.
  ///
  /// Every part that changes what the rule gives is told, except WKST.
  ///
  /// - Parameters:
  ///   - start: DTSTART, which supplies what the rule leaves open: with it, `FREQ=WEEKLY` names the weekday.
  ///   - zone: whose date is told for an UNTIL that is an instant.
  public func words(from start: CivilDateTime? = nil, zone: ZoneRules = .utc) -> String {
    RuleWords(rule: self, start: start).text(zone)
  }
}

/// The pieces of a rule's sentence.
private struct RuleWords {
  let rule: RecurrenceRule
  let start: CivilDateTime?

  private static let working: Set<Weekday> = [.monday, .tuesday, .wednesday, .thursday, .friday]

  /// Whether parts about days only take away from what the frequency gives.
  private var isLimited: Bool { rule.frequency != .weekly && rule.frequency != .monthly && rule.frequency != .yearly }

  func text(_ zone: ZoneRules) -> String {
    var text = frequency
    let days = isEveryWeekday ? "" : onDays
    let parts = [days, inWeeks, inMonths(saidWith: days)].filter { !$0.isEmpty }.joined(separator: " ")
    if !parts.isEmpty { text += isLimited ? ", only \(parts)" : " \(parts)" }
    for times in [atTimes, positionsLeft] where !times.isEmpty { text += times }
    return text + end(zone)
  }

  /// Whether Monday to Friday is all that it says about days, or nearly.
  private var isEveryWeekday: Bool {
    (rule.frequency == .weekly || rule.frequency == .daily) && rule.interval == 1 && rule.positions.isEmpty
      && rule.monthDays.isEmpty && Set(rule.days.map(\.weekday)) == Self.working
  }

  private var frequency: String {
    if isEveryWeekday { return "every weekday" }
    let unit =
      switch rule.frequency {
      case .secondly: "second"
      case .minutely: "minute"
      case .hourly: "hour"
      case .daily: "day"
      case .weekly: "week"
      case .monthly: "month"
      case .yearly: "year"
      }
    return rule.interval == 1 ? "every \(unit)" : "every \(rule.interval) \(unit)s"
  }

  // MARK: Days

  private var onDays: String {
    if let dayOfYear = fixedDate { return "on \(dayOfYear)" }
    if let chosen = chosenDay { return "on the \(chosen)" }
    var pieces: [String] = []
    if !rule.days.isEmpty { pieces.append(weekdays) }
    let monthDays = rule.monthDays.isEmpty ? startMonthDay : rule.monthDays
    if !monthDays.isEmpty { pieces.append(numbered(monthDays, "day", "of the month")) }
    if !rule.yearDays.isEmpty { pieces.append(numbered(rule.yearDays, "day", "of the year", isAlwaysNamed: true)) }
    if pieces.isEmpty, let weekday = startWeekday { pieces.append(weekday.name) }
    return pieces.isEmpty ? "" : "on " + pieces.joined(separator: isPlural ? " that are " : " that is ")
  }

  /// `24 December`, where the rule or its start says no more than that.
  private var fixedDate: String? {
    guard rule.frequency == .yearly, rule.weeks.isEmpty, rule.yearDays.isEmpty, rule.days.isEmpty,
      rule.positions.isEmpty, rule.months.count <= 1,
      let month = rule.months.first ?? (rule.monthDays.isEmpty ? start?.date.month : nil),
      rule.monthDays.count <= 1, let day = rule.monthDays.first ?? start?.date.day, day > 0
    else { return nil }
    return "\(day) \(Self.month(month))"
  }

  /// `last weekday`, where BYSETPOS picks among the weekdays of a month or year.
  private var chosenDay: String? {
    guard !rule.positions.isEmpty, !isLimited, rule.frequency != .weekly, !rule.days.isEmpty,
      rule.days.allSatisfy({ $0.ordinal == nil }), rule.monthDays.isEmpty, rule.yearDays.isEmpty, rule.weeks.isEmpty,
      max(rule.hours.count, rule.minutes.count, rule.seconds.count) <= 1
    else { return nil }
    let weekdays = Set(rule.days.map(\.weekday))
    let places = Self.list(Self.ordered(rule.positions).map(Self.place))
    let noun: String
    if weekdays.count == 7 {
      noun = "day"
    } else if weekdays == Self.working {
      noun = "weekday"
    } else {
      noun = Self.list(weekdays.sorted().map(\.name), "or")
    }
    guard rule.frequency == .yearly else { return "\(places) \(noun)" }
    return "\(places) \(noun)" + (rule.months.isEmpty ? " of the year" : rule.months.count > 1 ? " of all" : "")
  }

  private var weekdays: String {
    let plain = Set(rule.days.filter { $0.ordinal == nil }.map(\.weekday))
    var pieces: [String] = []
    if plain == Self.working {
      pieces.append("weekdays")
    } else if plain.count == 7 {
      pieces.append("each day")
    } else {
      pieces += plain.sorted().map { $0.name + (isPlural ? "s" : "") }
    }
    var counted: [Weekday: [Int]] = [:]
    for day in rule.days { if let ordinal = day.ordinal { counted[day.weekday, default: []].append(ordinal) } }
    for (weekday, ordinals) in counted.sorted(by: { $0.key < $1.key }) {
      pieces.append("the \(Self.list(Self.ordered(ordinals).map(Self.place))) \(weekday.name)")
    }
    let ofYear = rule.frequency == .yearly && rule.months.isEmpty && !counted.isEmpty ? " of the year" : ""
    return Self.list(pieces) + ofYear
  }

  /// Whether a period has several of each weekday.
  private var isPlural: Bool {
    !rule.days.isEmpty && (rule.frequency == .monthly || rule.frequency == .yearly && rule.weeks.isEmpty)
  }

  private var startMonthDay: [Int] {
    guard rule.days.isEmpty, rule.yearDays.isEmpty, rule.weeks.isEmpty, let day = start?.date.day else { return [] }
    return rule.frequency == .monthly || rule.frequency == .yearly ? [day] : []
  }

  private var startWeekday: Weekday? {
    rule.frequency == .weekly || rule.frequency == .yearly && !rule.weeks.isEmpty ? start?.date.weekday : nil
  }

  private var inWeeks: String {
    guard !rule.weeks.isEmpty else { return "" }
    let first = Self.ordered(rule.weeks).filter { $0 > 0 }
    let last = Self.ordered(rule.weeks).filter { $0 < 0 }.map { "the \(Self.place($0)) week" }
    let numbers = first.isEmpty ? [] : ["week \(Self.list(first.map(String.init)))"]
    return "in \(Self.list(numbers + last)) of the year"
  }

  private func inMonths(saidWith days: String) -> String {
    guard !rule.months.isEmpty, fixedDate == nil else { return "" }
    return "in \(Self.list(rule.months.sorted().map(Self.month)))"
  }

  /// `the 2nd and 15th`, `the 10th to 15th`, `the last day of the month`, `day 100 of the year`.
  private func numbered(_ numbers: [Int], _ noun: String, _ whole: String, isAlwaysNamed: Bool = false) -> String {
    let ordered = Self.ordered(numbers)
    let positive = Self.runs(ordered.filter { $0 > 0 }) { isAlwaysNamed ? String($0) : Self.ordinal($0) }
    let negative = ordered.filter { $0 < 0 }.map(Self.place)
    var pieces: [String] = []
    if !positive.isEmpty {
      pieces.append(isAlwaysNamed ? "\(noun) \(Self.list(positive)) \(whole)" : "the \(Self.list(positive))")
    }
    if !negative.isEmpty { pieces.append("the \(Self.list(negative)) \(noun) \(whole)") }
    return Self.list(pieces)
  }

  // MARK: Times

  private var atTimes: String {
    guard !(rule.hours.isEmpty && rule.minutes.isEmpty && rule.seconds.isEmpty) else { return "" }
    if !isLimited || rule.frequency == .daily, let times = clockTimes { return " at \(Self.list(times))" }
    var pieces: [String] = []
    if !rule.hours.isEmpty { pieces.append("in " + Self.unit("hour", rule.hours)) }
    if !rule.minutes.isEmpty { pieces.append("at " + Self.unit("minute", rule.minutes)) }
    if !rule.seconds.isEmpty { pieces.append("at " + Self.unit("second", rule.seconds)) }
    return ", " + pieces.joined(separator: ", ")
  }

  /// `09:00` and so on, when the rule with its start gives a handful.
  private var clockTimes: [String]? {
    let hours = rule.hours.isEmpty ? start.map { [$0.time.hour] } : rule.hours
    let minutes = rule.minutes.isEmpty ? start.map { [$0.time.minute] } : rule.minutes
    let seconds = rule.seconds.isEmpty ? [start?.time.second ?? 0] : rule.seconds
    guard let hours, let minutes, hours.count * minutes.count * seconds.count <= 6 else { return nil }
    return hours.sorted().flatMap { hour in
      minutes.sorted().flatMap { minute in
        seconds.sorted().compactMap { CivilTime(hour: hour, minute: minute, second: $0)?.description }
      }
    }
  }

  /// BYSETPOS where ``chosenDay`` has not told it.
  private var positionsLeft: String {
    guard !rule.positions.isEmpty, chosenDay == nil else { return "" }
    return ", only the \(Self.list(Self.ordered(rule.positions).map(Self.place))) of them"
  }

  private func end(_ zone: ZoneRules) -> String {
    func until(_ date: CivilDate) -> String {
      let (year, month, day) = date.fields
      return ", until \(day) \(Self.month(month)) \(year)"
    }
    return switch rule.end {
    case .never: ""
    case .count(1): ", once"
    case .count(let count): ", \(count) times"
    case .untilDate(let date): until(date)
    case .untilReading(let reading): until(reading.date)
    case .untilInstant(let instant): until(zone.date(at: instant))
    }
  }

  // MARK: Numbers and lists

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  private static func month(_ number: Int) -> String {
    months.indices.contains(number - 1) ? months[number - 1] : "month \(number)"
  }

  /// Counted from the front, then from the end, each in the order of time, each once.
  private static func ordered(_ numbers: [Int]) -> [Int] {
    let numbers = Set(numbers)
    return numbers.filter { $0 > 0 }.sorted() + numbers.filter { $0 < 0 }.sorted()
  }

  /// `first`, `20th`, `last`, `second to last`.
  private static func place(_ number: Int) -> String {
    guard number < 0 else { return short(number) }
    return number == -1 ? "last" : "\(short(-number)) to last"
  }

  private static func short(_ number: Int) -> String {
    let names = ["first", "second", "third", "fourth", "fifth"]
    return names.indices.contains(number - 1) ? names[number - 1] : ordinal(number)
  }

  private static func ordinal(_ number: Int) -> String {
    let ending =
      switch (number % 10, number % 100) {
      case (_, 11...13): "th"
      case (1, _): "st"
      case (2, _): "nd"
      case (3, _): "rd"
      default: "th"
      }
    return "\(number)\(ending)"
  }

  /// `hour 9`, `hours 9 to 16`.
  private static func unit(_ name: String, _ numbers: [Int]) -> String {
    let numbers = Set(numbers).sorted()
    return "\(name)\(numbers.count == 1 ? "" : "s") \(list(runs(numbers) { String($0) }))"
  }

  /// Three and more in a row are told by their ends.
  private static func runs(_ numbers: [Int], _ text: (Int) -> String) -> [String] {
    var result: [String] = []
    var index = 0
    while index < numbers.count {
      var last = index
      while last + 1 < numbers.count, numbers[last + 1] == numbers[last] + 1 { last += 1 }
      if last - index >= 2 {
        result.append("\(text(numbers[index])) to \(text(numbers[last]))")
      } else {
        result += numbers[index...last].map(text)
      }
      index = last + 1
    }
    return result
  }

  private static func list(_ pieces: [String], _ conjunction: String = "and") -> String {
    guard let last = pieces.last, pieces.count > 1 else { return pieces.first ?? "" }
    return pieces.dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
  }
}
