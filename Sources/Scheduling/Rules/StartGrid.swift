/// The starts a session may have: instants whose wall-clock time in a zone, in minutes after midnight, is a multiple
/// of the granularity.
///
/// A wall-clock time that occurs twice is on the grid both times.
public struct StartGrid: Sendable {
  public let zone: ZoneRules
  /// Minutes, 1 to 1,440.
  public let granularity: Int

  /// - Precondition: `granularity` is 1 to 1,440.
  public init(zone: ZoneRules, granularity: Int) {
    precondition((1...1_440).contains(granularity), "a granularity is 1 to 1440 minutes")
    self.zone = zone
    self.granularity = granularity
  }

  public func contains(_ instant: Instant) -> Bool { firstStart(atOrAfter: instant) == instant }

  /// The first start on the grid that is not before `instant`.
  public func firstStart(atOrAfter instant: Instant) -> Instant {
    var from = instant
    while true {
      let offset = zone.offset(at: from)
      let candidate = from + wait(at: from, offset: offset)
      // A clock change in between moves the grid: start again at the change.
      guard let change = zone.nextTransition(after: from), change <= candidate else { return candidate }
      from = change
    }
  }

  /// The last start on the grid that is not after `instant`.
  public func lastStart(atOrBefore instant: Instant) -> Instant {
    // The grid has a start at least every day, and a day has at most 26 hours and a skipped one.
    var latest = firstStart(atOrAfter: instant - 51 * 3_600)
    forEachStart(in: Interval(instant - 51 * 3_600, instant + 1)) { latest = $0 }
    return latest
  }

  /// Calls `body` with every start in `window`, ascending. O(starts).
  public func forEachStart(in window: Interval, _ body: (Instant) -> Void) {
    let step = granularity * 60
    let dividesTheDay = 1_440 % granularity == 0
    var start = firstStart(atOrAfter: window.start)
    while start < window.end {
      guard dividesTheDay else {
        body(start)
        start = firstStart(atOrAfter: start + 1)
        continue
      }
      // Between two clock changes such a grid is one arithmetic series.
      let change = zone.nextTransition(after: start) ?? .distantFuture
      let end = min(change, window.end)
      while start < end {
        body(start)
        start += step
      }
      guard change < window.end else { return }
      start = firstStart(atOrAfter: change)
    }
  }

  /// Seconds from `instant` to the next multiple, if the offset stays.
  private func wait(at instant: Instant, offset: Int) -> Int {
    let reading = CivilDateTime(reading: instant.seconds + Int64(offset))
    let second = reading.time.secondOfDay
    let step = granularity * 60
    let next = (second + step - 1) / step * step
    return min(next, 86_400) - second
  }
}
