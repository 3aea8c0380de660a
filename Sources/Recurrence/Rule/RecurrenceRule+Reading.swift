import Scheduling

extension RecurrenceRule {
  /// Reads `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE`, of any case and in any order, with or without `RRULE:`.
  ///
  /// Parts that RFC 5545 forbids together are refused; parts it doesn't know too, but for RFC 7529's `RSCALE=GREGORIAN`
  /// and `SKIP=OMIT`, which say what is so anyway. O(length).
  /// - Throws: ``RecurrenceRuleError`` that quotes the first part that is wrong.
  public init(_ text: some StringProtocol) throws(RecurrenceRuleError) {
    // ASCII only: Unicode's upper case turns other letters into these.
    let bytes = text.utf8.map { $0 >= 97 && $0 <= 122 ? $0 - 32 : $0 }
    var rest = bytes[...]
    let prefix = Array("RRULE:".utf8)
    if rest.starts(with: prefix) { rest = rest.dropFirst(prefix.count) }
    // Each part stands there once, so there are few.
    var fields: [RuleField] = []
    for part in rest.split(separator: UInt8(ascii: ";")) {
      let field = try RuleField(part)
      guard !fields.contains(where: { $0.part == field.part }) else {
        throw field.error("\(field.part.rawValue) stands there twice")
      }
      fields.append(field)
    }
    guard let field = fields.first(where: { $0.part == .frequency }) else {
      throw RecurrenceRuleError(
        part: RuleField.quote(rest), reason: "FREQ is missing; it is DAILY, WEEKLY, MONTHLY or YEARLY")
    }
    guard let frequency = Frequency(rawValue: field.text) else {
      throw field.error("FREQ is one of \(Frequency.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    self.init(frequency)
    for field in fields { try read(field) }
    try validate()
  }

  private mutating func read(_ field: RuleField) throws(RecurrenceRuleError) {
    switch field.part {
    case .frequency: break
    case .interval: interval = try field.number(in: 1...1_000_000_000)
    case .count, .until:
      guard end == .never else { throw field.error("COUNT and UNTIL exclude each other") }
      end = field.part == .count ? .count(try field.number(in: 1...Int(Int32.max))) : try field.until()
    case .seconds: seconds = try field.numbers(in: 0...60)
    case .minutes: minutes = try field.numbers(in: 0...59)
    case .hours: hours = try field.numbers(in: 0...23)
    case .days: days = try field.days()
    case .monthDays: monthDays = try field.numbers(in: -31...31)
    case .yearDays: yearDays = try field.numbers(in: -366...366)
    case .weeks: weeks = try field.numbers(in: -53...53)
    case .months: months = try field.numbers(in: 1...12)
    case .positions: positions = try field.numbers(in: -366...366)
    case .weekStart:
      guard let day = field.weekday(field.value) else { throw field.error("WKST is MO, TU, WE, TH, FR, SA or SU") }
      weekStart = day
    case .calendar:
      guard field.text == "GREGORIAN" else { throw field.error("rules of the Gregorian calendar only are read") }
    case .skip:
      guard field.text == "OMIT" else { throw field.error("dates that don't exist are left out; only OMIT is read") }
    }
  }

  /// Whether the parts may stand together, which RFC 5545, 3.3.10 says; also that their values are in bounds.
  ///
  /// A rule that was read is valid; one that was put together may not be, and expands to something, but what is not said.
  /// - Throws: ``RecurrenceRuleError`` that names the part.
  public func validate() throws(RecurrenceRuleError) {
    func refuse(_ name: String, _ reason: String) -> RecurrenceRuleError {
      RecurrenceRuleError(part: name, reason: reason)
    }
    let ranges: [(String, [Int], ClosedRange<Int>)] = [
      ("INTERVAL", [interval], 1...1_000_000_000), ("BYSECOND", seconds, 0...60), ("BYMINUTE", minutes, 0...59),
      ("BYHOUR", hours, 0...23), ("BYMONTHDAY", monthDays, -31...31), ("BYYEARDAY", yearDays, -366...366),
      ("BYWEEKNO", weeks, -53...53), ("BYMONTH", months, 1...12), ("BYSETPOS", positions, -366...366),
      ("BYDAY", days.compactMap(\.ordinal), -53...53),
    ]
    for (name, numbers, range) in ranges {
      if let wrong = numbers.first(where: { !range.contains($0) || $0 == 0 && range.lowerBound < 0 }) {
        let but = range.lowerBound < 0 ? ", not 0" : ""
        throw refuse("\(name)=\(wrong)", "is not from \(range.lowerBound) to \(range.upperBound)\(but)")
      }
    }
    if case .count(let count) = end, count < 1 { throw refuse("COUNT=\(count)", "is not 1 or more") }
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
    let others = [seconds, minutes, hours, monthDays, yearDays, weeks, months]
    if !positions.isEmpty, days.isEmpty, others.allSatisfy(\.isEmpty) {
      throw refuse("BYSETPOS", "needs another BY part to choose from")
    }
  }
}
