/// Turns the bytes that a terminal sends into events.
///
/// Knows what xterm, tmux, screen, the Linux console and a VT100 send; whatever it doesn't know is swallowed whole, so
/// that it never appears as text. Bytes may come in pieces of any size: a sequence that is not complete waits, and only
/// a lone escape needs ``flush()`` after a short time without input to be told from the beginning of one.
public struct InputDecoder: Sendable {
  private var buffer: [UInt8] = []
  /// Where in the buffer the next event begins.
  private var head = 0
  /// Content of a paste that has not ended yet.
  private var paste: [UInt8]?
  private var lastPress: (position: Point, button: MouseEvent.Button, at: Int, clicks: Int)?

  /// Longest paste and longest sequence that are kept, in bytes.
  static let longestPaste = 1 << 20
  static let longestSequence = 64
  /// Milliseconds between two presses that count as one double click.
  static let doubleClick = 400

  public init() {}

  /// Whether something waits that a flush would decide.
  public var isPending: Bool { head < buffer.count && paste == nil }

  /// Takes bytes, and returns the events that are complete.
  ///
  /// - Parameter milliseconds: a monotonic clock's time, to tell double clicks.
  public mutating func feed(_ bytes: some Sequence<UInt8>, at milliseconds: Int) -> [Event] {
    buffer.append(contentsOf: bytes)
    return drain(isLast: false, at: milliseconds)
  }

  /// Nothing more came: what waits is taken for what it is, a lone escape above all.
  public mutating func flush(at milliseconds: Int) -> [Event] {
    drain(isLast: true, at: milliseconds)
  }

  private mutating func drain(isLast: Bool, at milliseconds: Int) -> [Event] {
    var events: [Event] = []
    while head < buffer.count || paste != nil {
      guard let step = paste == nil ? next(isLast: isLast) : pasted() else { break }
      head += step.length
      if let event = step.event { events.append(counted(event, at: milliseconds)) }
    }
    buffer.removeFirst(head)
    head = 0
    return events
  }

  /// What the bytes at the head are: so many of them, and the event they make, if any.
  private struct Found {
    var length: Int
    var event: Event?

    init(_ length: Int, _ event: Event? = nil) {
      self.length = length
      self.event = event
    }
  }

  private func byte(_ offset: Int) -> UInt8? {
    head + offset < buffer.count ? buffer[head + offset] : nil
  }

  /// Nil when more bytes are needed.
  private mutating func next(isLast: Bool) -> Found? {
    guard let first = byte(0) else { return nil }
    if first == 0x1B { return escape(isLast: isLast) }
    if first < 0x20 || first == 0x7F { return Found(1, .key(Self.control(first))) }
    return character(isLast: isLast)
  }

  private static func control(_ byte: UInt8) -> Key {
    switch byte {
    case 0x0D, 0x0A: Key(.enter)
    case 0x09: Key(.tab)
    case 0x7F, 0x08: Key(.backspace)
    case 0x1B: Key(.escape)
    case 0: Key(.character(" "), .control)
    case 1...26: .control(Character(Unicode.Scalar(byte + 96)))
    default: .control(Character(Unicode.Scalar(byte + 64)))
    }
  }

  /// One character of UTF-8; a byte that is none is swallowed.
  private func character(isLast: Bool) -> Found? {
    guard let first = byte(0) else { return nil }
    let length =
      first < 0x80 ? 1 : first >= 0xC2 && first < 0xE0 ? 2 : first & 0xF0 == 0xE0 ? 3 : first & 0xF8 == 0xF0 ? 4 : 0
    guard length > 0 else { return Found(1) }
    for offset in 1..<max(length, 1) {
      guard let next = byte(offset) else { return isLast ? Found(buffer.count - head) : nil }
      guard next & 0xC0 == 0x80 else { return Found(offset) }
    }
    let text = String(decoding: buffer[head..<head + length], as: UTF8.self)
    guard let character = text.first, text.unicodeScalars.first != "\u{FFFD}" || length == 3 else {
      return Found(length)
    }
    return Found(length, .key(.character(character)))
  }

  private mutating func escape(isLast: Bool) -> Found? {
    guard let second = byte(1) else { return isLast ? Found(1, .key(Key(.escape))) : nil }
    switch second {
    case UInt8(ascii: "["): return controlSequence(isLast: isLast)
    case UInt8(ascii: "O"):
      guard let third = byte(2) else { return isLast ? Found(2, .key(.alt("O"))) : nil }
      // A VT100 in application mode, and F1 to F4.
      return Found(3, Self.letterKey(third).map { .key(Key($0)) })
    case 0x1B: return Found(1, .key(Key(.escape)))
    case 0..<0x20, 0x7F:
      var key = Self.control(second)
      key.modifiers.insert(.alt)
      return Found(2, .key(key))
    default:
      // Alt sends an escape before the character.
      head += 1
      defer { head -= 1 }
      guard let found = character(isLast: isLast) else { return nil }
      guard case .key(var key)? = found.event else { return Found(found.length + 1) }
      key.modifiers.insert(.alt)
      return Found(found.length + 1, .key(key))
    }
  }

