/// Reads the one character, control character or escape sequence that some bytes begin with.
///
/// Sources: ECMA-48, 5.4 (control sequences); xterm's ctlseqs (modifiers, mouse, bracketed paste, CSI u); console_codes(4).
struct EscapeReader {
  private let bytes: ArraySlice<UInt8>
  /// Whether nothing more will come: what is begun is decided by what there is.
  private let isLast: Bool

  /// Longest sequence that is looked at, in bytes.
  private static let longest = 64

  init(_ bytes: ArraySlice<UInt8>, isLast: Bool) {
    self.bytes = bytes
    self.isLast = isLast
  }

  private func byte(_ offset: Int) -> UInt8? {
    offset < bytes.count ? bytes[bytes.startIndex + offset] : nil
  }

  /// Nil when more bytes are needed.
  func next() -> DecodedInput? {
    guard let first = byte(0) else { return nil }
    if first == 0x1B { return escape() }
    if first < 0x20 || first == 0x7F { return DecodedInput(1, Key(control: first)) }
    return character(at: 0)
  }

  /// One character of UTF-8 (RFC 3629, 4); a byte that can't begin or go on one is swallowed.
  private func character(at offset: Int) -> DecodedInput? {
    guard let first = byte(offset) else { return nil }
    var value = UInt32(first)
    var length = 1
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0x20..<0x7F: break
    case 0xC2...0xDF: (length, value) = (2, value & 0x1F)
    case 0xE0...0xEF:
      (length, value) = (3, value & 0x0F)
      // Neither overlong forms nor surrogates.
      if first == 0xE0 { second = 0xA0...0xBF }
      if first == 0xED { second = 0x80...0x9F }
    case 0xF0...0xF4:
      (length, value) = (4, value & 0x07)
      if first == 0xF0 { second = 0x90...0xBF }
      if first == 0xF4 { second = 0x80...0x8F }
    default: return DecodedInput(1)
    }
    for index in 1..<max(length, 1) {
      guard let next = byte(offset + index) else { return nil }
      guard (index == 1 ? second : 0x80...0xBF).contains(next) else { return DecodedInput(index) }
      value = value << 6 | UInt32(next & 0x3F)
    }
    // C1 controls are no text.
    guard value >= 0xA0 || value < 0x7F, let scalar = Unicode.Scalar(value) else { return DecodedInput(length) }
    return DecodedInput(length, .character(Character(scalar)))
  }

  private func escape() -> DecodedInput? {
    guard let second = byte(1) else { return isLast ? DecodedInput(1, Key(.escape)) : nil }
    switch second {
    case UInt8(ascii: "["): return controlSequence()
    case UInt8(ascii: "O"): return singleShift()
    // Two escapes are two presses; what follows the second is its own.
    case 0x1B: return DecodedInput(1, Key(.escape))
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"):
      // A control string, or Alt and that key; only answers to queries begin so.
      guard let third = byte(2) else { return isLast ? alt(second) : nil }
      return Self.beginsString(second, third) ? DecodedInput(2, .unknownString) : alt(second)
    case 0..<0x20, 0x7F:
      var key = Key(control: second)
      key.modifiers.insert(.alt)
      return DecodedInput(2, key)
    default:
      // Alt sends an escape before the character.
      guard let found = character(at: 1) else { return isLast ? DecodedInput(1, Key(.escape)) : nil }
      guard case .event(.key(var key)) = found.meaning else { return DecodedInput(found.length + 1) }
      key.modifiers.insert(.alt)
      return DecodedInput(found.length + 1, key)
    }
  }

  private func alt(_ letter: UInt8) -> DecodedInput { DecodedInput(2, .alt(Character(Unicode.Scalar(letter)))) }

  private static func beginsString(_ introducer: UInt8, _ next: UInt8) -> Bool {
    let isDigit = (0x30...0x39).contains(next)
    return switch introducer {
    case UInt8(ascii: "]"): isDigit
    case UInt8(ascii: "P"): isDigit || "!$+=>?|".utf8.contains(next)
    default: next == UInt8(ascii: "G")
    }
  }

  /// `ESC O` and a letter: a VT100 in application mode, its keypad, and F1 to F4; some put modifiers between.
  private func singleShift() -> DecodedInput? {
    var length = 2
    while let next = byte(length), (0x30...0x3B).contains(next), length < Self.longest { length += 1 }
    guard let letter = byte(length) else { return isLast ? alt(UInt8(ascii: "O")) : nil }
    guard (0x40..<0x7F).contains(letter) else { return length == 2 ? alt(UInt8(ascii: "O")) : DecodedInput(length) }
    let parameters = Self.numbers(bytes.dropFirst(2).prefix(length - 2))
    let modifiers = parameters.last.map(Key.Modifiers.init(parameter:)) ?? []
    if let code = Key.Code(finalLetter: letter) { return DecodedInput(length + 1, Key(code, modifiers)) }
    return DecodedInput(length + 1, Key(keypad: letter))
  }

  /// `ESC [` parameters, intermediates, and one final byte.
  private func controlSequence() -> DecodedInput? {
    if byte(2) == UInt8(ascii: "[") {
      // The Linux console's F1 to F5.
      guard let letter = byte(3) else { return isLast ? DecodedInput(3) : nil }
      guard (0x40..<0x7F).contains(letter) else { return DecodedInput(3) }
      return DecodedInput(4, (0x41...0x45).contains(letter) ? Key(.function(Int(letter) - 64)) : nil)
    }
    var length = 2
    while let next = byte(length), (0x20..<0x40).contains(next) {
      length += 1
      guard length < Self.longest else { return DecodedInput(length, .unknownSequence) }
    }
    guard let final = byte(length) else {
      guard isLast else { return nil }
      return length == 2 ? alt(UInt8(ascii: "[")) : DecodedInput(length)
    }
    guard (0x40..<0x7F).contains(final) else { return DecodedInput(length) }
    let body = bytes.dropFirst(2).prefix(length - 2)
    if final == UInt8(ascii: "M"), body.isEmpty { return plainMouse() }
    if body.first == UInt8(ascii: "<") {
      let event = MouseEvent(code: Self.numbers(body.dropFirst()), isRelease: final == UInt8(ascii: "m"))
      guard final == UInt8(ascii: "M") || final == UInt8(ascii: "m"), let event else { return DecodedInput(length + 1) }
      return DecodedInput(length + 1, .event(.mouse(event)))
    }
    // Other private sequences are answers, never keys.
    guard body.first.map({ (0x30...0x3B).contains($0) }) ?? true else { return DecodedInput(length + 1) }
    let numbers = Self.numbers(body)
    if final == UInt8(ascii: "~"), numbers == [200] { return DecodedInput(length + 1, .pasteBegins) }
    return DecodedInput(length + 1, Key(final: final, parameters: numbers))
  }

  /// The parameters, each without what follows a colon; at most six digits count.
  private static func numbers(_ bytes: ArraySlice<UInt8>) -> [Int] {
    guard !bytes.isEmpty else { return [] }
    return bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { part in
      part.prefix { (0x30...0x39).contains($0) }.prefix(6).reduce(0) { $0 * 10 + Int($1 - 48) }
    }
  }

  /// Three bytes after `ESC [ M`, each 32 more than its value; ends at column 223.
  private func plainMouse() -> DecodedInput? {
    guard let code = byte(3), let x = byte(4), let y = byte(5) else {
      return isLast ? DecodedInput(bytes.count) : nil
    }
    guard code >= 32, x > 32, y > 32 else { return DecodedInput(6) }
    let isRelease = (code - 32) & 3 == 3 && code - 32 < 64 && (code - 32) & 32 == 0
    let event = MouseEvent(code: [Int(code) - 32, Int(x) - 32, Int(y) - 32], isRelease: isRelease)
    return DecodedInput(6, event.map { .event(.mouse($0)) } ?? .nothing)
  }
}
