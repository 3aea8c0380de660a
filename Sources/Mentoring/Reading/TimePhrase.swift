public import Scheduling

/// A point in time as people write it: `fri 14:00`, `next tue 9:15`, `3 dec 10:00`, `+2w 14:00`, or ISO 8601.
///
/// A weekday is the coming one, today included; `next` is next week's (Monday to Sunday). A date without a year, or
/// without a month (`the 27th`), is today's or a later one. Without a time only the day is meant. What two countries read
/// differently (`12/1`), and a weekday that the date is not, is refused. What names a stretch (`week 50`, `next month`,
/// `dec`) is read where one is asked for: elsewhere an hour or a topic may be meant. So is a day by a bare number (`mon 9`),
/// and an hour behind a word that needs none (`tomorrow 9`), in ``Sense/nearest`` alone.
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

  /// Refuses a day that the zone's calendar never had (Apia, 2011-12-30), for whoever says something of that very day: its times
  /// would be another day's.
  ///
  /// - Parameter text: as it was written.
  public func requireDay(_ text: String, in zone: ZoneRules) throws(TimePhraseError) {
    guard zone.interval(of: date) == nil else { return }
    throw .skipped(text, by: zone)
  }

  /// - Parameters:
  ///   - now: what relative words count from.
  ///   - zone: the writer's.
  ///   - takesStretches: whether a week or a month may be named, by which its first day is meant; nil where it is leafed to.
  /// - Throws: ``TimePhraseError`` that quotes what was not understood.
  public init(
    _ text: String, now: Instant, zone: ZoneRules, sense: Sense = .coming, takesStretches: Bool? = nil
  ) throws(TimePhraseError) {
    let text = text.trimmingSpaces
    if let iso = IsoMoment(text) {
      if iso.isAmbiguous {
        let end = String(text.suffix(5))
        throw TimePhraseError(
          text: text, part: "-" + end,
          advice:
            "an end, or a zone? Write “\(iso.civil.date) \(iso.civil.time)-\(end)” for the end, or the seconds before the zone"
        )
      }
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
    let typed = text.split(whereSeparator: { $0.isWhitespace || $0 == "," })
    var words = typed.map { $0.lowercased() }
    guard !words.isEmpty else { throw TimePhraseError(text: text, part: text) }
    if sense == .nearest, words == ["now"] {
      (date, time, exact, namesDay) = (local.date, local.time, now, false)
      return
    }
    // `2 pm` and `2pm` are the same word.
    if words.count > 1, let last = words.last, last == "am" || last == "pm" {
      words.removeLast()
      words[words.count - 1] += last
    }
    var time: CivilTime?
    if sense == .nearest, words.count == 2, ["today", "tomorrow", "yesterday"].contains(words[0]),
      words[1].utf8.count <= 2
    {
      words[1] += ":00"
    }
    if let last = words.last, let read = Self.time(last) {
      time = read
      words.removeLast()
      if words.last == "at" { words.removeLast() }
    }
    let reader = DateWords(
      now: local, time: time, sense: sense, takesStretches: takesStretches ?? (sense == .nearest))
    let date: CivilDate?
    do throws(TimePhraseError) {
      date = words.isEmpty ? local.date : try reader.date(words)
    } catch {
      throw TimePhraseError(text: text, part: Self.typed(error.part, typed), advice: error.advice)
    }
    guard let date else {
      throw TimePhraseError(text: text, part: Self.typed(words.joined(separator: " "), typed))
    }
    (self.date, self.time, self.exact) = (date, time, nil)
    namesDay = !words.isEmpty
  }

  /// Words that were read in lower case, as they were typed.
  private static func typed(_ part: String, _ typed: [Substring]) -> String {
    let words = part.split(separator: " ").map(String.init)
    guard !words.isEmpty, words.count <= typed.count else { return part }
    for start in 0...(typed.count - words.count) {
      let candidate = typed[start..<start + words.count]
      if candidate.elementsEqual(words, by: { $0.lowercased() == $1 }) { return candidate.joined(separator: " ") }
    }
    return part
  }

  /// `14:00`, `9:15`, `2pm`, `2:30pm`, `14h30`, `noon`; a bare number is never an hour, for it could be a day.
  static func time(_ word: String) -> CivilTime? {
    if word == "noon" { return CivilTime(hour: 12, minute: 0) }
    if word == "midnight" { return .midnight }
    if let time = timeWithH(word) { return time }
    guard word.hasSuffix("am") || word.hasSuffix("pm") else { return CivilTime(word) }
    let clock = word.dropLast(2)
    guard let read = CivilTime(clock.contains(":") ? String(clock) : clock + ":00"), (1...12).contains(read.hour) else {
      return nil
    }
    return CivilTime(hour: read.hour % 12 + (word.hasSuffix("pm") ? 12 : 0), minute: read.minute)
  }

  /// `14h30`; `1h30` is how long something takes.
  private static func timeWithH(_ word: String) -> CivilTime? {
    let parts = word.split(separator: "h", omittingEmptySubsequences: false)
    guard parts.count == 2, let time = CivilTime("\(parts[0]):\(parts[1])"), time.second == 0,
      time.minuteOfDay > sessionLengths.upperBound
    else { return nil }
    return time
  }
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

  /// A day that the zone's calendar never had, of which nothing can be said.
  static func skipped(_ text: String, by zone: ZoneRules) -> TimePhraseError {
    TimePhraseError(text: text, part: text, advice: "the calendar of \(zone.name) skips this day; name another")
  }

  /// Characters of a quotation; what a paste brought must not hide what there is to say of it.
  private static let mostQuoted = 40

  private static func quoted(_ text: String) -> String {
    text.count > mostQuoted ? "“\(text.prefix(mostQuoted))…”" : "“\(text)”"
  }

  public var description: String {
    words(examples: "“fri 14:00”, “next tue 9:15”, “3 dec 10:00”, “+2w 14:00” or 2026-11-25T14:30")
  }

  /// - Parameter examples: what could be written, where nothing better is advised.
  public func words(examples: String) -> String {
    if let advice { return "\(Self.quoted(part)): \(advice)" }
    let words = part.split(whereSeparator: \.isWhitespace).map(String.init)
    if let date = DateWords.noDate(among: words) {
      return "\(Self.quoted(date)) is no date; write for example \(examples)"
    }
    let isAll = part == text || part.isEmpty || text.count > Self.mostQuoted
    let quoted = isAll ? Self.quoted(text) : "“\(part)” in “\(text)”"
    return "\(quoted) is no time I understand; write for example \(examples)"
  }
}
