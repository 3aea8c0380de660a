public import Scheduling

/// The hours of one day as people write them: `fri 10:00-12:00 14-15`, `24 dec off`, `fri usual`.
public struct DayPhrase: Hashable, Sendable {
  public let edit: HoursEdit

  /// - Throws: ``TimePhraseError`` for a day, `HoursError` for hours that were not understood; both quote it.
  public init(_ text: String, now: Instant, zone: ZoneRules) throws {
    var words = WeeklyHours.words(text[...])
    var hours: [String] = []
    // A day is named in any case.
    while words.count > 1, let last = words.last, Self.isHours(last) { hours.insert(words.removeLast(), at: 0) }
    let day = words.joined(separator: " ")
    let phrase: TimePhrase
    do throws(TimePhraseError) {
      phrase = try TimePhrase(day, now: now, zone: zone)
    } catch {
      throw TimePhraseError(
        text: text, part: day,
        advice: error.advice
          ?? DateWords.noDate(among: words).map { _ in "there is no such day" }
          ?? "a day and its hours, as in “fri 10:00-12:00”, “24 dec off” or “fri usual”")
    }
    guard phrase.time == nil else {
      throw TimePhraseError(text: text, part: day, advice: "name a day, as in “fri 10:00-12:00”")
    }
    try phrase.requireDay(day, in: zone)
    if hours.map({ $0.lowercased() }) == ["usual"] {
      edit = .day(phrase.date, nil)
    } else {
      edit = .day(phrase.date, try WeeklyHours.ranges(ofDay: hours.joined(separator: " ")))
    }
  }

  /// A date in numbers has two hyphens, a range of times one.
  private static func isHours(_ word: String) -> Bool {
    if ["off", "usual"].contains(word.lowercased()) { return true }
    let ends = word.lowercased().split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "–" }
    func isHour(_ end: Substring) -> Bool {
      let hour = end.hasSuffix("am") || end.hasSuffix("pm") ? end.dropLast(2) : end
      return !hour.isEmpty && hour.allSatisfy(\.isNumber)
    }
    return ends.count == 2 && (word.contains(":") || ends.allSatisfy(isHour))
  }
}
