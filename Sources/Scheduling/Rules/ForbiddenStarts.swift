/// The starts that one rule forbids, each stretch with the obstacle that caused it.
///
/// Every rule is written once, as the stretches of starts it forbids: what is open is what no rule forbids, and why a
/// start is closed is the obstacles whose stretch holds it. So the two can't disagree.
struct ForbiddenStarts {
  /// Sorted by start; stretches may overlap.
  private(set) var stretches: [Interval] = []
  /// For each stretch, what caused it: an index whose meaning is the rule's.
  private(set) var causes: [Int32] = []
  /// For each stretch the latest end of those up to it, so that a search knows when to stop walking back.
  private var latestEnds: [Instant] = []

  init() {}

  init(capacity: Int) {
    stretches.reserveCapacity(capacity)
    causes.reserveCapacity(capacity)
    latestEnds.reserveCapacity(capacity)
  }

  /// - Precondition: does not start before the last stretch added.
  mutating func append(from start: Instant, to end: Instant, cause: Int) {
    guard let stretch = Interval(from: start, to: end) else { return }
    assert(stretches.last.map { $0.start <= start } ?? true, "stretches are added in order")
    stretches.append(stretch)
    causes.append(Int32(truncatingIfNeeded: cause))
    latestEnds.append(latestEnds.last.map { max($0, end) } ?? end)
  }

  /// The causes of all stretches that hold `start`, in the order of their stretches. O(log *n* + those near).
  func causes(at start: Instant) -> [Int] {
    var low = 0
    var high = stretches.count
    while low < high {
      let middle = (low &+ high) >> 1
      if stretches[middle].start <= start { low = middle &+ 1 } else { high = middle }
    }
    var result: [Int] = []
    var index = low - 1
    while index >= 0, latestEnds[index] > start {
      if stretches[index].end > start { result.append(Int(causes[index])) }
      index -= 1
    }
    return result.reversed()
  }
}
