import Scheduling

/// Reads the words that name a day: `fri`, `next tue`, `3 dec`, `1.12.`, `the 27th`, `in 2 days`, `+2w`.
struct DateWords {
  let now: CivilDateTime
  /// The time that was written with the day: whether today's is meant may depend on it.
  let time: CivilTime?
  let sense: TimePhrase.Sense
  /// Whether a week or a month may be named, which is its first day then.
  let takesStretches: Bool

  var today: CivilDate { now.date }

  /// - Parameter words: in lower case.
  /// - Returns: nil when they name no day.
  /// - Throws: ``TimePhraseError`` with what to write instead, when they can be read in two ways or contradict each other.
  func date(_ words: [String]) throws(TimePhraseError) -> CivilDate? {
    if let date = relative(words) { return date }
    if takesStretches, let date = stretch(words) { return date }
    if sense == .nearest, let date = try weekdayAndNumber(words) { return date }
    if let date = try onCalendar(words) { return date }
    guard words.count > 1, let weekday = Self.weekday(words[0]), let date = try onCalendar(Array(words.dropFirst()))
    else { return nil }
    guard date.weekday == weekday else {
      let phrase = words.joined(separator: " ")
      let (year, month, day) = date.fields
      let name = "\(day) \(TimeWording.months[month - 1])" + (year == today.year ? "" : " \(year)")
      throw TimePhraseError(
        text: phrase, part: phrase,
        advice: "\(name) is a \(date.weekday.name); write the one or the other, as in "
          + "“\(date.weekday.shortName.lowercased()) 14:00”")
    }
    return date
  }

  // MARK: Counted from today

  private func relative(_ words: [String]) -> CivilDate? {
    switch words.count {
    case 1:
      let word = words[0]
      if let days = ["today": 0, "tomorrow": 1, "yesterday": -1][word] { return today + days }
      return Self.weekday(word).map(near) ?? offset(word)
    case 2:
      if words[0] == "this" { return Self.weekday(words[1]).map(near) }
      if words[0] == "next", let day = Self.weekday(words[1]) { return today.startOfWeek + 7 + (day.rawValue - 1) }
      if words[0] != "this", let monday = monday(of: words[...]) { return monday }
      if words[0] == "last", let day = Self.weekday(words[1]) { return today.startOfWeek - 7 + (day.rawValue - 1) }
      return nil
    case 3 where words == ["day", "after", "tomorrow"], 4 where words == ["the", "day", "after", "tomorrow"]:
      return today + 2
    case 3:
      // `fri next week` and `next week fri`.
      if let day = Self.weekday(words[0]), let monday = monday(of: words[1...]) { return monday + (day.rawValue - 1) }
      if let day = Self.weekday(words[2]), let monday = monday(of: words[..<2]) { return monday + (day.rawValue - 1) }
      // `in 2 days`, `in two days`, `in a week`, `2 weeks ago`.
      if words[0] == "in" { return offset("+", words[1], words[2]) }
      return words[2] == "ago" ? offset("-", words[0], words[1]) : nil
    default: return nil
    }
  }

  /// The Monday of `next week`, `last week` and `this week`.
  private func monday(of words: ArraySlice<String>) -> CivilDate? {
    guard words.count == 2, words.last == "week", let first = words.first, let step = Self.steps[first] else {
      return nil
    }
    return today.startOfWeek + step * 7
  }

  private func offset(_ sign: String, _ count: String, _ unit: String) -> CivilDate? {
    let one = unit.hasSuffix("s") ? String(unit.dropLast()) : unit
    guard let letter = ["day": "d", "week": "w", "month": "m"][one] else { return nil }
    return offset(sign + (Self.numbers[count].map(String.init) ?? count) + letter)
  }

  private func near(_ day: Weekday) -> CivilDate {
    let ahead = day.daysAfter(today.weekday)
    if sense == .past {
      let isToCome = ahead == 0 && time.map { $0 > now.time } ?? false
      return today - (ahead == 0 ? isToCome ? 7 : 0 : 7 - ahead)
    }
    let isOver = ahead == 0 && time.map { $0 <= now.time } ?? false
    return today + (isOver ? 7 : ahead)
  }

  /// `+2w`, `-3d`, `+1m`.
  private func offset(_ word: String) -> CivilDate? {
    guard let sign = word.first, sign == "+" || sign == "-", let cadence = Cadence(String(word.dropFirst())) else {
      return nil
    }
    if sign == "+" { return cadence.date(after: today) }
    switch cadence.unit {
    case .days: return today - cadence.count
    case .weeks: return today - cadence.count * 7
    case .months: return today.adding(months: -cadence.count)
    }
  }

  // MARK: On the calendar

  private func onCalendar(_ words: [String]) throws(TimePhraseError) -> CivilDate? {
    var words = words
    if words.count > 1, words[0] == "the", Self.isOrdinal(words[1]) { words.removeFirst() }
    if words.count > 2, words[1] == "of" { words.remove(at: 1) }
    switch words.count {
    case 1:
      if let date = CivilDate(words[0]) { return date }
      if Self.isOrdinal(words[0]), let day = Self.dayNumber(words[0]) { return inSomeMonth(day) }
      return try inNumbers(words[0])
    // `3 dec` and `dec 3`.
    case 2: return inSomeYear { Self.dayAndMonth(words[0], words[1], year: $0) }
    case 3:
      guard let year = Self.year(words[2], inBrief: sense == .nearest || time != nil) else { return nil }
      // Before a time another number may stand, such as a length: one of these years only.
      guard sense == .nearest || words[2].utf8.count == 4 || abs(year - today.year) <= 5 else { return nil }
      return Self.dayAndMonth(words[0], words[1], year: year)
    default: return nil
    }
  }

