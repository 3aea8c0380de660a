import Scheduling

/// The readings that a zone's clocks jump over within a stretch, so that each instance is tested by a comparison.
struct ClockGaps {
  /// Half-open stretches of readings, ascending.
  private let gaps: [Range<Int64>]
  /// Where the last test ended: instances come in order.
  private var index = 0

  /// O(changes of the clocks within).
  init(_ zone: ZoneRules, from start: CivilDateTime, to end: CivilDateTime) {
    var gaps: [Range<Int64>] = []
    var at = Instant(seconds: start.reading - 2 * 86_400)
    while let change = zone.nextTransition(after: at), change.seconds < end.reading + 2 * 86_400 {
      let (before, after) = (Int64(zone.offset(at: change - 1)), Int64(zone.offset(at: change)))
      if after > before { gaps.append(change.seconds + before..<change.seconds + after) }
      at = change
    }
    self.gaps = gaps
  }

  /// Whether the clocks never show a reading. Readings must come in ascending order.
  mutating func contains(_ reading: Int64) -> Bool {
    while index < gaps.count, gaps[index].upperBound <= reading { index += 1 }
    return index < gaps.count && gaps[index].lowerBound <= reading
  }
}
