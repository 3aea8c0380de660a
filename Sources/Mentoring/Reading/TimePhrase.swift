public import Scheduling

/// A point in time as people write it: `fri 14:00`, `next tue 9:15`, `3 dec 10:00`, `+2w 14:00`, or ISO 8601.
///
/// A weekday is the coming one, today included; `next` is next week's (Monday to Sunday). A date without a year is
/// today's or a later one. Without a time only the day is meant.
public struct TimePhrase: Hashable, Sendable {
  /// Which of the many a weekday, or a date without its year, is.
  public enum Sense: Sendable {
    /// The next, today's included.
    case coming
    /// The last, today's included.
    case past
    /// A weekday is the next; a date that which is fewer days away, as for whoever leafs through a calendar.
    case nearest
  }

  public let date: CivilDate
  /// Nil when only a day was named.
  public let time: CivilTime?
  /// Whether a day was named; a time alone is today's.
  public let namesDay: Bool
  /// The exact instant, where the text gave an offset from UTC.
  private let exact: Instant?

  /// The instant meant, in the zone the phrase was read in; nil when only a day was named.
  public func instant(in zone: ZoneRules) -> Instant? {
    exact ?? time.map { zone.instant(of: CivilDateTime(date, $0)) }
  }

  /// - Parameters:
  ///   - now: what relative words count from.
  ///   - zone: the writer's.
  /// - Throws: ``TimePhraseError`` that quotes what was not understood.
  public init(_ text: String, now: Instant, zone: ZoneRules, sense: Sense = .coming) throws(TimePhraseError) {
    let text = text.trimmingSpaces
    if let iso = IsoMoment(text) {
      namesDay = true
      if let offset = iso.offset {
        let instant = Instant(seconds: iso.civil.reading - Int64(offset))
        let local = zone.civil(at: instant)
        (date, time, exact) = (local.date, local.time, instant)
      } else {
        (date, time, exact) = (iso.civil.date, iso.hasTime ? iso.civil.time : nil, nil)
      }
      return
    }
    let local = zone.civil(at: now)
    var words = text.lowercased().split(whereSeparator: { $0.isWhitespace || $0 == "," }).map(String.init)
    guard !words.isEmpty else { throw TimePhraseError(text: text, part: text) }
    // `2 pm` and `2pm` are the same word.
    if words.count > 1, let last = words.last, last == "am" || last == "pm" {
      words.removeLast()
      words[words.count - 1] += last
    }
    var time: CivilTime?
    if let last = words.last, let read = Self.time(last) {
      time = read
      words.removeLast()
      if words.last == "at" { words.removeLast() }
    }
    guard let date = words.isEmpty ? local.date : Self.date(words, now: local, time: time, sense) else {
      throw TimePhraseError(text: text, part: words.joined(separator: " "))
    }
    (self.date, self.time, self.exact) = (date, time, nil)
    namesDay = !words.isEmpty
  }

  private static func date(
    _ words: [String], now: CivilDateTime, time: CivilTime?, _ sense: Sense
  ) -> CivilDate? {
    let today = now.date
    switch words.count {
    case 1:
      let word = words[0]
      if let days = ["today": 0, "tomorrow": 1, "yesterday": -1][word] { return today + days }
      if let day = weekday(word) {
        let ahead = day.daysAfter(today.weekday)
        if sense == .past {
          let isToCome = ahead == 0 && time.map { $0 > now.time } ?? false
          return today - (ahead == 0 ? isToCome ? 7 : 0 : 7 - ahead)
        }
        let isOver = ahead == 0 && time.map { $0 <= now.time } ?? false
        return today + (isOver ? 7 : ahead)
      }
      return offset(word, from: today)
    case 2:
      if words[0] == "next", let day = weekday(words[1]) { return today.startOfWeek + 7 + (day.rawValue - 1) }
      if words[0] == "next", words[1] == "week" { return today.startOfWeek + 7 }
      if words[0] == "last", let day = weekday(words[1]) { return today.startOfWeek - 7 + (day.rawValue - 1) }
      // `fri 27 nov` without its month is not a date; `3 dec` and `dec 3` are.
      return dayAndMonth(words[0], words[1], from: today, sense)
    case 3:
      if let day = weekday(words[0]), let date = dayAndMonth(words[1], words[2], from: today, sense) {
        return date.weekday == day ? date : nil
      }
      guard words[2].utf8.count == 4, let year = Int(words[2]), let date = dayAndMonth(words[0], words[1], year: year)
      else { return nil }
      return date
    default: return nil
    }
  }