  private func inNumbers(_ word: String) throws(TimePhraseError) -> CivilDate? {
    guard let date = NumericDate(word) else {
      if let advice = NumericDate.advice(forDotted: word) {
        throw TimePhraseError(text: word, part: word, advice: advice)
      }
      return nil
    }
    guard let (day, month) = date.dayAndMonth else {
      let words = date.words.map { "“\($0)”" }.joined(separator: " or ")
      throw TimePhraseError(
        text: word, part: word, advice: "the day may stand first, or the month; write \(words)")
    }
    if let year = date.year { return CivilDate(year: year, month: month, day: day) }
    return inSomeYear { CivilDate(year: $0, month: month, day: day) }
  }

  private func inSomeYear(_ date: @escaping (_ year: Int) -> CivilDate?) -> CivilDate? {
    // February 29 may be up to eight years away.
    let steps = 0...8
    return meant(
      coming: steps.lazy.compactMap { date(today.year + $0) }.first { $0 >= today },
      past: steps.lazy.compactMap { date(today.year - $0) }.first { $0 <= today })
  }

  /// `27th`: of this month, or of the next or last one that has it.
  private func inSomeMonth(_ day: Int) -> CivilDate? {
    func ofMonth(_ step: Int) -> CivilDate? {
      let (year, month, _) = today.startOfMonth.adding(months: step).fields
      return CivilDate(year: year, month: month, day: day)
    }
    let steps = 0...2
    return meant(
      coming: steps.lazy.compactMap { ofMonth($0) }.first { $0 >= today },
      past: steps.lazy.compactMap { ofMonth(-$0) }.first { $0 <= today })
  }

  private func meant(coming: CivilDate?, past: CivilDate?) -> CivilDate? {
    if sense == .coming { return coming }
    guard sense == .nearest, let coming else { return past }
    return past.map { today - $0 < coming - today ? $0 : coming } ?? coming
  }

  // MARK: Words

  /// Whether two words look like a day and a month: `31 feb`, which is none.
  static func looksLikeDate(_ one: String, _ other: String) -> Bool {
    (month(other) != nil && dayNumber(one.hasSuffix(".") ? String(one.dropLast()) : one) != nil)
      || (month(one) != nil && dayNumber(other) != nil)
  }

  /// The first of words that looks like a date and is none, whatever the year: `31 feb`, `feb 31st`.
  static func noDate(among words: [String]) -> String? {
    zip(words, words.dropFirst()).first { one, other in
      let (one, other) = (one.lowercased(), other.lowercased())
      return looksLikeDate(one, other) && dayAndMonth(one, other, year: 2_000) == nil
    }.map { "\($0) \($1)" }
  }

  /// Whether words that name no day begin as if they did: `31 feb`, `the 32nd`, `31.11.`, `fri 25:00`.
  static func beginLikeDay(_ words: [String]) -> Bool {
    let words = words.first == "the" ? words.dropFirst() : words[...]
    guard let first = words.first else { return false }
    if let second = words.dropFirst().first, looksLikeDate(first, second) { return true }
    // Two letters are rather another word: `we`, `so`.
    return isOrdinal(first) || NumericDate.looksLikeOne(first) || (first.count > 2 && weekday(first) != nil)
  }

  private static func dayAndMonth(_ one: String, _ other: String, year: Int) -> CivilDate? {
    if let month = month(other) {
      let digits = one.hasSuffix(".") ? String(one.dropLast()) : one
      return dayNumber(digits).flatMap { CivilDate(year: year, month: month, day: $0) }
    }
    guard let month = month(one) else { return nil }
    return dayNumber(other).flatMap { CivilDate(year: year, month: month, day: $0) }
  }

  private static let ordinals = ["st", "nd", "rd", "th"]

  /// `3rd`, `27th`.
  static func isOrdinal(_ word: String) -> Bool {
    word.utf8.count > 2 && ordinals.contains { word.hasSuffix($0) } && dayNumber(word) != nil
  }

  /// `3`, `3rd`, `21st`.
  static func dayNumber(_ word: String) -> Int? {
    let digits = ordinals.contains { word.hasSuffix($0) } ? String(word.dropLast(2)) : word
    return digits.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } ? Int(digits) : nil
  }

  /// English, by at least three letters.
  static func month(_ word: String) -> Int? {
    guard word.count >= 3 else { return nil }
    return monthNames.firstIndex { $0.hasPrefix(word) }.map { $0 + 1 }
  }

  static func weekday(_ word: String) -> Weekday? {
    guard word.count >= 2 else { return nil }
    return Weekday.allCases.first { $0.name.lowercased().hasPrefix(word) }
  }

  static let steps = ["last": -1, "this": 0, "next": 1]

  private static let numbers = [
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10,
  ]

  /// Whether words behind a time are about a day, though none that can be read: `coming fri`, `next month`, `in some days`.
  static func looksLikeDay(_ words: [String]) -> Bool {
    guard let first = words.first, let last = words.last else { return false }
    switch words.count {
    case 1:
      // English and German ones, and dates that there aren't.
      return ["day", "tag"].contains { first.hasSuffix($0) } || ["mittwoch", "sonnabend"].contains(first)
        || (first.first?.isNumber == true && first.contains("."))
    case 2:
      return ["this", "next", "coming"].contains(first)
        && (["week", "weekend", "month", "year"].contains(last) || (last.count > 2 && weekday(last) != nil))
    case 3:
      return first == "in" && ["hour", "day", "week", "month", "year"].contains { last == $0 || last == $0 + "s" }
    default: return false
    }
  }

  private static let monthNames = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]
}
