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

/// Composed Latin letters and what people type for them.
private let accents: [Unicode.Scalar: String] = {
  let rows = [
    ("a", "àáâãäåāăą"), ("ae", "æ"), ("c", "çćĉċč"), ("d", "ďđð"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"), ("h", "ĥħ"),
    ("i", "ìíîïĩīĭįı"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀł"), ("n", "ñńņňŋ"), ("o", "òóôõöøōŏő"), ("oe", "œ"),
    ("r", "ŕŗř"), ("s", "śŝşšș"), ("ss", "ß"), ("t", "ţťŧț"), ("th", "þ"), ("u", "ùúûüũūŭůűų"), ("w", "ŵ"),
    ("y", "ýÿŷ"), ("z", "źżž"),
  ]
  var table: [Unicode.Scalar: String] = [:]
  for (plain, letters) in rows { for letter in letters.unicodeScalars { table[letter] = plain } }
  return table
}()
