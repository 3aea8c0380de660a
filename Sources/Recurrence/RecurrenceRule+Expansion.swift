public import Scheduling

/// What an expansion gave.
public struct RuleReadings: Hashable, Sendable {
  /// Wall-clock readings, ascending, each once.
  public var readings: [CivilDateTime]
  /// Whether it stopped early, for there were more than the limit, or the rule is too dense to be searched.
  public var isCut: Bool
}

extension RecurrenceRule {
  /// The rule's instances within a window, as readings of the zone's clocks.
  ///
  /// Instances at readings that the clocks skip, and at dates that don't exist, are dropped and not counted (RFC 5545,
  /// 3.3.10). The start is an instance only where the rule says so. Frequencies below a day step along the wall clock, so
  /// an hour that occurs twice has its instances once, the first time.
  ///
  /// A rule without COUNT begins at the window, however long ago it started; one with COUNT is counted from its start.
  /// O(instances + periods in the window); a COUNT rule O(periods since its start).
  ///
  /// - Parameters:
  ///   - start: DTSTART.
  ///   - window: readings to give; bounded, for a rule may have no end.
  ///   - limit: instances at most.
  public func readings(
    from start: CivilDateTime, zone: ZoneRules, in window: Range<CivilDateTime>, limit: Int = .max
  ) -> RuleReadings {
    var expansion = RuleExpansion(self, start: start, zone: zone, window: window, limit: limit)
    expansion.run()
    return RuleReadings(readings: expansion.result, isCut: expansion.isCut)
  }
}

/// One run over a rule's periods.
struct RuleExpansion {
  let rule: RecurrenceRule
  let start: CivilDateTime
  let zone: ZoneRules
  let lower: Int64
  let upper: Int64
  let limit: Int

  private(set) var result: [CivilDateTime] = []
  private(set) var isCut = false

  private var gaps: ClockGaps
  private var remaining: Int
  private let dayTest: DayTest
  /// Seconds after midnight, ascending, of each instance on a day; for frequencies of a day or more.
  private let times: [Int64]
  /// Readings after this one are beyond UNTIL.
  private let last: Int64
  /// Periods that may be looked at: what a hostile rule costs at most.
  private var budget = 4_000_000
  private var isDone = false
  /// The instances of the period being made, for BYSETPOS.
  private var period: [Int64] = []

  init(_ rule: RecurrenceRule, start: CivilDateTime, zone: ZoneRules, window: Range<CivilDateTime>, limit: Int) {
    self.rule = rule
    self.start = start
    self.zone = zone
    self.limit = limit
    lower = max(window.lowerBound.reading, start.reading)
    upper = window.upperBound.reading
    if case .count(let count) = rule.end { remaining = count } else { remaining = .max }
    last = Self.last(rule.end, zone)
    gaps = ClockGaps(
      zone, from: remaining == .max ? CivilDateTime(reading: lower - 86_400 * 400) : start,
      to: CivilDateTime(reading: min(upper, last)))
    dayTest = Self.dayTest(rule, start)
    times = Self.times(rule, start)
  }

  private static func last(_ end: RecurrenceRule.End, _ zone: ZoneRules) -> Int64 {
    switch end {
    case .never, .count: Int64.max
    case .untilDate(let date): CivilDateTime(date + 1).reading - 1
    case .untilReading(let reading): reading.reading
    case .untilInstant(let instant): zone.civil(at: instant).reading
    }
  }

  /// The parts that the rule leaves to its start (RFC 5545, 3.3.10: "the information missing … is taken from DTSTART").
  private static func dayTest(_ rule: RecurrenceRule, _ start: CivilDateTime) -> DayTest {
    let date = start.date
    switch rule.frequency {
    case .yearly:
      if !rule.weeks.isEmpty, rule.days.isEmpty, rule.monthDays.isEmpty, rule.yearDays.isEmpty {
        return DayTest(rule, weekdays: [date.weekday])
      }
      guard rule.days.isEmpty, rule.monthDays.isEmpty, rule.yearDays.isEmpty, rule.weeks.isEmpty else {
        return DayTest(rule)
      }
      return DayTest(rule, monthDays: [date.day], months: rule.months.isEmpty ? [date.month] : [])
    case .monthly:
      return rule.days.isEmpty && rule.monthDays.isEmpty ? DayTest(rule, monthDays: [date.day]) : DayTest(rule)
    case .weekly: return rule.days.isEmpty ? DayTest(rule, weekdays: [date.weekday]) : DayTest(rule)
    default: return DayTest(rule)
    }
  }

