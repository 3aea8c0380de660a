/// Text that is safe to send to a terminal: what would steer it, hide in it or reorder it is written out.
///
/// `^A` for C0 controls, `\x85` for C1, `\u202e` for bidirectional overrides and characters of no width, which could make
/// one name look like another. A flag becomes its two letters, for terminals don't agree on a flag's columns. O(*n*);
/// text without such characters is returned as it is.
public func visible(_ text: some StringProtocol) -> String {
  if isPlainASCII(text) { return String(text) }
  guard text.unicodeScalars.contains(where: { needsEscape($0) || isFlagLetter($0) }) else { return String(text) }
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0..<0x20: result += "^" + String(Character(Unicode.Scalar(UInt8(scalar.value) + 64)))
    case 0x7F: result += "^?"
    case 0x80..<0xA0: result += "\\x" + String(scalar.value, radix: 16)
    case _ where isFlagLetter(scalar): result.append(Character(Unicode.Scalar(UInt8(scalar.value - 0x1F1E6 + 65))))
    case _ where needsEscape(scalar): result += "\\u" + String(scalar.value, radix: 16)
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// Source of the ranges: Unicode 17.0, the controls Cc, Zl and Zp, Bidi_Control, and Default_Ignorable_Code_Point without
/// those that shape letters and pictures (U+00AD, U+034F, U+200C, U+200D, variation selectors, tags).
private func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x20..<0x7F, 0xA0..<0x600: false
  case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
    0xFFF9...0xFFFB:
    true
  default: false
  }
}

private func isFlagLetter(_ scalar: Unicode.Scalar) -> Bool { (0x1F1E6...0x1F1FF).contains(scalar.value) }
