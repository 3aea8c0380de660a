import Scheduling

/// Walks over a rule's periods in order, and makes the candidates of each: bases times offsets.
///
/// Candidates are readings as the rule's table gives them. What the clocks skip is left out for BYSETPOS alone, which
/// has to count; elsewhere the expansion finds it when it looks up the instant.
struct PeriodWalk {
  /// The reading after the last that a calendar can write, 9999-12-31T23:59:59.
  static let endOfTime: Int64 = 253_402_300_800
  /// The readings that a calendar can write, from 0000-01-01T00:00:00 on.
  static let calendar = -62_167_219_200..<endOfTime
  /// Empty periods in a row after which it is asked whether the rule can match at all, and after which it is given up.
  private static let idleBeforeAsking = 100
  private static let mostIdle = 4_000_000

  let plan: RulePlan
  var clock: ClockSpan
  /// No period that begins here or later is looked at.
  private(set) var upper: Int64
  /// The candidates: readings, ascending, and seconds after each.
  var bases: [Int64] = []
  private(set) var offsets: [Int64]
  /// Offsets after BYSETPOS, for periods of a single base.
  private let ownOffsets: [Int64]
  /// The next period, as each frequency counts: year, month since year 0, first day of a week, day, or hours, minutes or
  /// seconds since 1970.
  var cursor = 0
  private var idle = 0
  /// Empty periods, and places in an hour that a rule limits, that were looked at.
  private(set) var steps = 0
  private(set) var isCut = false
  /// The month that was last looked at, and its days.
  private var month: MonthShape
  private var monthDays: UInt32

  init(_ plan: RulePlan, zone: ZoneRules, upper: Int64) {
    self.plan = plan
    clock = ClockSpan(zone)
    let start = plan.start
    self.upper = Self.calendar.contains(start) ? min(upper, Self.endOfTime) : .min
    month = MonthShape(holding: Self.calendar.contains(start) ? Int(floorDiv(start, 86_400)) : 0)
    monthDays = plan.days(of: month)
    let isPeriodABase = plan.hasSingleBases
    ownOffsets =
      plan.positions.isEmpty || !isPeriodABase
      ? plan.offsets : plan.places(among: plan.offsets.count).map { plan.offsets[$0] }
    offsets = plan.positions.isEmpty || isPeriodABase ? ownOffsets : [0]
    cursor = plan.firstPeriod
  }

  /// Looks at no period from this reading on.
  mutating func end(at reading: Int64) {
    // What begins outside of all calendars has no periods.
    if upper > .min { upper = min(reading, Self.endOfTime) }
  }

  /// Makes the candidates of the next period that has any; false when there is none.
  mutating func advance() -> Bool {
    guard !ownOffsets.isEmpty, upper > .min else { return false }
    bases.removeAll(keepingCapacity: true)
    switch plan.frequency {
    case .yearly: return advanceYears()
    case .monthly: return advanceMonths()
    case .weekly: return advanceWeeks()
    case .daily: return advanceDays()
    default: return advanceParts()
    }
  }

  /// Whether to give up after one more empty period.
  private mutating func isHopeless() -> Bool {
    idle += 1
    steps += 1
    if idle == Self.idleBeforeAsking, !plan.canMatch { return true }
    guard idle > Self.mostIdle else { return false }
    isCut = true
    return true
  }

  // MARK: Years, months and weeks

  private mutating func advanceYears() -> Bool {
    while true {
      let begin = Int64(plan.weeks.isEmpty ? MonthShape.yearStart(cursor) : plan.firstWeek(of: cursor)) * 86_400
      guard begin < upper else { return false }
      let year = cursor
      cursor += plan.interval
      makeYear(year)
      if !bases.isEmpty { return true }
      if isHopeless() { return false }
    }
  }

  private mutating func makeYear(_ year: Int) {
    if plan.weeks.isEmpty {
      var months = plan.months
      while months != 0 {
        let month = MonthShape(year: year, month: months.trailingZeroBitCount)
        months &= months - 1
        append(month, plan.days(of: month))
      }
    } else {
      for day in plan.weekDays(of: year) { bases.append(Int64(day) * 86_400) }
    }
    pick()
  }

  private mutating func advanceMonths() -> Bool {
    while true {
      let (year, number) = (floorDiv(cursor, 12), floorMod(cursor, 12) + 1)
      let month = MonthShape(year: year, month: number)
      guard Int64(month.first) * 86_400 < upper else { return false }
      cursor += plan.interval
      makeMonth(month)
      if !bases.isEmpty { return true }
      if isHopeless() { return false }
    }
  }

  private mutating func makeMonth(_ month: MonthShape) {
    append(month, plan.days(of: month))
    pick()
  }

  private mutating func append(_ month: MonthShape, _ days: UInt32) {
    var days = days
    let first = Int64(month.first) * 86_400
    while days != 0 {
      bases.append(first + Int64(days.trailingZeroBitCount) * 86_400)
      days &= days - 1
    }
  }

  private mutating func advanceWeeks() -> Bool {
    let step = plan.interval * 7
    let isSimple = plan.months == RulePlan.allMonths && plan.positions.isEmpty
    while true {
      guard Int64(cursor) * 86_400 < upper else { return false }
      // Several weeks in one go where nothing can go wrong.
      var weeks = isSimple ? 16 : 1
      while weeks > 0 {
        makeWeek(isSimple)
        cursor += step
        weeks -= 1
      }
      if !bases.isEmpty { return true }
      if isHopeless() { return false }
    }
  }

