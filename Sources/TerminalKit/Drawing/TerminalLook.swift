/// Colors and attributes that a terminal draws with, as parameters of SGR (ECMA-48, 8.3.117; colors as xterm has them).
struct TerminalLook: Hashable, Sendable {
  /// The parameter that sets it; empty for the terminal's own.
  private var foreground: [UInt8] = []
  private var background: [UInt8] = []
  /// Bit *n* for parameter *n*, 1 to 9.
  private var attributes: UInt16 = 0

  /// Underlined, reversed, struck out: what shows on a blank.
  private static let shownOnBlanks: UInt16 = 1 << 4 | 1 << 7 | 1 << 9

  /// Whether an order begins with taking everything back.
  static func isReset(_ parameters: ArraySlice<UInt8>) -> Bool {
    let first = parameters.prefix { $0 != UInt8(ascii: ";") }
    return first.isEmpty || first.elementsEqual([UInt8(ascii: "0")])
  }

  /// The look after an order; nil when it says something that isn't known here.
  func applying(_ parameters: ArraySlice<UInt8>) -> TerminalLook? {
    var look = self
    let units = parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    var index = 0
    while index < units.count {
      guard let number = Self.number(units[index]) else { return nil }
      var unit = Array(units[index])
      switch number {
      case 38, 48:
        // 38;5;n and 38;2;r;g;b are one.
        let extent = units.indices.contains(index + 1) && Self.number(units[index + 1]) == 2 ? 5 : 3
        guard index + extent <= units.count else { return nil }
        unit = Array(units[index..<index + extent].joined(separator: [UInt8(ascii: ";")]))
        index += extent - 1
        if number == 38 { look.foreground = unit } else { look.background = unit }
      case 0: look = TerminalLook()
      case 1...9: look.attributes |= 1 << UInt16(number)
      case 30...37, 90...97: look.foreground = unit
      case 39: look.foreground = []
      case 40...47, 100...107: look.background = unit
      case 49: look.background = []
      default: return nil
      }
      index += 1
    }
    return look
  }

  private static func number(_ unit: ArraySlice<UInt8>) -> Int? {
    guard unit.count <= 3 else { return nil }
    var number = 0
    for digit in unit {
      guard (0x30...0x39).contains(digit) else { return nil }
      number = number * 10 + Int(digit) - 0x30
    }
    return number
  }

  /// Whether a blank is the same in both.
  func looksAlikeBlank(_ other: TerminalLook) -> Bool {
    background == other.background && (attributes | other.attributes) & Self.shownOnBlanks == 0
  }

  /// This with the background of another, where nothing else of either shows on a blank; nil where something does.
  func onGround(of other: TerminalLook) -> TerminalLook? {
    guard (attributes | other.attributes) & Self.shownOnBlanks == 0 else { return nil }
    var look = self
    look.background = other.background
    return look
  }

  /// The shortest order that makes this of what the terminal has; nil for what isn't known.
  ///
  /// - Parameter isTakenBackSingly: whether the terminal has orders that end one attribute or color, as ECMA-48 has.
  func order(after other: TerminalLook?, isTakenBackSingly: Bool) -> [UInt8] {
    let whole = units(after: other)
    guard isTakenBackSingly, let other, !canFollow(other) else { return Self.order(of: whole) }
    let (one, all) = (Self.order(of: unitsTakingBack(other)), Self.order(of: whole))
    return one.count < all.count ? one : all
  }

  private static func order(of units: [[UInt8]]) -> [UInt8] {
    [0x1B, UInt8(ascii: "[")] + units.joined(separator: [UInt8(ascii: ";")]) + [UInt8(ascii: "m")]
  }

  /// What ends whatever the other has and this has not, then what this adds.
  private func unitsTakingBack(_ other: TerminalLook) -> [[UInt8]] {
    var units: [[UInt8]] = []
    var rest = other.attributes
    // What ends bold ends faint too, and what ends one kind of blinking ends the other.
    for (end, ended) in [(22, 1 << 1 | 1 << 2), (23, 1 << 3), (24, 1 << 4), (25, 1 << 5 | 1 << 6), (27, 1 << 7)]
      + [(28, 1 << 8), (29, 1 << 9)] where other.attributes & ~attributes & UInt16(ended) != 0
    {
      units.append(Array("\(end)".utf8))
      rest &= ~UInt16(ended)
    }
    for number in 1...9 where (attributes & ~rest) >> UInt16(number) & 1 == 1 {
      units.append([UInt8(0x30 + number)])
    }
    if foreground != other.foreground { units.append(foreground.isEmpty ? Array("39".utf8) : foreground) }
    if background != other.background { units.append(background.isEmpty ? Array("49".utf8) : background) }
    return units
  }

  /// A reset where something must go, then what this adds.
  private func units(after other: TerminalLook?) -> [[UInt8]] {
    var units: [[UInt8]] = []
    var base = TerminalLook()
    if let other, canFollow(other) {
      base = other
    } else if self != TerminalLook() {
      units.append([UInt8(ascii: "0")])
    }
    for number in 1...9 where (attributes & ~base.attributes) >> UInt16(number) & 1 == 1 {
      units.append([UInt8(0x30 + number)])
    }
    if foreground != base.foreground { units.append(foreground) }
    if background != base.background { units.append(background) }
    return units
  }

  /// Whether it adds to the other and takes nothing back.
  private func canFollow(_ other: TerminalLook) -> Bool {
    other.attributes & ~attributes == 0 && (!foreground.isEmpty || other.foreground.isEmpty)
      && (!background.isEmpty || other.background.isEmpty)
  }
}
