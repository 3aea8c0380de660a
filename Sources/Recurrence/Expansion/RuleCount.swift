import Scheduling

/// Counts the instances of the periods that an expansion jumps over, by arithmetic: as many as the table gives, less what
/// lies before the start, less what the clocks skip.
struct RuleCount {
  private let plan: RulePlan
  private let zone: ZoneRules

  init(_ plan: RulePlan, zone: ZoneRules) {
    self.plan = plan
    self.zone = zone
  }

  /// Instances in the periods before `target`, which is whole intervals after the first.
  func instances(before target: Int) -> Int {
    guard plan.canCount else { return 0 }
    return regular(before: target) - beforeStart - skipped(until: plan.begin(of: target))
  }

  /// About how many years, months, weeks or days are stepped through for ``instances(before:)``.
  func steps(before target: Int) -> Int {
    guard plan.canCount else { return 0 }
    let periods = (target - plan.firstPeriod) / plan.step
    switch plan.frequency {
    case .yearly: return 12 * periods
    case .monthly: return periods
    // A week may lie in two months.
    case .weekly: return plan.months == RulePlan.allMonths ? 0 : 3 * periods
    case .daily:
      guard !plan.takesAllDays, !plan.takesAllDates, !isEmpty else { return 0 }
      return plan.step == 1 ? periods / 28 : periods
    default:
      guard !(plan.takesAllDays && plan.takesAllTimes), !isEmpty else { return 0 }
      let perDay = Int(86_400 / plan.unit)
      let days = (target - plan.firstPeriod) / perDay
      let isKnown = plan.interval <= DayCounts.longestKnown
      return days + (isKnown ? min(days, plan.interval) : days) * (perDay / plan.interval)
    }
  }

  /// Whether BYSETPOS leaves nothing of any of its days, or shorter periods.
  private var isEmpty: Bool { plan.kept(of: plan.offsets.count) == 0 }

  /// As the table has it, with all of the first period.
  private func regular(before target: Int) -> Int {
    let periods = (target - plan.firstPeriod) / plan.step
    switch plan.frequency {
    case .yearly:
      var kept = KeptCounts(plan)
      return stride(from: plan.firstPeriod, to: target, by: plan.step).reduce(0) {
        $0 + kept.count(of: plan.dayCount(ofYear: $1) * plan.offsets.count)
      }
    case .monthly: return months(before: target, periods)
    case .weekly: return weeks(before: target, periods)
    case .daily: return isEmpty ? 0 : plan.kept(of: plan.offsets.count) * days(before: target, periods)
    default: return isEmpty ? 0 : plan.kept(of: plan.offsets.count) * units(before: target, periods)
    }
  }

  /// Candidates of the first period that lie before the start.
  private var beforeStart: Int {
    // No further: the next period that has any may be centuries away.
    var walk = PeriodWalk(plan, zone: .utc, upper: plan.start)
    guard walk.advance() else { return 0 }
    return walk.count(before: plan.start)
  }

  // MARK: Months and weeks

  private func months(before target: Int, _ periods: Int) -> Int {
    var kept = KeptCounts(plan)
    func count(_ month: MonthShape) -> Int {
      kept.count(of: plan.days(of: month).nonzeroBitCount * plan.offsets.count)
    }
    // Most rules, n-th weekdays among them, have as many instances in each month as in any other.
    if periods > 100, plan.months == RulePlan.allMonths {
      let counts = Set(MonthShape.allShapes.map(count))
      if counts.count == 1, let each = counts.first { return each * periods }
    }
    return stride(from: plan.firstPeriod, to: target, by: plan.step).reduce(0) {
      $0 + count(MonthShape(year: floorDiv($1, 12), month: floorMod($1, 12) + 1))
    }
  }

