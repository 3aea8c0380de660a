/// A key press: what was pressed, and which modifiers were down.
public struct Key: Hashable, Sendable {
  public enum Code: Hashable, Sendable {
    case character(Character)
    case enter, tab, escape, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    /// F1 is 1.
    case function(Int)
  }

  public struct Modifiers: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let shift = Modifiers(rawValue: 1)
    public static let alt = Modifiers(rawValue: 2)
    public static let control = Modifiers(rawValue: 4)
  }

  public var code: Code
  public var modifiers: Modifiers

  /// A shifted character is the other character, and has no shift of its own.
  public init(_ code: Code, _ modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
    if case .character = code { self.modifiers.remove(.shift) }
  }

  public static func character(_ character: Character) -> Key { Key(.character(character)) }
  public static func control(_ character: Character) -> Key { Key(.character(character), .control) }
  public static func alt(_ character: Character) -> Key { Key(.character(character), .alt) }
  public static func shift(_ code: Code) -> Key { Key(code, .shift) }

  /// The character to type, where it is one without control or alt.
  public var typed: Character? {
    guard modifiers.isEmpty, case .character(let character) = code else { return nil }
    return character
  }
}

extension Key: CustomStringConvertible {
  private static let names: [(Code, String)] = [
    (.enter, "enter"), (.tab, "tab"), (.escape, "esc"), (.backspace, "backspace"), (.delete, "delete"),
    (.insert, "insert"), (.up, "up"), (.down, "down"), (.left, "left"), (.right, "right"), (.home, "home"),
    (.end, "end"), (.pageUp, "pgup"), (.pageDown, "pgdn"), (.character(" "), "space"),
  ]

  /// As a configuration writes it: `ctrl-r`, `shift-right`, `G`, `f5`, `space`.
  public var description: String {
    var text = ""
    if modifiers.contains(.control) { text += "ctrl-" }
    if modifiers.contains(.alt) { text += "alt-" }
    if modifiers.contains(.shift) { text += "shift-" }
    if let name = Self.names.first(where: { $0.0 == code })?.1 { return text + name }
    switch code {
    case .character(let character): return text + String(character)
    case .function(let number): return text + "f\(number)"
    default: return text
    }
  }

  /// As help shows it: `Ctrl-R`, `Shift-→`, `G`, `Space`.
  public func label(_ glyphs: Glyphs) -> String {
    var text = ""
    if modifiers.contains(.control) { text += "Ctrl-" }
    if modifiers.contains(.alt) { text += "Alt-" }
    if modifiers.contains(.shift) { text += "Shift-" }
    switch code {
    case .up: return text + glyphs.up
    case .down: return text + glyphs.down
    case .left: return text + glyphs.left
    case .right: return text + glyphs.right
    case .pageUp: return text + "PgUp"
    case .pageDown: return text + "PgDn"
    case .character(let character) where character != " ":
      return text + (modifiers.contains(.control) ? character.uppercased() : String(character))
    case .function(let number): return text + "F\(number)"
    default:
      let name = Self.names.first { $0.0 == code }?.1 ?? ""
      return text + name.prefix(1).uppercased() + name.dropFirst()
    }
  }

  /// Reads what ``description`` writes; nil for anything else.
  public init?(_ text: String) {
    var rest = text[...]
    var modifiers: Modifiers = []
    for (name, modifier) in [("ctrl-", Modifiers.control), ("alt-", .alt), ("shift-", .shift)]
    where rest.lowercased().hasPrefix(name) && rest.count > name.count {
      modifiers.insert(modifier)
      rest = rest.dropFirst(name.count)
    }
    if rest.count == 1, let character = rest.first {
      self.init(.character(character), modifiers)
    } else if let named = Self.names.first(where: { $0.1 == rest.lowercased() })?.0 {
      self.init(named, modifiers)
    } else if rest.lowercased().hasPrefix("f"), let number = Int(rest.dropFirst()), (1...20).contains(number) {
      self.init(.function(number), modifiers)
    } else {
      return nil
    }
  }
}
