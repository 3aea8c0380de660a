import Mentoring
import Scheduling
import TerminalKit

/// What a pair keeps for itself: the notes and feedback of a session, what is to be done, goals.
struct NotebookOverlay: Layer {
  enum Action: Hashable, Sendable {
    case move(Int)
    case page(Int)
    case notes, editor, link, unlink, todo, goal, feedback
    case toggle, more, less, remove
  }

  let name = "Notebook"
  var isReady: Bool { data != nil }
  let pair: PairID
  let session: SessionID?
  private(set) var data: NotebookData?
  private(set) var list = ListState()
  /// What entries will hold once all that was pressed is written: the next press counts from there.
  private var expected: [Int64: NotebookEntry.Content] = [:]
  /// How many of those are not written yet.
  private var unwritten = 0
  /// What was just written here, to be selected.
  private var added: Int64?
  /// Lines scrolled out of sight.
  private(set) var scroll = 0

  init(_ pair: PairID, session: SessionID?) {
    self.pair = pair
    self.session = session
  }

  let keymap = Keymap<Action>([
    .init(.move(1), [Key(.down), .character("j")], "down", hint: "move"),
    .init(.move(-1), [Key(.up), .character("k")], "up"),
    .init(.page(1), [Key(.pageDown)], "page down"),
    .init(.page(-1), [Key(.pageUp)], "page up"),
    .init(.notes, [.character("e"), Key(.enter)], "write the session's notes", hint: "notes", group: "Write"),
    .init(.editor, [.character("E")], "write them in your own editor", group: "Write"),
    .init(.todo, [.character("a")], "add something to do", hint: "to do", group: "Write"),
    .init(.goal, [.character("o")], "set a goal", hint: "goal", group: "Write"),
    .init(.feedback, [.character("f")], "say how the session was", hint: "feedback", group: "Write"),
    .init(.link, [.character("l")], "add a link to the notes", hint: "link", group: "Write"),
    .init(.unlink, [.character("X")], "take the last link away", group: "Change"),
    .init(.toggle, [.character(" ")], "done, or to be done again", hint: "done", group: "Change"),
    .init(.more, [.character("+"), .character("="), Key(.right)], "10% further towards the goal", group: "Change"),
    .init(.less, [.character("-"), Key(.left)], "10% back", group: "Change"),
    .init(.remove, [.character("x"), Key(.delete)], "remove it", hint: "remove", group: "Change"),
  ])

  /// Those that can be selected: tasks and goals, and the viewer's own feedback.
  var entries: [NotebookEntry] {
    guard let data else { return [] }
    return data.notebook.actions + data.notebook.goals
  }

  var selected: NotebookEntry? { entries.indices.contains(list.selected) ? entries[list.selected] : nil }

  func obstacle(to action: Action, _ context: Context) -> String? {
    switch action {
    case .move, .page: return nil
    default: break
    }
    guard let data else { return "the notebook is not read yet" }
    guard let viewer = context.actor.person, data.pair.includes(viewer) else {
      return "what \(data.mentor.name) and \(data.mentee.name) note is theirs alone"
    }
    if let obstacle = context.writeObstacle { return obstacle }
    switch action {
    // Nobody means what they don't see.
    case .toggle where isHidden(context), .more where isHidden(context), .less where isHidden(context),
      .remove where isHidden(context):
      return "what is selected is out of sight"
    case .notes, .editor, .link: return session == nil ? "notes belong to a session; open one in the calendar" : nil
    case .unlink:
      return session.flatMap { data.notebook.notes(of: $0) }?.links.isEmpty ?? true ? "there is no link here" : nil
    case .feedback:
      guard let session = data.session else { return "feedback belongs to a session; open one in the calendar" }
      return session.status(at: context.now) == .held ? nil : "feedback is given when the session was held"
    case .toggle: return selected?.kind == "action" ? nil : "nothing to do is selected"
    case .more, .less: return selected?.kind == "goal" ? nil : "no goal is selected"
    case .remove: return selected == nil ? "nothing is selected" : nil
    case .move, .page, .todo, .goal: return nil
    }
  }

