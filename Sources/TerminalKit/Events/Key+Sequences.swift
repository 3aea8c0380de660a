extension Key {
  /// A control character, or delete.
  init(control byte: UInt8) {
    switch byte {
    case 0x0D, 0x0A: self = Key(.enter)
    case 0x09: self = Key(.tab)
    case 0x7F, 0x08: self = Key(.backspace)
    case 0x1B: self = Key(.escape)
    case 0: self = Key(.character(" "), .control)
    case 1...26: self = .control(Character(Unicode.Scalar(byte + 96)))
    default: self = .control(Character(Unicode.Scalar(byte + 64)))
    }
  }

  /// A control sequence's final byte and parameters; nil when it is no key.
  init?(final: UInt8, parameters: [Int]) {
    let modifiers = parameters.count > 1 ? Modifiers(parameter: parameters[1]) : []
    switch final {
    case UInt8(ascii: "Z"): self = Key(.tab, .shift)
    case UInt8(ascii: "u"):
      guard let first = parameters.first, let key = Key(codePoint: first, modifiers) else { return nil }
      self = key
    case UInt8(ascii: "~") where parameters.first == 27 && parameters.count == 3:
      guard let key = Key(codePoint: parameters[2], modifiers) else { return nil }
      self = key
    case UInt8(ascii: "~"):
      guard let code = parameters.first.flatMap({ Code(number: $0) }) else { return nil }
      self = Key(code, modifiers)
    case UInt8(ascii: "^"):
      // rxvt's way to say control.
      guard let code = parameters.first.flatMap({ Code(number: $0) }) else { return nil }
      self = Key(code, .control)
    case UInt8(ascii: "a")...UInt8(ascii: "d") where parameters.isEmpty:
      // rxvt's way to say shift.
      guard let code = Code(finalLetter: final - 32) else { return nil }
      self = Key(code, .shift)
    default:
      // A first number other than 1 is an answer, such as the cursor's place.
      guard parameters.first ?? 1 <= 1, let code = Code(finalLetter: final) else { return nil }
      self = Key(code, modifiers)
    }
  }

  /// A key by its character's number, as terminals with extended keys send it; nil when it has none.
  private init?(codePoint: Int, _ modifiers: Modifiers) {
    guard codePoint > 0, let scalar = Unicode.Scalar(UInt32(codePoint)) else { return nil }
    switch scalar.value {
    case 9, 13, 27, 127: self = Key(Key(control: UInt8(scalar.value)).code, modifiers)
    case 0..<0x20, 0x80..<0xA0: return nil
    default:
      let isShifted = modifiers.contains(.shift) && ("a"..."z").contains(scalar)
      let shown = isShifted ? Unicode.Scalar(UInt8(scalar.value - 32)) : scalar
      self = Key(.character(Character(shown)), modifiers)
    }
  }

  /// The VT100's keypad in application mode; nil for other letters.
  init?(keypad letter: UInt8) {
    switch letter {
    case UInt8(ascii: "M"): self = Key(.enter)
    case UInt8(ascii: "I"): self = Key(.tab)
    case UInt8(ascii: " "): self = .character(" ")
    case UInt8(ascii: "X"): self = .character("=")
    // `*` to `9` in ASCII's order.
    case UInt8(ascii: "j")...UInt8(ascii: "y"): self = .character(Character(Unicode.Scalar(letter - 64)))
    default: return nil
    }
  }
}

extension Key.Code {
  /// The letter that ends an arrow's, Home's, End's or a PF key's sequence.
  init?(finalLetter letter: UInt8) {
    switch letter {
    case UInt8(ascii: "A"): self = .up
    case UInt8(ascii: "B"): self = .down
    case UInt8(ascii: "C"): self = .right
    case UInt8(ascii: "D"): self = .left
    case UInt8(ascii: "H"): self = .home
    case UInt8(ascii: "F"): self = .end
    case UInt8(ascii: "P")...UInt8(ascii: "S"): self = .function(Int(letter) - 79)
    default: return nil
    }
  }

  /// The number of a sequence that ends in `~`.
  init?(number: Int) {
    switch number {
    case 1, 7: self = .home
    case 2: self = .insert
    case 3: self = .delete
    case 4, 8: self = .end
    case 5: self = .pageUp
    case 6: self = .pageDown
    case 11...15: self = .function(number - 10)
    case 17...21: self = .function(number - 11)
    case 23...26: self = .function(number - 12)
    case 28, 29: self = .function(number - 13)
    case 31...34: self = .function(number - 14)
    default: return nil
    }
  }
}

extension Key.Modifiers {
  /// xterm's parameter: 1 more than the sum of shift 1, alt 2, control 4 and meta 8.
  init(parameter: Int) {
    self = []
    guard (2...16).contains(parameter) else { return }
    let bits = parameter - 1
    if bits & 1 != 0 { insert(.shift) }
    if bits & 10 != 0 { insert(.alt) }
    if bits & 4 != 0 { insert(.control) }
  }
}