  /// `+2w`, `-3d`, `+1m`.
  private static func offset(_ word: String, from today: CivilDate) -> CivilDate? {
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

  private static func dayAndMonth(
    _ one: String, _ other: String, from today: CivilDate, _ sense: Sense
  ) -> CivilDate? {
    let coming = dayAndMonth(one, other, from: today, yearStep: 1) { $0 >= today }
    if sense == .coming { return coming }
    let past = dayAndMonth(one, other, from: today, yearStep: -1) { $0 <= today }
    guard sense == .nearest, let coming else { return past }
    return past.map { today - $0 < coming - today ? $0 : coming } ?? coming
  }

  /// The first of the years from today's on that has the day and fits.
  private static func dayAndMonth(
    _ one: String, _ other: String, from today: CivilDate, yearStep: Int, _ fits: (CivilDate) -> Bool
  ) -> CivilDate? {
    // February 29 may be up to eight years away.
    (0...8).lazy.compactMap { dayAndMonth(one, other, year: today.year + $0 * yearStep) }.first(where: fits)
  }

  /// Whether two words look like a day and a month: `31 feb`, which is none.
  static func looksLikeDate(_ one: String, _ other: String) -> Bool {
    (month(other) != nil && dayNumber(one.hasSuffix(".") ? String(one.dropLast()) : one) != nil)
      || (month(one) != nil && dayNumber(other) != nil)
  }

  private static func dayAndMonth(_ one: String, _ other: String, year: Int) -> CivilDate? {
    if let month = month(other) {
      let digits = one.hasSuffix(".") ? String(one.dropLast()) : one
      return dayNumber(digits).flatMap { CivilDate(year: year, month: month, day: $0) }
    }
    guard let month = month(one) else { return nil }
    return dayNumber(other).flatMap { CivilDate(year: year, month: month, day: $0) }
  }

  /// `3`, `3rd`, `21st`.
  private static func dayNumber(_ word: String) -> Int? {
    let suffixes = ["st", "nd", "rd", "th"]
    let digits = suffixes.contains { word.hasSuffix($0) } ? String(word.dropLast(2)) : word
    return digits.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } ? Int(digits) : nil
  }

  /// English, by at least three letters.
  private static func month(_ word: String) -> Int? {
    guard word.count >= 3 else { return nil }
    return monthNames.firstIndex { $0.hasPrefix(word) }.map { $0 + 1 }
  }

  private static func weekday(_ word: String) -> Weekday? {
    guard word.count >= 2 else { return nil }
    return Weekday.allCases.first { $0.name.lowercased().hasPrefix(word) }
  }

  /// `14:00`, `9:15`, `2pm`, `2:30pm`, `noon`; a bare number is never an hour, for it could be a day.
  private static func time(_ word: String) -> CivilTime? {
    if word == "noon" { return CivilTime(hour: 12, minute: 0) }
    if word == "midnight" { return .midnight }
    guard word.hasSuffix("am") || word.hasSuffix("pm") else { return CivilTime(word) }
    let clock = word.dropLast(2)
    guard let read = CivilTime(clock.contains(":") ? String(clock) : clock + ":00"), (1...12).contains(read.hour) else {
      return nil
    }
    return CivilTime(hour: read.hour % 12 + (word.hasSuffix("pm") ? 12 : 0), minute: read.minute)
  }

  private static let monthNames = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]
}

/// A time that could not be understood.
public struct TimePhraseError: Error, Hashable, Sendable, CustomStringConvertible {
  /// All that was written.
  public let text: String
  /// What of it was not understood.
  public let part: String
  /// What to write instead, where a general example would not help.
  public var advice: String?

  public init(text: String, part: String, advice: String? = nil) {
    self.text = text
    self.part = part
    self.advice = advice
  }

  public var description: String {
    if let advice { return "“\(part)”: \(advice)" }
    let quoted = part == text || part.isEmpty ? "“\(text)”" : "“\(part)” in “\(text)”"
    return "\(quoted) is no time I understand; write for example “fri 14:00”, “next tue 9:15”, “3 dec 10:00”, "
      + "“+2w 14:00” or 2026-11-25T14:30"
  }
}
