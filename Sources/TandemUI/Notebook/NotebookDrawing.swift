import Mentoring
import Scheduling
import TerminalKit

/// Draws a notebook; also tells where its entries lie, for clicks.
struct NotebookDrawing {
  let overlay: NotebookOverlay
  let context: Context
  /// All there is, made once: where things lie is asked often.
  private var lines: [Line] = []

  init(overlay: NotebookOverlay, context: Context) {
    self.overlay = overlay
    self.context = context
    lines = content
  }

  private var theme: Theme { context.theme }
  private var glyphs: Glyphs { context.glyphs }

  var frame: Rect {
    let area = context.area
    return area.centered(Size(context.overlayWidth(84), min(area.height, max(12, lines.count + 2))))
  }

  private struct Line {
    let spans: [Span]
    /// Its place among the entries, for one that can be selected.
    var index: Int?
  }

  private var width: Int { min(84, context.area.width) - 4 }

  private var content: [Line] {
    guard let data = overlay.data else {
      return [Line(spans: [Span(context.plain(context.unread("Reading…")), theme[.muted])])]
    }
    guard let viewer = context.actor.person, data.pair.includes(viewer) else {
      return wrapped(
        context.plain("What \(data.mentor.name) and \(data.mentee.name) note is theirs alone."), to: width
      ).map { Line(spans: [Span($0, theme[.muted])]) }
    }
    var lines: [Line] = []
    if let session = data.session {
      let notes = data.notebook.notes(of: session.id)
      lines.append(heading("Notes"))
      lines += body(notes?.text ?? "", empty: "none yet; e writes them", role: .text)
      for link in notes?.links ?? [] { lines += body(link, empty: "", role: .accent) }
      lines.append(Line(spans: []))
    }
    lines.append(heading("To do"))
    let actions = data.notebook.actions
    if actions.isEmpty { lines += body("", empty: "nothing; a adds something", role: .text) }
    // The days are as wide as what they hold.
    let dayWidth = actions.map { columnWidth(day(of: $0)) }.max() ?? 0
    for (index, entry) in actions.enumerated() {
      lines += task(entry, data, index, dayWidth).map { Line(spans: $0, index: index) }
    }
    lines += [Line(spans: []), heading("Goals")]
    let goals = data.notebook.goals
    if goals.isEmpty { lines += body("", empty: "none; o sets one", role: .text) }
    for (index, entry) in goals.enumerated() {
      lines += goal(entry, actions.count + index).map { Line(spans: $0, index: actions.count + index) }
    }
    if let session = data.session, session.status(at: context.now) == .held {
      lines += [Line(spans: []), heading("Feedback")]
      let given = data.notebook.feedback(on: session.id)
      for entry in given {
        guard case .feedback(let rating, let comment) = entry.content else { continue }
        let words = comment.isEmpty ? "" : "  “\(comment)”"
        lines += body("\(data.name(entry.person)): \(rating) of 5\(words)", empty: "", role: .text)
      }
      if !given.contains(where: { $0.person == viewer }) {
        lines += body("", empty: "none of yours yet; f gives it", role: .text)
      } else if given.count == 1 {
        lines += body("", empty: "\(data.name(data.pair.partner(of: viewer)))'s is shown once it is given", role: .text)
      }
    }
    return lines
  }

  private func heading(_ text: String) -> Line { Line(spans: [Span(text, theme[.title])]) }

  private func body(_ text: String, empty: String, role: Theme.Role) -> [Line] {
    guard !text.isEmpty else { return [Line(spans: [Span("  " + context.plain(empty), theme[.muted])])] }
    return wrapped(context.plain(text), to: width - 2).map { Line(spans: [Span("  " + $0, theme[role])]) }
  }

  private func style(_ role: Theme.Role, _ index: Int) -> Style {
    theme[index == overlay.list.selected ? .selection : role]
  }

  private func pointer(_ index: Int) -> String { index == overlay.list.selected ? glyphs.pointer : " " }

  /// Until when a task is to be done, empty where nothing says so; `!` where that is over.
  private func day(of task: NotebookEntry) -> String {
    guard case .action(_, let due?, _) = task.content else { return "" }
    return isLate(task) ? "! \(context.times.day(due))" : context.times.day(due)
  }

  private func isLate(_ task: NotebookEntry) -> Bool {
    guard case .action(_, let due?, nil) = task.content else { return false }
    return due < context.zone.date(at: context.now)
  }

