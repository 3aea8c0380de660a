public import Recurrence
public import Scheduling

/// How a series repeats as people write it: `weekly, 6 times`, `every other week until 31 mar`, `every tue x4`.
public struct RepeatPhrase: Hashable, Sendable {
  public let rule: RecurrenceRule

  /// - Throws: ``TimePhraseError`` that quotes what was not understood.
  public init(_ text: String, now: Instant, zone: ZoneRules) throws(TimePhraseError) {
    var words = text.lowercased().split { $0.isWhitespace || $0 == "," }.map(String.init)[...]
    var rule = try Self.pattern(&words, of: text)
    rule.end = try Self.end(words, of: text, now: now, zone: zone)
    self.rule = rule
  }

  /// Whether it is meant as a rule of RFC 5545, which is names and values.
  public static func isRule(_ text: String) -> Bool { text.contains("=") }

  private static let examples = "“weekly, 6 times”, “every 2 weeks until 31 mar” or FREQ=WEEKLY;COUNT=6"
  private static let units: [String: RecurrenceRule.Frequency] = [
    "day": .daily, "days": .daily, "week": .weekly, "weeks": .weekly, "month": .monthly, "months": .monthly,
  ]

  /// Takes what says how often.
  private static func pattern(_ words: inout ArraySlice<String>, of text: String) throws(TimePhraseError)
    -> RecurrenceRule
  {
    let unclear = TimePhraseError(text: text, part: text, advice: "write for example \(examples)")
    switch words.popFirst() {
    case "daily": return RecurrenceRule(.daily)
    case "weekly": return RecurrenceRule(.weekly)
    case "monthly": return RecurrenceRule(.monthly)
    case "biweekly", "fortnightly": return every(2, .weekly)
    case "every", "each": break
    default: throw unclear
    }
    guard var word = words.popFirst() else { throw unclear }
    var interval = 1
    if let number = ["other": 2, "second": 2, "third": 3, "fourth": 4][word] ?? Int(word) {
      guard (1...52).contains(number), let next = words.popFirst() else { throw unclear }
      (interval, word) = (number, next)
    }
    if let frequency = units[word] { return every(interval, frequency) }
    guard let weekday = DateWords.weekday(word.hasSuffix("s") && word.count > 6 ? String(word.dropLast()) : word) else {
      throw unclear
    }
    var rule = every(interval, .weekly)
    rule.days = [.init(weekday)]
    return rule
  }

  private static func every(_ interval: Int, _ frequency: RecurrenceRule.Frequency) -> RecurrenceRule {
    var rule = RecurrenceRule(frequency)
    rule.interval = interval
    return rule
  }

  private static func end(
    _ words: ArraySlice<String>, of text: String, now: Instant, zone: ZoneRules
  ) throws(TimePhraseError) -> RecurrenceRule.End {
    guard let first = words.first else {
      throw TimePhraseError(
        text: text, part: text, advice: "say when it ends, as in “\(text), 6 times” or “\(text) until 31 mar”")
    }
    let rest = words.dropFirst()
    if ["until", "till", "to"].contains(first) {
      let phrase = try TimePhrase(rest.joined(separator: " "), now: now, zone: zone)
      guard phrase.time == nil else {
        throw TimePhraseError(text: text, part: text, advice: "it ends with a day; leave the time out")
      }
      return .untilDate(phrase.date)
    }
    // `6 times`, `for 6 times`, `x6`, `x 6`.
    var counted = first == "for" || first == "x" ? rest : words
    if let last = counted.last, ["times", "sessions", "x"].contains(last) { counted = counted.dropLast() }
    let digits = counted.first.map { $0.hasPrefix("x") ? String($0.dropFirst()) : $0 }
    guard counted.count == 1, let count = digits.flatMap({ Int($0) }), count > 0 else {
      throw TimePhraseError(
        text: text, part: words.joined(separator: " "),
        advice: "say how often or until when, as in “6 times” or “until 31 mar”")
    }
    return .count(count)
  }
}
