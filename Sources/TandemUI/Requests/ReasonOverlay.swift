import Mentoring
import TerminalKit

/// Asks for a sentence and does something with it.
struct ReasonOverlay: Layer {
  enum Action: Hashable, Sendable { case confirm }

  let name: String
  private var field: TextField
  private let command: @Sendable (String) -> Command

  /// - Parameter asking: what the empty field says.
  init(_ name: String, asking: String, command: @escaping @Sendable (String) -> Command) {
    self.name = name
    self.command = command
    field = TextField(placeholder: asking)
  }

  let keymap = Keymap<Action>([.init(.confirm, [Key(.enter)], "do it", hint: "do it")])

  var isTyping: Bool { true }

  mutating func type(_ key: Key, _ context: Context) -> [Effect]? { field.handle(key) ? [] : nil }

  mutating func paste(_ text: String, _ context: Context) -> [Effect] {
    field.paste(text)
    return []
  }

  mutating func perform(_ action: Action, count: Int, _ context: Context) -> [Effect] {
    [.pop, .perform(command(field.text))]
  }

  mutating func mouse(_ event: MouseEvent, _ context: Context) -> [Effect] {
    if case .press = event.action, !frame(context).contains(event.position) { return [.pop] }
    return []
  }

  private func frame(_ context: Context) -> Rect {
    let width = min(60, context.size.width - 2)
    return Rect((context.size.width - width) / 2, context.area.y + 2, width, 3)
  }

  func draw(into canvas: inout Canvas, _ context: Context) {
    let inside = canvas.panel(
      frame(context), title: name, theme: context.theme, glyphs: context.glyphs, isFocused: true
    ).inset(1, 0)
    canvas.cursor = field.draw(
      into: &canvas, inside.row(0), style: context.theme[.focusedField], placeholder: context.theme[.placeholder])
  }

  func focus(_ context: Context) -> String { "\(name): a reason if you like, then Enter" }
}
