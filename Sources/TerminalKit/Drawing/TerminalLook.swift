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

  /// The shortest order that makes this of what the terminal has; nil for what isn't known.
  func order(after other: TerminalLook?) -> [UInt8] {
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
    return [0x1B, UInt8(ascii: "[")] + units.joined(separator: [UInt8(ascii: ";")]) + [UInt8(ascii: "m")]
  }

  /// Whether it adds to the other and takes nothing back, for which not every terminal has an order.
  private func canFollow(_ other: TerminalLook) -> Bool {
    other.attributes & ~attributes == 0 && (!foreground.isEmpty || other.foreground.isEmpty)
      && (!background.isEmpty || other.background.isEmpty)
  }
}
