import Mentoring
import Scheduling
import TerminalKit

/// Draws the steps, and below them what the selected one changed; on a small screen one or the other.
struct HistoryDrawing {
  let overlay: HistoryOverlay
  let context: Context
  let frame: Rect
  /// The list.
  let rows: Rect
  private let inside: Rect
  /// What the selected step changed.
  let detailRows: Rect
  private let showsList: Bool

  init(overlay: HistoryOverlay, context: Context) {
    self.overlay = overlay
    self.context = context
    frame = context.area
    inside = frame.inset(2, 1)
    let searchHeight = overlay.field == nil && overlay.words.isEmpty ? 0 : 1
    let body = Rect(inside.x, inside.y + searchHeight, inside.width, max(0, inside.height - searchHeight))
    if body.height < 14 {
      showsList = !overlay.showsDetail
      rows = showsList ? body : Rect(body.x, body.y, body.width, 0)
      detailRows = showsList ? Rect(body.x, body.maxY, body.width, 0) : body
    } else {
      showsList = true
      let height = overlay.showsDetail ? body.height * 2 / 3 : min(9, body.height / 3)
      rows = Rect(body.x, body.y, body.width, body.height - height - 1)
      detailRows = Rect(body.x, rows.maxY + 1, body.width, height)
    }
  }

  func index(at point: Point) -> Int? {
    let index = visible.lowerBound + point.y - rows.y
    return showsList && rows.contains(point) && visible.contains(index) ? index : nil
  }

  private var visible: Range<Int> {
    var list = overlay.list
    list.settle(count: overlay.steps.count, height: rows.height)
    return list.visible(count: overlay.steps.count, height: rows.height)
  }

  func draw(into canvas: inout Canvas) {
    let (theme, glyphs) = (context.theme, context.glyphs)
    canvas.panel(frame, title: context.plain(title), theme: theme, glyphs: glyphs, isFocused: true)
    drawSearch(&canvas)
    guard overlay.data != nil else {
      canvas.write(context.plain("Reading the history…"), at: rows.x, rows.y, style: theme[.muted])
      return
    }
    if overlay.steps.isEmpty {
      let text =
        overlay.isSearching
        ? "" : overlay.words.isEmpty ? "Nothing was done yet." : "No step holds these words."
      canvas.write(text, at: inside.x, rows.y, style: theme[.muted], limit: inside.width)
      return
    }
    if showsList {
      let whenWidth = whenWidth
      for (row, index) in visible.enumerated() {
        // No step is marked while they are not those that were asked for: a key waits for the one that will be.
        let isSelected = index == overlay.list.selected && !overlay.isSearching
        draw(overlay.steps[index], whenWidth, isSelected, rows.row(row), &canvas)
      }
      canvas.scrollbar(
        Rect(frame.maxX - 1, rows.y, 1, rows.height), offset: visible.lowerBound, visible: visible.count,
        total: overlay.steps.count, theme: theme, glyphs: glyphs)
    }
    guard detailRows.height > 0, !overlay.isSearching else { return }
    if showsList {
      canvas.fill(
        Rect(inside.x, rows.maxY, inside.width, 1), style: theme[.border], with: glyphs.horizontal)
    }
    drawDetail(&canvas)
  }

  private var title: String {
    switch overlay.scope {
    case .pair(_, let title): "History of \(title)"
    case .mine: "History of what you did and what is about you"
    case .all: "History of the program"
    case .person(_, let name): "History of what \(name) did and what is about them"
    }
  }

  private func drawSearch(_ canvas: inout Canvas) {
    guard overlay.field != nil || !overlay.words.isEmpty else { return }
    let theme = context.theme
    let label = overlay.isNaming ? "Whose? " : "/ "
    canvas.write(label, at: inside.x, inside.y, style: theme[.hintKey])
    let state = overlay.isSearching ? context.plain(" searching…") : ""
    let box = Rect(
      inside.x + label.count, inside.y, max(0, inside.width - label.count - columnWidth(state)), 1)
    canvas.write(state, at: box.maxX, box.y, style: theme[.muted])
    if let field = overlay.field {
      canvas.cursor = field.draw(into: &canvas, box, style: theme[.focusedField], placeholder: theme[.placeholder])
    } else {
      canvas.write(context.plain(overlay.words), at: box.x, box.y, style: theme[.match], limit: box.width)
    }
  }

  private var isWide: Bool { rows.width >= 70 }

  private func when(_ step: Step) -> String {
    isWide ? context.times.moment(step.at) : context.times.day(step.at)
  }

  /// Columns of the times, as wide as the clock and another year's dates make them, and a gap.
  private var whenWidth: Int {
    let widest = visible.map { columnWidth(when(overlay.steps[$0])) }.max() ?? 0
    return isWide ? max(18, widest + 2) : max(12, widest + 1)
  }