  private func weeks(before target: Int, _ periods: Int) -> Int {
    guard plan.months != RulePlan.allMonths else {
      return periods * plan.kept(of: plan.daysOfWeek.nonzeroBitCount * plan.offsets.count)
    }
    var kept = KeptCounts(plan)
    var month = MonthShape(holding: plan.firstPeriod)
    var count = 0
    for week in stride(from: plan.firstPeriod, to: target, by: plan.step) {
      if week >= month.end { month = MonthShape(holding: week) }
      let inThis = UInt32(1) << UInt32(min(7, month.end - week)) - 1
      var days: UInt32 = 0
      if plan.months >> UInt32(month.month) & 1 == 1 { days |= plan.daysOfWeek & inThis }
      if plan.months >> UInt32(month.month % 12 + 1) & 1 == 1 { days |= plan.daysOfWeek & ~inThis }
      count += kept.count(of: days.nonzeroBitCount * plan.offsets.count)
    }
    return count
  }

  // MARK: Days and less

  /// Periods of a day that the rule matches.
  private func days(before target: Int, _ periods: Int) -> Int {
    if plan.takesAllDays { return periods }
    if plan.takesAllDates {
      // Weekdays alone: the steps come to the same weekdays again after seven of them at most.
      let cycle = plan.step % 7 == 0 ? 1 : 7
      return (0..<cycle).reduce(0) { count, index in
        let weekday = MonthShape.weekday(plan.firstPeriod + index * plan.step)
        guard plan.weekdays >> UInt32(weekday) & 1 == 1 else { return count }
        return count + (periods - index + cycle - 1) / cycle
      }
    }
    var count = 0
    var day = plan.firstPeriod
    var month = MonthShape(holding: day)
    while day < target {
      if day >= month.end { month = day < month.end + 28 ? month.next : MonthShape(holding: day) }
      let end = min(target, month.end)
      let days = plan.days(of: month)
      if plan.step == 1 {
        let within = days >> UInt32(day - month.first) & (UInt32(1) << UInt32(end - day) &- 1)
        count += within.nonzeroBitCount
        day = end
      } else {
        while day < end {
          count += Int(days >> UInt32(day - month.first) & 1)
          day += plan.step
        }
      }
    }
    return count
  }

  /// Hours, minutes or seconds that the rule matches.
  private func units(before target: Int, _ periods: Int) -> Int {
    guard !(plan.takesAllDays && plan.takesAllTimes) else { return periods }
    let perDay = Int(86_400 / plan.unit)
    let lastDay = floorDiv(target, perDay)
    var counts = DayCounts(plan)
    var count = 0
    var day = floorDiv(plan.firstPeriod, perDay)
    var month = MonthShape(holding: day)
    var days = plan.days(of: month)
    while day <= lastDay {
      if day >= month.end {
        month = month.next
        days = plan.days(of: month)
      }
      if days >> UInt32(day - month.first) & 1 == 1 {
        count += day == lastDay ? counts.count(on: day, before: target - day * perDay) : counts.count(on: day)
      }
      day += 1
    }
    return count
  }

  // MARK: What the clocks skip

  private func skipped(until end: Int64) -> Int {
    var clock = ClockSpan(zone)
    let gaps = clock.gaps(from: plan.start, to: end)
    // A second has one instance, which BYSETPOS keeps or doesn't.
    guard plan.positions.isEmpty || plan.frequency == .secondly else { return moved(by: gaps, until: end, &clock) }
    var walk = PeriodWalk(plan, zone: .utc, upper: .max)
    var count = 0
    for gap in gaps where plan.mayMeet(gap) {
      let (lower, upper) = (max(gap.lowerBound, plan.start), min(gap.upperBound, end))
      if plan.takesAllDays, plan.takesAllTimes, walk.offsets.count <= 64 {
        count += walk.offsets.reduce(0) { $0 + units(from: lower - $1, to: upper - $1) }
        continue
      }
      walk.cursor = plan.lastPeriod(upTo: lower)
      walk.end(at: upper)
      while lower < upper, walk.advance(), let first = walk.bases.first, first < upper {
        count += walk.count(before: upper) - walk.count(before: lower)
      }
    }
    return count
  }