  private mutating func makeWeek(_ isSimple: Bool) {
    let begin = Int64(cursor) * 86_400
    var days = plan.daysOfWeek
    while days != 0 {
      let index = days.trailingZeroBitCount
      days &= days - 1
      if isSimple || isInMonths(cursor + index) { bases.append(begin + Int64(index) * 86_400) }
    }
    if !isSimple { pick() }
  }

  private mutating func isInMonths(_ day: Int) -> Bool {
    guard plan.months != RulePlan.allMonths else { return true }
    look(at: day)
    return plan.months >> UInt32(month.month) & 1 == 1
  }

  /// Applies BYSETPOS to the period in `bases`.
  private mutating func pick() {
    guard !plan.positions.isEmpty, let first = bases.first, let last = bases.last else { return }
    bases = plan.picked(bases, gaps: clock.gaps(from: first, to: last + 86_400))
  }

  // MARK: Days and less

  /// Makes `month` the one that holds a day.
  private mutating func look(at day: Int) {
    guard day < month.first || day >= month.end else { return }
    month = day >= month.end && day < month.end + 28 ? month.next : MonthShape(holding: day)
    monthDays = plan.days(of: month)
  }

  private mutating func advanceDays() -> Bool {
    let step = plan.interval
    while true {
      guard Int64(cursor) * 86_400 < upper else { return false }
      if plan.takesAllDays {
        for _ in 0..<16 {
          bases.append(Int64(cursor) * 86_400)
          cursor += step
        }
      } else {
        look(at: cursor)
        if monthDays >> UInt32(cursor - month.first) == 0 {
          cursor = plan.aligned(month.end)
        } else {
          while cursor < month.end {
            if monthDays >> UInt32(cursor - month.first) & 1 == 1 { bases.append(Int64(cursor) * 86_400) }
            cursor += step
          }
        }
      }
      if pickEach() { return true }
      if isHopeless() { return false }
    }
  }

  /// The next hour with candidates; for hours the next day with candidates.
  private mutating func advanceParts() -> Bool {
    offsets = ownOffsets
    let perHour = Int(3_600 / plan.unit)
    while true {
      let day = floorDiv(cursor, perHour * 24)
      guard Int64(day) * 86_400 < upper else { return false }
      if let target = target(on: day, perHour) {
        cursor = plan.aligned(target)
        if isHopeless() { return false }
        continue
      }
      makeParts(perHour)
      if pickEach() { return true }
      if isHopeless() { return false }
    }
  }

  /// Where to go on when the cursor's day or hour does not fit; nil when both do.
  private mutating func target(on day: Int, _ perHour: Int) -> Int? {
    if !plan.takesAllDays {
      look(at: day)
      let days = monthDays >> UInt32(day - month.first)
      guard days != 0 else { return month.end * perHour * 24 }
      if days & 1 == 0 { return (day + days.trailingZeroBitCount) * perHour * 24 }
    }
    let hour = floorDiv(cursor, perHour) - day * 24
    let hours = plan.hours >> UInt64(hour)
    if hours == 0 { return (day + 1) * perHour * 24 }
    return hours & 1 == 1 ? nil : (day * 24 + hour + hours.trailingZeroBitCount) * perHour
  }

  /// The bases of the cursor's hour from there on; the cursor moves behind it.
  private mutating func makeParts(_ perHour: Int) {
    let step = plan.interval
    let hour = floorDiv(cursor, perHour) * perHour
    let end = hour + perHour
    let unit = plan.unit
    if !plan.takesAllTimes { steps += (end - cursor) / step }
    while cursor < end {
      if plan.takesAllTimes {
        bases.append(Int64(cursor) * unit)
        cursor += step
        continue
      }
      switch plan.frequency {
      case .hourly: bases.append(Int64(cursor) * unit)
      case .minutely: if plan.minutes >> UInt64(cursor - hour) & 1 == 1 { bases.append(Int64(cursor) * unit) }
      default:
        let minute = (cursor - hour) / 60
        let minutes = plan.minutes >> UInt64(minute)
        guard minutes & 1 == 1 else {
          let next = minutes == 0 ? end : hour + (minute + minutes.trailingZeroBitCount) * 60
          cursor = plan.aligned(next)
          continue
        }
        if plan.seconds >> UInt64((cursor - hour) % 60) & 1 == 1 { bases.append(Int64(cursor)) }
      }
      cursor += step
    }
  }

  /// Applies BYSETPOS where each base is a period: known beforehand, but where the clocks jump within one. False when
  /// there are no candidates.
  private mutating func pickEach() -> Bool {
    offsets = ownOffsets
    guard let first = bases.first, let last = bases.last else { return false }
    guard !plan.positions.isEmpty else { return true }
    let gaps = clock.gaps(from: first, to: last + plan.unit)
    guard !gaps.isEmpty else { return true }
    bases = bases.flatMap { plan.picked([$0], gaps: gaps) }
    offsets = [0]
    return !bases.isEmpty
  }

  // MARK: Candidates

  /// How many of the candidates made last lie before a reading.
  func count(before reading: Int64) -> Int {
    let base = lowerBound(bases, reading + 1) - 1
    return base < 0 ? 0 : base * offsets.count + lowerBound(offsets, reading - bases[base])
  }

  /// The candidates made last.
  var readings: some Sequence<Int64> {
    bases.lazy.flatMap { [offsets] base in offsets.lazy.map { base + $0 } }
  }
}
