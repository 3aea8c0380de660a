import Mentoring
import Scheduling
import TerminalKit

/// Draws the calendars: a row each, and below them the selected one's state, the path that is typed, or how far the
/// reading is. Also tells where the rows lie, for clicks.
struct CalendarsDrawing {
  let overlay: CalendarsOverlay
  let context: Context
  let frame: Rect
  /// The list.
  let rows: Rect
  /// Of the list's first row on the screen.
  let firstRow: Int
  private let foot: Rect
  private let list: ListState

  private var theme: Theme { context.theme }
  private var glyphs: Glyphs { context.glyphs }

  init(overlay: CalendarsOverlay, context: Context) {
    self.overlay = overlay
    self.context = context
    let count = overlay.data?.entries.count ?? 0
    let room = context.area
    let footHeight = room.height >= 12 ? 3 : 2
    frame = room.centered(Size(context.overlayWidth(92), min(room.height, max(3, count) + footHeight + 3)))
    let inside = frame.inset(2, 1)
    rows = Rect(inside.x, inside.y, inside.width, max(1, inside.height - footHeight - 1))
    foot = Rect(inside.x, rows.maxY + 1, inside.width, max(0, inside.maxY - rows.maxY - 1))
    var list = overlay.list
    list.settle(count: count, height: rows.height)
    self.list = list
    firstRow = list.offset
  }

  func draw(into canvas: inout Canvas) {
    canvas.panel(frame, title: "My calendars", theme: theme, glyphs: glyphs, isFocused: true)
    if let entries = overlay.data?.entries {
      for index in list.visible(count: entries.count, height: rows.height) {
        draw(entries[index], rows.row(index - firstRow), index == list.selected, &canvas)
      }
      if entries.isEmpty { write(Self.invitation, rows, .muted, &canvas) }
      canvas.scrollbar(
        Rect(frame.maxX - 1, rows.y, 1, rows.height), offset: firstRow, visible: rows.height, total: entries.count,
        theme: theme, glyphs: glyphs)
    } else {
      write(context.unread("Reading…"), rows, .muted, &canvas)
    }
    canvas.fill(Rect(foot.x, rows.maxY, foot.width, 1), style: theme[.border], with: glyphs.horizontal)
    drawFoot(&canvas)
  }

  private static let invitation =
    "No calendars yet. a adds a file, or a folder as khal and vdirsyncer keep it: what is in it keeps you busy."

  private func write(_ text: String, _ rect: Rect, _ role: Theme.Role, _ canvas: inout Canvas) {
    for (offset, line) in wrapped(context.plain(text), to: rect.width).prefix(rect.height).enumerated() {
      canvas.write(line, at: rect.x, rect.y + offset, style: theme[role], limit: rect.width)
    }
  }

  private func draw(_ entry: CalendarsData.Entry, _ row: Rect, _ isSelected: Bool, _ canvas: inout Canvas) {
    let style = theme[isSelected ? .selection : .text]
    canvas.fill(row, style: style)
    let isBad = if case .unreadable = entry.state { true } else { false }
    let state = row.width >= 50 ? fittedRight(entry.stateWords, to: 14) : isBad ? " \(glyphs.warning)" : ""
    let busy = fittedRight("\(entry.source.blocks) busy", to: 13)
    let mark = "\(isSelected ? glyphs.pointer : " ") \(entry.source.isSubscribed ? glyphs.repeats : " ") "
    let room = max(4, row.width - columnWidth(mark) - columnWidth(busy) - columnWidth(state))
    canvas.write(mark + end(of: entry.source.name, room), at: row.x, row.y, style: style)
    canvas.write(busy, at: row.maxX - columnWidth(state) - columnWidth(busy), row.y, style: style)
    let quiet = isSelected ? style : theme[isBad ? .error : entry.state == .changed ? .warning : .muted]
    canvas.write(state, at: row.maxX - columnWidth(state), row.y, style: quiet)
    if isSelected { canvas.cursor = Point(row.x, row.y) }
  }

  /// A path's end tells more than its beginning.
  private func end(of path: String, _ room: Int) -> String {
    var text = context.plain(path)
    guard columnWidth(text) > room else { return text }
    while !text.isEmpty, columnWidth(text) > room - columnWidth(glyphs.ellipsis) { text.removeFirst() }
    return glyphs.ellipsis + text
  }

  private func drawFoot(_ canvas: inout Canvas) {
    if let progress = overlay.progress {
      let width = max(4, min(24, foot.width - 20))
      let filled = Int(progress.share * Double(width))
      let bar =
        String(repeating: Character(glyphs.full), count: filled)
        + String(repeating: Character(glyphs.empty), count: width - filled)
      let words = progress.isWriting ? "writing" : "\(Int(progress.share * 100)) %, Esc stops"
      canvas.write(
        end(of: progress.path, foot.width), at: foot.x, foot.y, style: theme[.text], limit: foot.width)
      let used = canvas.write(bar, at: foot.x, foot.y + 1, style: theme[.accent], limit: foot.width)
      canvas.write(
        "  " + words, at: foot.x + used, foot.y + 1, style: theme[.muted], limit: max(0, foot.width - used))
      return
    }
    if let field = overlay.field {
      let label = overlay.isSubscribing ? "Add  " : "Read  "
      canvas.write(label, at: foot.x, foot.y, style: theme[.strong])
      let room = Rect(foot.x + columnWidth(label), foot.y, foot.width - columnWidth(label), 1)
      canvas.cursor = field.draw(into: &canvas, room, style: theme[.focusedField], placeholder: theme[.placeholder])
      let rest = Rect(foot.x, foot.y + 1, foot.width, foot.height - 1)
      let help =
        overlay.isSubscribing
        ? "a file or folder of iCalendar events; it is read again whenever it changes"
        : "a file or folder, read now only"
      write(overlay.objection ?? help, rest, overlay.objection == nil ? .muted : .error, &canvas)
      return
    }
    if let objection = overlay.objection { return write(objection, foot, .error, &canvas) }
    guard let entry = overlay.selected else { return }
    let since = "\(entry.stateWords); what it told last changed \(context.times.moment(entry.source.importedAt))"
    // One that can't be read is worse than what was passed over in it.
    if !entry.warnings.isEmpty, foot.height > 1, entry.reasonUnreadable == nil {
      let rest = Rect(foot.x, foot.y + 1, foot.width, foot.height - 1)
      let count = entry.warnings.count > 1 ? "\(entry.warnings.count) warnings, L lists them: " : ""
      // Lines that break between words hold a little less.
      let words = truncated(
        context.plain("\(count)\(entry.warnings[0])"), to: max(8, rest.width * rest.height - 10),
        ellipsis: glyphs.ellipsis)
      write("\(glyphs.warning) \(words)", rest, .warning, &canvas)
    }
    switch entry.state {
    case .readOnce: write("read once, \(context.times.moment(entry.source.importedAt))", foot, .muted, &canvas)
    case .upToDate, .changed: write(since, foot, .muted, &canvas)
    case .unreadable(let reason): write(entry.source.told(unreadable: reason), foot, .error, &canvas)
    }
  }
}
