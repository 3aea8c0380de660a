extension WeeklyHours {
  /// Makes a stretch of a day's clock part of the hours, or takes it out; nothing else of the week changes.
  ///
  /// Hours that reach over midnight from the day before count where they lie. Ranges that touch become one.
  /// - Parameters:
  ///   - from: minutes after midnight, 0 to 1,439.
  ///   - to: minutes after midnight, up to 1,440.
  /// - Complexity: O(ranges of two days).
  public mutating func paint(_ isOn: Bool, on day: Weekday, from: Int, to: Int) {
    guard 0 <= from, from < to, to <= 1_440 else { return }
    cut(day, from, to)
    guard isOn else { return }
    var (start, end) = (from, to)
    var rest: [MinuteRange] = []
    for range in self[day] {
      if range.end < start || range.start > end {
        rest.append(range)
      } else {
        (start, end) = (min(start, range.start), max(end, range.end))
      }
    }
    self[day] = rest + [MinuteRange(start, min(end, start + 1_440))]
  }

  private mutating func cut(_ day: Weekday, _ from: Int, _ to: Int) {
    let (before, after) = (day.advanced(by: -1), day.advanced(by: 1))
    var (own, earlier, later) = ([MinuteRange](), [MinuteRange](), self[after])
    for range in self[before] {
      let end = range.end - 1_440
      guard end > from else {
        earlier.append(range)
        continue
      }
      earlier.append(MinuteRange(range.start, 1_440 + from))
      if end > to { own.append(MinuteRange(to, end)) }
    }
    for range in self[day] {
      if range.start < min(range.end, from) { own.append(MinuteRange(range.start, min(range.end, from))) }
      let start = max(range.start, to)
      guard start < range.end else { continue }
      if start < 1_440 {
        own.append(MinuteRange(start, range.end))
      } else {
        later.append(MinuteRange(0, range.end - 1_440))
      }
    }
    self[before] = earlier
    self[day] = own
    self[after] = later
  }

  /// How many minutes of a stretch of a day's clock are hours. O(ranges of two days).
  public func minutes(on day: Weekday, from: Int, to: Int) -> Int {
    let reaching = self[day.advanced(by: -1)].filter { $0.end > 1_440 }.map { (start: 0, end: $0.end - 1_440) }
    let pieces = (reaching + self[day].map { (start: $0.start, end: min($0.end, 1_440)) }).sorted {
      $0.start < $1.start
    }
    var (total, reached) = (0, from)
    for piece in pieces {
      let (start, end) = (max(piece.start, reached), min(piece.end, to))
      if start < end { (total, reached) = (total + end - start, end) }
    }
    return total
  }
}
