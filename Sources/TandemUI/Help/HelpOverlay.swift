import Folding
import TerminalKit

/// All keys of the screen it was called from, then those of every screen; typing filters, Enter runs the row.
struct HelpOverlay: Layer {
  enum Action: Hashable, Sendable {
    case move(Int)
    case run
  }

  struct Row: Hashable, Sendable {
    var command: LayerCommand
    /// The key that Enter presses.
    var key: Key?
  }

  let name = "Help"
  private let rows: [Row]
  private var query = TextField(placeholder: "type to filter")
  private var list = ListState()

  let keymap = Keymap<Action>([
    .init(.run, [Key(.enter)], "run it", hint: "run"),
    .init(.move(-1), [Key(.up)], "up"),
    .init(.move(1), [Key(.down)], "down", hint: "move"),
    .init(.move(-10), [Key(.pageUp)], "page up"),
    .init(.move(10), [Key(.pageDown)], "page down"),
  ])

  var isTyping: Bool { true }

  init(of own: [LayerCommand], _ global: [LayerCommand]) {
    let counts = LayerCommand(
      keys: ["0", "3", "j"].map { .character($0) }, label: "three down: a count begins with 0, or with 5 to 9: 5j",
      group: "Counts")
    rows = (own + global + (global.isEmpty ? [] : [counts])).map { Row(command: $0, key: $0.keys.first) }
  }

  private var shown: [Row] {
    let matcher = FuzzyMatcher(query.text)
    guard !matcher.isEmpty else { return rows }
    return matcher.ranked(rows) { folded("\($0.command.label) \($0.command.group)") }
  }

  mutating func type(_ key: Key, _ context: Context) -> [Effect]? {
    guard query.handle(key) else { return nil }
    list.selected = 0
    return []
  }

  mutating func paste(_ text: String, _ context: Context) -> [Effect] {
    query.paste(text)
    return []
  }

  mutating func perform(_ action: Action, count: Int, _ context: Context) -> [Effect] {
    switch action {
    case .move(let rows): list.move(by: rows, count: shown.count)
    case .run:
      guard shown.indices.contains(list.selected) else { return [] }
      let row = shown[list.selected]
      if let obstacle = row.command.obstacle { return [.say(obstacle, .warning)] }
      return row.key.map { [.pop, .press($0)] } ?? []
    }
    return []
  }

  mutating func mouse(_ event: MouseEvent, _ context: Context) -> [Effect] {
    let body = body(context)
    switch event.action {
    case .wheelUp: list.move(by: -3, count: shown.count)
    case .wheelDown: list.move(by: 3, count: shown.count)
    case .press(let clicks) where body.contains(event.position):
      var list = list
      list.settle(count: shown.count, height: body.height)
      self.list.selected = min(shown.count - 1, list.offset + event.position.y - body.y)
      return clicks >= 2 ? perform(.run, count: 1, context) : []
    case .press: return [.pop]
    default: break
    }
    return []
  }

  private func frame(_ context: Context) -> Rect {
    context.area.centered(Size(context.overlayWidth(116), min(rows.count + 4, context.area.height)))
  }

  private func body(_ context: Context) -> Rect {
    frame(context).inset(2, 1).splitTop(2).1.splitBottom(whole(context).count).rest
  }

  private func keys(_ row: Row, _ context: Context) -> String {
    row.command.keys.map { $0.label(context.glyphs) }.joined(separator: " ")
  }

  private func words(_ row: Row) -> String { row.command.label + (row.command.obstacle.map { " (\($0))" } ?? "") }

  /// Columns of the keys: as many as the widest take, and no more than leave room for what they do.
  private func keyWidth(_ context: Context) -> Int {
    let widest = rows.map { columnWidth(keys($0, context)) }.max() ?? 0
    return max(18, min(widest, (frame(context).width - 4) * 2 / 5))
  }

  /// Columns of what a row does. The reason why it can't run needs the room more than the heading does.
  private func room(_ row: Row, _ context: Context) -> Int {
    let width = frame(context).width - 4
    let group = row.command.obstacle != nil || width < 60 ? 0 : 12
    return max(0, width - keyWidth(context) - 1 - group)
  }

  /// What the selected row does where it is cut: its end is the reason why it can't run.
  private func whole(_ context: Context) -> [String] {
    let shown = shown
    guard shown.indices.contains(list.selected) else { return [] }
    let row = shown[list.selected]
    return context.whole(words(row), room: room(row, context), width: frame(context).width - 4)
  }

  func draw(into canvas: inout Canvas, _ context: Context) {
    let theme = context.theme
    _ = canvas.panel(frame(context), title: "Keys", theme: theme, glyphs: context.glyphs, isFocused: true)
    let inside = frame(context).inset(2, 1)
    canvas.cursor = query.draw(
      into: &canvas, inside.row(0), style: theme[.focusedField], placeholder: theme[.placeholder])
    let body = body(context)
    let shown = shown
    let keyWidth = keyWidth(context)
    for (row, line) in whole(context).enumerated() {
      canvas.write(line, at: body.x, body.maxY + row, style: theme[.strong])
    }
    if shown.isEmpty { canvas.write("no key does that", at: body.x, body.y, style: theme[.muted]) }
    var list = list
    list.settle(count: shown.count, height: body.height)
    for index in list.visible(count: shown.count, height: body.height) {
      let (row, y) = (shown[index], body.y + index - list.offset)
      let isSelected = index == list.selected
      let isBlocked = row.command.obstacle != nil
      let text = theme[isSelected ? .selection : isBlocked ? .muted : .text]
      canvas.fill(Rect(body.x, y, body.width, 1), style: text)
      let key = theme[isBlocked ? .muted : .accent]
      canvas.write(
        fitted(keys(row, context), to: keyWidth, ellipsis: context.glyphs.ellipsis), at: body.x, y,
        style: isSelected ? text : key)
      canvas.write(
        truncated(context.plain(words(row)), to: room(row, context), ellipsis: context.glyphs.ellipsis),
        at: body.x + keyWidth + 1, y, style: text)
      if !isBlocked, body.width >= 60 {
        canvas.write(
          fittedRight(row.command.group, to: 11), at: body.maxX - 11, y, style: isSelected ? text : theme[.muted])
      }
    }
  }

  func focus(_ context: Context) -> String {
    guard shown.indices.contains(list.selected) else { return "Help: nothing fits" }
    return "Help, \(list.selected + 1) of \(shown.count): \(shown[list.selected].command.label)"
  }
}
