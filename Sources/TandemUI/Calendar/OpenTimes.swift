import Mentoring
import Scheduling

/// The one predicate, compiled once for a slice and a length: what the free marks, the explain line, the jumps between
/// openings and the booking sheet ask.
struct OpenTimes: Sendable {
  let examination: Examination
  /// Minutes.
  let length: Int
  /// On the grid, ascending.
  let starts: [Instant]

  /// Nil where the slice has no pair. O(obstacles + days of the slice).
  init?(_ slice: CalendarSlice, length: Int, at now: Instant, room: RoomID? = nil, moving: SessionID? = nil) {
    guard let situation = slice.situation(at: now, room: room, moving: moving) else { return nil }
    examination = Examination(situation, length: length * 60, window: slice.window)
    self.length = length
    starts = examination.openings()
  }

  /// Whether the slice can say anything about `start`.
  func covers(_ start: Instant) -> Bool { examination.window.contains(start) }

  /// Every violation at `start`; empty outside the window, which has no answer.
  func violations(at start: Instant) -> [Violation] {
    covers(start) ? examination.violations(at: start) : []
  }

  /// Whether `start` lies on the grid and nothing forbids it. O(log *n*).
  func isOpening(_ start: Instant) -> Bool {
    let index = firstIndex(from: start)
    return index < starts.count && starts[index] == start
  }

  /// The first opening after `start`. O(log *n*).
  func next(after start: Instant) -> Instant? {
    let index = firstIndex(from: start + 1)
    return index < starts.count ? starts[index] : nil
  }

  /// The last opening before `start`. O(log *n*).
  func previous(before start: Instant) -> Instant? {
    let index = firstIndex(from: start)
    return index > 0 ? starts[index - 1] : nil
  }

  /// The first opening in a stretch of time. O(log *n*).
  func first(in interval: Interval) -> Instant? {
    let index = firstIndex(from: interval.start)
    return index < starts.count && starts[index] < interval.end ? starts[index] : nil
  }

  /// How many openings a stretch of time holds. O(log *n*).
  func count(in interval: Interval) -> Int { firstIndex(from: interval.end) - firstIndex(from: interval.start) }

  /// The `count` openings nearest to `start`, ascending; of two as near the later one.
  func nearest(to start: Instant, count: Int, but refused: Instant? = nil) -> [Instant] {
    var high = firstIndex(from: start)
    var low = high - 1
    var result: [Instant] = []
    while result.count < count, low >= 0 || high < starts.count {
      let takesLater = low < 0 || (high < starts.count && starts[high] - start <= start - starts[low])
      let next = starts[takesLater ? high : low]
      if next != refused { result.append(next) }
      if takesLater { high += 1 } else { low -= 1 }
    }
    return result.sorted()
  }

  /// Position of the first opening that is not before `start`.
  private func firstIndex(from start: Instant) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] < start { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