  /// A line; on a narrow screen as many as the words take, and one for who and until when.
  private func task(_ entry: NotebookEntry, _ data: NotebookData, _ index: Int, _ dayWidth: Int) -> [[Span]] {
    guard case .action(let text, _, let done) = entry.content else { return [] }
    let mark = done == nil ? "[ ]" : "[\(glyphs.isUnicode ? "✓" : "x")]"
    let (name, day) = (context.plain(data.name(entry.person)), day(of: entry))
    let head = Span("\(pointer(index)) \(mark) ", style(done == nil ? .strong : .muted, index))
    let words = style(done == nil ? .text : .muted, index)
    let dayStyle = style(isLate(entry) ? .error : .accent, index)
    if context.isNarrow {
      let who = day.isEmpty ? name : "\(name) \(glyphs.separator) "
      return paragraph(text, behind: head, words, index) + [
        [Span("      ", words), Span(who, style(.muted, index)), Span(day, dayStyle)]
      ]
    }
    let room = max(6, width - 2 - 4 - 10 - dayWidth)
    return [
      [
        head, Span(fitted(context.plain(text), to: room, ellipsis: glyphs.ellipsis), words),
        Span(" " + fitted(name, to: 9, ellipsis: glyphs.ellipsis), style(.muted, index)),
        Span(fitted(day, to: dayWidth, ellipsis: glyphs.ellipsis), dayStyle),
      ]
    ]
  }

  private func goal(_ entry: NotebookEntry, _ index: Int) -> [[Span]] {
    guard case .goal(let text, let progress) = entry.content else { return [] }
    let full = max(0, min(10, progress / 10))
    let bar = String(repeating: Character(glyphs.full), count: full)
    let rest = String(repeating: Character(glyphs.empty), count: 10 - full)
    let reached = [
      Span(bar, style(.free, index)), Span(rest, style(.muted, index)),
      Span(fittedRight("\(progress)%", to: 5), style(.accent, index)),
    ]
    let head = Span("\(pointer(index)) ", style(.strong, index))
    if context.isNarrow {
      return paragraph(text, behind: head, style(.text, index), index) + [[Span("  ", style(.text, index))] + reached]
    }
    let words = fitted(context.plain(text), to: max(6, width - 19), ellipsis: glyphs.ellipsis)
    return [[head] + reached + [Span("  ", style(.accent, index)), Span(words, style(.text, index))]]
  }

  /// All of a text behind what its first line begins with.
  private func paragraph(_ text: String, behind head: Span, _ words: Style, _ index: Int) -> [[Span]] {
    let indent = columnWidth(head.text)
    return wrapped(context.plain(text), to: max(6, width - indent)).enumerated().map { row, line in
      [row == 0 ? head : Span(String(repeating: " ", count: indent), words), Span(line, words)]
    }
  }

  // MARK: What is in sight

  /// Lines that can be scrolled out of sight.
  var limit: Int { max(0, lines.count - (frame.height - 2)) }

  /// Lines that are.
  var offset: Int { min(max(0, overlay.scroll), limit) }

  private var shown: Range<Int> { offset..<min(lines.count, offset + max(0, frame.height - 2)) }

  /// Whether an entry's lines are in sight, or as many of them as there is room for.
  func showsEntry(_ index: Int) -> Bool {
    let places = lines.indices.filter { lines[$0].index == index }
    guard let first = places.first, let last = places.last else { return false }
    return shown.contains(first) && (shown.contains(last) || first == shown.lowerBound)
  }

  /// Whether an entry lies further in a direction than what is in sight.
  func isBeyond(_ index: Int, _ direction: Int) -> Bool {
    guard let first = lines.firstIndex(where: { $0.index == index }), !showsEntry(index) else { return false }
    return direction > 0 ? first >= shown.lowerBound : first < shown.lowerBound
  }

  func index(at y: Int) -> Int? {
    let row = y - frame.y - 1 + offset
    return lines.indices.contains(row) ? lines[row].index : nil
  }

  func draw(into canvas: inout Canvas) {
    let names = overlay.data.map { "\($0.mentor.name) \(glyphs.oneWay) \($0.mentee.name)" } ?? "Notebook"
    let day = overlay.data?.session.map { " \(glyphs.separator) \(context.times.day($0.interval.start))" } ?? ""
    let frame = frame
    let inside = canvas.panel(
      frame, title: context.plain(names + day), theme: theme, glyphs: glyphs, isFocused: true
    ).inset(1, 0)
    canvas.cursor = Point(inside.x, inside.y)
    let offset = offset
    for (row, line) in lines.dropFirst(offset).prefix(inside.height).enumerated().reversed() {
      canvas.write(line.spans, at: inside.x, inside.y + row, limit: inside.width)
      // The first of its lines comes last.
      if line.index != nil, line.index == overlay.list.selected { canvas.cursor = Point(inside.x, inside.y + row) }
    }
    canvas.scrollbar(
      Rect(frame.maxX - 1, inside.y, 1, inside.height), offset: offset, visible: inside.height, total: lines.count,
      theme: theme, glyphs: glyphs)
  }
}
