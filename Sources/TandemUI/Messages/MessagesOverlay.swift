import Mentoring
import TerminalKit

/// What was said on the status line so far, the latest first.
struct MessagesOverlay: Layer {
  enum Action: Hashable, Sendable { case move(Int) }

  let name = "Messages"
  private let messages: [Message]
  private var list = ListState()

  let keymap = Keymap<Action>([
    .init(.move(-1), [Key(.up), .character("k")], "up"),
    .init(.move(1), [Key(.down), .character("j")], "down", hint: "move"),
    .init(.move(-10), [Key(.pageUp)], "page up"),
    .init(.move(10), [Key(.pageDown)], "page down"),
  ])

  init(_ messages: [Message]) { self.messages = messages.reversed() }

  func obstacle(to action: Action, _ context: Context) -> String? { obstacleToMoving(among: messages.count) }

  mutating func perform(_ action: Action, count: Int, _ context: Context) -> [Effect] {
    if case .move(let rows) = action { list.move(by: rows * count, count: messages.count) }
    return []
  }

  mutating func mouse(_ event: MouseEvent, _ context: Context) -> [Effect] {
    switch event.action {
    case .wheelUp: list.move(by: -3, count: messages.count)
    case .wheelDown: list.move(by: 3, count: messages.count)
    case .press where !frame(context).contains(event.position): return [.pop]
    default: break
    }
    return []
  }

  private func frame(_ context: Context) -> Rect {
    let below = whole(context).count
    return context.area.centered(
      Size(context.overlayWidth(100), min(max(3, messages.count + 2 + below), context.area.height)))
  }

  /// The selected message over as many lines as it needs; empty where its row holds all of it.
  private func whole(_ context: Context) -> [String] {
    guard messages.indices.contains(list.selected) else { return [] }
    let message = messages[list.selected]
    let width = context.overlayWidth(100) - 4
    return context.whole(
      message.text, room: width - columnWidth(context.times.time(message.at) + times(message, context)) - 1,
      width: width)
  }

  /// How often it was said, behind it.
  private func times(_ message: Message, _ context: Context) -> String {
    message.count > 1 ? context.plain(" × \(message.count)") : ""
  }

  func draw(into canvas: inout Canvas, _ context: Context) {
    let theme = context.theme
    let inside = canvas.panel(frame(context), title: "Messages", theme: theme, glyphs: context.glyphs, isFocused: true)
    if messages.isEmpty { canvas.write("nothing was said yet", at: inside.x + 1, inside.y, style: theme[.muted]) }
    var list = list
    let whole = whole(context)
    let height = inside.height - whole.count
    for (row, line) in whole.enumerated() {
      canvas.write(line, at: inside.x + 1, inside.maxY - whole.count + row, style: theme[.strong])
    }
    list.settle(count: messages.count, height: height)
    for index in list.visible(count: messages.count, height: height) {
      let (message, y) = (messages[index], inside.y + index - list.offset)
      let isSelected = index == list.selected
      let role: Theme.Role =
        if isSelected {
          .selection
        } else {
          switch message.kind {
          case .notice, .success: .text
          case .warning: .warning
          case .error: .error
          }
        }
      canvas.fill(Rect(inside.x, y, inside.width, 1), style: theme[role])
      let time = context.times.time(message.at)
      canvas.write(time, at: inside.x + 1, y, style: theme[isSelected ? .selection : .muted])
      let times = times(message, context)
      let room = inside.width - columnWidth(time) - columnWidth(times) - 3
      canvas.write(
        truncated(context.plain(message.text), to: room, ellipsis: context.glyphs.ellipsis) + times,
        at: inside.x + columnWidth(time) + 2, y, style: theme[role])
    }
  }

  func focus(_ context: Context) -> String {
    messages.indices.contains(list.selected) ? messages[list.selected].text : "Messages: none yet"
  }
}
