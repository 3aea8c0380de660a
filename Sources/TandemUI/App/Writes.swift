import TerminalKit

/// What is being written, and whether its end is waited for to leave.
struct Writes: Hashable, Sendable {
  /// How many were asked for and have not come to an end.
  private(set) var count = 0
  /// What stands on the status line until they have.
  private(set) var notice: String?
  /// When leaving was asked for last, in milliseconds of a monotonic clock; nil while nobody wants to.
  private(set) var leavingSince: Int?

  /// That another program's writing is in the way.
  static let slow = "Not saved yet: something else is writing; it is told here when this is done"
  private static let open = "Not saved yet: it is told here when this is done"

  /// A `q` that comes sooner after another belongs to it: who types `qqq`, or holds the key, does not mean to lose what they did.
  private static let pause = 400

  mutating func begin() { count += 1 }

  /// - Parameter isDone: whether it was written; what was not is to be seen, and so nobody leaves.
  mutating func end(isDone: Bool) {
    count = max(0, count - 1)
    if count == 0 { notice = nil }
    if !isDone { leavingSince = nil }
  }

  mutating func tell(isSlow: Bool) { notice = isSlow ? Self.slow : notice ?? Self.open }

  /// Somebody wants to leave. Returns whether that is to be now.
  mutating func leave(at beat: Int) -> Bool {
    guard count > 0 else { return true }
    defer { leavingSince = beat }
    return leavingSince.map { beat - $0 >= Self.pause } ?? false
  }

  mutating func stay() {
    leavingSince = nil
    tell(isSlow: false)
  }
}

/// What came of something that was to be written.
protocol WriteResult: Loaded {
  var isDone: Bool { get }
}

extension CommandResult: WriteResult {
  var isDone: Bool { (try? result.get()) != nil }
}

extension SettingSaved: WriteResult {
  var isDone: Bool { (try? result.get()) != nil }
}

extension AppState {
  /// Takes in the end of a write, after which the user may be gone.
  mutating func receive(written result: any WriteResult, _ body: (inout AppState) -> [Effect]) -> [Effect] {
    context.writes.end(isDone: result.isDone)
    let effects = body(&self)
    if context.writes.leavingSince != nil, context.writes.count == 0 { isFinished = true }
    return effects
  }

  /// Does what an event asks for; who goes away from the sheet that asked for a write is told that it goes on.
  mutating func tellingOfWrites(_ body: (inout AppState) -> [Effect]) -> [Effect] {
    let wasWaiting = context.writes.count > 0 && isCovered
    let effects = body(&self)
    if wasWaiting, !isCovered { context.writes.tell(isSlow: false) }
    return effects
  }

  private var isCovered: Bool { !overlays.isEmpty || screen.isModal }

  /// A key while a write is waited for on the way out: nothing else is begun, but who wants to may stay.
  mutating func pressOnTheWayOut(_ key: Key) -> [Effect] {
    switch GlobalAction.keymap(context).action(for: key) {
    case .quit?: return run(.quit)
    case .redraw?: return run(.redraw)
    case .suspend?: return run(.suspend)
    default:
      if key == Key(.escape) { context.writes.stay() }
      return []
    }
  }

  /// What is told on the way out, the longest first.
  var leavingTexts: [String] {
    let quit = GlobalAction.keymap(context).bindings.first { $0.action == .quit }?.keys.first
    let words = "Saving, then leaving…"
    return [quit.map { "\(words) \($0.label(context.glyphs)) again leaves at once, Esc stays" }, words]
      .compactMap(\.self)
  }
}
