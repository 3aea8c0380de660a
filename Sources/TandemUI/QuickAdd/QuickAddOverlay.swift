import Mentoring
import Scheduling
import TerminalKit

/// Books from one line, and shows while it is written how it is read and whether it can be had.
struct QuickAddOverlay: Layer {
  enum Action: Hashable, Sendable {
    case book, ask, anyway, opening, leave
  }

  let name = "Quick add"
  private(set) var field: TextField
  private(set) var preview: QuickAddPreview?
  /// What the store is being asked to do.
  private var pending: Command?
  /// What is to be done once the line as it stands has been read.
  private var intent: Action?
  private(set) var error: String?
  private let before: String
  /// Whether Esc was pressed although something was written.
  private var isLeaving = false

  /// - Parameter text: what the line begins with.
  init(_ text: String = "") {
    before = text
    field = TextField(text, placeholder: "ralf fri 14:00 45m @Lisbon editing: color grading")
  }

  private static let keys = Keymap<Action>([
    .init(.book, [Key(.enter)], "book it", hint: "book"),
    .init(.opening, [Key(.tab)], "take the nearest opening", hint: "nearest opening"),
    .init(.ask, [.control("r")], "ask the other side for it", hint: "ask"),
    .init(.anyway, [.control("o")], "book it anyway: the rules it breaks protect you", hint: "anyway"),
    .init(.leave, [Key(.escape)], "leave; once more to discard the line"),
  ])

  var keymap: Keymap<Action> { Self.keys }

  var isTyping: Bool { true }

  func obstacle(to action: Action, _ context: Context) -> String? {
    if action == .leave { return nil }
    if let obstacle = context.writeObstacle, action != .opening { return obstacle }
    guard let preview, preview.line.text == field.text else { return nil }
    if action != .book, preview.booking == nil { return "write with whom and when first" }
    switch action {
    case .leave: return nil
    case .book: return refusal(preview, context).map { "Not booked: \($0)" }
    case .opening: return preview.opening == nil ? "this time needs no other" : nil
    case .ask: return preview.mayAsk ? nil : "nobody can be asked for this time"
    case .anyway:
      if preview.mayWaive { return nil }
      guard preview.waivesOwn else { return "nothing that protects you alone is in the way" }
      return preview.mayAsk
        ? "what is in the way does not protect you alone; Ctrl-R asks"
        : "what is in the way can't be waived by you alone"
    }
  }

  /// Why what was read can't be booked as it is; nil where something is only missing yet.
  private func refusal(_ preview: QuickAddPreview, _ context: Context) -> String? {
    guard preview.booking != nil else { return preview.line.problems.first { $0.range != nil }?.message }
    return preview.offGrid.map { ErrorWording.sentence($0, context) } ?? preview.reasons.first
  }

  // MARK: Keys

  mutating func type(_ key: Key, _ context: Context) -> [Effect]? {
    let text = field.text
    guard pending == nil, field.handle(key) else { return nil }
    isLeaving = false
    return field.text == text ? [] : read(context)
  }

  mutating func paste(_ text: String, _ context: Context) -> [Effect] {
    guard pending == nil else { return [] }
    field.paste(text)
    isLeaving = false
    return read(context)
  }

  mutating func perform(_ action: Action, count: Int, _ context: Context) -> [Effect] {
    guard pending == nil else { return [] }
    if action == .leave {
      if field.text == before || isLeaving { return [.pop] }
      isLeaving = true
      return [.say("Not booked: Esc again discards the line", .warning)]
    }
    isLeaving = false
    guard let preview, preview.line.text == field.text else {
      intent = action
      return []
    }
    if action == .opening {
      guard let opening = preview.opening else { return [] }
      field.set(preview.line.replacingTime(with: BookingSheet.phrase(opening, context.times)))
      return read(context)
    }
    guard var booking = preview.booking else {
      error = preview.line.problems.first?.message
      return []
    }
    booking.asks = action == .ask
    booking.anyway = action == .anyway || (action == .ask && preview.waivesOwn)
    pending = .book(booking)
    return [.perform(.book(booking))]
  }

  // MARK: The store

  mutating func refresh(_ reason: RefreshReason, _ context: Context) -> [Effect] {
    guard reason != .resized, reason != .clock || preview?.freshness.isOver(at: context.now) ?? true else { return [] }
    return read(context)
  }

