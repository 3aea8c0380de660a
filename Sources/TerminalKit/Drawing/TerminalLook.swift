/// Colors and attributes that a terminal draws with, as parameters of SGR (ECMA-48, 8.3.117; colors as xterm has them).
struct TerminalLook: Hashable, Sendable {
  /// A color as SGR has it, in one number, for a frame sets and compares many.
  private struct Hue: Hashable, Sendable {
    /// 0 for the terminal's own; else which form it has, and its numbers.
    private var code: UInt32 = 0

    static let own = Hue()

    private static let plain: UInt32 = 1 << 24
    private static let indexed: UInt32 = 2 << 24
    private static let direct: UInt32 = 3 << 24

    var isOwn: Bool { code == 0 }

    /// `31`, `97`, `44`.
    init(plain number: Int) { code = Self.plain | UInt32(number) }

    /// `38;5;n`, `48;2;r;g;b`, without the first number, and how many of them it takes; nil for another form.
    init?(_ numbers: ArraySlice<Int>, taking taken: inout Int) {
      switch (numbers.first, numbers.count) {
      case (5, 2...):
        guard numbers[numbers.startIndex + 1] < 256 else { return nil }
        code = Self.indexed | UInt32(numbers[numbers.startIndex + 1])
        taken = 2
      case (2, 4...):
        let parts = numbers.dropFirst().prefix(3)
        guard parts.allSatisfy({ $0 < 256 }) else { return nil }
        code = Self.direct | parts.reduce(0) { $0 << 8 | UInt32($1) }
        taken = 4
      default: return nil
      }
    }

    private init() {}

    /// - Parameter ground: 38 or 48, the parameter with which a color beyond the first sixteen begins.
    func append(to order: inout Order, ground: Int) {
      switch code & 0xFF00_0000 {
      case Self.plain: order.add(Int(code & 0xFFFF))
      case Self.indexed:
        order.add(ground)
        order.add(5)
        order.add(Int(code & 0xFF))
      case Self.direct:
        order.add(ground)
        order.add(2)
        for shift in [16, 8, 0] { order.add(Int(code >> UInt32(shift) & 0xFF)) }
      default: break
      }
    }
  }

  /// An order under way: `ESC [ 0 ; 1 m`.
  private struct Order {
    private(set) var bytes: [UInt8] = [0x1B, UInt8(ascii: "[")]

    mutating func add(_ number: Int) {
      if bytes.count > 2 { bytes.append(UInt8(ascii: ";")) }
      if number >= 100 { bytes.append(UInt8(48 + number / 100)) }
      if number >= 10 { bytes.append(UInt8(48 + number / 10 % 10)) }
      bytes.append(UInt8(48 + number % 10))
    }

    consuming func ended() -> [UInt8] {
      bytes.append(UInt8(ascii: "m"))
      return bytes
    }
  }

  private var foreground = Hue.own
  private var background = Hue.own
  /// Bit *n* for parameter *n*, 1 to 9.
  private var attributes: UInt16 = 0

  /// Underlined, reversed, struck out: what shows on a blank.
  private static let shownOnBlanks: UInt16 = 1 << 4 | 1 << 7 | 1 << 9

  /// Whether an order begins with taking everything back.
  static func isReset(_ parameters: FrameCompactor.Bytes) -> Bool {
    let first = parameters.prefix { $0 != UInt8(ascii: ";") }
    return first.isEmpty || first.elementsEqual([UInt8(ascii: "0")])
  }

  /// The look after an order; nil when it says something that isn't known here.
  func applying(_ parameters: FrameCompactor.Bytes) -> TerminalLook? {
    guard let numbers = Self.numbers(parameters) else { return nil }
    var look = self
    var index = 0
    while index < numbers.count {
      let number = numbers[index]
      index += 1
      switch number {
      case 38, 48:
        // 38;5;n and 38;2;r;g;b are one.
        var taken = 0
        guard let hue = Hue(numbers[index...], taking: &taken) else { return nil }
        index += taken
        if number == 38 { look.foreground = hue } else { look.background = hue }
      case 0: look = TerminalLook()
      case 1...9: look.attributes |= 1 << UInt16(number)
      case 30...37, 90...97: look.foreground = Hue(plain: number)
      case 39: look.foreground = .own
      case 40...47, 100...107: look.background = Hue(plain: number)
      case 49: look.background = .own
      default: return nil
      }
    }
    return look
  }

  /// What stands between the semicolons, 0 where nothing does; nil where it is no number of at most three digits.
  private static func numbers(_ parameters: FrameCompactor.Bytes) -> [Int]? {
    var numbers = [0]
    numbers.reserveCapacity(8)
    var digits = 0
    for byte in parameters {
      if byte == UInt8(ascii: ";") {
        numbers.append(0)
        digits = 0
        continue
      }
      guard (0x30...0x39).contains(byte), digits < 3 else { return nil }
      digits += 1
      numbers[numbers.count - 1] = numbers[numbers.count - 1] * 10 + Int(byte) - 0x30
    }
    return numbers
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
    let whole = orderAdding(to: other)
    guard isTakenBackSingly, let other, !canFollow(other) else { return whole }
    let single = orderTakingBack(other)
    return single.count < whole.count ? single : whole
  }

  /// What ends whatever the other has and this has not, then what this adds.
  private func orderTakingBack(_ other: TerminalLook) -> [UInt8] {
    var order = Order()
    var rest = other.attributes
    // What ends bold ends faint too, and what ends one kind of blinking ends the other.
    for (end, ended) in Self.ends where other.attributes & ~attributes & ended != 0 {
      order.add(end)
      rest &= ~ended
    }
    addAttributes(attributes & ~rest, to: &order)
    if foreground != other.foreground {
      if foreground.isOwn { order.add(39) } else { foreground.append(to: &order, ground: 38) }
    }
    if background != other.background {
      if background.isOwn { order.add(49) } else { background.append(to: &order, ground: 48) }
    }
    return order.ended()
  }

  private static let ends: [(parameter: Int, attributes: UInt16)] = [
    (22, 1 << 1 | 1 << 2), (23, 1 << 3), (24, 1 << 4), (25, 1 << 5 | 1 << 6), (27, 1 << 7), (28, 1 << 8), (29, 1 << 9),
  ]

  /// A reset where something must go, then what this adds.
  private func orderAdding(to other: TerminalLook?) -> [UInt8] {
    var order = Order()
    var base = TerminalLook()
    if let other, canFollow(other) {
      base = other
    } else if self != TerminalLook() {
      order.add(0)
    }
    addAttributes(attributes & ~base.attributes, to: &order)
    if foreground != base.foreground { foreground.append(to: &order, ground: 38) }
    if background != base.background { background.append(to: &order, ground: 48) }
    return order.ended()
  }

  private func addAttributes(_ added: UInt16, to order: inout Order) {
    guard added != 0 else { return }
    for number in 1...9 where added >> UInt16(number) & 1 == 1 { order.add(number) }
  }

  /// Whether it adds to the other and takes nothing back.
  private func canFollow(_ other: TerminalLook) -> Bool {
    other.attributes & ~attributes == 0 && (!foreground.isOwn || other.foreground.isOwn)
      && (!background.isOwn || other.background.isOwn)
  }
}
