/// A set of instants as sorted intervals that neither overlap nor touch.
///
/// Union, intersection and subtraction are one merge: O(*n* + *m*) in the number of intervals.
public struct IntervalSet: Hashable, Sendable {
  /// Ascending; between two neighbors at least one second is missing.
  public private(set) var intervals: [Interval]

  public init() { intervals = [] }

  public init(_ interval: Interval) { intervals = [interval] }

  /// Empty, with room for `capacity` intervals.
  init(capacity: Int) {
    intervals = []
    intervals.reserveCapacity(capacity)
  }

  /// From intervals in any order, overlapping or not. O(*n* log *n*), O(*n*) when sorted by start.
  public init(_ unsorted: some Sequence<Interval>) {
    var all = Array(unsorted)
    if !zip(all, all.dropFirst()).allSatisfy({ $0.start <= $1.start }) { all.sort() }
    intervals = []
    intervals.reserveCapacity(all.count)
    for interval in all { append(interval) }
    checkInvariants()
  }

  /// - Precondition: ascending, with a gap between neighbors.
  init(sortedApart intervals: [Interval]) {
    self.intervals = intervals
    checkInvariants()
  }

  public var isEmpty: Bool { intervals.isEmpty }

  /// Seconds covered. O(*n*).
  public var seconds: Int { intervals.reduce(0) { $0 + $1.seconds } }

  /// Adds an interval that does not start before the last one starts, merging it when they meet. Amortized O(1).
  mutating func append(_ interval: Interval) {
    guard let last = intervals.last, interval.start <= last.end else {
      intervals.append(interval)
      return
    }
    if interval.end > last.end { intervals[intervals.count - 1] = Interval(last.start, interval.end) }
  }

  /// Position of the first interval that ends after `instant`. O(log *n*).
  public func firstIndex(endingAfter instant: Instant) -> Int {
    var low = 0
    var high = intervals.count
    while low < high {
      let middle = (low &+ high) >> 1
      if intervals[middle].end <= instant { low = middle &+ 1 } else { high = middle }
    }
    return low
  }

  /// O(log *n*).
  public func contains(_ instant: Instant) -> Bool {
    let index = firstIndex(endingAfter: instant)
    return index < intervals.count && intervals[index].start <= instant
  }

  /// Whether every second of `interval` is in the set. O(log *n*).
  public func contains(_ interval: Interval) -> Bool {
    let index = firstIndex(endingAfter: interval.start)
    return index < intervals.count && intervals[index].contains(interval)
  }

  /// O(log *n*).
  public func overlaps(_ interval: Interval) -> Bool {
    let index = firstIndex(endingAfter: interval.start)
    return index < intervals.count && intervals[index].start < interval.end
  }

  func checkInvariants() {
    assert(zip(intervals, intervals.dropFirst()).allSatisfy { $0.end < $1.start }, "intervals must be sorted and apart")
  }
}

extension IntervalSet: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Interval...) { self.init(elements) }
}
