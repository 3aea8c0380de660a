public import Scheduling

/// A rule's occurrences in order, made one after the other.
///
/// Making one is O(1) on average over a period; nothing is held but a period. Ends with the year 9999 at the latest.
public struct RuleOccurrences: Sequence, IteratorProtocol, Sendable {
  private var walk: PeriodWalk
  private var base = 0
  private var offset = 0
  /// Readings that pass without a question: within the clock's span, the window and the rule's end.
  private var easyFrom = Int64.max
  private var easyTo = Int64.min
  /// COUNT's instances that are left.
  private var remaining: Int
  private let bounds: Bounds
  private var isOver = false
  private var stepsOfCount = 0

  /// Where occurrences are given: readings from `lower` below `upper` whose instants are from `begin` below `end`.
  struct Bounds {
    var lower = Int64.min
    var upper = Int64.max
    var begin = Int64.min
    var end = Int64.max
  }

  init(_ rule: RecurrenceRule, start: CivilDateTime, zone: ZoneRules, _ given: Bounds) {
    let plan = RulePlan(rule, start: start)
    var bounds = given
    switch rule.end {
    case .never, .count: break
    case .untilDate(let date): bounds.upper = Swift.min(bounds.upper, CivilDateTime(date + 1).reading)
    case .untilReading(let reading): bounds.upper = Swift.min(bounds.upper, reading.reading + 1)
    case .untilInstant(let instant): bounds.end = Swift.min(bounds.end, instant.seconds + 1)
    }
    // Whoever is asked for an instant or later shows that instant's reading or a later one; before the clocks were set
    // back, for an hour or so, a reading came sooner than its instant tells.
    if bounds.end < PeriodWalk.endOfTime {
      bounds.upper = Swift.min(bounds.upper, zone.civil(at: Instant(seconds: bounds.end)).reading + 2 * 86_400)
    }
    if bounds.begin > plan.start - 2 * 86_400 {
      let begin = Swift.min(bounds.begin, PeriodWalk.endOfTime)
      bounds.lower = Swift.max(bounds.lower, zone.civil(at: Instant(seconds: begin)).reading)
    }
    bounds.lower = Swift.max(bounds.lower, plan.start)
    self.bounds = bounds
    walk = PeriodWalk(plan, zone: zone, upper: bounds.upper)
    remaining = .max
    let target = plan.lastPeriod(upTo: Swift.min(bounds.lower, PeriodWalk.endOfTime))
    if case .count(let count) = rule.end {
      remaining = count
      guard target > plan.firstPeriod, bounds.lower < bounds.upper, PeriodWalk.calendar.contains(plan.start) else {
        return
      }
      let counter = RuleCount(plan, zone: zone)
      remaining -= counter.instances(before: target)
      stepsOfCount = counter.steps(before: target)
    }
    walk.cursor = target
  }

  /// Whether the expansion was given up because the rule is too hard to search.
  public var isCut: Bool { walk.isCut }

  /// About how many periods without an occurrence in the window were passed so far: what an expansion costs beside the
  /// occurrences that it gives.
  public var steps: Int { stepsOfCount + walk.steps }

  public mutating func next() -> Occurrence? {
    while true {
      if offset == walk.offsets.count || base >= walk.bases.count {
        offset = 0
        base += 1
        if base >= walk.bases.count {
          guard !isOver, remaining > 0, walk.advance() else {
            isOver = true
            return nil
          }
          base = 0
        }
      }
      let reading = walk.bases[base] &+ walk.offsets[offset]
      offset &+= 1
      if reading >= easyFrom, reading < easyTo, remaining > 0 {
        remaining &-= 1
        return Occurrence(
          start: CivilDateTime(reading: reading), instant: Instant(seconds: reading &- walk.clock.offset))
      }
      switch examine(reading) {
      case .given(let instant):
        return Occurrence(start: CivilDateTime(reading: reading), instant: Instant(seconds: instant))
      case .dropped: continue
      case .end:
        isOver = true
        walk.bases = []
        return nil
      }
    }
  }

  private enum Verdict {
    case given(Int64)
    case dropped
    case end
  }

  /// All the questions about a candidate.
  private mutating func examine(_ reading: Int64) -> Verdict {
    guard reading < bounds.upper, remaining > 0 else { return .end }
    guard reading >= walk.plan.start, let instant = walk.clock.instant(of: reading) else { return .dropped }
    guard instant < bounds.end else { return .end }
    remaining -= 1
    guard reading >= bounds.lower, instant >= bounds.begin else { return .dropped }
    let span = walk.clock
    easyFrom = Swift.max(reading, span.lower)
    easyTo = Swift.min(span.upper, bounds.upper)
    // The sum may be out of range where the zone never changes.
    let (end, isTooFar) = bounds.end.addingReportingOverflow(span.offset)
    if !isTooFar { easyTo = Swift.min(easyTo, end) }
    return .given(instant)
  }
}

extension RecurrenceRule {
  /// All occurrences from `start` on, lazily; a rule without end ends with the year 9999.
  ///
  /// Occurrences at readings that the clocks skip, and at dates that don't exist, are dropped and not counted (RFC 5545,
  /// 3.3.10). The start is an occurrence only where the rule says so. Frequencies below a day step along the wall clock,
  /// so an hour that occurs twice has its occurrences once, the first time.
  ///
  /// - Parameters:
  ///   - start: DTSTART.
  ///   - zone: whose clocks show the readings.
  public func occurrences(from start: CivilDateTime, zone: ZoneRules) -> RuleOccurrences {
    RuleOccurrences(self, start: start, zone: zone, RuleOccurrences.Bounds())
  }

  /// The occurrences whose instants lie in a window.
  ///
  /// However long ago the rule started, it begins at the window. COUNT is counted by arithmetic: O(1) for secondly to
  /// weekly rules that limit no dates, else a few nanoseconds for each month or year since the start, and some for each
  /// change of the clocks.
  public func occurrences(from start: CivilDateTime, zone: ZoneRules, in window: Interval) -> RuleOccurrences {
    RuleOccurrences(
      self, start: start, zone: zone,
      RuleOccurrences.Bounds(begin: window.start.seconds, end: window.end.seconds))
  }

  /// The occurrences whose readings lie in a window.
  public func occurrences(
    from start: CivilDateTime, zone: ZoneRules, in window: Range<CivilDateTime>
  ) -> RuleOccurrences {
    RuleOccurrences(
      self, start: start, zone: zone,
      RuleOccurrences.Bounds(lower: window.lowerBound.reading, upper: window.upperBound.reading))
  }
}
