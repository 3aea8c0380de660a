import Folding
import TerminalKit

/// Every command by its name, the best match first, those used lately before the others.
struct PaletteOverlay: Layer {
  enum Action: Hashable, Sendable {
    case move(Int)
    case run
  }

  struct Entry: Hashable, Sendable {
    /// Where the command is found again, a row of a table.
    enum Target: Hashable, Sendable {
      case screen(Tab, Int)
      /// A key of another screen, or of what lies over this one.
      case elsewhere(Tab, Key)
      case global(Int)
    }

    var command: LayerCommand
    var target: Target
  }

  let name = "Commands"
  private let entries: [Entry]
  private var query = TextField(placeholder: "what do you want to do?")
  private var list = ListState()

  let keymap = Keymap<Action>([
    .init(.run, [Key(.enter)], "run it", hint: "run"),
    .init(.move(-1), [Key(.up), .control("p")], "up"),
    .init(.move(1), [Key(.down), .control("n")], "down", hint: "move"),
  ])

  var isTyping: Bool { true }

  init(_ entries: [Entry], recent: [String]) {
    let ranks = Dictionary(recent.enumerated().map { ($1, $0) }, uniquingKeysWith: min)
    self.entries = entries.enumerated().sorted { one, other in
      let ranked = (ranks[one.element.command.label] ?? .max, ranks[other.element.command.label] ?? .max)
      return ranked.0 != ranked.1 ? ranked.0 < ranked.1 : one.offset < other.offset
    }.map(\.element)
  }

  private var shown: [Entry] {
    let matcher = FuzzyMatcher(query.text)
    guard !matcher.isEmpty else { return entries }
    return matcher.ranked(entries) { folded("\($0.command.label) \($0.command.group)") }
  }

  mutating func type(_ key: Key, _ context: Context) -> [Effect]? {
    guard key != .control("p"), key != .control("n"), query.handle(key) else { return nil }
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
      let entry = shown[list.selected]
      if let obstacle = entry.command.obstacle { return [.say(obstacle, .warning)] }
      return [.pop, .runNamed(entry)]
    }
    return []
  }

  mutating func mouse(_ event: MouseEvent, _ context: Context) -> [Effect] {
    let body = body(context)
    switch event.action {
    case .wheelUp: list.move(by: -1, count: shown.count)
    case .wheelDown: list.move(by: 1, count: shown.count)
    case .press where body.contains(event.position):
      var list = list
      list.settle(count: shown.count, height: body.height)
      let index = list.offset + event.position.y - body.y
      guard index < shown.count else { return [] }
      self.list.selected = index
      return perform(.run, count: 1, context)
    case .press: return [.pop]
    default: break
    }
    return []
  }

  private func frame(_ context: Context) -> Rect {
    let size = Size(context.overlayWidth(116), min(entries.count + 4, 18, context.area.height))
    return Rect((context.size.width - size.width) / 2, context.area.y, size.width, size.height)
  }

  private func body(_ context: Context) -> Rect {
    frame(context).inset(2, 1).splitTop(1).1.splitBottom(whole(context).count).rest
  }

  private func words(_ command: LayerCommand) -> String {
    "\(command.group): \(command.label)" + (command.obstacle.map { " (\($0))" } ?? "")
  }

  /// The selected row where it is cut: its end is the reason why it can't run.
  private func whole(_ context: Context) -> [String] {
    let (shown, width) = (shown, frame(context).width - 4)
    guard shown.indices.contains(list.selected) else { return [] }
    let command = shown[list.selected].command
    let key = command.keys.first?.label(context.glyphs) ?? ""
    return context.whole(words(command), room: width - columnWidth(key) - 3, width: width - 1)
  }

  func draw(into canvas: inout Canvas, _ context: Context) {
    let theme = context.theme
    _ = canvas.panel(frame(context), title: "Commands", theme: theme, glyphs: context.glyphs, isFocused: true)
    canvas.cursor = query.draw(
      into: &canvas, frame(context).inset(2, 1).row(0), style: theme[.focusedField], placeholder: theme[.placeholder])
    let body = body(context)
    let shown = shown
    for (row, line) in whole(context).enumerated() {
      canvas.write(line, at: body.x + 1, body.maxY + row, style: theme[.strong])
    }
    if shown.isEmpty {
      let words = ["no command is called that here", ShellCommands.advice(query.text)].compactMap(\.self)
      let lines = words.flatMap { context.whole($0, room: 0, width: body.width) }
      for (row, line) in lines.prefix(body.height).enumerated() {
        canvas.write(line, at: body.x, body.y + row, style: theme[.muted])
      }
    }
    var list = list
    list.settle(count: shown.count, height: body.height)
    for index in list.visible(count: shown.count, height: body.height) {
      let (command, y) = (shown[index].command, body.y + index - list.offset)
      let style = theme[index == list.selected ? .selection : command.obstacle == nil ? .text : .muted]
      canvas.fill(Rect(body.x, y, body.width, 1), style: style)
      let key = command.keys.first?.label(context.glyphs) ?? ""
      canvas.write(
        truncated(
          context.plain(words(command)), to: body.width - columnWidth(key) - 3, ellipsis: context.glyphs.ellipsis),
        at: body.x + 1, y, style: style)
      canvas.write(key, at: body.maxX - columnWidth(key) - 1, y, style: theme[.accent].on(style))
    }
  }

  func focus(_ context: Context) -> String {
    guard shown.indices.contains(list.selected) else { return "Commands: nothing fits" }
    return "Commands, \(list.selected + 1) of \(shown.count): \(shown[list.selected].command.label)"
  }
}
