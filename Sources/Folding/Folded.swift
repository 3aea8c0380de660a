/// The text's UTF-8 in lower case, Latin letters without their accents: what two texts are compared by
/// when people type words to find something.
public func folded(_ text: String) -> [UInt8] {
  if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.map { $0 >= 65 && $0 <= 90 ? $0 + 32 : $0 } }
  var result: [UInt8] = []
  for scalar in text.lowercased().unicodeScalars {
    // Combining accents that stand alone are dropped, as those of composed letters are.
    if (0x300...0x36F).contains(scalar.value) { continue }
    if let plain = accents[scalar] { result += Array(plain.utf8) } else { result += Array(String(scalar).utf8) }
  }
  return result
}

extension StringProtocol {
  /// The text in lower case, Latin letters without their accents: `Åkesson` as `akesson`.
  public var folded: String { String(decoding: Folding.folded(String(self)), as: UTF8.self) }
}

/// The letter that a composed Latin one is made of, in its case: `A` for `Å`, `i` for `ı`; nil where there is none.
///
/// In a single column: where a letter has two in plain writing (`ss` for `ß`), the first.
public func plainLetter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
  guard scalar.value >= 0xC0, let lower = scalar.properties.lowercaseMapping.unicodeScalars.first else { return nil }
  // An accent may stand apart in lower case: `İ`.
  guard let plain = lower.isASCII ? lower : accents[lower]?.unicodeScalars.first else { return nil }
  return lower == scalar ? plain : plain.properties.uppercaseMapping.unicodeScalars.first
}

/// Composed Latin letters and what people type for them.
private let accents: [Unicode.Scalar: String] = {
  let rows = [
    ("a", "àáâãäåāăąǎạảấầẩẫậắằẳẵặ"), ("ae", "æ"), ("c", "çćĉċč"), ("d", "ďđðḍ"), ("e", "èéêëēĕėęěẹẻẽếềểễệ"),
    ("g", "ĝğġģ"), ("h", "ĥħḥ"), ("i", "ìíîïĩīĭįıǐỉị"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀłḷ"), ("m", "ṃ"),
    ("n", "ñńņňŋṅṇ"), ("o", "òóôõöøōŏőơǒọỏốồổỗộớờởỡợ"), ("oe", "œ"), ("r", "ŕŗřṛ"), ("s", "śŝşšșṣ"), ("ss", "ß"),
    ("t", "ţťŧțṭ"), ("th", "þ"), ("u", "ùúûüũūŭůűųưǔụủứừửữự"), ("w", "ŵ"), ("y", "ýÿŷỳỵỷỹ"), ("z", "źżžẓ"),
  ]
  var table: [Unicode.Scalar: String] = [:]
  for (plain, letters) in rows { for letter in letters.unicodeScalars { table[letter] = plain } }
  return table
}()
