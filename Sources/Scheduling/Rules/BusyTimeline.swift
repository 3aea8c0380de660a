/// One person's imported busy time, sorted by start; blocks may overlap.
///
/// Times and titles are kept in separate arrays, for the search reads a thousand times and a title once.
public struct BusyTimeline: Sendable, Equatable {
  public let intervals: [Interval]
  /// As many as there are intervals; shown to the owner only.
  public let titles: [String]

  public static let empty = BusyTimeline([])

  /// From blocks in any order. O(*n* log *n*), O(*n*) when sorted.
  public init(_ blocks: [(interval: Interval, title: String)]) {
    let isSorted = zip(blocks, blocks.dropFirst()).allSatisfy { $0.interval.start <= $1.interval.start }
    let sorted = isSorted ? blocks : blocks.sorted { $0.interval < $1.interval }
    intervals = sorted.map(\.interval)
    titles = sorted.map(\.title)
  }

  /// From intervals that are sorted by start, with their titles.
  /// - Precondition: sorted by start; as many titles as intervals.
  public init(sorted intervals: [Interval], titles: [String]) {
    precondition(intervals.count == titles.count)
    assert(zip(intervals, intervals.dropFirst()).allSatisfy { $0.start <= $1.start })
    self.intervals = intervals
    self.titles = titles
  }

  /// The busy time as merged intervals.
  public var merged: IntervalSet { IntervalSet(intervals) }
}
