import TerminalKit

/// A screen, or something that lies over it: a value that takes keys and the mouse, receives what was loaded, and draws
/// itself.
///
/// Keys come from one table, from which hints and help are made too. The topmost layer is asked first.
protocol Layer: Sendable {
  associatedtype Action: Hashable & Sendable

  /// As tabs, help and the status line call it.
  var name: String { get }

  /// What the keys do here.
  var keymap: Keymap<Action> { get }

  /// Why an action can't be done now; nil when it can. Hints leave it out, help says why.
  func obstacle(to action: Action, _ context: Context) -> String?

  /// Does an action; `count` is the number typed before its key, 1 without.
  mutating func perform(_ action: Action, count: Int, _ context: Context) -> [Effect]

  /// Takes a key before the table is asked, as a text field does; nil leaves it to the table.
  mutating func type(_ key: Key, _ context: Context) -> [Effect]?

  /// Takes pasted text; without a field nothing happens.
  mutating func paste(_ text: String, _ context: Context) -> [Effect]

  mutating func mouse(_ event: MouseEvent, _ context: Context) -> [Effect]

  /// Whatever a read or a command came to, its own or another layer's.
  mutating func receive(_ loaded: any Loaded, _ context: Context) -> [Effect]

  /// It came into sight, the store changed, the size changed, or the clock went on: time to ask for fresh data, with the clock
  /// only for what came due (``Freshness``).
  mutating func refresh(_ reason: RefreshReason, _ context: Context) -> [Effect]

  /// Draws into its area: the canvas between tabs and status for a screen, anywhere over it for what lies above.
  func draw(into canvas: inout Canvas, _ context: Context)

  /// Where the focus is, in words, for the status line and those who hear the screen.
  func focus(_ context: Context) -> String

  /// Whether typed characters are text here, so that no letter is a command.
  var isTyping: Bool { get }

  /// Whether what keys act on is there. Until it is, keys wait: what was typed ahead must not reach something else.
  var isReady: Bool { get }

  /// Whether something of its own lies over it, which keeps most of the keys of every screen away.
  var isModal: Bool { get }

  /// Whether a key that means the same on every screen does so here.
  func lets(through key: Key) -> Bool
}

enum RefreshReason: Hashable, Sendable {
  case shown, storeChanged, resized, clock
}

extension Layer {
  func obstacle(to action: Action, _ context: Context) -> String? { nil }
  mutating func type(_ key: Key, _ context: Context) -> [Effect]? { nil }
  mutating func paste(_ text: String, _ context: Context) -> [Effect] { [] }
  mutating func mouse(_ event: MouseEvent, _ context: Context) -> [Effect] { [] }
  mutating func receive(_ loaded: any Loaded, _ context: Context) -> [Effect] { [] }
  mutating func refresh(_ reason: RefreshReason, _ context: Context) -> [Effect] { [] }
  func focus(_ context: Context) -> String { name }
  var isTyping: Bool { false }
  var isReady: Bool { true }
  var isModal: Bool { false }
  func lets(through key: Key) -> Bool { true }

  /// Why a list can't be moved in; nil where it has rows.
  func obstacleToMoving(among count: Int) -> String? { count == 0 ? "the list is empty" : nil }

  /// The table as the configuration has it; a screen's own, not that of a sheet over it or a field in it.
  private func bindings(_ context: Context) -> [Keymap<Action>.Binding] {
    isModal || isTyping ? keymap.bindings : context.settings.keys.applied(to: keymap, of: name).bindings
  }

  /// The table's rows, with what is in their way.
  ///
  /// - Parameter isHinted: whether only those are wanted that have words for the hint line.
  func commands(_ context: Context, isHinted: Bool = false) -> [LayerCommand] {
    bindings(context).compactMap { binding in
      guard !isHinted || binding.hint != nil else { return nil }
      return LayerCommand(
        keys: binding.keys, label: binding.label, hint: binding.hint, isKept: binding.isKept,
        group: binding.group.isEmpty ? name : binding.group,
        obstacle: obstacle(to: binding.action, context))
    }
  }

  /// Runs a row of ``commands(_:)``.
  mutating func run(_ index: Int, count: Int, _ context: Context) -> [Effect] {
    let bindings = keymap.bindings
    guard bindings.indices.contains(index) else { return [] }
    return run(bindings[index].action, count: count, context)
  }

  /// Runs what the table has for a key; nil when it has nothing.
  mutating func press(_ key: Key, count: Int, _ context: Context) -> [Effect]? {
    guard let binding = bindings(context).first(where: { $0.keys.contains(key) }) else { return nil }
    return run(binding.action, count: count, context)
  }

  private mutating func run(_ action: Action, count: Int, _ context: Context) -> [Effect] {
    if let obstacle = obstacle(to: action, context) { return [.say(obstacle, .warning)] }
    return perform(action, count: count, context)
  }
}

/// A row of a key table, whoever it belongs to.
struct LayerCommand: Hashable, Sendable {
  var keys: [Key]
  var label: String
  /// Words for the hint line; nil leaves it out.
  var hint: String?
  /// Whether that is dropped last.
  var isKept = false
  var group: String
  /// Why it can't be done now.
  var obstacle: String?
}
