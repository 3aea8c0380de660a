import Scheduling

/// What a calendar is leafed to: a week or a month by its first day, and a day by its weekday and number.
extension DateWords {
  /// `week 50`, `w50`, `week 50 2027`, `this week`, `next month`, `last year`, `dec`, `dec 2027`.
  func stretch(_ words: [String]) -> CivilDate? {
    guard let first = words.first else { return nil }
    if words.count == 2, let step = Self.steps[first] {
      switch words[1] {
      case "week": return today.startOfWeek + step * 7
      case "month": return today.startOfMonth.adding(months: step)
      case "year": return CivilDate(year: today.year + step, month: 1, day: 1)
      default: return nil
      }
    }
    if let week = week(words) { return week }
    guard words.count <= 2, let month = Self.month(first) else { return nil }
    guard words.count == 2 else {
      return meant(
        (-1...1).compactMap { CivilDate(year: today.year + $0, month: month, day: 1) }, since: today.startOfMonth)
    }
    return Self.year(words[1], inBrief: false).flatMap { CivilDate(year: $0, month: month, day: 1) }
  }

  /// ISO 8601's number of a week.
  private func week(_ words: [String]) -> CivilDate? {
    var words = words
    if let first = words.first, first.first == "w", first.dropFirst().allSatisfy(\.isNumber) {
      words.replaceSubrange(0..<1, with: ["week", String(first.dropFirst())])
    }
    guard words.first == "week", (2...3).contains(words.count), words[1].utf8.count <= 2, let number = Int(words[1])
    else { return nil }
    if words.count == 3 {
      return Self.year(words[2], inBrief: false).flatMap { Self.monday(ofWeek: number, year: $0) }
    }
    return meant(
      (-1...1).compactMap { Self.monday(ofWeek: number, year: today.year + $0) }, since: today.startOfWeek)
  }

  /// Nil for a week that the year doesn't have. The fourth of January is always in the first.
  private static func monday(ofWeek number: Int, year: Int) -> CivilDate? {
    guard let fourth = CivilDate(year: year, month: 1, day: 4) else { return nil }
    let monday = fourth.startOfWeek + (number - 1) * 7
    return monday.isoWeek.week == number ? monday : nil
  }

  /// `mon 9`, `mon the 9th`: of this month, the last or the next, whichever has it on that weekday.
  ///
  /// - Throws: ``TimePhraseError`` where that is none of them: an hour may be meant.
  func weekdayAndNumber(_ written: [String]) throws(TimePhraseError) -> CivilDate? {
    var words = written
    if words.count == 3, words[1] == "the" { words.remove(at: 1) }
    guard words.count == 2, words[1].utf8.count <= 4, let weekday = Self.weekday(words[0]),
      let day = Self.dayNumber(words[1])
    else { return nil }
    let dates = (-1...1).compactMap { step in
      let (year, month, _) = today.startOfMonth.adding(months: step).fields
      return CivilDate(year: year, month: month, day: day).flatMap { $0.weekday == weekday ? $0 : nil }
    }
    if let date = nearest(dates) { return date }
    let phrase = written.joined(separator: " ")
    throw TimePhraseError(
      text: phrase, part: phrase,
      advice: day < 24
        ? "no \(weekday.name) near here has that number; for the hour write “\(words[0]) \(day):00”"
        : "no \(weekday.name) near here has that number")
  }

  /// The stretch that is meant of those that begin on `dates`.
  ///
  /// - Parameter present: where the one begins that today is in.
  private func meant(_ dates: [CivilDate], since present: CivilDate) -> CivilDate? {
    switch sense {
    case .coming: dates.first { $0 >= present }
    case .past: dates.last { $0 <= present }
    case .nearest: nearest(dates)
    }
  }

  /// `2026`; in brief `26` too, which where no time follows may be an hour.
  static func year(_ word: String, inBrief: Bool) -> Int? {
    guard word.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(word) else { return nil }
    switch word.utf8.count {
    case 4: return number
    case 2 where inBrief: return 2000 + number
    default: return nil
    }
  }

  private func nearest(_ dates: [CivilDate]) -> CivilDate? {
    dates.min { abs($0 - today) < abs($1 - today) }
  }
}
