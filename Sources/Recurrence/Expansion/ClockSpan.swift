import Scheduling

/// Turns ascending readings into instants, and remembers how long the offset holds: a look-up a clock change rather than
/// one a reading.
struct ClockSpan {
  let zone: ZoneRules
  /// Readings from `lower` and below `upper` occur once, at this offset.
  private(set) var lower: Int64 = 0
  private(set) var upper: Int64 = 0
  private(set) var offset: Int64 = 0

  /// No offset, and no change of one, exceeds this many seconds.
  private static let reach = 26 * 3_600

  init(_ zone: ZoneRules) { self.zone = zone }

  /// The instant of a reading, the first of two; nil when the clocks jump over it.
  @inline(__always)
  mutating func instant(of reading: Int64) -> Int64? {
    if reading >= lower, reading < upper { return reading &- offset }
    return find(reading)
  }

  @inline(never)
  private mutating func find(_ reading: Int64) -> Int64? {
    switch zone.resolve(CivilDateTime(reading: reading)) {
    case .skipped: return nil
    case .repeated(let first, _): return first.seconds
    case .unique(let instant):
      lower = reading
      offset = reading - instant.seconds
      upper = .max
      // Where two changes follow each other closely, the later one may be the first to make a reading doubtful.
      var before = Int(offset)
      var first: Instant?
      var change = zone.nextTransition(after: instant)
      while let at = change, first.map({ at - $0 <= 2 * Self.reach }) ?? true {
        let after = zone.offset(at: at)
        upper = min(upper, at.seconds + Int64(min(before, after)))
        first = first ?? at
        before = after
        change = zone.nextTransition(after: at)
      }
      return instant.seconds
    }
  }

  /// The readings that the clocks jump over within a stretch. O(changes within).
  func gaps(from begin: Int64, to end: Int64) -> [Range<Int64>] {
    if begin >= lower, end <= upper { return [] }
    var gaps: [Range<Int64>] = []
    var at = Instant(seconds: begin) - 2 * Self.reach
    // What the clocks have shown; after they were set back it is more than what they show.
    var shown = Int64.min
    while let change = zone.nextTransition(after: at), change.seconds < end + Int64(2 * Self.reach) {
      shown = max(shown, change.seconds + Int64(zone.offset(at: change - 1)))
      let next = change.seconds + Int64(zone.offset(at: change))
      if next > shown, shown < end, next > begin { gaps.append(shown..<next) }
      shown = max(shown, next)
      at = change
    }
    return gaps
  }
}
