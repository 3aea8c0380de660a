import TerminalKit

/// The keys that a configuration gives to actions, by their dotted names: `calendar.open`.
public struct KeyChoices: Hashable, Sendable {
  var keys: [String: [Key]] = [:]

  public init() {}

  /// A screen's table with these keys in place of its own.
  func applied<Action>(to keymap: Keymap<Action>, of screen: String) -> Keymap<Action> {
    guard !keys.isEmpty else { return keymap }
    let prefix = screen.lowercased() + "."
    var keymap = keymap
    for index in keymap.bindings.indices {
      if let keys = keys[prefix + keymap.bindings[index].name] { keymap.bindings[index].keys = keys }
    }
    return keymap
  }
}
