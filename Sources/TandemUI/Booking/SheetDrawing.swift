import Mentoring
import Scheduling
import TerminalKit

/// What a place of the calendar means to the mouse.
enum CalendarTarget: Hashable, Sendable {
  case header(CalendarHeader.Target)
  /// The grid, the month or the list: the calendar itself knows which cell.
  case body
  /// The line under the grid.
  case explanation
  case field(BookingSheet.Field)
  /// The sign beside a choice that takes the value before (-1) or the next one.
  case step(BookingSheet.Field, Int)
  /// Of the list in a sheet.
  case row(Int)
  /// Words that stand for a key.
  case key(Key)
  /// Some other place of a sheet: nothing, but not the grid below either.
  case sheet
}

/// A line of a sheet: what it says, and how willingly it leaves when there is no room.
struct SheetLine: Sendable {
  enum Content: Sendable {
    case blank
    case spans([Span])
    /// A label and a field that is edited.
    case text(String, TextField, isFocused: Bool, note: String, noteRole: Theme.Role)
    /// A label and one of several values.
    case choice(String, value: String, isFocused: Bool, note: String)
    case buttons([(label: String, field: BookingSheet.Field, isFocused: Bool)])
    /// `key label` pairs, clickable.
    case keys([(key: Key, label: String)])
  }

  let content: Content
  /// 0 stays to the last.
  let rank: Int
  var target: CalendarTarget = .sheet
  /// Whether it goes on with the sentence of the line before.
  var isContinued = false
  /// Whether its sentence goes on in a line that had no room.
  fileprivate(set) var isCut = false

  init(_ content: Content, rank: Int = 0, target: CalendarTarget = .sheet, isContinued: Bool = false) {
    self.content = content
    self.rank = rank
    self.target = target
    self.isContinued = isContinued
  }
}

/// Draws sheets: a title, lines, and where the cursor stands.
struct SheetDrawing {
  let look: CalendarLook
  let area: Rect

  func draw(
    title: String, width: Int = 72, _ lines: [SheetLine], into canvas: inout Canvas,
    _ hits: inout HitMap<CalendarTarget>
  ) {
    draw(title: title, width: width, SheetPage(lines), into: &canvas, &hits)
  }

  func draw(
    title: String, width: Int = 72, _ page: SheetPage, into canvas: inout Canvas, _ hits: inout HitMap<CalendarTarget>
  ) {
    let lines = page.lines
    let frame = SheetFrame(in: area, width: width, lines: lines.count)
    canvas.panel(
      frame.outside, title: look.plain(title), theme: look.theme, glyphs: look.glyphs, isFocused: true)
    hits.add(frame.outside, .sheet)
    // The focus is somewhere in the sheet, if on no field of it.
    canvas.cursor = Point(frame.inside.x, frame.inside.y)
    for (index, line) in fitting(lines, into: frame.inside.height).enumerated() {
      draw(line, frame.inside.row(index), &canvas, &hits)
    }
    canvas.scrollbar(
      Rect(frame.outside.maxX - 1, frame.inside.y, 1, page.shown), offset: page.offset, visible: page.shown,
      total: page.total, theme: look.theme, glyphs: look.glyphs)
  }

  /// How many of the keys have room in one line of a sheet.
  static func count(of keys: [(key: Key, label: String)], fittingInto width: Int, _ glyphs: Glyphs) -> Int {
    var used = 0
    for (index, item) in keys.enumerated() {
      used += columnWidth(item.key.label(glyphs)) + 1 + columnWidth(item.label)
      if used > width { return index }
      used += 2
    }
    return keys.count
  }

  /// Leaves out the lines that can be missed most, until the rest has room. A sentence that loses its end says so.
  private func fitting(_ lines: [SheetLine], into height: Int) -> [SheetLine] {
    var lines = lines
    while lines.count > height, let worst = lines.map(\.rank).max(), worst > 0,
      let index = lines.lastIndex(where: { $0.rank == worst })
    {
      if lines.remove(at: index).isContinued, index > 0 { lines[index - 1].isCut = true }
    }
    return Array(lines.prefix(height))
  }

