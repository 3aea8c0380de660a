import Mentoring
import Scheduling
import TerminalKit

/// A text of several lines of a session while it is written; it stays on the screen until it is safe in the store.
struct LongTextEditor: Layer {
  enum Action: Hashable, Sendable { case save, editor, stepBack, leave }

  enum Subject: Hashable, Sendable {
    case notes(SessionID)
    case agenda(SessionID)

    func command(_ text: String, since: String) -> Command {
      switch self {
      case .notes(let session): .notebook(.notes(session, text: text, since: since))
      case .agenda(let session): .edit(Edit(session: session, agenda: text.trimmingSpaces, agendaSince: since))
      }
    }

    func text(_ reader: any StoreReader) throws -> String {
      switch self {
      case .notes(let id):
        guard let session = try reader.session(id) else { return "" }
        for entry in try reader.notebook(of: session.pair) where entry.session == id {
          if case .notes(let text, _) = entry.content { return text }
        }
        return ""
      case .agenda(let id): return try reader.session(id)?.agenda ?? ""
      }
    }

    var name: String { if case .notes = self { "Notes" } else { "Agenda" } }
    var title: String { if case .notes = self { "Notes, for the two of you" } else { "Agenda" } }
    var placeholder: String {
      if case .notes = self { "What did you talk about, what comes next?" } else { "What will you talk about?" }
    }
  }

  var name: String { subject.name }
  private let subject: Subject
  /// What the store has, as far as is known.
  private var before: String
  private var area: TextArea
  private var pending: Command?
  private var error: String?
  /// Whether the text is in the user's own editor.
  private var isOutside = false
  /// Whether Esc was pressed although something was written.
  private var isLeaving = false

  init(_ subject: Subject, _ text: String) {
    self.subject = subject
    before = text
    area = TextArea(text, placeholder: subject.placeholder)
  }

  let keymap = Keymap<Action>([
    .init(.save, [.control("s")], "save", hint: "save"),
    .init(.editor, [.control("x")], "edit in your own editor", hint: "editor"),
    .init(.stepBack, [.control("_")], "take back what was typed last"),
    .init(.leave, [Key(.escape)], "leave; once more to discard what was written"),
  ])

  func obstacle(to action: Action, _ context: Context) -> String? { action == .save ? context.writeObstacle : nil }

  var isTyping: Bool { true }

  mutating func type(_ key: Key, _ context: Context) -> [Effect]? {
    let box = box(context)
    guard pending == nil, area.handle(key, width: box.width, height: box.height) else { return nil }
    (isLeaving, error) = (false, nil)
    return []
  }

  mutating func paste(_ text: String, _ context: Context) -> [Effect] {
    let left = area.paste(text)
    isLeaving = false
    error =
      left == 0
      ? nil
      : "\(left) characters of that had no room and are left out: a text holds \(TextArea.longest) bytes. A link can name "
        + "the whole document"
    return []
  }

  mutating func perform(_ action: Action, count: Int, _ context: Context) -> [Effect] {
    guard pending == nil else { return [] }
    switch action {
    case .save:
      let command = subject.command(area.text, since: before)
      pending = command
      return [.perform(command)]
    case .editor:
      (isOutside, isLeaving, error) = (true, false, nil)
      return [.edit(area.text)]
    case .stepBack:
      // The text's own, which it takes as it is typed: listed here for help.
      _ = type(.control("_"), context)
      return []
    case .leave:
      if area.text == before || isLeaving { return [.pop] }
      isLeaving = true
      return []
    }
  }

  mutating func receive(_ loaded: any Loaded, _ context: Context) -> [Effect] {
    if let edited = loaded as? EditedText, isOutside {
      isOutside = false
      edited.text.map { area.replace(with: $0) }
      error = edited.complaint
      return []
    }
    if let theirs = loaded as? WrittenMeanwhile, theirs.subject == subject {
      putBelow(theirs.text)
      return []
    }
    guard let result = loaded as? CommandResult, result.command == pending else { return [] }
    pending = nil
    switch result.result {
    case .success: return [.pop]
    case .failure(CommandError.changedSince):
      let subject = subject
      return [.read("text") { reader, _ in WrittenMeanwhile(subject: subject, text: try subject.text(reader)) }]
    case .failure(let failure):
      error = ErrorWording.sentence(failure, context)
      return []
    }
  }

  /// Neither text is given up for the other: both are there to be made one.
  private mutating func putBelow(_ text: String) {
    before = text
    area.replace(with: area.text + "\n\n" + text)
    error = "This was changed while you wrote. What it is now stands below yours: make one text of both, and save."
  }

  private func frame(_ context: Context) -> Rect {
    context.area.centered(Size(context.overlayWidth(84), min(24, context.area.height)))
  }

  /// What is said below the text, over as many lines as it needs: it may name a file.
  private func footer(_ context: Context) -> [String] {
    let text =
      error
      ?? (isLeaving ? "Not saved. Ctrl-S saves, Esc again discards it." : "Ctrl-S saves, Ctrl-X opens your editor")
    return wrapped(context.plain(text), to: max(1, frame(context).inset(2, 1).width))
  }

  /// Where the text is.
  private func box(_ context: Context) -> Rect {
    let inside = frame(context).inset(2, 1)
    return Rect(inside.x, inside.y, inside.width, max(1, inside.height - footer(context).count))
  }

  func draw(into canvas: inout Canvas, _ context: Context) {
    let theme = context.theme
    _ = canvas.panel(
      frame(context), title: subject.title, theme: theme, glyphs: context.glyphs, isFocused: true)
    let box = box(context)
    canvas.cursor = area.draw(into: &canvas, box, style: theme[.text], placeholder: theme[.placeholder])
    let style = theme[error != nil ? .error : isLeaving ? .warning : .muted]
    for (row, line) in footer(context).enumerated() where box.maxY + row < frame(context).maxY - 1 {
      canvas.write(line, at: box.x, box.maxY + row, style: style)
    }
  }

  func focus(_ context: Context) -> String {
    isLeaving ? "Not saved: Ctrl-S saves, Esc again discards it" : "\(name): Ctrl-S saves"
  }
}

/// What somebody else made of a text while it was written here.
private struct WrittenMeanwhile: Loaded {
  let subject: LongTextEditor.Subject
  let text: String
}
