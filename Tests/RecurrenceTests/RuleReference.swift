import Recurrence
import Scheduling

/// The RFC's table of what each part expands or limits, asked day by day and time by time: as slow and as plain as it
/// can be. Shares nothing with the engine but the rule's value.
struct RuleReference {
  let rule: RecurrenceRule
  let start: CivilDateTime
  let zone: ZoneRules

  /// All instances up to `end`, counted from the start.
  func readings(until end: CivilDateTime) -> [CivilDateTime] {
    var result: [CivilDateTime] = []
    var count = 0
    for period in periods(until: end) {
      var instances = period.filter(exists).sorted()
      if !rule.positions.isEmpty {
        let all = instances
        let indices = Set(rule.positions.map { $0 > 0 ? $0 - 1 : all.count + $0 }).sorted()
        instances = indices.filter { all.indices.contains($0) }.map { all[$0] }
      }
      for instance in instances where instance >= start {
        if instance >= end || isAfterEnd(instance) { return result }
        if case .count(let most) = rule.end, count >= most { return result }
        count += 1
        result.append(instance)
      }
    }
    return result
  }

  private func exists(_ reading: CivilDateTime) -> Bool { zone.civil(at: zone.instant(of: reading)) == reading }

  private func isAfterEnd(_ reading: CivilDateTime) -> Bool {
    switch rule.end {
    case .never, .count: false
    case .untilDate(let date): reading.date > date
    case .untilReading(let last): reading > last
    case .untilInstant(let instant): zone.instant(of: reading) > instant
    }
  }

  /// Candidates period by period, every period from the start's that is a multiple of the interval away.
  private func periods(until end: CivilDateTime) -> [[CivilDateTime]] {
    var byPeriod: [Int: [CivilDateTime]] = [:]
    // Periods are made whole at both ends, for BYSETPOS counts within them.
    let margin = [.yearly: 400, .monthly: 32, .weekly: 8][rule.frequency] ?? 1
    var date = start.date - margin
    while CivilDateTime(date - margin) < end {
      if matches(date) {
        for reading in times(on: date) where isNear(reading, end) {
          let index = period(of: reading)
          if index >= 0, index % rule.interval == 0 { byPeriod[index, default: []].append(reading) }
        }
      }
      date = date + 1
    }
    return byPeriod.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Periods below a day that lie off the stretch needn't be made.
  private func isNear(_ reading: CivilDateTime, _ end: CivilDateTime) -> Bool {
    guard [.hourly, .minutely, .secondly].contains(rule.frequency) else { return true }
    return reading.reading > start.reading - 3_600 && reading.reading < end.reading + 3_600
  }

  private func period(of reading: CivilDateTime) -> Int {
    let (date, first) = (reading.date, start.date)
    switch rule.frequency {
    case .yearly: return rule.weeks.isEmpty ? date.year - first.year : weekYear(date) - weekYear(first)
    case .monthly: return (date.year - first.year) * 12 + date.month - first.month
    case .weekly: return (weekBegin(date) - weekBegin(first)) / 7
    case .daily: return date - first
    case .hourly: return parts(reading, start, 3_600)
    case .minutely: return parts(reading, start, 60)
    case .secondly: return parts(reading, start, 1)
    }
  }

  private func parts(_ reading: CivilDateTime, _ other: CivilDateTime, _ unit: Int64) -> Int {
    // Starts lie after 1970, so that quotients are rounded down.
    Int((reading.reading / unit) - (other.reading / unit))
  }

  private func weekBegin(_ date: CivilDate) -> CivilDate {
    var date = date
    while date.weekday != rule.weekStart { date = date - 1 }
    return date
  }

  /// The year that has at least four days of the date's week.
  private func weekYear(_ date: CivilDate) -> Int { (weekBegin(date) + 3).year }

  private func weekNumbers(_ date: CivilDate) -> [Int] {
    let year = weekYear(date)
    var number = 1
    var begin = weekBegin(date)
    while weekYear(begin - 7) == year {
      begin = begin - 7
      number += 1
    }
    var count = number
    var next = weekBegin(date) + 7
    while weekYear(next) == year {
      next = next + 7
      count += 1
    }
    return [number, number - count - 1]
  }

  private func matches(_ date: CivilDate) -> Bool {
    let length = CivilDate.daysInMonth(date.month, ofYear: date.year)
    let yearLength = CivilDate.isLeap(date.year) ? 366 : 365
    if !rule.months.isEmpty, !rule.months.contains(date.month) { return false }
    if !rule.weeks.isEmpty, !weekNumbers(date).contains(where: rule.weeks.contains) { return false }
    if !rule.yearDays.isEmpty,
      ![date.dayOfYear, date.dayOfYear - yearLength - 1].contains(where: rule.yearDays.contains)
    {
      return false
    }
    if !rule.monthDays.isEmpty, ![date.day, date.day - length - 1].contains(where: rule.monthDays.contains) {
      return false
    }
    if !rule.days.isEmpty, !rule.days.contains(where: { isDay($0, date, length, yearLength) }) { return false }
    return matchesDefaults(date)
  }

  private func isDay(_ day: RecurrenceRule.Day, _ date: CivilDate, _ length: Int, _ yearLength: Int) -> Bool {
    guard day.weekday == date.weekday else { return false }
    guard let ordinal = day.ordinal else { return true }
    let inMonth = rule.frequency == .monthly || !rule.months.isEmpty
    let first = inMonth ? date - (date.day - 1) : date - (date.dayOfYear - 1)
    let all = (0..<(inMonth ? length : yearLength)).map { first + $0 }.filter { $0.weekday == day.weekday }
    let index = ordinal > 0 ? ordinal - 1 : all.count + ordinal
    return all.indices.contains(index) && all[index] == date
  }

  /// What is missing is taken from the start.
  private func matchesDefaults(_ date: CivilDate) -> Bool {
    let saysDay = !rule.days.isEmpty || !rule.monthDays.isEmpty || !rule.yearDays.isEmpty
    switch rule.frequency {
    case .yearly:
      if !rule.weeks.isEmpty { return saysDay || date.weekday == start.date.weekday }
      guard !saysDay else { return true }
      return date.day == start.date.day && (!rule.months.isEmpty || date.month == start.date.month)
    case .monthly: return saysDay || date.day == start.date.day
    case .weekly: return saysDay || date.weekday == start.date.weekday
    default: return true
    }
  }

  private func times(on date: CivilDate) -> [CivilDateTime] {
    let order: [RecurrenceRule.Frequency] = [.secondly, .minutely, .hourly]
    let rank = order.firstIndex(of: rule.frequency) ?? 3
    let hours = !rule.hours.isEmpty ? rule.hours : rank >= 3 ? [start.time.hour] : Array(0...23)
    let minutes = !rule.minutes.isEmpty ? rule.minutes : rank >= 2 ? [start.time.minute] : Array(0...59)
    let seconds = !rule.seconds.isEmpty ? rule.seconds : rank >= 1 ? [start.time.second] : Array(0...59)
    var result: [CivilDateTime] = []
    for hour in hours {
      for minute in minutes {
        for second in seconds {
          if let time = CivilTime(hour: hour, minute: minute, second: second) {
            result.append(CivilDateTime(date, time))
          }
        }
      }
    }
    return result
  }
}
