import TerminalKit

/// Where a sheet stands over the calendar: in the middle, as small as its content, the whole of a small screen.
struct SheetFrame: Hashable, Sendable {
  let outside: Rect
  let inside: Rect

  init(in area: Rect, width: Int, lines: Int) {
    let isWhole = Self.isWhole(area.width) || area.height < lines + 4
    let size = isWhole ? Size(area.width, min(area.height, lines + 2)) : Size(min(width, area.width - 4), lines + 2)
    outside = area.centered(size)
    inside = Rect(outside.x + 2, outside.y + 1, outside.width - 4, outside.height - 2)
  }

  /// Whether what lies over a screen takes all its columns: pieces of words beside it say nothing.
  static func isWhole(_ width: Int) -> Bool { width < 100 }

  /// Rows that a list in a sheet has.
  static func listHeight(_ layout: CalendarLayout) -> Int { max(1, min(16, layout.height - 5)) }
}
