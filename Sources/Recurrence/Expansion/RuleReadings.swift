public import Scheduling

/// What an expansion gave.
public struct RuleReadings: Hashable, Sendable {
  /// Wall-clock readings, ascending, each once.
  public var readings: [CivilDateTime]
  /// Whether it stopped early, for there were more than the limit, or the rule is too hard to be searched.
  public var isCut: Bool
}

extension RecurrenceRule {
  /// The rule's occurrences within a window as a list of readings; see ``occurrences(from:zone:in:)-swift.method``.
  ///
  /// - Parameters:
  ///   - start: DTSTART.
  ///   - window: readings to give.
  ///   - limit: how many at most.
  public func readings(
    from start: CivilDateTime, zone: ZoneRules, in window: Range<CivilDateTime>, limit: Int = .max
  ) -> RuleReadings {
    var occurrences = occurrences(from: start, zone: zone, in: window)
    var readings: [CivilDateTime] = []
    while let occurrence = occurrences.next() {
      guard readings.count < limit else { return RuleReadings(readings: readings, isCut: true) }
      readings.append(occurrence.start)
    }
    return RuleReadings(readings: readings, isCut: occurrences.isCut)
  }
}