  private func isHidden(_ context: Context) -> Bool {
    selected != nil && !NotebookDrawing(overlay: self, context: context).showsEntry(list.selected)
  }

  mutating func perform(_ action: Action, count: Int, _ context: Context) -> [Effect] {
    switch action {
    case .move(let rows):
      for _ in 0..<min(count, 1_000) { step(rows, context) }
      return []
    case .page(let pages):
      let rows = NotebookDrawing(overlay: self, context: context).frame.height - 3
      for _ in 0..<min(count * max(1, rows), 1_000) { step(pages, context) }
      return []
    default: break
    }
    guard let data else { return [] }
    let pair = pair
    switch action {
    case .move, .page: return []
    case .notes, .editor:
      guard let session else { return [] }
      let editor = LongTextEditor(.notes(session), data.notebook.notes(of: session)?.text ?? "")
      return [.push(editor)] + (action == .editor ? [.press(.control("x"))] : [])
    case .link:
      guard let session else { return [] }
      let links = data.notebook.notes(of: session)?.links ?? []
      return [
        .push(
          LineOverlay("Add a link", asking: "https://…") { text throws(LineOverlay.LineError) in
            .notebook(.notes(session, links: links + [text]))
          })
      ]
    case .unlink:
      guard let session, let links = data.notebook.notes(of: session)?.links else { return [] }
      return [.perform(.notebook(.notes(session, links: Array(links.dropLast()))))]
    case .todo: return [.push(taskOverlay(data, context))]
    case .goal:
      return [
        .push(
          LineOverlay("Set a goal", asking: "what you want to reach") { text throws(LineOverlay.LineError) in
            .notebook(.addGoal(pair, text: text))
          })
      ]
    case .feedback:
      guard let session else { return [] }
      return [
        .push(
          LineOverlay("Feedback", asking: "1 to 5, and a sentence: “4 The tempo was right”") {
            text throws(LineOverlay.LineError) in
            guard let rating = text.first?.wholeNumberValue, (1...5).contains(rating) else {
              throw LineOverlay.LineError(text: "Begin with a number from 1 to 5, such as “4 The tempo was right”")
            }
            return .notebook(.feedback(session, rating: rating, comment: text.dropFirst().description.trimmingSpaces))
          })
      ]
    case .toggle:
      guard let entry = selected, case .action(let text, let due, let done) = expected[entry.id] ?? entry.content else {
        return []
      }
      expect(.action(text: text, due: due, done: done == nil ? context.now : nil), of: entry)
      return [.perform(.notebook(.finishAction(entry.id, isDone: done == nil)))]
    case .more: return advance(10 * count)
    case .less: return advance(-10 * count)
    case .remove: return selected.map { [.perform(.notebook(.remove($0.id)))] } ?? []
    }
  }

  /// Goes to the entry before or behind where that is in sight, and scrolls by a line where it is not: so all that
  /// stands between entries is read on the way.
  private mutating func step(_ direction: Int, _ context: Context) {
    let drawing = NotebookDrawing(overlay: self, context: context)
    let wanted = drawing.isBeyond(list.selected, direction) ? list.selected : list.selected + direction
    if !entries.indices.contains(wanted) || !drawing.showsEntry(wanted) {
      scroll = min(max(0, drawing.offset + direction), drawing.limit)
    }
    let scrolled = NotebookDrawing(overlay: self, context: context)
    if entries.indices.contains(wanted), scrolled.showsEntry(wanted) { list.selected = wanted }
  }

  private mutating func advance(_ percent: Int) -> [Effect] {
    guard let entry = selected, case .goal(let text, let progress) = expected[entry.id] ?? entry.content else {
      return []
    }
    let next = min(100, max(0, progress + percent))
    expect(.goal(text: text, progress: next), of: entry)
    return [.perform(.notebook(.advanceGoal(entry.id, progress: next)))]
  }

  private mutating func expect(_ content: NotebookEntry.Content, of entry: NotebookEntry) {
    expected[entry.id] = content
    unwritten += 1
  }

  private mutating func countWritten(_ result: CommandResult) {
    let entry: Int64
    switch result.command {
    case .notebook(.finishAction(let id, _)), .notebook(.advanceGoal(let id, _)): entry = id
    default: return
    }
    unwritten = max(0, unwritten - 1)
    // What was refused is as it was.
    if case .failure = result.result { expected[entry] = nil }
  }

