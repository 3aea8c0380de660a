import Mentoring
import Scheduling
import TerminalKit

/// The notes of a session while they are written; they stay on the screen until they are safe in the store.
struct NotesEditor: Layer {
  enum Action: Hashable, Sendable { case save, leave }

  let name = "Notes"
  private let session: SessionID
  private let before: String
  private var area: TextArea
  private var pending: Command?
  private var error: String?
  /// Whether Esc was pressed although something was written.
  private var isLeaving = false

  init(_ session: SessionID, _ text: String) {
    self.session = session
    before = text
    area = TextArea(text, placeholder: "What did you talk about, what comes next?")
  }

  let keymap = Keymap<Action>([
    .init(.save, [.control("s")], "save", hint: "save"),
    .init(.leave, [Key(.escape)], "leave; once more to discard what was written", hint: "leave"),
  ])

  var isTyping: Bool { true }

  mutating func type(_ key: Key, _ context: Context) -> [Effect]? {
    let box = box(context)
    guard pending == nil, area.handle(key, width: box.width, height: box.height) else { return nil }
    (isLeaving, error) = (false, nil)
    return []
  }

  mutating func paste(_ text: String, _ context: Context) -> [Effect] {
    area.paste(text)
    isLeaving = false
    return []
  }

  mutating func perform(_ action: Action, count: Int, _ context: Context) -> [Effect] {
    guard pending == nil else { return [] }
    switch action {
    case .save:
      let command = Command.notebook(.notes(session, text: area.text))
      pending = command
      return [.perform(command)]
    case .leave:
      if area.text == before || isLeaving { return [.pop] }
      isLeaving = true
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

  private func frame(_ context: Context) -> Rect {
    context.area.centered(Size(min(84, context.area.width), min(24, context.area.height)))
  }

  /// Where the text is.
  private func box(_ context: Context) -> Rect {
    let inside = frame(context).inset(2, 1)
    return Rect(inside.x, inside.y, inside.width, max(1, inside.height - 1))
  }

  func draw(into canvas: inout Canvas, _ context: Context) {
    let theme = context.theme
    _ = canvas.panel(
      frame(context), title: "Notes, for the two of you", theme: theme, glyphs: context.glyphs, isFocused: true)
    let box = box(context)
    canvas.cursor = area.draw(into: &canvas, box, style: theme[.text], placeholder: theme[.placeholder])
    let text = error ?? (isLeaving ? "Not saved. Ctrl-S saves, Esc again discards it." : "Ctrl-S saves")
    canvas.write(
      truncated(context.plain(text), to: box.width, ellipsis: context.glyphs.ellipsis), at: box.x, box.maxY,
      style: theme[error != nil ? .error : isLeaving ? .warning : .muted])
  }

  func focus(_ context: Context) -> String {
    isLeaving ? "Not saved: Ctrl-S saves, Esc again discards it" : "Notes: Ctrl-S saves"
  }
}
