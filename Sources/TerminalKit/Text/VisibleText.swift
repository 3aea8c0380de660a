/// Text that is safe to send to a terminal: what would steer it, hide in it or reorder it is written out.
///
/// `^A` for C0 controls, `\x85` for C1, `\u202e` for bidirectional overrides and characters of no width, which could make
/// one name look like another. A flag becomes its two letters, for terminals don't agree on a flag's columns. O(*n*);
/// text without such characters is returned as it is.
public func visible(_ text: some StringProtocol) -> String {
  if isSurelyVisible(text) { return String(text) }
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

/// Whether no byte of it can belong to a character that is written out: told without decoding, for lines, dots and most
/// languages' letters are drawn by the hundred.
private func isSurelyVisible(_ text: some StringProtocol) -> Bool {
  text.utf8.withContiguousStorageIfAvailable { bytes in
    var last: UInt8 = 0
    for byte in bytes {
      defer { last = byte }
      switch byte {
      case 0x20..<0x7F: continue
      case 0x80..<0xC0:
        // C1 controls; U+2000 to U+207F; U+061C; all else that begins so is seen.
        if last == 0xC2 && byte < 0xA0 || last == 0xE2 && byte < 0x82 || last == 0xD8 && byte == 0x9C { return false }
      case 0xC0..<0xE1, 0xE2..<0xEF: continue
      // Controls, U+180E, U+FEFF and what is near them, and all beyond U+FFFF.
      default: return false
      }
    }
    return true
  } ?? false
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
