public import Configuration
public import TerminalKit

/// Every action that a configuration can give other keys, screen by screen.
public enum KeyCatalog {
  public struct Action: Hashable, Sendable {
    /// Dotted: `calendar.open`.
    public let name: String
    public let keys: [Key]
    public let label: String
  }

  /// A list for each table: within one, a key can run one action only.
  public static var tables: [[Action]] {
    let today = TodayScreen()
    let pairs = PairsScreen()
    let requests = RequestsScreen()
    return [
      table("Everywhere", GlobalAction.keymap), table(today.name, today.keymap), table(pairs.name, pairs.keymap),
      table("Calendar", Keymap<CalendarAction>.calendar),
      table(requests.name, requests.keymap),
    ]
  }

  private static func table<Action>(_ screen: String, _ keymap: Keymap<Action>) -> [KeyCatalog.Action] {
    keymap.bindings.map { .init(name: "\(screen.lowercased()).\($0.name)", keys: $0.keys, label: $0.label) }
  }

  /// The keys that lines of a configuration choose, and what is wrong with the others, which count as not written.
  public static func choices(_ lines: [KeyLine]) -> (choices: KeyChoices, problems: [Problem]) {
    let tables = tables
    let actions = Dictionary(
      uniqueKeysWithValues: tables.joined().map { ($0.name, $0) })
    var choices = KeyChoices()
    var problems: [Problem] = []
    var places: [String: Place] = [:]
    for line in lines {
      guard let action = actions[line.action] else {
        let near = nearest(to: line.action, among: actions.keys.sorted())
        problems.append(
          Problem(
            "there is no action “\(shortened(line.action))”"
              + (near.map { "; did you mean \($0)?" } ?? "; “tandem config init” writes a file that lists them"),
            at: line.place))
        continue
      }
      var keys: [Key] = []
      var isRight = true
      for text in line.keys {
        // Digits are counts, but a screen's own number may be repeated.
        if let key = Key(text), key.typed?.isNumber != true || action.keys.contains(key) {
          if !keys.contains(key) { keys.append(key) }
        } else {
          isRight = false
          problems.append(Problem(wrongKey(text), at: line.place))
        }
      }
      guard isRight else { continue }
      choices.keys[line.action] = keys
      places[line.action] = line.place
    }
    let everywhere = tables.first ?? []
    for (index, table) in tables.enumerated() {
      // What can be done everywhere can be done on every screen, and not on one of them alone.
      let beside = index == 0 ? Array(tables.dropFirst().joined()) : everywhere
      problems += collisions(in: table, beside: beside, &choices, places)
    }
    return (
      choices, problems.sorted { ($0.place ?? Place(line: 0, column: 0)) < ($1.place ?? Place(line: 0, column: 0)) }
    )
  }

  private static func wrongKey(_ text: String) -> String {
    if Key(text)?.typed?.isNumber == true {
      return "“\(text)” can't be a key of its own: digits are counts and screens"
    }
    return
      "“\(shortened(text))” is no key; keys are written a, G, +, enter, tab, esc, space, backspace, up, home, pgdn, f5, "
      + "ctrl-r, alt-x or shift-left"
  }

  /// Takes back what gives a key to a second action that can be done on the same screen, and says so.
  ///
  /// - Parameter others: actions of other tables that count there, too. Where both have the key without being told so, a
  ///   screen means to keep it from them.
  private static func collisions(
    in table: [Action], beside others: [Action], _ choices: inout KeyChoices, _ places: [String: Place]
  ) -> [Problem] {
    var problems: [Problem] = []
    for action in table where choices.keys[action.name] != nil {
      for key in choices.keys[action.name] ?? [] {
        let rivals =
          table.filter { $0.name != action.name }
          + others.filter { !($0.keys.contains(key) && action.keys.contains(key)) }
        guard let other = rivals.first(where: { (choices.keys[$0.name] ?? $0.keys).contains(key) }) else { continue }
        problems.append(
          Problem(
            "\(action.name): the key \(key) is \(other.name) (\(other.label)) already; give that another key, or [], too",
            at: places[action.name]))
        choices.keys[action.name] = nil
        break
      }
    }
    return problems
  }

  private static func shortened(_ text: String) -> String { text.count > 40 ? "\(text.prefix(40))…" : text }
}
