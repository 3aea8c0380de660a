/// Decimal digits of fixed width, as ISO 8601 and RFC 5545 write them; no sign but a leading minus for years before 0.
func padded(_ number: Int, to width: Int) -> String {
  let digits = String(number.magnitude)
  let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
  return (number < 0 ? "-" : "") + zeros + digits
}

/// The value of a text that is nothing but ASCII digits; nil otherwise, or when it does not fit.
func decimal(_ text: some StringProtocol) -> Int? {
  guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
  return Int(text)
}
