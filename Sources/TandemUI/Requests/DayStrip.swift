import Mentoring
import Scheduling
import TerminalKit

/// A day from left to right, a lane for each person, with a time on it.
struct DayStrip {
  let lanes: [RequestsData.Lane]
  /// What the request that is looked at asks for; others stand beside it, less bright.
  let session: Interval
  let times: TimeWording
  let theme: Theme
  let glyphs: Glyphs

  /// Rows: the hours, the lanes, and what the characters mean.
  static let height = 4

  private static let nameWidth = 8

  /// Other than that of a session, also where there is no color.
  private static func asked(_ glyphs: Glyphs) -> Unicode.Scalar { glyphs.isUnicode ? "▒" : "?" }

  /// The hours that are worth showing: everybody's own, and the session's.
  private var span: Interval {
    let all = lanes.flatMap { $0.hours + $0.engaged + $0.asked } + [session]
    let start = all.map(\.start).min() ?? session.start
    let end = all.map(\.end).max() ?? session.end
    let hour = times.zone.civil(at: start).time.minuteOfDay % 60
    let first = start - hour * 60 - 3_600
    return Interval(first, max(end + 3_600, first + 3_600))
  }

  func draw(into canvas: inout Canvas, _ rect: Rect) {
    let columns = rect.width - Self.nameWidth
    guard columns >= 12, rect.height > lanes.count else { return }
    let span = span
    // Cells of a quarter, half or whole hour: the finest that fits.
    let minutes = [15, 30, 60].first { span.seconds <= columns * $0 * 60 } ?? 60
    let count = min(columns, (span.seconds + minutes * 60 - 1) / (minutes * 60))
    let left = rect.x + Self.nameWidth
    drawHours(into: &canvas, span, minutes, count, left, rect.y)
    for (index, lane) in lanes.enumerated() {
      let y = rect.y + 1 + index
      canvas.write(
        fitted(lane.name, to: Self.nameWidth - 1, ellipsis: glyphs.ellipsis), at: rect.x, y,
        style: theme[index == 0 ? .mentor : .mentee])
      for column in 0..<count {
        let cell = Interval(start: span.start + column * minutes * 60, seconds: minutes * 60)
        let (character, role) = content(of: cell, lane, isMentor: index == 0)
        canvas.fill(Rect(left + column, y, 1, 1), style: theme[role], with: character)
      }
    }
    // Where the words above need the room, the characters are known from larger screens.
    if rect.height >= Self.height { drawLegend(into: &canvas, Rect(rect.x, rect.y + 1 + lanes.count, rect.width, 1)) }
  }

  /// Hours as far apart as their digits need.
  private func drawHours(
    into canvas: inout Canvas, _ span: Interval, _ minutes: Int, _ count: Int, _ left: Int, _ y: Int
  ) {
    let perHour = max(1, 60 / minutes)
    let every = perHour >= 4 ? 1 : perHour == 2 ? 2 : 3
    var column = 0
    while column + 2 <= count {
      let hour = times.zone.civil(at: span.start + column * minutes * 60).time.minuteOfDay / 60
      canvas.write(times.hourMark(hour), at: left + column, y, style: theme[.muted])
      column += perHour * every
    }
  }

  private func content(
    of cell: Interval, _ lane: RequestsData.Lane, isMentor: Bool
  ) -> (Unicode.Scalar, Theme.Role) {
    if session.overlaps(cell) { return (Self.asked(glyphs), .request) }
    if lane.asked.contains(where: { $0.overlaps(cell) }) { return (Self.asked(glyphs), .muted) }
    if lane.engaged.contains(where: { $0.overlaps(cell) }) { return (glyphs.full, .session) }
    if lane.busy.contains(where: { $0.overlaps(cell) }) {
      return (isMentor ? glyphs.leftBusy : glyphs.rightBusy, isMentor ? .mentor : .mentee)
    }
    if lane.hours.contains(where: { $0.overlaps(cell) }) { return (glyphs.free, .muted) }
    return (glyphs.outside, .outsideHours)
  }

  private func drawLegend(into canvas: inout Canvas, _ rect: Rect) {
    let parts: [(signs: [(Unicode.Scalar, Theme.Role)], words: String)] = [
      ([(Self.asked(glyphs), .request)], "asked for"), ([(glyphs.full, .session)], "session"),
      ([(glyphs.leftBusy, .mentor), (glyphs.rightBusy, .mentee)], "busy"), ([(glyphs.free, .muted)], "free"),
      ([(glyphs.outside, .outsideHours)], "outside hours"),
    ]
    var spans: [Span] = []
    var used = 0
    // Whole words or none.
    for (signs, words) in parts where used + signs.count + 1 + columnWidth(words) <= rect.width {
      spans += signs.map { Span(String($0.0), theme[$0.1]) } + [Span(" \(words)  ", theme[.muted])]
      used += signs.count + 3 + columnWidth(words)
    }
    canvas.write(spans, at: rect.x, rect.y, limit: rect.width)
  }
}
