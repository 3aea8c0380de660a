import Mentoring
import Scheduling

/// The days on show, cell by cell, ready to be drawn: made when the page, the length or the data changes, so that a
/// cursor move computes nothing.
struct CalendarPage: Sendable {
  /// How one person stands to a cell.
  enum Mark: Hashable, Sendable {
    case free, outside, away
    /// Imported time, or a session in another pair.
    case busy
  }

  /// What can begin in a cell.
  enum Opening: Hashable, Sendable {
    case none
    /// A session can start at the cell's own start.
    case start
    /// Not at its start, but later within it.
    case later
  }

  struct Cell: Hashable, Sendable {
    /// Nil where the day's clocks skip the row.
    let interval: Interval?
    /// Where the cursor stands in it: the first start on the grid, or the cell's begin where none is.
    let start: Instant
    /// Mentor's or the only person's.
    let left: Mark
    /// Mentee's.
    let right: Mark
    let opening: Opening
  }

  /// Something that takes time on a day, from its first to its last half row.
  struct Block: Hashable, Sendable {
    enum Content: Hashable, Sendable {
      case entry(CalendarSlice.Entry)
      /// What was agreed, of a session that is asked to move: it stands again after a no.
      case agreed(CalendarSlice.Entry, Interval)
      /// Imported time; the title is empty where the viewer may not read it.
      case busy(Interval, title: String)
    }

    let content: Content
    let halfRows: Range<Int>

    var entry: CalendarSlice.Entry? { if case .entry(let entry) = content { entry } else { nil } }
    /// The session that is asked to move away from it.
    var agreed: CalendarSlice.Entry? { if case .agreed(let entry, _) = content { entry } else { nil } }
    /// Whether it is a session's time, asked for or agreed, and not imported.
    var isOfSession: Bool { if case .busy = content { false } else { true } }
  }

  struct Day: Sendable {
    let date: CivilDate
    /// As many as the axis has rows.
    let cells: [Cell]
    /// By start.
    let blocks: [Block]
    /// Seconds the clocks give or take on this day.
    let surplus: Int
    /// Starts that can be booked.
    let openings: Int
    /// Whether anybody is away in a part of it.
    var hasAway: Bool { cells.contains { $0.left == .away || $0.right == .away } }
  }

  let axis: TimeAxis
  let days: [Day]
  /// Of which this page is made: two pages with the same are the same.
  let length: Int

  /// - Parameters:
  ///   - zone: whose wall clock makes days and rows.
  ///   - open: the openings of the wanted length; nil where nothing can be booked.
  ///   - step: minutes a row.
  init(_ slice: CalendarSlice, open: OpenTimes?, zone: ZoneRules, dates: [CivilDate], step: Int) {
    let axis = TimeAxis(zone: zone, dates: dates, step: step)
    self.axis = axis
    length = open?.length ?? 0
    let grid = slice.situation?.grid
    days = dates.indices.map { day in
      let cells = axis.rows.indices.map { row in
        Self.cell(axis.interval(day: day, row: row), slice, open, grid)
      }
      return Day(
        date: dates[day], cells: cells, blocks: Self.blocks(slice, axis, day), surplus: axis.surplus(day: day),
        openings: axis.interval(day: day).flatMap { open?.count(in: $0) } ?? 0)
    }
  }

  /// The day and row that hold an instant; nil when the page does not show it.
  func position(of instant: Instant) -> (day: Int, row: Int)? {
    guard let day = axis.day(of: axis.zone.date(at: instant)), let row = axis.row(of: instant, day: day) else {
      return nil
    }
    return (day, row)
  }

  /// The block that holds an instant: sessions before imported time.
  func block(at instant: Instant) -> Block? {
    guard let day = axis.day(of: axis.zone.date(at: instant)) else { return nil }
    let holding = days[day].blocks.filter { block in
      switch block.content {
      case .entry(let entry): entry.session.interval.contains(instant)
      case .agreed(_, let interval), .busy(let interval, _): interval.contains(instant)
      }
    }
    return holding.first { $0.entry != nil } ?? holding.first
  }

  private static func cell(
    _ interval: Interval?, _ slice: CalendarSlice, _ open: OpenTimes?, _ grid: StartGrid?
  ) -> Cell {
    guard let interval else {
      // Nobody has hours in a row that isn't there.
      return Cell(interval: nil, start: .distantPast, left: .outside, right: .outside, opening: .none)
    }
    var start = interval.start
    if let first = grid?.firstStart(atOrAfter: start), first < interval.end { start = first }
    let first = open?.first(in: interval)
    return Cell(
      interval: interval, start: start, left: mark(interval, 0, slice), right: mark(interval, 1, slice),
      opening: first == nil ? .none : first == start ? .start : .later)
  }

  private static func mark(_ cell: Interval, _ index: Int, _ slice: CalendarSlice) -> Mark {
    // A person's own day has one lane, which is that of both sides at once.
    guard let lane = slice.lanes.indices.contains(index) ? slice.lanes[index] : slice.lanes.last else { return .free }
    if lane.absences.overlaps(cell) { return .away }
    guard lane.hours.overlaps(cell) else { return .outside }
    // In a person's own calendar what takes time is drawn whole.
    guard slice.pair != nil else { return .free }
    if lane.busy.overlaps(cell) { return .busy }
    let isEngaged = lane.attendee.engagements.contains { engagement in
      engagement.interval.overlaps(cell) && slice.sessions[engagement.session]?.pair != slice.pair?.id
    }
    return isEngaged ? .busy : .free
  }

  private static func blocks(_ slice: CalendarSlice, _ axis: TimeAxis, _ day: Int) -> [Block] {
    guard let span = axis.interval(day: day) else { return [] }
    var blocks: [Block] = []
    func add(_ interval: Interval, _ content: Block.Content) {
      guard interval.overlaps(span) else { return }
      let top = axis.halfRows(to: interval.start, day: day)
      let bottom = axis.halfRows(toEnd: interval.end, day: day)
      blocks.append(Block(content: content, halfRows: top..<max(bottom, top + 1)))
    }
    for entry in slice.entries {
      add(entry.session.interval, .entry(entry))
      for interval in entry.session.agreedRest { add(interval, .agreed(entry, interval)) }
    }
    if slice.pair == nil, let timeline = slice.lanes.first?.attendee.busy {
      for (interval, title) in zip(timeline.intervals, timeline.titles) { add(interval, .busy(interval, title: title)) }
    }
    return blocks.sorted {
      ($0.halfRows.lowerBound, $0.halfRows.upperBound) < ($1.halfRows.lowerBound, $1.halfRows.upperBound)
    }
  }
}
