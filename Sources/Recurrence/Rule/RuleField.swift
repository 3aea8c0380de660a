import Scheduling

/// The names that may stand in a rule.
enum RulePart: String {
  case frequency = "FREQ"
  case interval = "INTERVAL"
  case count = "COUNT"
  case until = "UNTIL"
  case seconds = "BYSECOND"
  case minutes = "BYMINUTE"
  case hours = "BYHOUR"
  case days = "BYDAY"
  case monthDays = "BYMONTHDAY"
  case yearDays = "BYYEARDAY"
  case weeks = "BYWEEKNO"
  case months = "BYMONTH"
  case positions = "BYSETPOS"
  case weekStart = "WKST"
  case calendar = "RSCALE"
  case skip = "SKIP"

  /// Whether its numbers count from the end as well, or at least carry a sign (RFC 5545, 3.3.10).
  var isSigned: Bool {
    switch self {
    case .days, .monthDays, .yearDays, .weeks, .positions: true
    default: false
    }
  }
}

/// One `NAME=value` of a rule's text, upper case.
struct RuleField {
  let part: RulePart
  let value: ArraySlice<UInt8>
  private let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) throws(RecurrenceRuleError) {
    guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")), equals + 1 < bytes.endIndex else {
      throw RecurrenceRuleError(part: Self.quote(bytes), reason: "is not a name, “=”, and a value")
    }
    let name = bytes[..<equals]
    guard name.count <= 10, let part = RulePart(rawValue: String(decoding: name, as: UTF8.self)) else {
      throw RecurrenceRuleError(
        part: Self.quote(bytes),
        reason: "\(Self.quote(name, most: 20)) is no part of a rule (RFC 5545, 3.3.10)")
    }
    self.part = part
    self.bytes = bytes
    value = bytes[(equals + 1)...]
  }

  /// The beginning of a text as a message can hold it: control characters, which could draw on a terminal, become “?”.
  static func quote(_ bytes: ArraySlice<UInt8>, most: Int = 60) -> String {
    let shown = bytes.prefix(most).map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: "?") : $0 }
    return String(
      String(decoding: shown, as: UTF8.self).unicodeScalars.filter { $0.properties.generalCategory != .control })
  }

  func error(_ reason: String) -> RecurrenceRuleError {
    RecurrenceRuleError(part: Self.quote(bytes), reason: reason)
  }

  var text: String { String(decoding: value.prefix(60), as: UTF8.self) }

  // MARK: Numbers

  func number(in range: ClosedRange<Int>) throws(RecurrenceRuleError) -> Int {
    guard let number = Self.number(value, isSigned: false), range.contains(number) else {
      throw error("\(part.rawValue) is one number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A list, ascending, each number once.
  func numbers(in range: ClosedRange<Int>) throws(RecurrenceRuleError) -> [Int] {
    let isSigned = part.isSigned
    var seen: Set<Int> = []
    for text in value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      guard let number = Self.number(text, isSigned: isSigned), range.contains(number), !isSigned || number != 0 else {
        let but = isSigned ? ", not 0" : ""
        throw error("“\(Self.short(text))” is not from \(range.lowerBound) to \(range.upperBound)\(but)")
      }
      seen.insert(number)
    }
    return seen.sorted()
  }

  /// A whole number of up to ten digits; nil for anything else.
  private static func number(_ text: ArraySlice<UInt8>, isSigned: Bool) -> Int? {
    let sign = text.first.flatMap { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") ? $0 : nil }
    guard isSigned || sign == nil else { return nil }
    let digits = sign == nil ? text : text.dropFirst()
    guard (1...10).contains(digits.count) else { return nil }
    var value = 0
    for digit in digits {
      guard digit >= 48, digit <= 57 else { return nil }
      value = value * 10 + Int(digit - 48)
    }
    return sign == UInt8(ascii: "-") ? -value : value
  }

  private static func short(_ text: ArraySlice<UInt8>) -> String { quote(text, most: 20) }

  // MARK: Days

  /// A list, in the order of ``RecurrenceRule/Day``, each once.
  func days() throws(RecurrenceRuleError) -> [RecurrenceRule.Day] {
    var seen: Set<RecurrenceRule.Day> = []
    for text in value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      let digits = text.dropLast(2)
      guard let weekday = weekday(text.suffix(2)), digits.isEmpty || Self.number(digits, isSigned: true) != nil else {
        throw error("“\(Self.short(text))” is no weekday such as MO, 2TU or -1FR")
      }
      let ordinal = Self.number(digits, isSigned: true)
      if let ordinal, ordinal == 0 || abs(ordinal) > 53 {
        throw error("“\(Self.short(text))” counts from -53 to 53, not 0")
      }
      seen.insert(RecurrenceRule.Day(weekday, ordinal: ordinal))
    }
    return seen.sorted()
  }

  func weekday(_ text: ArraySlice<UInt8>) -> Weekday? {
    guard text.count == 2 else { return nil }
    return RecurrenceRule.codes.firstIndex(of: String(decoding: text, as: UTF8.self)).map { Weekday.allCases[$0] }
  }

  // MARK: Times

  /// `20261231`, `20261231T120000` or `20261231T120000Z`; second 60 is a leap second, and counts as 59.
  func until() throws(RecurrenceRuleError) -> RecurrenceRule.End {
    let digits = Array(value.prefix(17))
    func number(_ range: Range<Int>) -> Int? {
      range.upperBound <= digits.count ? Self.number(digits[range], isSigned: false) : nil
    }
    if let year = number(0..<4), let month = number(4..<6), let day = number(6..<8),
      let date = CivilDate(year: year, month: month, day: day)
    {
      if digits.count == 8 { return .untilDate(date) }
      if digits.count >= 15, digits[8] == UInt8(ascii: "T"), let hour = number(9..<11), let minute = number(11..<13),
        let second = number(13..<15),
        let time = CivilTime(hour: hour, minute: minute, second: second == 60 ? 59 : second)
      {
        let reading = CivilDateTime(date, time)
        if digits.count == 15 { return .untilReading(reading) }
        if digits.count == 16, digits[15] == UInt8(ascii: "Z") {
          return .untilInstant(Instant(seconds: reading.reading))
        }
      }
    }
    throw error("UNTIL is a date such as 20261231 or a time such as 20261231T120000Z")
  }
}
