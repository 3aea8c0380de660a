public import Scheduling

/// One time of a recurrence set.
public struct SetOccurrence: Hashable, Sendable {
  /// The reading of the zone's clocks; midnight for a whole day.
  public var start: CivilDateTime
  /// When that is. An RDATE that the clocks skip is read with the offset before (RFC 5545, 3.3.5).
  public var instant: Instant
  /// The length that its RDATE brought; nil for the event's own.
  public var extent: Extent?
}

/// A recurrence set's occurrences in order: its rules and dates merged, its exceptions passed over.
///
/// Making one is O(log *n*) in the number of rules, and passes each date and exception of the window once.
public struct SetOccurrences: Sequence, IteratorProtocol, Sendable {
  private let set: RecurrenceSet
  private let bounds: RuleOccurrences.Bounds
  private var rules: RuleMerge
  private var date: Int
  private var period: Int
  private var exception: Int
  private var exceptionDate: Int

  init(_ set: RecurrenceSet, _ bounds: RuleOccurrences.Bounds) {
    self.set = set
    self.bounds = bounds
    rules = RuleMerge(
      set.rules.map { rule in
        guard set.isOfDays else { return RuleOccurrences(rule, start: set.start, zone: set.zone, bounds) }
        // Days have no clock that could skip one, and instants are asked of the zone afterwards.
        var wide = bounds
        if wide.begin > .min { wide.begin -= Self.slack }
        if wide.end < .max { wide.end += Self.slack }
        return RuleOccurrences(rule, start: set.start, zone: .utc, wide)
      })
    // Far before any calendar, and far enough from the smallest number.
    let lower = Swift.max(bounds.lower, Swift.max(bounds.begin, .min / 2) - Self.slack)
    date = lowerBound(set.dates, lower)
    period = set.periods.partitioningIndex { $0.start.reading >= lower }
    exception = lowerBound(set.exceptions, lower)
    exceptionDate = lowerBound(set.exceptionDates, floorDiv(lower, 86_400))
  }

  /// More than readings differ from UTC's.
  private static let slack: Int64 = 2 * 86_400

  /// Whether a rule was given up because it is too hard to search.
  public var isCut: Bool { rules.isCut }

  /// What its rules cost beside the occurrences that they gave; see ``RuleOccurrences/steps``. O(rules).
  public var steps: Int { rules.steps }

  public mutating func next() -> SetOccurrence? {
    while let (reading, instant, extent) = earliest() {
      guard reading < bounds.upper, instant < bounds.end else { return nil }
      if reading < bounds.lower || instant < bounds.begin || isExcepted(reading) { continue }
      return SetOccurrence(
        start: CivilDateTime(reading: reading), instant: Instant(seconds: instant), extent: extent)
    }
    return nil
  }

  /// Takes the earliest reading from wherever it stands, everywhere it stands.
  private mutating func earliest() -> (reading: Int64, instant: Int64, extent: Extent?)? {
    let byRule = rules.first
    var reading = byRule?.start.reading ?? .max
    if date < set.dates.count { reading = Swift.min(reading, set.dates[date]) }
    if period < set.periods.count { reading = Swift.min(reading, set.periods[period].start.reading) }
    guard reading != .max else { return nil }
    var extent: Extent?
    if date < set.dates.count, set.dates[date] == reading { date += 1 }
    if period < set.periods.count, set.periods[period].start.reading == reading {
      extent = set.periods[period].extent
      period += 1
    }
    var instant: Int64?
    if let byRule, byRule.start.reading == reading {
      instant = byRule.instant.seconds
      rules.pass(reading)
    }
    if set.isOfDays {
      instant = set.zone.startOfDay(CivilDateTime(reading: reading).date).seconds
    }
    return (reading, instant ?? set.zone.instant(of: CivilDateTime(reading: reading)).seconds, extent)
  }

  private mutating func isExcepted(_ reading: Int64) -> Bool {
    while exception < set.exceptions.count, set.exceptions[exception] < reading { exception += 1 }
    if exception < set.exceptions.count, set.exceptions[exception] == reading { return true }
    guard exceptionDate < set.exceptionDates.count else { return false }
    let day = floorDiv(reading, 86_400)
    while exceptionDate < set.exceptionDates.count, set.exceptionDates[exceptionDate] < day { exceptionDate += 1 }
    return exceptionDate < set.exceptionDates.count && set.exceptionDates[exceptionDate] == day
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first index whose element satisfies `predicate`, as all after it do. O(log *n*).
  fileprivate func partitioningIndex(where predicate: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