  /// Asks for a ``TaskPhrase``.
  private func taskOverlay(_ data: NotebookData, _ context: Context) -> LineOverlay {
    let (pair, session, now, zone) = (pair, session, context.now, context.zone)
    let people = [data.mentor, data.mentee]
    let own = context.actor.person ?? data.mentor.id
    let example = data.name(data.pair.partner(of: own))
    return LineOverlay("To do", asking: "share the files by fri, or “\(example): …”") {
      text throws(LineOverlay.LineError) in
      let task: TaskPhrase
      do throws(TimePhraseError) {
        task = try TaskPhrase(text, people: people, now: now, zone: zone)
      } catch {
        throw LineOverlay.LineError(text: error.description)
      }
      return .notebook(.addAction(pair, session: session, owner: task.owner ?? own, text: task.text, due: task.due))
    }
  }

  mutating func refresh(_ reason: RefreshReason, _ context: Context) -> [Effect] {
    guard reason == .shown || reason == .storeChanged else { return [] }
    let (pair, session, viewer) = (pair, session, context.actor.person)
    return [
      .read("notebook") { reader, _ in
        guard let data = try NotebookData.load(reader, pair, session: session, viewer: viewer) else {
          return ReadFailure(text: "the pair is gone")
        }
        return data
      }
    ]
  }

  mutating func receive(_ loaded: any Loaded, _ context: Context) -> [Effect] {
    if let result = loaded as? CommandResult, let entry = Self.added(by: result), entry.pair == pair {
      added = entry.id
    }
    if let result = loaded as? CommandResult { countWritten(result) }
    guard let data = loaded as? NotebookData, data.pair.id == pair else { return [] }
    if unwritten == 0 { expected = [:] }
    let kept = selected?.id
    self.data = data
    let new = entries.firstIndex { $0.id == added }
    list.selected = new ?? entries.firstIndex { $0.id == kept } ?? min(list.selected, max(0, entries.count - 1))
    let limit = NotebookDrawing(overlay: self, context: context).limit
    scroll = min(scroll, limit)
    guard let new else { return [] }
    added = nil
    if !NotebookDrawing(overlay: self, context: context).showsEntry(new) { scroll = 0 }
    while !NotebookDrawing(overlay: self, context: context).showsEntry(new), scroll < limit { scroll += 1 }
    return []
  }

  /// What was written here is what its writer goes on with.
  private static func added(by result: CommandResult) -> NotebookEntry? {
    guard case .notebook = result.command, let outcome = try? result.result.get() else { return nil }
    for case .notebook(nil, let entry?) in outcome.changes where entry.kind == "action" || entry.kind == "goal" {
      return entry
    }
    return nil
  }

  mutating func mouse(_ event: MouseEvent, _ context: Context) -> [Effect] {
    switch event.action {
    case .wheelUp: step(-1, context)
    case .wheelDown: step(1, context)
    case .press(let clicks):
      let drawing = NotebookDrawing(overlay: self, context: context)
      guard drawing.frame.contains(event.position) else { return [.pop] }
      guard let index = drawing.index(at: event.position.y) else { return [] }
      list.selected = index
      return clicks >= 2 ? run(keymap.bindings.firstIndex { $0.action == .toggle } ?? 0, count: 1, context) : []
    default: break
    }
    return []
  }

  func draw(into canvas: inout Canvas, _ context: Context) {
    NotebookDrawing(overlay: self, context: context).draw(into: &canvas)
  }

  func focus(_ context: Context) -> String {
    guard let data else { return "Notebook: \(context.unread("loading"))" }
    guard context.actor.person.map(data.pair.includes) ?? false else { return "Notebook: theirs alone" }
    switch selected?.content {
    case .action(let text, _, let done): return "\(done == nil ? "To do" : "Done"): \(text)"
    case .goal(let text, let progress): return "Goal, \(progress)% reached: \(text)"
    default: return "Notebook: \(session == nil ? "" : "e writes notes, ")a adds something to do, o sets a goal"
    }
  }
}
