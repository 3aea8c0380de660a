import Scheduling

/// A date that is written in numbers: `1.12.`, `1.12.2026`, `2026/11/30`, and `12/1`, which two countries read differently.
struct NumericDate {
  /// Day and month of each way it can be read; dots are read one way only.
  private let readings: [(day: Int, month: Int)]
  /// Nil when none was written.
  let year: Int?

  /// Nil for what is no date in numbers, and for one that no calendar has.
  init?(_ word: String) {
    for separator in ["/", ".", "-"] as [Character] where word.contains(separator) {
      let parts = word.split(separator: separator, omittingEmptySubsequences: false)
      guard (2...3).contains(parts.count) else { return nil }
      let isDotted = separator == "."
      // Two numbers with a dot between them are as well a time, or a version of something.
      if isDotted, parts.count == 2 { return nil }
      // `3-12` is rather a span of hours.
      if separator == "-", parts.count == 2 || parts[2].utf8.count != 4 { return nil }
      let endsWithDot = isDotted && parts.count == 3 && parts[2].isEmpty
      let numbers = (endsWithDot ? parts.dropLast() : parts[...]).compactMap { Self.number($0) }
      guard numbers.count == (endsWithDot ? 2 : parts.count) else { return nil }
      self.init(numbers, beginsWithYear: parts[0].utf8.count == 4, isDotted: isDotted)
      return
    }
    return nil
  }

  private init?(_ numbers: [Int], beginsWithYear: Bool, isDotted: Bool) {
    if beginsWithYear {
      guard numbers.count == 3, CivilDate(year: numbers[0], month: numbers[1], day: numbers[2]) != nil else {
        return nil
      }
      (readings, year) = ([(numbers[2], numbers[1])], numbers[0])
      return
    }
    let year = numbers.count > 2 ? (numbers[2] < 100 ? 2000 + numbers[2] : numbers[2]) : nil
    // A leap year, where none was written: February 29 is a date.
    let dayFirst = CivilDate(year: year ?? 2028, month: numbers[1], day: numbers[0]).map { ($0.day, $0.month) }
    let monthFirst = CivilDate(year: year ?? 2028, month: numbers[0], day: numbers[1]).map { ($0.day, $0.month) }
    let isSame = numbers[0] == numbers[1]
    let readings = [monthFirst, dayFirst].compactMap { $0 }
    guard !readings.isEmpty, !isDotted || dayFirst != nil else { return nil }
    self.readings = isDotted || isSame ? [dayFirst ?? readings[0]] : readings
    self.year = year
  }

  /// Whether a word is written as a date is, be there such a date or not: `31.11.`, `30/2`, `2026-02-31`.
  static func looksLikeOne(_ word: String) -> Bool {
    for separator in ["/", ".", "-"] as [Character] where word.contains(separator) {
      let parts = word.split(separator: separator, omittingEmptySubsequences: false)
      // `3.5` and `3-5` are other numbers.
      guard separator == "/" ? (2...3).contains(parts.count) : parts.count == 3 else { return false }
      let numbers = separator == "." && parts[2].isEmpty ? parts.dropLast() : parts[...]
      return numbers.allSatisfy { number($0) != nil }
    }
    return false
  }

  /// Day and month; nil when they can be read in two ways.
  var dayAndMonth: (day: Int, month: Int)? { readings.count == 1 ? readings[0] : nil }

  /// The ways in which it can be read, in words: `1 dec`.
  var words: [String] {
    readings.map { "\($0.day) \(TimeWording.months[$0.month - 1].lowercased())" + (year.map { " \($0)" } ?? "") }
  }

  /// What to write instead of two numbers with a dot between them, which may be a date and may be a time: `30.11`.
  static func advice(forDotted word: String) -> String? {
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let one = number(parts[0]), let other = number(parts[1]) else { return nil }
    let isTime = parts[1].utf8.count == 2 && CivilTime(hour: one, minute: other) != nil
    let ways = [
      NumericDate(word + ".") == nil ? nil : "“\(word).” for the date",
      isTime ? "“\(one):\(parts[1])” for the time" : nil,
    ].compactMap { $0 }
    return ways.isEmpty ? nil : "write " + ways.joined(separator: ", or ")
  }

  private static func number(_ digits: Substring) -> Int? {
    guard (1...4).contains(digits.utf8.count), digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
    return Int(digits)
  }
}
