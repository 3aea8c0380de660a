/// Which keys do what on one screen: the one table from which keys are read, hints are drawn and help is written.
public struct Keymap<Action: Hashable & Sendable>: Sendable {
  public struct Binding: Sendable {
    public var action: Action
    /// The first is the one that hints show.
    public var keys: [Key]
    /// What the key does, in a few words: `move`, `book next opening`.
    public var label: String
    /// Words for the hint line; nil leaves the binding out of it.
    public var hint: String?
    /// Whether the hint is dropped last where there is little room.
    public var isKept: Bool
    /// Under which heading help lists it.
    public var group: String

    /// The action as a configuration names it: `next-opening`, from the case's name, or from the label up to a comma where the case
    /// holds more than its name.
    public var name: String {
      let described = "\(action)"
      let words = described.allSatisfy { $0.isLetter || $0.isNumber } ? described : String(label.prefix { $0 != "," })
      var name = ""
      for character in words {
        if character.isUppercase, !name.isEmpty, name.last != "-" { name += "-" }
        if character.isLetter || character.isNumber { name += character.lowercased() }
        if character == " ", !name.isEmpty, name.last != "-" { name += "-" }
      }
      return name
    }

    public init(
      _ action: Action, _ keys: [Key], _ label: String, hint: String? = nil, isKept: Bool = false, group: String = ""
    ) {
      self.action = action
      self.keys = keys
      self.label = label
      self.hint = hint
      self.isKept = isKept
      self.group = group
    }
  }

  public var bindings: [Binding]

  public init(_ bindings: [Binding]) { self.bindings = bindings }

  /// The action of a key; the first binding that has it wins.
  public func action(for key: Key) -> Action? {
    bindings.first { $0.keys.contains(key) }?.action
  }
}

/// A number typed before a key: `3j` moves down three.
public struct CountPrefix: Hashable, Sendable {
  /// Nil while no digit was typed; at most 9,999.
  public private(set) var digits: Int?

  public init() {}

  /// Takes a digit; a leading 0 begins a count and adds nothing. Returns whether the key was one.
  public mutating func take(_ key: Key) -> Bool {
    guard let digit = key.typed?.wholeNumberValue, key.typed?.isASCII == true else { return false }
    digits = min(9_999, (digits ?? 0) * 10 + digit)
    return true
  }

  /// The count, 1 when none was typed; begins anew.
  public mutating func use() -> Int {
    defer { digits = nil }
    return max(1, digits ?? 1)
  }
}
