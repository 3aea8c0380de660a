public import Scheduling

extension RecurrenceRule {
  /// How many occurrences lie before a reading; counted by arithmetic, like COUNT.
  public func count(before end: CivilDateTime, from start: CivilDateTime, zone: ZoneRules) -> Int {
    guard end > start, PeriodWalk.calendar.contains(start.reading) else { return 0 }
    var endless = self
    var end = end
    switch self.end {
    case .never: break
    case .count: endless.end = .never
    case .untilDate(let date): end = min(end, CivilDateTime(date + 1))
    case .untilReading(let reading): end = min(end, CivilDateTime(reading: reading.reading + 1))
    case .untilInstant: break
    }
    let plan = RulePlan(self, start: start)
    let target = plan.lastPeriod(upTo: min(end.reading, lastCounted(zone), PeriodWalk.endOfTime))
    var count = target > plan.firstPeriod ? RuleCount(plan, zone: zone).instances(before: target) : 0
    let begin = target > plan.firstPeriod ? CivilDateTime(reading: plan.begin(of: target)) : start
    if begin < end { for _ in endless.occurrences(from: start, zone: zone, in: begin..<end) { count += 1 } }
    if case .count(let most) = self.end { return min(count, most) }
    return count
  }

  /// A reading that no UNTIL's instant is before.
  private func lastCounted(_ zone: ZoneRules) -> Int64 {
    if case .untilInstant(let instant) = end { instant.seconds - 2 * 86_400 } else { .max }
  }

  /// The rule in two, where the occurrences from one on become a rule of their own (`this and following`).
  ///
  /// Together the two give what this one gives: `before` from the same start, `following` from `occurrence` as its start.
  /// A COUNT is shared out; otherwise `before` gets an UNTIL, in UTC as RFC 5545 asks, or a date where occurrences are
  /// whole days.
  ///
  /// - Parameters:
  ///   - occurrence: the first of `following`; an occurrence of the rule.
  ///   - start: DTSTART.
  ///   - isOfDays: whether DTSTART is a date.
  /// - Returns: `before` is nil when nothing lies before, `following` when the rule has ended.
  public func split(
    at occurrence: CivilDateTime, from start: CivilDateTime, zone: ZoneRules, isOfDays: Bool = false
  ) -> (before: RecurrenceRule?, following: RecurrenceRule?) {
    let clock = isOfDays ? ZoneRules.utc : zone
    var before = self
    var following = self
    if case .count(let count) = end {
      let first = self.count(before: occurrence, from: start, zone: clock)
      before.end = .count(first)
      following.end = .count(count - first)
      return (first > 0 ? before : nil, first < count ? following : nil)
    }
    let rest = occurrences(from: start, zone: clock, in: occurrence..<CivilDateTime(reading: .max))
    let hasRest = rest.first { _ in true } != nil
    guard let last = last(before: occurrence, from: start, zone: clock) else { return (nil, hasRest ? following : nil) }
    before.end = isOfDays ? .untilDate(last.start.date) : .untilInstant(last.instant)
    return (before, hasRest ? following : nil)
  }

  /// The last occurrence before a reading; searched backwards from there. Nil when there is none.
  public func last(before end: CivilDateTime, from start: CivilDateTime, zone: ZoneRules) -> Occurrence? {
    var reach: Int64 = 86_400
    var end = end
    while start < end {
      let begin = max(start, CivilDateTime(reading: end.reading - reach))
      var last: Occurrence?
      for occurrence in occurrences(from: start, zone: zone, in: begin..<end) { last = occurrence }
      if let last { return last }
      end = begin
      reach *= 4
    }
    return nil
  }
}
