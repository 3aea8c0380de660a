public import Scheduling

/// The hours of one day as people write them: `fri 10:00-12:00 14:00-15:00`, `24 dec off`, `fri usual`.
public struct DayPhrase: Hashable, Sendable {
  public let edit: HoursEdit

  /// - Throws: ``TimePhraseError`` for a day, `HoursError` for hours that were not understood; both quote it.
  public init(_ text: String, now: Instant, zone: ZoneRules) throws {
    var words = text.split(whereSeparator: \.isWhitespace)
    var hours: [Substring] = []
    while let last = words.last, Self.isHours(last) { hours.insert(words.removeLast(), at: 0) }
    let phrase = try TimePhrase(words.joined(separator: " "), now: now, zone: zone)
    guard phrase.time == nil else {
      throw TimePhraseError(
        text: text, part: words.joined(separator: " "), advice: "name a day, as in “fri 10:00-12:00”")
    }
    if hours.map({ $0.lowercased() }) == ["usual"] {
      edit = .day(phrase.date, nil)
    } else {
      edit = .day(phrase.date, try WeeklyHours.ranges(ofDay: hours.joined(separator: " ")))
    }
  }

  /// A date in numbers has two hyphens, a range of times one.
  private static func isHours(_ word: Substring) -> Bool {
    ["off", "usual"].contains(word.lowercased()) || word.contains(":") && word.count { $0 == "-" } == 1
  }
}
