import Mentoring
import Scheduling
import TerminalKit

/// Draws a notebook; also tells where its entries lie, for clicks.
struct NotebookDrawing {
  let overlay: NotebookOverlay
  let context: Context

  private var theme: Theme { context.theme }
  private var glyphs: Glyphs { context.glyphs }

  var frame: Rect {
    let area = context.area
    return area.centered(Size(min(84, area.width), min(area.height, max(12, lines.count + 2))))
  }

  private struct Line {
    let spans: [Span]
    /// Its place among the entries, for one that can be selected.
    var index: Int?
  }

  private var width: Int { min(84, context.area.width) - 4 }

  private var lines: [Line] {
    guard let data = overlay.data else { return [Line(spans: [Span(context.plain("Reading…"), theme[.muted])])] }
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
    for (index, entry) in actions.enumerated() { lines.append(Line(spans: task(entry, data, index), index: index)) }
    lines += [Line(spans: []), heading("Goals")]
    let goals = data.notebook.goals
    if goals.isEmpty { lines += body("", empty: "none; o sets one", role: .text) }
    for (index, entry) in goals.enumerated() {
      lines.append(Line(spans: goal(entry, actions.count + index), index: actions.count + index))
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

  private func task(_ entry: NotebookEntry, _ data: NotebookData, _ index: Int) -> [Span] {
    guard case .action(let text, let due, let done) = entry.content else { return [] }
    let today = context.zone.date(at: context.now)
    let isLate = done == nil && due.map { $0 < today } ?? false
    let mark = done == nil ? "[ ]" : "[\(glyphs.isUnicode ? "✓" : "x")]"
    let day = due.map { context.times.day($0) } ?? ""
    let name = data.name(entry.person)
    // A day of another year needs its year.
    let room = max(6, width - 2 - 4 - 10 - 17)
    return [
      Span("\(pointer(index)) \(mark) ", style(done == nil ? .strong : .muted, index)),
      Span(
        fitted(context.plain(text), to: room, ellipsis: glyphs.ellipsis), style(done == nil ? .text : .muted, index)),
      Span(" " + fitted(context.plain(name), to: 9, ellipsis: glyphs.ellipsis), style(.muted, index)),
      Span(
        fitted(isLate ? "! \(day)" : day, to: 17, ellipsis: glyphs.ellipsis), style(isLate ? .error : .accent, index)),
    ]
  }

  private func goal(_ entry: NotebookEntry, _ index: Int) -> [Span] {
    guard case .goal(let text, let progress) = entry.content else { return [] }
    let full = progress / 10
    let bar = String(repeating: Character(glyphs.full), count: full)
    let rest = String(repeating: Character(glyphs.empty), count: 10 - full)
    return [
      Span("\(pointer(index)) ", style(.strong, index)), Span(bar, style(.free, index)),
      Span(rest, style(.muted, index)),
      Span(fittedRight("\(progress)%", to: 5) + "  ", style(.accent, index)),
      Span(fitted(context.plain(text), to: max(6, width - 19), ellipsis: glyphs.ellipsis), style(.text, index)),
    ]
  }

  /// The selected entry is kept in sight.
  private func offset(_ lines: [Line], _ height: Int) -> Int {
    let index = lines.firstIndex { $0.index == overlay.list.selected } ?? 0
    // Without anything to select the beginning is what is read.
    guard index >= height else { return 0 }
    return max(0, min(index - height + 2, lines.count - height))
  }

  func index(at y: Int) -> Int? {
    let (lines, height) = (lines, frame.height - 2)
    let row = y - frame.y - 1 + offset(lines, height)
    return lines.indices.contains(row) ? lines[row].index : nil
  }

  func draw(into canvas: inout Canvas) {
    let names = overlay.data.map { "\($0.mentor.name) \(glyphs.oneWay) \($0.mentee.name)" } ?? "Notebook"
    let day = overlay.data?.session.map { " \(glyphs.separator) \(context.times.day($0.interval.start))" } ?? ""
    let frame = frame
    let inside = canvas.panel(
      frame, title: context.plain(names + day), theme: theme, glyphs: glyphs, isFocused: true
    ).inset(1, 0)
    let lines = lines
    canvas.cursor = Point(inside.x, inside.y)
    let offset = offset(lines, inside.height)
    for (row, line) in lines.dropFirst(offset).prefix(inside.height).enumerated() {
      canvas.write(line.spans, at: inside.x, inside.y + row, limit: inside.width)
      if line.index == overlay.list.selected { canvas.cursor = Point(inside.x, inside.y + row) }
    }
  }
}
