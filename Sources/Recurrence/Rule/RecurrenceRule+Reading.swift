import Scheduling

extension RecurrenceRule {
  /// Reads `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE`, of any case and in any order, with or without `RRULE:`.
  ///
  /// Parts that RFC 5545 forbids together are refused; parts it doesn't know (`X-…`, RFC 7529's `RSCALE`) too.
  /// - Throws: ``RecurrenceRuleError`` that quotes the part.
  public init(_ text: String) throws(RecurrenceRuleError) {
    var text = text.uppercased()[...]
    if text.hasPrefix("RRULE:") { text = text.dropFirst(6) }
    var fields: [(name: String, value: String, part: String)] = []
    for part in text.split(separator: ";", omittingEmptySubsequences: true) {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2, !sides[1].isEmpty else {
        throw RecurrenceRuleError(part: String(part.prefix(60)), reason: "is not a name, “=”, and a value")
      }
      let name = String(sides[0])
      guard !fields.contains(where: { $0.name == name }) else {
        throw RecurrenceRuleError(part: String(part.prefix(60)), reason: "\(name) stands there twice")
      }
      fields.append((name, String(sides[1]), String(part.prefix(60))))
    }
    guard let field = fields.first(where: { $0.name == "FREQ" }) else {
      throw RecurrenceRuleError(
        part: String(text.prefix(60)), reason: "FREQ is missing; it is DAILY, WEEKLY, MONTHLY or YEARLY")
    }
    guard let frequency = Frequency(rawValue: field.value) else {
      throw RecurrenceRuleError(
        part: field.part, reason: "FREQ is one of \(Frequency.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    self.init(frequency)
    for field in fields where field.name != "FREQ" { try read(field.name, field.value, field.part) }
    try checkCombination(fields.map(\.name))
  }

  private mutating func read(_ name: String, _ value: String, _ part: String) throws(RecurrenceRuleError) {
    func numbers(_ range: ClosedRange<Int>, zero: Bool = true) throws(RecurrenceRuleError) -> [Int] {
      var result: [Int] = []
      for text in value.split(separator: ",", omittingEmptySubsequences: false) {
        guard let number = Self.number(text), range.contains(number), zero || number != 0 else {
          let but = zero ? "" : ", not 0"
          throw RecurrenceRuleError(
            part: part, reason: "“\(text.prefix(20))” is not from \(range.lowerBound) to \(range.upperBound)\(but)")
        }
        result.append(number)
      }
      return Array(Set(result)).sorted()
    }
    switch name {
    case "INTERVAL": interval = try numbers(1...1_000_000_000)[0]
    case "COUNT", "UNTIL":
      guard end == .never else { throw RecurrenceRuleError(part: part, reason: "COUNT and UNTIL exclude each other") }
      end = name == "COUNT" ? .count(try numbers(1...Int(Int32.max))[0]) : try Self.until(value, part)
    case "BYSECOND": seconds = try numbers(0...60)
    case "BYMINUTE": minutes = try numbers(0...59)
    case "BYHOUR": hours = try numbers(0...23)
    case "BYMONTHDAY": monthDays = try numbers(-31...31, zero: false)
    case "BYYEARDAY": yearDays = try numbers(-366...366, zero: false)
    case "BYWEEKNO": weeks = try numbers(-53...53, zero: false)
    case "BYMONTH": months = try numbers(1...12)
    case "BYSETPOS": positions = try numbers(-366...366, zero: false)
    case "WKST":
      guard let day = Self.weekday(value) else {
        throw RecurrenceRuleError(part: part, reason: "WKST is MO, TU, WE, TH, FR, SA or SU")
      }
      weekStart = day
    case "BYDAY":
      for text in value.split(separator: ",", omittingEmptySubsequences: false) {
        let digits = text.dropLast(2)
        guard let weekday = Self.weekday(text.suffix(2)), digits.isEmpty || Self.number(digits) != nil else {
          throw RecurrenceRuleError(part: part, reason: "“\(text.prefix(20))” is no weekday such as MO, 2TU or -1FR")
        }
        let ordinal = Self.number(digits)
        if let ordinal, ordinal == 0 || abs(ordinal) > 53 {
          throw RecurrenceRuleError(part: part, reason: "“\(text.prefix(20))” counts from -53 to 53, not 0")
        }
        let day = Day(weekday, ordinal: ordinal)
        if !days.contains(day) { days.append(day) }
      }
    default:
      throw RecurrenceRuleError(part: part, reason: "\(name.prefix(20)) is no part of a rule (RFC 5545, 3.3.10)")
    }
  }

  /// What the RFC says must not stand together.
  private func checkCombination(_ names: [String]) throws(RecurrenceRuleError) {
    func refuse(_ name: String, _ reason: String) -> RecurrenceRuleError {
      RecurrenceRuleError(part: name, reason: reason)
    }
    if !weeks.isEmpty, frequency != .yearly { throw refuse("BYWEEKNO", "goes with FREQ=YEARLY only") }
    if !yearDays.isEmpty, [.daily, .weekly, .monthly].contains(frequency) {
      throw refuse("BYYEARDAY", "does not go with FREQ=\(frequency.rawValue)")
    }
    if !monthDays.isEmpty, frequency == .weekly { throw refuse("BYMONTHDAY", "does not go with FREQ=WEEKLY") }
    if days.contains(where: { $0.ordinal != nil }) {
      if frequency != .monthly, frequency != .yearly {
        throw refuse("BYDAY", "counts weekdays with FREQ=MONTHLY or YEARLY only")
      }
      if frequency == .yearly, !weeks.isEmpty { throw refuse("BYDAY", "does not count weekdays beside BYWEEKNO") }
    }
    if !positions.isEmpty {
      let others = names.contains { $0.hasPrefix("BY") && $0 != "BYSETPOS" }
      if !others { throw refuse("BYSETPOS", "needs another BY part to choose from") }
    }
  }

  /// `20261231`, `20261231T120000` or `20261231T120000Z`.
  private static func until(_ value: String, _ part: String) throws(RecurrenceRuleError) -> End {
    let digits = Array(value.utf8)
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= digits.count else { return nil }
      return Self.number(String(decoding: digits[range], as: UTF8.self))
    }
    if let year = number(0..<4), let month = number(4..<6), let day = number(6..<8),
      let date = CivilDate(year: year, month: month, day: day)
    {
      if digits.count == 8 { return .untilDate(date) }
      if digits.count >= 15, digits[8] == UInt8(ascii: "T"), let hour = number(9..<11), let minute = number(11..<13),
        let second = number(13..<15), let time = CivilTime(hour: hour, minute: minute, second: min(second, 59))
      {
        let reading = CivilDateTime(date, time)
        if digits.count == 15 { return .untilReading(reading) }
        if digits.count == 16, digits[15] == UInt8(ascii: "Z") {
          return .untilInstant(Instant(seconds: reading.reading))
        }
      }
    }
    throw RecurrenceRuleError(part: part, reason: "UNTIL is a date such as 20261231 or a time such as 20261231T120000Z")
  }

  private static func weekday(_ text: some StringProtocol) -> Weekday? {
    codes.firstIndex(of: String(text)).map { Weekday.allCases[$0] }
  }

  static let codes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

  /// A whole number with or without a sign.
  private static func number(_ text: some StringProtocol) -> Int? {
    let digits = text.first == "+" || text.first == "-" ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.utf8.count <= 10, digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
    return Int(digits).map { text.first == "-" ? -$0 : $0 }
  }
}
