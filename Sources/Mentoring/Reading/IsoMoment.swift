import Scheduling

/// An ISO 8601 date, or date and time, with or without an offset: `2026-11-25`, `2026-11-25T14:30`,
/// `2026-11-25 14:30:00`, `2026-11-25T14:30:00Z`, `2026-11-25T14:30+01:00`; with fractions of a second, which are left out, and in
/// the basic form, `20261125T143000Z`.
struct IsoMoment {
  let civil: CivilDateTime
  let hasTime: Bool
  /// Seconds east of UTC; nil when none was written.
  let offset: Int?
  /// Whether what stands behind the time may as well be the end of it: `2026-11-25T10:00-11:00`.
  let isAmbiguous: Bool

  /// Nil when the text is of another form.
  init?(_ text: String) {
    let text = Self.extended(text) ?? text
    guard let date = CivilDate(text.prefix(10)) else { return nil }
    var rest = text.dropFirst(10)
    guard let separator = rest.first else {
      (civil, hasTime, offset, isAmbiguous) = (CivilDateTime(date), false, nil, false)
      return
    }
    guard separator == "T" || separator == "t" || separator == " " else { return nil }
    rest = rest.dropFirst()
    let clock = rest.prefix { $0.isNumber || $0 == ":" }
    guard clock.count >= 5, let time = CivilTime(clock) else { return nil }
    rest = rest.dropFirst(clock.count)
    if clock.count == 8, rest.first == "." || rest.first == "," {
      let fraction = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
      guard !fraction.isEmpty else { return nil }
      rest = rest.dropFirst(1 + fraction.count)
    }
    // `2026-11-25 14:00-15:00` is an hour, and no time far to the west.
    if separator == " ", rest.first == "-" { return nil }
    guard let offset = Self.offset(rest) else { return nil }
    (civil, hasTime, self.offset) = (CivilDateTime(date, time), true, offset)
    isAmbiguous =
      clock.count == 5 && rest.first == "-" && rest.count == 6 && CivilTime(rest.dropFirst()).map { $0 > time } == true
  }

  /// `20261125T143000Z`, as calendars write it, with its separators; nil for another form.
  private static func extended(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    func areDigits(_ range: Range<Int>) -> Bool { bytes[range].allSatisfy { $0 >= 48 && $0 <= 57 } }
    guard bytes.count >= 13, bytes[8] | 0x20 == UInt8(ascii: "t"), areDigits(0..<8), areDigits(9..<13) else {
      return nil
    }
    let hasSeconds = bytes.count >= 15 && areDigits(13..<15)
    func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    return "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(9..<11)):\(part(11..<13))"
      + (hasSeconds ? ":\(part(13..<15))" : "") + part((hasSeconds ? 15 : 13)..<bytes.count)
  }

  /// Outer nil: not an offset. Inner nil: none written.
  private static func offset(_ text: Substring) -> Int?? {
    if text.isEmpty { return .some(nil) }
    if text == "Z" || text == "z" { return 0 }
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard digits.count == 2 || digits.count == 4, let value = Int(digits), digits.allSatisfy(\.isASCII) else {
      return nil
    }
    let (hours, minutes) = digits.count == 2 ? (value, 0) : (value / 100, value % 100)
    // No zone lies further from UTC.
    guard minutes <= 59, hours * 60 + minutes <= (sign == "-" ? 12 : 14) * 60 else { return nil }
    return (sign == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60)
  }
}

extension Instant {
  /// Reads ISO 8601 with an offset, as `TANDEM_NOW` has it; nil for anything else, also for a time without an offset.
  public init?(iso text: String) {
    guard let moment = IsoMoment(text), let offset = moment.offset else { return nil }
    self.init(seconds: moment.civil.reading - Int64(offset))
  }
}