  private static func times(_ rule: RecurrenceRule, _ start: CivilDateTime) -> [Int64] {
    let hours = rule.hours.isEmpty ? [start.time.hour] : rule.hours
    let minutes = rule.minutes.isEmpty ? [start.time.minute] : rule.minutes
    let seconds = rule.seconds.isEmpty ? [start.time.second] : rule.seconds.filter { $0 < 60 }
    return hours.flatMap { hour in
      minutes.flatMap { minute in seconds.map { Int64(hour * 3_600 + minute * 60 + $0) } }
    }
  }

  mutating func run() {
    switch rule.frequency {
    case .yearly: years()
    case .monthly: months()
    case .weekly: weeks()
    case .daily: days()
    case .hourly: parts(of: 3_600)
    case .minutely: parts(of: 60)
    case .secondly: parts(of: 1)
    }
  }

  // MARK: Periods

  /// The first period to look at: the one that holds the window's begin, or the start's where instances are counted.
  /// `index` numbers periods from the start's; only every `interval`-th exists.
  private func first(_ index: Int) -> Int {
    guard remaining == .max, index > 0 else { return 0 }
    return index / rule.interval * rule.interval
  }

  private mutating func years() {
    let startYear = start.date.year
    // A week-numbered year may begin in December.
    var index = first(CivilDateTime(reading: lower).date.year - startYear - 1)
    while !isDone {
      let year = startYear + index
      guard year <= 9_999, spend() else { return }
      let hasWeeks = !rule.weeks.isEmpty
      let begin =
        hasWeeks ? DayTest.firstWeek(of: year, beginningOn: rule.weekStart) : CivilDate(year: year, month: 1, day: 1)
      let end =
        hasWeeks
        ? DayTest.firstWeek(of: year + 1, beginningOn: rule.weekStart) : CivilDate(year: year + 1, month: 1, day: 1)
      guard let begin, let end else { return }
      guard CivilDateTime(begin).reading < upper else { return }
      take(begin, to: end)
      index += rule.interval
    }
  }

  private mutating func months() {
    let (startYear, startMonth, _) = start.date.fields
    let (year, month, _) = CivilDateTime(reading: lower).date.fields
    var index = first((year - startYear) * 12 + month - startMonth)
    while !isDone, spend() {
      let total = startYear * 12 + startMonth - 1 + index
      guard let begin = CivilDate(year: total / 12, month: total % 12 + 1, day: 1), total / 12 <= 9_999,
        CivilDateTime(begin).reading < upper
      else { return }
      if rule.months.isEmpty || rule.months.contains(total % 12 + 1) {
        take(begin, to: begin + CivilDate.daysInMonth(total % 12 + 1, ofYear: total / 12))
      }
      index += rule.interval
    }
  }

  private mutating func weeks() {
    let begin = start.date.startOfWeek(beginningOn: rule.weekStart)
    var index = first((CivilDateTime(reading: lower).date - begin) / 7)
    // The days of a week that the rule wants, so that six of seven needn't be tested.
    let wanted = rule.days.isEmpty ? [start.date.weekday] : rule.days.map(\.weekday)
    let offsets = Set(wanted.map { $0.daysAfter(rule.weekStart) }).sorted()
    while !isDone, spend() {
      let monday = begin + index * 7
      guard CivilDateTime(monday).reading < upper, monday.dayNumber < 2_932_897 else { return }
      period.removeAll(keepingCapacity: true)
      for offset in offsets where rule.months.isEmpty || rule.months.contains((monday + offset).month) {
        add(monday + offset)
      }
      emitPeriod()
      index += rule.interval
    }
  }

  private mutating func days() {
    var index = first(CivilDateTime(reading: lower).date - start.date)
    while !isDone, spend() {
      let date = start.date + index
      guard CivilDateTime(date).reading < upper, date.dayNumber < 2_932_897 else { return }
      if dayTest(date) {
        period.removeAll(keepingCapacity: true)
        add(date)
        emitPeriod()
      }
      index += rule.interval
    }
  }