  private func draw(_ step: Step, _ whenWidth: Int, _ isSelected: Bool, _ row: Rect, _ canvas: inout Canvas) {
    let (theme, glyphs) = (context.theme, context.glyphs)
    let isReversed = overlay.data?.reversals[step.id] != nil
    let ground = theme[isSelected ? .selection : isReversed ? .muted : .text]
    canvas.fill(row, style: theme[isSelected ? .selection : .text])
    // Where there is little room the names are as wide as what they hold.
    let logins = visible.map { columnWidth(overlay.steps[$0].actor) }
    let actorWidth = isWide ? 10 : min(7, logins.max() ?? 0)
    let mark = isReversed ? (context.glyphs.isUnicode ? "↶ " : "- ") : ""
    canvas.write(
      [
        Span(isSelected ? "\(glyphs.pointer) " : "  ", ground),
        Span(fitted(when(step), to: whenWidth), isSelected ? ground : theme[.muted]),
        Span(
          fitted(step.actor, to: actorWidth, ellipsis: glyphs.ellipsis) + " ", isSelected ? ground : theme[.accent]
        ),
        Span(
          truncated(
            mark + summary(of: step, room: row.width - whenWidth - actorWidth - 3 - columnWidth(mark)),
            to: row.width - whenWidth - actorWidth - 3, ellipsis: glyphs.ellipsis),
          ground),
      ], at: row.x, row.y, limit: row.width)
    if isSelected, overlay.field == nil { canvas.cursor = Point(row.x, row.y) }
  }

  private func forms(of step: Step) -> [String] { overlay.data?.forms(of: step) ?? [step.summary] }

  /// What a step did, in the longest words that there is room for; the shortest where there is room for none.
  private func summary(of step: Step, room: Int) -> String {
    // The shorter ones name one of the pair, which is known where the history is the pair's.
    let isPairs = if case .pair = overlay.scope { true } else { false }
    let told = forms(of: step).prefix(isPairs ? 2 : .max).map { withoutPair(context.plain($0)) }
    return told.first { columnWidth($0) <= room } ?? told[told.count - 1]
  }

  /// Without the pair that the whole history is about.
  private func withoutPair(_ summary: String) -> String {
    guard case .pair(_, let title) = overlay.scope else { return summary }
    // By their first names, too.
    let brief = title.split(separator: " → ").map { String($0.prefix { $0 != " " }) }.joined(separator: " → ")
    guard let place = [title, brief].lazy.compactMap({ summary.firstRange(of: context.plain($0)) }).first else {
      return summary
    }
    var before = String(summary[..<place.lowerBound].reversed().drop { $0 == " " || $0 == "," }.reversed())
    let after = summary[place.upperBound...].drop { $0 == " " || $0 == "," }
    // “… for Mia Chen → Ralf Winter: Fri 27 Nov …”
    if before.hasSuffix(" for") { before.removeLast(4) }
    return after.hasPrefix(":")
      ? before + after : [before, String(after)].filter { !$0.isEmpty }.joined(separator: " ")
  }

  // MARK: What the selected step changed

  /// Lines that can be scrolled out of sight.
  var detailLimit: Int { max(0, detail.count - detailRows.height) }

  /// Lines that are.
  var detailOffset: Int { min(overlay.detailScroll, detailLimit) }

  private var detail: [(text: String, role: Theme.Role)] {
    guard let step = overlay.selected else { return [] }
    var lines: [(text: String, role: Theme.Role)] = []
    func add(_ text: String, _ role: Theme.Role, indent: Int = 0) {
      let width = max(8, detailRows.width - indent)
      lines += wrapped(context.plain(text), to: width).map { (String(repeating: " ", count: indent) + $0, role) }
    }
    add(forms(of: step)[0], .strong)
    let reversal = overlay.data?.reversals[step.id].map {
      " · \(step.kind == .undo ? "done again" : "taken back") in step \($0)"
    }
    add("step \(step.id) · \(context.times.moment(step.at)) · \(step.actor)\(reversal ?? "")", .muted)
    if !step.reason.isEmpty { add("why: \(step.reason)", .accent) }
    guard overlay.detail?.step == step.id else { return lines }
    for line in overlay.detail?.lines ?? [] {
      if !line.thing.isEmpty { add(line.thing, .text) }
      add(line.text, .text, indent: 2)
    }
    return lines
  }

  private func drawDetail(_ canvas: inout Canvas) {
    let (lines, height) = (detail, detailRows.height)
    let first = min(overlay.detailScroll, max(0, lines.count - height))
    let below = lines.count - first - height
    for (row, line) in lines[first...].prefix(height).enumerated() {
      let isLast = row == height - 1 && below > 0
      // What the key would show includes the line that this one stands in.
      let key = overlay.showsDetail ? "PgDn" : "Tab"
      let text = isLast ? context.plain("… and \(below + 1) lines more: \(key)") : line.text
      canvas.write(
        text, at: detailRows.x, detailRows.y + row, style: context.theme[isLast ? .muted : line.role],
        limit: detailRows.width)
    }
  }
}
