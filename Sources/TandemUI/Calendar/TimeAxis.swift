import Scheduling

/// The rows of a page of days: steps of the wall clock in one zone, shared by all of its days.
///
/// A day on which the clocks skip an hour lacks those rows; an hour that a day shows twice gets rows of its own, which
/// the page's other days lack. So nothing vanishes, and nothing doubles unmarked.
struct TimeAxis: Sendable {
  /// One step of the wall clock.
  struct Row: Hashable, Sendable {
    /// Minutes after midnight on the wall clock, a multiple of the step.
    let minute: Int
    /// Whether it is the second time that a day's clocks show this reading.
    let isRepeat: Bool
  }

  let zone: ZoneRules
  let dates: [CivilDate]
  /// Minutes a row.
  let step: Int
  let rows: [Row]
  /// By day, then by row; nil where the day's clocks never show the row.
  private let intervals: [[Interval?]]

  /// - Parameter step: minutes a row, dividing 60. O(days × rows).
  init(zone: ZoneRules, dates: [CivilDate], step: Int) {
    self.zone = zone
    self.dates = dates
    self.step = step
    let days = dates.map { Self.readings(of: $0, in: zone, step: step) }
    var order: [Row: Int] = [:]
    for minute in stride(from: 0, to: 1_440, by: step) { order[Row(minute: minute, isRepeat: false)] = minute * 2 }
    for day in days {
      // A repeated stretch stands behind the whole of its first showing.
      guard let last = day.keys.filter(\.isRepeat).map(\.minute).max() else { continue }
      for row in day.keys where row.isRepeat { order[row] = last * 2 + 1 }
    }
    let rows = order.keys.sorted { (order[$0] ?? 0, $0.minute) < (order[$1] ?? 0, $1.minute) }
    self.rows = rows
    intervals = days.map { day in rows.map { day[$0] } }
  }

  /// The instants of a row on a day; nil where the clocks skip it.
  func interval(day: Int, row: Int) -> Interval? { intervals[day][row] }

  /// The day's first to its last instant; nil for a date that the zone skipped.
  func interval(day: Int) -> Interval? { zone.interval(of: dates[day]) }

  /// Position of a date; nil when the page does not show it.
  func day(of date: CivilDate) -> Int? {
    guard let first = dates.first else { return nil }
    let index = date - first
    return dates.indices.contains(index) ? index : nil
  }

  /// Position of the row that holds `instant` on a day; nil outside the day.
  func row(of instant: Instant, day: Int) -> Int? {
    intervals[day].firstIndex { $0?.contains(instant) ?? false }
  }

  /// Distance from the top in half rows, rounded half up, so that lengths of whole half rows keep them wherever they
  /// start. Instants before the day are 0, after it the whole height.
  func halfRows(to instant: Instant, day: Int) -> Int {
    guard let whole = interval(day: day), instant > whole.start else { return 0 }
    guard instant < whole.end, let row = row(of: instant, day: day) else { return rows.count * 2 }
    // A row that a clock change cuts short keeps its place on the wall clock.
    let intoRow = zone.civil(at: instant).time.secondOfDay - rows[row].minute * 60
    return row * 2 + (intoRow * 4 + step * 60) / (step * 120)
  }

  /// Like ``halfRows(to:day:)`` for where something ends: at the end of the last row it covers, not behind the rows that
  /// the clocks skip after it.
  func halfRows(toEnd instant: Instant, day: Int) -> Int {
    guard let whole = interval(day: day), instant > whole.start else { return 0 }
    guard instant <= whole.end, let row = row(of: instant - 1, day: day) else { return rows.count * 2 }
    let intoRow = zone.civil(at: instant - 1).time.secondOfDay + 1 - rows[row].minute * 60
    return row * 2 + (intoRow * 4 + step * 60) / (step * 120)
  }

  /// Seconds by which a day is longer (or, negative, shorter) than 24 hours; a skipped date lacks them all.
  func surplus(day: Int) -> Int { (interval(day: day)?.seconds ?? 0) - 86_400 }

  /// What the clocks show on one date: each reading with its instants.
  private static func readings(of date: CivilDate, in zone: ZoneRules, step: Int) -> [Row: Interval] {
    var result: [Row: Interval] = [:]
    guard let day = zone.interval(of: date) else { return result }
    var from = day.start
    var lastOffset = Int.min
    while from < day.end {
      // Between two changes the wall clock runs evenly.
      let to = min(zone.nextTransition(after: from) ?? day.end, day.end)
      let offset = zone.offset(at: from)
      var start = from
      while start < to {
        let second = CivilDateTime(reading: start.seconds + Int64(offset)).time.secondOfDay
        let minute = second / 60 / step * step
        let end = min(to, start + (minute * 60 + step * 60 - second))
        let row = Row(minute: minute, isRepeat: false)
        if let before = result[row] {
          if before.end == start, offset >= lastOffset {
            result[row] = Interval(before.start, end)
          } else {
            result[Row(minute: minute, isRepeat: true)] = Interval(start, end)
          }
        } else {
          result[row] = Interval(start, end)
        }
        start = end
      }
      lastOffset = offset
      from = to
    }
    return result
  }
}
