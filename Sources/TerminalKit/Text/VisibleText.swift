/// Text that is safe to send to a terminal: control characters and those that reorder text are written out.
///
/// `^A` for C0 controls, `\x85` for C1, `\u202e` for bidirectional overrides, which could make one name look like
/// another. Costs nothing for text without them.
public func visible(_ text: some StringProtocol) -> String {
  guard text.unicodeScalars.contains(where: needsEscape) else { return String(text) }
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0..<0x20: result += "^" + String(Character(Unicode.Scalar(UInt8(scalar.value) + 64)))
    case 0x7F: result += "^?"
    case 0x80..<0xA0: result += "\\x" + String(scalar.value, radix: 16)
    case _ where needsEscape(scalar): result += "\\u" + String(scalar.value, radix: 16)
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

private func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029: true
  default: false
  }
}
