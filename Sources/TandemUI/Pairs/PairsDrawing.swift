import Mentoring
import Scheduling
import TerminalKit

/// Draws the pairs screen; also tells where its columns and rows lie, for clicks.
struct PairsDrawing {
  let screen: PairsScreen
  let context: Context

  private var theme: Theme { context.theme }
  private var glyphs: Glyphs { context.glyphs }

  /// From 100 columns on there is room beside the table.
  var hasDetailBeside: Bool { context.size.width >= 100 }

  private var searchLine: Rect { context.area.row(0) }
  private var panes: (table: Rect, detail: Rect) {
    let (_, rest) = context.area.splitTop(1)
    guard hasDetailBeside else { return (rest, Rect(0, 0, 0, 0)) }
    let detail = min(80, max(38, rest.width * 2 / 5))
    let (table, pane) = rest.splitLeft(rest.width - detail)
    return (table, pane)
  }

  private var inside: Rect { panes.table.inset(1, 1) }
  var headerRow: Int { inside.y }
  private var body: Rect { inside.splitTop(1).1 }
  var bodyHeight: Int { max(1, body.height) }

  /// Columns with their places; the narrow screens leave out what can be seen in the detail.
  private var columns: [(column: PairFilter.Column, rect: Rect)] {
    let width = body.width - 2
    let wanted: [(PairFilter.Column, Share)] =
      width >= 62
      ? [
        (.mentor, .flexible(weight: 3, minimum: 12)), (.mentee, .flexible(weight: 3, minimum: 12)),
        (.kind, .fixed(glyphs.isUnicode ? 7 : 8)),
        (.topic, .flexible(weight: 3, minimum: 8)), (.next, .fixed(13)),
      ]
      : [(.mentor, .flexible(weight: 1, minimum: 8)), (.mentee, .flexible(weight: 1, minimum: 8)), (.next, .fixed(13))]
    var x = body.x + 2
    return zip(wanted, divide(width, among: wanted.map(\.1))).map { wish, width in
      defer { x += width }
      return (wish.0, Rect(x, headerRow, width, 1))
    }
  }

  func column(at x: Int) -> PairFilter.Column? {
    columns.first { x >= $0.rect.x && x < $0.rect.maxX }?.column
  }

  func row(at point: Point) -> Int? {
    guard body.contains(point) else { return nil }
    let index = visible.lowerBound + point.y - body.y
    return index < visible.upperBound ? index : nil
  }

  private var visible: Range<Int> {
    var table = screen.table
    table.settle(count: screen.shown.count, height: bodyHeight)
    return table.visible(count: screen.shown.count, height: bodyHeight)
  }

  func draw(into canvas: inout Canvas) {
    drawSearch(&canvas)
    canvas.box(panes.table, style: theme[.border], lines: glyphs.box)
    drawHeader(&canvas)
    drawRows(&canvas)
    if hasDetailBeside {
      detail.draw(into: &canvas, panes.detail)
    } else if screen.isDetailOpen {
      detail.draw(into: &canvas, openDetail, isFocused: true)
    }
  }

  private var detail: PairDetail {
    let row = screen.selectedRow
    return PairDetail(
      row: row, conflicts: row.flatMap { screen.conflicts[$0.pair.id]?.count } ?? 0, offset: screen.detailOffset,
      context: context)
  }

  /// Where the detail lies over the table.
  private var openDetail: Rect {
    context.area.centered(Size(context.overlayWidth(60), min(context.area.height, 18)))
  }

  /// How far the detail that lies over the table can be scrolled, and by how much a page is.
  var detailScroll: (limit: Int, page: Int) { (detail.limit(in: openDetail), max(1, openDetail.height - 3)) }

