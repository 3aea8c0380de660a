extension IntervalSet {
  /// Instants in both sets. O(*n* + *m*).
  public func intersection(_ other: IntervalSet) -> IntervalSet {
    let result = intervals.withUnsafeBufferPointer { left in
      other.intervals.withUnsafeBufferPointer { right in
        [Interval](unsafeUninitializedCapacity: left.count &+ right.count) { buffer, count in
          var i = 0
          var j = 0
          while i < left.count && j < right.count {
            let a = left[i]
            let b = right[j]
            let start = a.start.seconds > b.start.seconds ? a.start : b.start
            let end = a.end.seconds < b.end.seconds ? a.end : b.end
            if start < end {
              buffer.initializeElement(at: count, to: Interval(start, end))
              count &+= 1
            }
            if a.end < b.end { i &+= 1 } else { j &+= 1 }
          }
        }
      }
    }
    return IntervalSet(sortedApart: result)
  }

  /// Instants in either set. O(*n* + *m*).
  public func union(_ other: IntervalSet) -> IntervalSet {
    guard !isEmpty else { return other }
    guard !other.isEmpty else { return self }
    var result = IntervalSet(capacity: intervals.count + other.intervals.count)
    var i = 0
    var j = 0
    while i < intervals.count || j < other.intervals.count {
      let takesLeft =
        j == other.intervals.count || (i < intervals.count && intervals[i].start <= other.intervals[j].start)
      if takesLeft {
        result.append(intervals[i])
        i += 1
      } else {
        result.append(other.intervals[j])
        j += 1
      }
    }
    return result
  }

  /// Instants of this set that are not in `other`. O(*n* + *m*).
  public func subtracting(_ other: IntervalSet) -> IntervalSet {
    guard !isEmpty, !other.isEmpty else { return self }
    var result: [Interval] = []
    result.reserveCapacity(intervals.count)
    var j = 0
    for interval in intervals {
      var start = interval.start
      while j < other.intervals.count, other.intervals[j].end <= start { j += 1 }
      var k = j
      while k < other.intervals.count, other.intervals[k].start < interval.end {
        if let piece = Interval(from: start, to: other.intervals[k].start) { result.append(piece) }
        start = Swift.max(start, other.intervals[k].end)
        k += 1
      }
      if let rest = Interval(from: start, to: interval.end) { result.append(rest) }
    }
    return IntervalSet(sortedApart: result)
  }

  /// What of `window` is not in the set. O(*n*).
  public func complement(in window: Interval) -> IntervalSet {
    IntervalSet(window).subtracting(self)
  }

  /// The part of the set within `window`. O(log *n* + the intervals inside).
  public func clipped(to window: Interval) -> IntervalSet {
    var result: [Interval] = []
    var index = firstIndex(endingAfter: window.start)
    while index < intervals.count, let piece = intervals[index].intersection(window) {
      result.append(piece)
      index += 1
    }
    return IntervalSet(sortedApart: result)
  }
}
