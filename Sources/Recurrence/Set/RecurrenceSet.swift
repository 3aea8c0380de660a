public import Scheduling

/// All of an event's recurrence (RFC 5545, 3.8.5): what its rules give and its RDATEs add, less its EXDATEs.
///
/// Readings are those of one zone, the start's; who has others turns them into its readings first.
///
/// - Complexity: O(*n* log *n*) in dates and exceptions to make, O(*n*) when they come in order; an expansion then begins
///   at its window.
public struct RecurrenceSet: Sendable {
  /// An RDATE that brings its own length.
  public struct Period: Hashable, Sendable {
    public var start: CivilDateTime
    public var extent: Extent

    public init(start: CivilDateTime, extent: Extent) {
      self.start = start
      self.extent = extent
    }
  }

  /// DTSTART: an occurrence itself where there is no rule.
  public let start: CivilDateTime
  public let zone: ZoneRules
  /// Whether occurrences are whole days: each begins with its day's first moment, and none is skipped by the clocks.
  public let isOfDays: Bool
  public let rules: [RecurrenceRule]
  /// Ascending, each once.
  let dates: [Int64]
  /// Ascending; of two at one reading the last given counts.
  let periods: [Period]
  let exceptions: [Int64]
  /// Day numbers.
  let exceptionDates: [Int64]

  /// - Parameters:
  ///   - isOfDays: whether DTSTART is a date. Then only the days of all readings count, BYHOUR, BYMINUTE and BYSECOND are
  ///     left aside (RFC 5545, 3.3.10), and rules below a day give the midnights they come to.
  ///   - dates: RDATEs.
  ///   - exceptions: EXDATEs with a time.
  ///   - exceptionDates: EXDATEs without one; each takes out all of a local date.
  public init(
    start: CivilDateTime, zone: ZoneRules, isOfDays: Bool = false, rules: [RecurrenceRule],
    dates: [CivilDateTime] = [], periods: [Period] = [], exceptions: [CivilDateTime] = [],
    exceptionDates: [CivilDate] = []
  ) {
    func reading(_ given: CivilDateTime) -> CivilDateTime { isOfDays ? CivilDateTime(given.date) : given }
    self.start = reading(start)
    self.zone = zone
    self.isOfDays = isOfDays
    self.rules = isOfDays ? rules.map { Self.ofDays($0, zone) } : rules
    self.dates = Self.ascending((rules.isEmpty ? [start] : []) + dates, { reading($0).reading })
    self.exceptions = Self.ascending(exceptions) { reading($0).reading }
    self.exceptionDates = Self.ascending(exceptionDates) { Int64($0.dayNumber) }
    var byReading: [CivilDateTime: Extent] = [:]
    for period in periods { byReading[reading(period.start)] = period.extent }
    self.periods = byReading.map { Period(start: $0.key, extent: $0.value) }.sorted { $0.start < $1.start }
  }

  private static func ascending<Value>(_ values: [Value], _ number: (Value) -> Int64) -> [Int64] {
    var numbers = values.map(number)
    if !zip(numbers, numbers.dropFirst()).allSatisfy(<) {
      numbers.sort()
      var kept = 0
      for number in numbers where kept == 0 || numbers[kept - 1] != number {
        numbers[kept] = number
        kept += 1
      }
      numbers.removeSubrange(kept...)
    }
    return numbers
  }

  private static func ofDays(_ rule: RecurrenceRule, _ zone: ZoneRules) -> RecurrenceRule {
    var rule = rule
    let isBelowDay = [.hourly, .minutely, .secondly].contains(rule.frequency)
    rule.hours = isBelowDay ? [0] : []
    rule.minutes = rule.hours
    rule.seconds = rule.hours
    if case .untilInstant(let last) = rule.end { rule.end = .untilDate(zone.date(at: last)) }
    return rule
  }

  /// The occurrences whose starts lie in a window, in order, each reading once, made one after the other.
  public func occurrences(in window: Interval) -> SetOccurrences {
    SetOccurrences(self, RuleOccurrences.Bounds(begin: window.start.seconds, end: window.end.seconds))
  }

  /// The occurrences whose readings lie in a window.
  public func occurrences(in window: Range<CivilDateTime>) -> SetOccurrences {
    SetOccurrences(
      self, RuleOccurrences.Bounds(lower: window.lowerBound.reading, upper: window.upperBound.reading))
  }

  /// All occurrences; those of rules without end end with the year 9999.
  public func occurrences() -> SetOccurrences { SetOccurrences(self, RuleOccurrences.Bounds()) }
}