  private func drawSearch(_ canvas: inout Canvas) {
    let line = searchLine
    let total = screen.list?.rows.count ?? 0
    let order =
      screen.filter.query.isEmpty
      ? "\(screen.filter.column.title.lowercased()) \(screen.filter.isDescending ? glyphs.descending : glyphs.ascending)"
      : "best match"
    let dot = glyphs.separator
    let subset = screen.filter.subset == .all ? "" : "\(screen.filter.subset.title) \(dot) "
    let count = screen.shown.count == total ? "\(total) pairs" : "\(screen.shown.count) of \(total) pairs"
    let words = screen.list == nil ? context.unread("loading…") : "\(subset)\(count) \(dot) sort: \(order)"
    let info = truncated(context.plain(words), to: line.width / 2, ellipsis: glyphs.ellipsis)
    canvas.write(info, at: line.maxX - 1 - columnWidth(info), line.y, style: theme[.muted])
    canvas.write("/", at: 1, line.y, style: theme[.accent])
    let field = Rect(3, line.y, max(4, line.width - columnWidth(info) - 6), 1)
    if let search = screen.search {
      canvas.cursor = search.field.draw(
        into: &canvas, field, style: theme[.focusedField], placeholder: theme[.placeholder])
    } else if screen.filter.query.isEmpty {
      canvas.write(
        "search names, skills, departments, topics", at: field.x, field.y, style: theme[.muted], limit: field.width)
    } else {
      canvas.write(screen.filter.query, at: field.x, field.y, style: theme[.strong], limit: field.width)
    }
  }

  private func drawHeader(_ canvas: inout Canvas) {
    for (column, rect) in columns {
      // A search puts the best first, whatever the column.
      let isSorted = column == screen.filter.column && screen.filter.query.isEmpty
      let mark = isSorted ? " " + (screen.filter.isDescending ? glyphs.descending : glyphs.ascending) : ""
      canvas.write(
        fitted(column.title + mark, to: rect.width), at: rect.x, rect.y, style: theme[isSorted ? .accent : .muted])
      // The letter that sorts by it.
      if let letter = column.title.lowercased().firstIndex(of: column.letter) {
        let x = rect.x + column.title.lowercased().distance(from: column.title.startIndex, to: letter)
        canvas.restyle(Rect(x, rect.y, 1, 1)) { $0.adding(.underline) }
      }
    }
  }

  private func drawRows(_ canvas: inout Canvas) {
    guard let list = screen.list else { return }
    if screen.shown.isEmpty {
      let kept = screen.search?.kept ?? ""
      let back = kept.isEmpty ? "shows all pairs again" : "returns to “\(kept)”"
      let advice = context.plain(list.fill.advice ?? "Nothing fits. Esc \(back).")
      for (index, line) in wrapped(advice, to: max(1, body.width - 3)).prefix(max(0, body.height - 1)).enumerated() {
        canvas.write(line, at: body.x + 2, body.y + 1 + index, style: theme[.muted])
      }
    }
    for index in visible {
      let row = list.rows[screen.shown[index]]
      let y = body.y + index - visible.lowerBound
      let isSelected = index == screen.table.selected
      let ground = theme[isSelected ? .selection : .text]
      if isSelected {
        canvas.fill(Rect(body.x, y, body.width, 1), style: ground)
        canvas.write(glyphs.pointer, at: body.x, y, style: ground)
        if screen.search == nil { canvas.cursor = Point(body.x, y) }
      }
      if screen.conflicts[row.pair.id] != nil {
        canvas.write(glyphs.warning, at: body.x + 1, y, style: theme[.error].adding(.reverse))
      }
      for (column, rect) in columns {
        let (text, role) = cell(row, column)
        let style = isSelected ? ground : theme[role]
        canvas.write(
          fitted(context.plain(text), to: rect.width - 1, ellipsis: glyphs.ellipsis), at: rect.x, y, style: style)
      }
    }
    canvas.scrollbar(
      Rect(panes.table.maxX - 1, body.y, 1, body.height), offset: visible.lowerBound, visible: bodyHeight,
      total: screen.shown.count, theme: theme, glyphs: glyphs)
  }

  private func cell(_ row: PairList.Row, _ column: PairFilter.Column) -> (String, Theme.Role) {
    switch column {
    case .mentor: return (row.mentor.name, .text)
    case .mentee: return (row.mentee.name, .text)
    case .kind:
      switch row.pair.kind {
      case .reverse: return ("\(glyphs.reverse) rev", .accent)
      case .traditional: return ("\(glyphs.oneWay) trad", .muted)
      case .peer: return ("\(glyphs.peer) peer", .muted)
      }
    case .topic: return (row.pair.topic, .text)
    case .next:
      if row.pair.state != .active { return (row.pair.state.rawValue, .muted) }
      if let next = row.next {
        let day = context.times.day(next.interval.start)
        return next.status.isHold ? ("\(day) ?", .muted) : (day, .text)
      }
      return ("\(glyphs.enDash)" + (row.risk == nil ? "" : "  !"), row.risk == nil ? .muted : .warning)
    }
  }
}