  private func draw(
    _ line: SheetLine, _ rect: Rect, _ canvas: inout Canvas, _ hits: inout HitMap<CalendarTarget>
  ) {
    let labelWidth = 8
    switch line.content {
    case .blank: break
    case .spans(let spans):
      if case .row = line.target, spans.first?.style == look[.cursor] { canvas.cursor = Point(rect.x, rect.y) }
      var spans = spans.map { Span(look.plain($0.text), $0.style) }
      if line.isCut, let last = spans.popLast() {
        let room = rect.width - spans.reduce(0) { $0 + columnWidth($1.text) }
        let ellipsis = look.glyphs.ellipsis
        spans.append(Span(truncated(last.text + ellipsis, to: max(0, room), ellipsis: ellipsis), last.style))
      }
      canvas.write(spans, at: rect.x, rect.y, limit: rect.width)
    case .text(let label, let field, let isFocused, let note, let noteRole):
      canvas.write(label, at: rect.x, rect.y, style: look[isFocused ? .strong : .muted], limit: labelWidth)
      let noteWidth = min(columnWidth(look.plain(note)), rect.width / 3)
      let room = Rect(rect.x + labelWidth, rect.y, rect.width - labelWidth - (note.isEmpty ? 0 : noteWidth + 1), 1)
      let cursor = field.draw(
        into: &canvas, room, style: look[isFocused ? .focusedField : .field], placeholder: look[.placeholder],
        restingWith: isFocused ? nil : look.glyphs.ellipsis)
      if isFocused { canvas.cursor = cursor }
      canvas.write(
        truncated(look.plain(note), to: noteWidth, ellipsis: look.glyphs.ellipsis), at: room.maxX + 1, rect.y,
        style: look[noteRole])
    case .choice(let label, let value, let isFocused, let note):
      canvas.write(label, at: rect.x, rect.y, style: look[isFocused ? .strong : .muted], limit: labelWidth)
      let style = look[isFocused ? .focusedField : .field]
      let text = " \(look.glyphs.previous) \(value) \(look.glyphs.next) "
      let used = canvas.write(text, at: rect.x + labelWidth, rect.y, style: style, limit: rect.width - labelWidth)
      hits.add(rect, line.target)
      if case .field(let field) = line.target, used >= 6 {
        hits.add(Rect(rect.x + labelWidth, rect.y, 3, 1), .step(field, -1))
        hits.add(Rect(rect.x + labelWidth + used - 3, rect.y, 3, 1), .step(field, 1))
      }
      if isFocused { canvas.cursor = Point(rect.x + labelWidth + 1, rect.y) }
      canvas.write(
        truncated(
          look.plain(note), to: max(0, rect.width - labelWidth - used - 1), ellipsis: look.glyphs.ellipsis),
        at: rect.x + labelWidth + used + 1, rect.y, style: look[.muted])
      return
    case .buttons(let buttons):
      var x = rect.x
      for button in buttons {
        let text = "[ \(button.label) ]"
        let used = canvas.write(
          text, at: x, rect.y, style: look[button.isFocused ? .cursor : .accent], limit: max(0, rect.maxX - x))
        if button.isFocused { canvas.cursor = Point(x + 2, rect.y) }
        hits.add(Rect(x, rect.y, used, 1), .field(button.field))
        x += used + 2
      }
      return
    case .keys(let keys):
      var x = rect.x
      for (index, item) in keys.enumerated() {
        let key = item.key.label(look.glyphs)
        let room = max(0, rect.maxX - x - columnWidth(key) - 1)
        let label = look.plain(item.label)
        // The first is cut rather than left out: an empty line would hide that there is something to press.
        guard index == 0 || columnWidth(label) <= room else { break }
        let start = x
        x += canvas.write(key, at: x, rect.y, style: look[.accent].adding(.bold))
        x += canvas.write(
          " " + truncated(label, to: room, ellipsis: look.glyphs.ellipsis), at: x, rect.y, style: look[.muted])
        hits.add(Rect(start, rect.y, x - start, 1), .key(item.key))
        x += 2
      }
      return
    }
    hits.add(rect, line.target)
  }
}
