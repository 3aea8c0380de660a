import Mentoring
import TerminalKit

/// Asks for a line of text and does something with it; it stays, with the text, until that has been done.
struct LineOverlay: Layer {
  enum Action: Hashable, Sendable { case confirm, leave }

  let name: String
  private var field: TextField
  private let command: @Sendable (String) throws(LineError) -> Command
  private var pending: Command?
  private var error: String?
  private let before: String
  /// Whether Esc was pressed although something was written.
  private var isLeaving = false

  /// Why a line can't be taken, in a sentence that says what would be.
  struct LineError: Error { let text: String }

  /// - Parameters:
  ///   - asking: what the empty field says.
  ///   - command: what the line asks the store to do.
  init(
    _ name: String, asking: String, text: String = "",
    command: @escaping @Sendable (String) throws(LineError) -> Command
  ) {
    self.name = name
    self.command = command
    before = text
    field = TextField(text, placeholder: asking)
  }

  let keymap = Keymap<Action>([
    .init(.confirm, [Key(.enter)], "do it", hint: "do it"),
    .init(.leave, [Key(.escape)], "leave; once more to discard what was written"),
  ])

  func obstacle(to action: Action, _ context: Context) -> String? {
    action == .confirm ? context.writeObstacle : nil
  }

  var isTyping: Bool { true }

  mutating func type(_ key: Key, _ context: Context) -> [Effect]? {
    guard pending == nil, field.handle(key) else { return nil }
    (isLeaving, error) = (false, nil)
    return []
  }

  mutating func paste(_ text: String, _ context: Context) -> [Effect] {
    field.paste(text)
    (isLeaving, error) = (false, nil)
    return []
  }

  mutating func perform(_ action: Action, count: Int, _ context: Context) -> [Effect] {
    guard pending == nil else { return [] }
    if action == .leave {
      if field.text == before || isLeaving { return [.pop] }
      (isLeaving, error) = (true, nil)
      return []
    }
    isLeaving = false
    do throws(LineError) {
      let command = try command(field.text)
      pending = command
      return [.perform(command)]
    } catch {
      self.error = error.text
      return []
    }
  }

  mutating func receive(_ loaded: any Loaded, _ context: Context) -> [Effect] {
    guard let result = loaded as? CommandResult, result.command == pending else { return [] }
    pending = nil
    switch result.result {
    case .success: return [.pop]
    case .failure(let failure):
      error = ErrorWording.sentence(failure, context)
      return []
    }
  }

  mutating func mouse(_ event: MouseEvent, _ context: Context) -> [Effect] {
    if case .press = event.action, field.text == before, !frame(context).contains(event.position) { return [.pop] }
    return []
  }

  private func frame(_ context: Context) -> Rect {
    let width = context.overlayWidth(60)
    let lines = lines(context, width: width - 4)
    let height = lines.isEmpty ? 3 : max(5, 3 + lines.count)
    return Rect((context.size.width - width) / 2, context.area.y + 2, width, min(height, context.area.height - 2))
  }

  /// What is said below the line, whole: its end is what to write instead.
  private func lines(_ context: Context, width: Int) -> [String] {
    remark.map { wrapped(context.plain($0), to: width) } ?? []
  }

  func draw(into canvas: inout Canvas, _ context: Context) {
    let inside = canvas.panel(
      frame(context), title: name, theme: context.theme, glyphs: context.glyphs, isFocused: true
    ).inset(1, 0)
    canvas.cursor = field.draw(
      into: &canvas, inside.row(0), style: context.theme[.focusedField], placeholder: context.theme[.placeholder])
    let style = context.theme[error == nil ? .warning : .error]
    for (index, line) in lines(context, width: inside.width).prefix(inside.height - 1).enumerated() {
      canvas.write(line, at: inside.x, inside.y + 1 + index, style: style)
    }
  }

  /// What is said below the line.
  private var remark: String? {
    error ?? (isLeaving ? "Not done yet: Enter does it, Esc again discards what is written" : nil)
  }

  func focus(_ context: Context) -> String { remark ?? "\(name): write a line, then Enter" }
}