  /// `ESC [` parameters, intermediates, and one final byte (ECMA-48, 5.4).
  private mutating func controlSequence(isLast: Bool) -> Found? {
    if byte(2) == UInt8(ascii: "[") {
      // The Linux console's F1 to F5.
      guard let letter = byte(3) else { return isLast ? Found(3) : nil }
      let number = Int(letter) - 64
      return Found(4, (1...5).contains(number) ? .key(Key(.function(number))) : nil)
    }
    var length = 2
    while let next = byte(length), next >= 0x20, next < 0x40 {
      length += 1
      guard length < Self.longestSequence else { return Found(length) }
    }
    guard let final = byte(length) else {
      return isLast ? (length == 2 ? Found(2, .key(.alt("["))) : Found(length)) : nil
    }
    guard final >= 0x40, final < 0x7F else { return Found(length) }
    let body = buffer[head + 2..<head + length]
    if final == UInt8(ascii: "M"), body.isEmpty { return oldMouse(isLast: isLast) }
    if body.first == UInt8(ascii: "<"), final == UInt8(ascii: "M") || final == UInt8(ascii: "m") {
      return Found(length + 1, Self.mouse(Self.numbers(body.dropFirst()), isRelease: final == UInt8(ascii: "m")))
    }
    let numbers = Self.numbers(body)
    if final == UInt8(ascii: "~"), numbers.first == 200 {
      paste = []
      return Found(length + 1)
    }
    return Found(length + 1, Self.key(final, numbers).map { .key($0) })
  }

  private static func numbers(_ bytes: ArraySlice<UInt8>) -> [Int] {
    bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { digits in
      digits.prefix(6).reduce(0) { $1 >= 48 && $1 <= 57 ? $0 * 10 + Int($1 - 48) : $0 }
    }
  }

  private static func letterKey(_ letter: UInt8) -> Key.Code? {
    switch letter {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "M"): .enter
    case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(letter) - 79)
    default: nil
    }
  }

  private static func key(_ final: UInt8, _ numbers: [Int]) -> Key? {
    var modifiers: Key.Modifiers = []
    if numbers.count > 1, numbers[1] > 1 {
      let bits = numbers[1] - 1
      if bits & 1 != 0 { modifiers.insert(.shift) }
      if bits & 2 != 0 { modifiers.insert(.alt) }
      if bits & 4 != 0 { modifiers.insert(.control) }
    }
    if final == UInt8(ascii: "Z") { return Key(.tab, .shift) }
    guard final == UInt8(ascii: "~") else { return letterKey(final).map { Key($0, modifiers) } }
    switch numbers.first {
    case 1, 7: return Key(.home, modifiers)
    case 2: return Key(.insert, modifiers)
    case 3: return Key(.delete, modifiers)
    case 4, 8: return Key(.end, modifiers)
    case 5: return Key(.pageUp, modifiers)
    case 6: return Key(.pageDown, modifiers)
    case let number? where (11...15).contains(number): return Key(.function(number - 10), modifiers)
    case let number? where (17...21).contains(number): return Key(.function(number - 11), modifiers)
    case let number? where (23...24).contains(number): return Key(.function(number - 12), modifiers)
    default: return nil
    }
  }

  /// Three bytes after `ESC [ M`, each 32 more than its value; ends at column 223.
  private func oldMouse(isLast: Bool) -> Found? {
    guard let code = byte(3), let x = byte(4), let y = byte(5) else { return isLast ? Found(buffer.count - head) : nil }
    guard code >= 32, x > 32, y > 32 else { return Found(6) }
    let isRelease = (code - 32) & 3 == 3 && code - 32 < 64
    return Found(6, Self.mouse([Int(code) - 32, Int(x) - 32, Int(y) - 32], isRelease: isRelease))
  }

  private static func mouse(_ numbers: [Int], isRelease: Bool) -> Event? {
    guard numbers.count == 3, numbers[1] >= 1, numbers[2] >= 1 else { return nil }
    let code = numbers[0]
    let position = Point(numbers[1] - 1, numbers[2] - 1)
    var modifiers: Key.Modifiers = []
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.control) }
    if code & 64 != 0 {
      guard code & 3 < 2 else { return nil }
      return .mouse(MouseEvent(code & 1 == 0 ? .wheelUp : .wheelDown, at: position, modifiers: modifiers))
    }
    let button: MouseEvent.Button = [.left, .middle, .right, .left][code & 3]
    if isRelease { return .mouse(MouseEvent(.release, button, at: position, modifiers: modifiers)) }
    if code & 32 != 0 {
      // A move without a button is nobody's business.
      guard code & 3 != 3 else { return nil }
      return .mouse(MouseEvent(.drag, button, at: position, modifiers: modifiers))
    }
    return .mouse(MouseEvent(.press(clicks: 1), button, at: position, modifiers: modifiers))
  }

  /// Presses at one place in short order are counted.
  private mutating func counted(_ event: Event, at milliseconds: Int) -> Event {
    guard case .mouse(var mouse) = event, case .press = mouse.action else { return event }
    var clicks = 1
    if let last = lastPress, last.position == mouse.position, last.button == mouse.button,
      milliseconds - last.at <= Self.doubleClick
    {
      clicks = last.clicks % 3 + 1
    }
    lastPress = (mouse.position, mouse.button, milliseconds, clicks)
    mouse.action = .press(clicks: clicks)
    return .mouse(mouse)
  }

  /// Bytes of a paste up to its end, `ESC [ 201 ~`; nil when more are needed.
  private mutating func pasted() -> Found? {
    let end: [UInt8] = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]
    var index = head
    while index < buffer.count {
      if buffer[index] == 0x1B {
        let rest = buffer[index...].prefix(end.count)
        if Array(rest) == end {
          add(buffer[head..<index])
          let text = String(decoding: paste ?? [], as: UTF8.self)
          paste = nil
          return Found(index - head + end.count, .paste(text))
        }
        if rest.count < end.count, end.starts(with: rest) { break }
      }
      index += 1
    }
    add(buffer[head..<index])
    head = index
    return nil
  }

  private mutating func add(_ bytes: ArraySlice<UInt8>) {
    let room = Self.longestPaste - (paste?.count ?? 0)
    paste?.append(contentsOf: bytes.prefix(max(0, room)))
  }
}
