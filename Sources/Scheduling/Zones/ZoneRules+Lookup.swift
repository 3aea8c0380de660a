/// Seconds in 400 Gregorian years: 146,097 days, which are whole weeks.
private let cycle: Int64 = 146_097 * 86_400
/// 2437-01-01T00:00:00Z; from here on look-ups are moved back by whole cycles. A cycle earlier, in 2037, zones follow the
/// rules of their files' footers already, which earlier years may not.
private let lastTabulated: Int64 = 14_737_161_600

extension ZoneRules {
  /// What the zone's clocks show at `instant`. O(log *n*).
  public func kind(at instant: Instant) -> Kind {
    kinds[Int(kindIndex(at: tabulated(instant.seconds).seconds))]
  }

  /// Seconds east of UTC at `instant`. O(log *n*).
  public func offset(at instant: Instant) -> Int { kind(at: instant).offset }

  /// The reading of the zone's clocks and calendars at `instant`. O(log *n*).
  public func civil(at instant: Instant) -> CivilDateTime {
    CivilDateTime(reading: instant.seconds + Int64(offset(at: instant)))
  }

  /// The local date at `instant`.
  public func date(at instant: Instant) -> CivilDate { civil(at: instant).date }

  /// How a wall-clock reading maps to instants.
  public enum Resolution: Hashable, Sendable {
    /// The reading occurs once.
    case unique(Instant)
    /// The clocks jumped over it; the instant is its reading with the offset before the gap.
    case skipped(Instant)
    /// The clocks showed it twice.
    case repeated(first: Instant, second: Instant)

    /// The instant that RFC 5545 3.3.5 picks: the first of two, the offset before a gap.
    public var instant: Instant {
      switch self {
      case .unique(let instant), .skipped(let instant), .repeated(let instant, _): instant
      }
    }
  }

  /// The instant of a wall-clock reading; a skipped one is read with the offset before the gap (02:30 becomes
  /// 03:30), of one that occurs twice the first counts (RFC 5545, 3.3.5). O(log *n*).
  public func instant(of civil: CivilDateTime) -> Instant { resolve(civil).instant }

  /// Like ``instant(of:)``, and tells skipped and repeated readings apart. O(log *n*).
  public func resolve(_ civil: CivilDateTime) -> Resolution {
    let moved = tabulated(civil.reading)
    let reading = moved.seconds
    // No offset exceeds 26 hours, so only changes this near can matter. The zone's state well before the reading is
    // the start; each change nearby may then end it.
    let horizon: Int64 = 26 * 3_600
    var index = firstTransition(after: reading - horizon)
    var current = index == 0 ? firstKind : kindIndices[index - 1]
    var found: Int64?
    while true {
      let candidate = reading - Int64(kinds[Int(current)].offset)
      let begins = index == 0 ? Int64.min : transitions[index - 1]
      let ends = index < transitions.count ? transitions[index] : Int64.max
      if begins <= candidate && candidate < ends {
        if let first = found {
          return .repeated(
            first: Instant(seconds: first + moved.back), second: Instant(seconds: candidate + moved.back))
        }
        found = candidate
      } else if found == nil, candidate >= ends, index < transitions.count {
        let next = reading - Int64(kinds[Int(kindIndices[index])].offset)
        if next < ends { return .skipped(Instant(seconds: candidate + moved.back)) }
      }
      guard index < transitions.count, transitions[index] <= reading + horizon else { break }
      current = kindIndices[index]
      index += 1
    }
    let instant = found ?? reading - Int64(kinds[Int(current)].offset)
    return .unique(Instant(seconds: instant + moved.back))
  }

  /// The first change of the clocks after `instant`, or nil when none follows. O(log *n*).
  public func nextTransition(after instant: Instant) -> Instant? {
    let moved = tabulated(instant.seconds)
    let index = firstTransition(after: moved.seconds)
    guard index < transitions.count else { return nil }
    return Instant(seconds: transitions[index] + moved.back)
  }

  /// From the first instant of a local date to the first of the next; nil for a date the zone skipped (Apia,
  /// 2011-12-30). 23, 24 or 25 hours long in most zones.
  public func interval(of date: CivilDate) -> Interval? {
    Interval(from: startOfDay(date), to: startOfDay(date + 1))
  }

  /// The first instant at which the local date is `date` or later. Midnight, or the end of a gap that swallowed it.
  public func startOfDay(_ date: CivilDate) -> Instant {
    let midnight = CivilDateTime(date)
    switch resolve(midnight) {
    case .unique(let instant): return instant
    case .repeated(let first, _): return first
    case .skipped(let instant):
      // The change lies before `instant`, which was read with the old offset.
      let change = nextTransition(after: instant - 26 * 3_600)
      var candidate = change
      while let at = candidate, self.civil(at: at) < midnight { candidate = nextTransition(after: at) }
      return candidate ?? instant
    }
  }

  /// Position of the first transition that is later than `seconds`.
  func firstTransition(after seconds: Int64) -> Int {
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low &+ high) >> 1
      if transitions[middle] <= seconds { low = middle &+ 1 } else { high = middle }
    }
    return low
  }

  private func kindIndex(at seconds: Int64) -> UInt8 {
    let next = firstTransition(after: seconds)
    return next == 0 ? firstKind : kindIndices[next - 1]
  }

  /// `seconds` moved into the tabulated years, and how far to move results back.
  private func tabulated(_ seconds: Int64) -> (seconds: Int64, back: Int64) {
    guard seconds >= lastTabulated, !transitions.isEmpty else { return (seconds, 0) }
    let back = ((seconds - lastTabulated) / cycle + 1) * cycle
    return (seconds - back, back)
  }
}