  /// How many periods of a rule that limits none begin within a stretch.
  private func units(from lower: Int64, to upper: Int64) -> Int {
    let first = plan.aligned(-Int(floorDiv(-lower, plan.unit)))
    let end = plan.aligned(-Int(floorDiv(-upper, plan.unit)))
    return max(0, end - first) / plan.step
  }

  /// How many fewer instances BYSETPOS picks in the periods that a gap touches.
  private func moved(by gaps: [Range<Int64>], until end: Int64, _ clock: inout ClockSpan) -> Int {
    var regular = PeriodWalk(plan, zone: .utc, upper: .max)
    var exact = PeriodWalk(plan, zone: zone, upper: .max)
    var count = 0
    var next = plan.firstPeriod
    for gap in gaps {
      var period = max(next, plan.lastPeriod(upTo: gap.lowerBound))
      while plan.begin(of: period) < min(gap.upperBound, end) {
        let bounds = max(plan.start, plan.begin(of: period))..<plan.begin(of: period + plan.step)
        regular.cursor = period
        exact.cursor = period
        if regular.advance() {
          count += regular.count(before: bounds.upperBound) - regular.count(before: bounds.lowerBound)
        }
        if exact.advance() {
          count -= exact.readings.filter { bounds.contains($0) && clock.instant(of: $0) != nil }.count
        }
        period += plan.step
      }
      next = period
    }
    return count
  }
}

/// What BYSETPOS leaves of periods, found once for those of as many instances.
private struct KeptCounts {
  private let plan: RulePlan
  private var known: [Int: Int] = [:]

  init(_ plan: RulePlan) { self.plan = plan }

  mutating func count(of count: Int) -> Int {
    guard !plan.positions.isEmpty else { return count }
    if let kept = known[count] { return kept }
    let kept = plan.kept(of: count)
    known[count] = kept
    return kept
  }
}

/// How many hours, minutes or seconds of a day BYHOUR, BYMINUTE and BYSECOND take, a whole number of intervals from the
/// start; days that begin alike are counted once.
private struct DayCounts {
  /// Longer intervals begin their days in too many ways.
  static let longestKnown = 1_024

  private let plan: RulePlan
  private let perDay: Int
  /// By the first unit of the day that counts; -1 where that is not known yet.
  private var known: [Int]

  init(_ plan: RulePlan) {
    self.plan = plan
    perDay = Int(86_400 / plan.unit)
    known = Array(repeating: -1, count: plan.interval <= Self.longestKnown ? plan.interval : 0)
  }

  mutating func count(on day: Int) -> Int {
    let first = first(day)
    guard first < known.count, day * perDay >= plan.firstPeriod else { return count(from: first, to: perDay) }
    if known[first] < 0 { known[first] = count(from: first, to: perDay) }
    return known[first]
  }

  func count(on day: Int, before end: Int) -> Int { count(from: first(day), to: end) }

  /// The first unit of the day that is whole intervals from the start's, and not before it.
  private func first(_ day: Int) -> Int { plan.aligned(day * perDay) - day * perDay }

  private func count(from first: Int, to end: Int) -> Int {
    guard first < end else { return 0 }
    var count = 0
    var unit = first
    if plan.interval == 1 {
      // Whole hours hold as many as any other.
      let perHour = perDay / 24
      let each =
        switch plan.frequency {
        case .hourly: 1
        case .minutely: plan.minutes.nonzeroBitCount
        default: plan.minutes.nonzeroBitCount * plan.seconds.nonzeroBitCount
        }
      while unit < end {
        if unit % perHour == 0, unit + perHour <= end {
          if plan.hours >> UInt64(unit / perHour) & 1 == 1 { count += each }
          unit += perHour
        } else {
          if plan.takesTime(ofUnit: unit) { count += 1 }
          unit += 1
        }
      }
      return count
    }
    while unit < end {
      if plan.takesTime(ofUnit: unit) { count += 1 }
      unit += plan.interval
    }
    return count
  }
}