  private mutating func read(_ context: Context) -> [Effect] {
    error = nil
    intent = nil
    let (text, actor, times, length) = (
      field.text, context.actor, context.times, context.settings.standardLength
    )
    return [
      .read("quick add") { reader, zones in
        try QuickAddPreview.load(text, by: actor, reader, zones: zones, times: times, standardLength: length)
      }
    ]
  }

  mutating func receive(_ loaded: any Loaded, _ context: Context) -> [Effect] {
    if let preview = loaded as? QuickAddPreview, preview.line.text == field.text {
      self.preview = preview
      guard let intent else { return [] }
      self.intent = nil
      if let obstacle = obstacle(to: intent, context) { return [.say(obstacle, .warning)] }
      return perform(intent, count: 1, context)
    }
    guard let result = loaded as? CommandResult, let pending, result.command == pending else { return [] }
    self.pending = nil
    switch result.result {
    case .success(let outcome):
      guard let session = outcome.sessions.first else { return [.pop] }
      return [.pop, .openCalendar(.pair(session.pair), at: session.interval.start)]
    case .failure(let failure):
      // The line stays, with what can be had now.
      let effects = read(context)
      error = ErrorWording.sentence(failure, context)
      return effects
    }
  }

  // MARK: Drawing

  mutating func mouse(_ event: MouseEvent, _ context: Context) -> [Effect] {
    if case .press = event.action, field.text == before, !frame(context).contains(event.position) { return [.pop] }
    return []
  }

  private func frame(_ context: Context) -> Rect {
    let width = context.overlayWidth(84)
    let top = context.area.height > 16 ? 2 : 0
    return Rect(
      (context.size.width - width) / 2, context.area.y + top, width, min(context.area.height - top, 12))
  }

  func draw(into canvas: inout Canvas, _ context: Context) {
    let theme = context.theme
    let inside = canvas.panel(
      frame(context), title: name, theme: theme, glyphs: context.glyphs, isFocused: true
    ).inset(1, 0)
    canvas.cursor = field.draw(
      into: &canvas, inside.row(0), style: theme[.focusedField], placeholder: theme[.placeholder])
    var row = 1
    for (line, pieces) in rows(inside, context) {
      canvas.write(line.label, at: inside.x, inside.y + row, style: theme[.muted])
      for piece in pieces where row < inside.height {
        canvas.write(piece, at: inside.x + indent(of: line), inside.y + row, style: theme[line.role])
        row += 1
      }
    }
  }

  /// What fits below the line: where there is little room, the way out and the first reason rather than what can be
  /// read in the line itself.
  private func rows(_ inside: Rect, _ context: Context) -> [(line: QuickAddLines.Line, pieces: [String])] {
    let ellipsis = context.glyphs.ellipsis
    func width(_ line: QuickAddLines.Line) -> Int { max(1, inside.width - indent(of: line)) }
    var rows = QuickAddLines(field: field, preview: preview, error: error, context: context).lines.map { line in
      (line: line, pieces: wrapped(context.plain(line.text), to: width(line)))
    }
    func isTooLong() -> Bool { rows.map(\.pieces.count).reduce(1, +) > inside.height }
    guard isTooLong() else { return rows }
    for (index, row) in rows.enumerated() where row.line.kind == .part || row.line.kind == .reason {
      rows[index].pieces = wrapped(
        context.plain(row.line.brief ?? row.line.text), to: width(row.line), most: 1, ellipsis: ellipsis)
    }
    if isTooLong(), let first = rows.firstIndex(where: { $0.line.kind == .reason }) {
      let others = rows.filter { $0.line.kind == .reason }.count - 1
      rows = rows.enumerated().filter { $0.offset <= first || $0.element.line.kind != .reason }.map(\.element)
      let tally = others > 0 ? " +\(others) more" : ""
      let (line, room) = (rows[first].line, width(rows[first].line) - columnWidth(tally))
      rows[first].pieces = wrapped(context.plain(line.text), to: room, most: 1, ellipsis: ellipsis).map { $0 + tally }
    }
    for label in ["agenda", "topic", "room", "when", "whom"] where isTooLong() {
      rows.removeAll { $0.line.label == label }
    }
    return rows
  }

  private func indent(of line: QuickAddLines.Line) -> Int { line.label.isEmpty ? 0 : 8 }

  func focus(_ context: Context) -> String {
    let lines = QuickAddLines(field: field, preview: preview, error: error, context: context).lines
    return "Quick add: \(lines.first { $0.label.isEmpty }?.text ?? "")"
  }
}