  /// Hours, minutes or seconds: day by day, so that days, hours and minutes that don't fit are jumped over.
  private mutating func parts(of unit: Int64) {
    let origin = start.reading.flooredQuotient(by: unit)
    var date = (remaining == .max ? CivilDateTime(reading: lower) : start).date
    while !isDone, spend() {
      let midnight = CivilDateTime(date).reading
      guard midnight < upper, date.dayNumber < 2_932_897 else { return }
      if dayTest(date) {
        // The first period of the day that lies a whole number of intervals from the start's.
        let step = Int64(rule.interval)
        var index = max(midnight.flooredQuotient(by: unit), origin)
        index = origin + (index - origin + step - 1) / step * step
        let end = (midnight + 86_400) / unit
        while index < end, !isDone {
          guard spend() else { return }
          if let skip = takePart(index * unit - midnight, unit, midnight) {
            let target = (midnight + skip).flooredQuotient(by: unit)
            index += max(1, (target - index + step - 1) / step) * step
          } else {
            index += step
          }
        }
      }
      date = date + 1
    }
  }

  /// Makes the instances of one hour, minute or second; where it does not fit, the second of the day to go on from.
  private mutating func takePart(_ second: Int64, _ unit: Int64, _ midnight: Int64) -> Int64? {
    let (hour, minute) = (Int(second / 3_600), Int(second / 60 % 60))
    if !rule.hours.isEmpty, !rule.hours.contains(hour) { return Int64(hour + 1) * 3_600 }
    if unit < 3_600, !rule.minutes.isEmpty, !rule.minutes.contains(minute) { return (second / 60 + 1) * 60 }
    if unit == 1, !rule.seconds.isEmpty, !rule.seconds.contains(Int(second % 60)) { return nil }
    let base = midnight + second / unit * unit
    let minutes = unit < 3_600 ? [0] : rule.minutes.isEmpty ? [start.time.minute] : rule.minutes
    let seconds = unit == 1 ? [0] : rule.seconds.isEmpty ? [start.time.second] : rule.seconds.filter { $0 < 60 }
    period.removeAll(keepingCapacity: true)
    for minute in minutes { for second in seconds { period.append(base + Int64(minute * 60 + second)) } }
    emitPeriod()
    return nil
  }

  // MARK: Instances

  private mutating func take(_ begin: CivilDate, to end: CivilDate) {
    period.removeAll(keepingCapacity: true)
    var date = begin
    while date < end {
      if dayTest(date) { add(date) }
      date = date + 1
    }
    emitPeriod()
  }

  private mutating func add(_ date: CivilDate) {
    let midnight = Int64(date.dayNumber) * 86_400
    for time in times { period.append(midnight + time) }
  }

  private mutating func emitPeriod() {
    guard !rule.positions.isEmpty else {
      for reading in period where !isDone { emit(reading) }
      return
    }
    // Instances that the clocks skip are none, so they have no position either.
    var gaps = gaps
    let kept = period.filter { !gaps.contains($0) }
    let chosen = Set(rule.positions.map { $0 > 0 ? $0 - 1 : kept.count + $0 })
    for index in chosen.sorted() where kept.indices.contains(index) && !isDone { emit(kept[index]) }
  }

  private mutating func emit(_ reading: Int64) {
    guard reading >= start.reading, !gaps.contains(reading) else { return }
    guard reading < upper, reading <= last, remaining > 0, !isBeyondInstant(reading) else {
      isDone = true
      return
    }
    if remaining != .max { remaining -= 1 }
    guard reading >= lower else { return }
    guard result.count < limit else {
      isCut = true
      isDone = true
      return
    }
    result.append(CivilDateTime(reading: reading))
    if remaining == 0 { isDone = true }
  }

  /// Around the end of daylight-saving time a reading may come again after UNTIL's instant.
  private func isBeyondInstant(_ reading: Int64) -> Bool {
    guard case .untilInstant(let instant) = rule.end, last - reading < 10_800 else { return false }
    return zone.instant(of: CivilDateTime(reading: reading)) > instant
  }

  private mutating func spend() -> Bool {
    budget -= 1
    if budget < 0 {
      isCut = true
      isDone = true
    }
    return budget >= 0
  }
}

extension Int64 {
  fileprivate func flooredQuotient(by unit: Int64) -> Int64 {
    self >= 0 ? self / unit : (self - unit + 1) / unit
  }
}
