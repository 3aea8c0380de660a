public import Scheduling

/// An absence as people write it: `7 dec to 11 dec, vacation`, `fri`, `fri 14:00-16:00, dentist`, `fri 14:00 to mon 9:00`.
///
/// Days are whole days, both included; where either end has a time, the absence is exact.
public struct AbsencePhrase: Hashable, Sendable {
  public let absence: Absence

  /// Reads one line: from, `to` and an end, and behind a comma the reason.
  ///
  /// - Parameter to: the end, with the reason, where it stands by itself.
  /// - Throws: ``TimePhraseError`` that quotes what was not understood.
  public init(_ text: String, to: String? = nil, now: Instant, zone: ZoneRules) throws(TimePhraseError) {
    let line = to ?? text
    func read(_ time: Substring, _ reason: String) throws(TimePhraseError) -> Absence {
      try AbsencePhrase(
        from: to == nil ? String(time) : text, to: to == nil ? nil : String(time), reason: reason, now: now, zone: zone
      ).absence
    }
    // A comma may be a date's (`mon, 7 dec`): the reason stands behind the last one before which a time can be read.
    let commas = line.indices.lazy.filter { line[$0] == "," }.prefix(Self.mostCommas + 1)
    let ends = (commas.count > Self.mostCommas ? [] : [line.endIndex]) + commas.prefix(Self.mostCommas).reversed()
    for end in ends.dropLast() {
      let reason = end == line.endIndex ? "" : line[line.index(after: end)...].trimmingSpaces
      guard let absence = try? read(line[..<end], reason) else { continue }
      self.absence = absence
      return
    }
    let end = ends.last ?? line.endIndex
    absence = try read(line[..<end], end == line.endIndex ? "" : line[line.index(after: end)...].trimmingSpaces)
  }

  /// No time has more.
  private static let mostCommas = 3

  /// - Parameter to: a time alone is one of the day that `from` names, or of the night after it; nil for the one day that `from`
  ///   names, or where it names the end as well.
  /// - Throws: ``TimePhraseError`` that quotes what was not understood.
  public init(from: String, to: String?, reason: String, now: Instant, zone: ZoneRules) throws(TimePhraseError) {
    guard let to else {
      let ends = from.ends
      if let interval = try Self.exact(from, now: now, zone: zone) {
        absence = Absence(.exact(interval), reason: reason)
      } else if let last = ends.last {
        self = try AbsencePhrase(from: ends.first, to: last, reason: reason, now: now, zone: zone)
      } else {
        absence = try Self.wholeDay(from, reason, now: now, zone: zone)
      }
      return
    }
    // `fri` and `14:00-16:00`, as the shell takes them apart; and only as the end of a span is `24:00` a time.
    let joined = to.trimmingSpaces == "24:00" ? "\(from)-\(to)" : "\(from) \(to)"
    if joined.hasSuffix("-24:00") || ClockSpan(to) != nil, let interval = try Self.exact(joined, now: now, zone: zone) {
      absence = Absence(.exact(interval), reason: reason)
      return
    }
    let start = try TimePhrase(from, now: now, zone: zone)
    // `16:00` behind `fri 14:00` is Friday's.
    let (day, month) = (start.date.day, TimeWording.months[start.date.month - 1])
    let sameDay =
      to.isEmpty ? nil : try? TimePhrase("\(day) \(month) \(start.date.year) \(to)", now: now, zone: zone)
    let end = if let sameDay { sameDay } else { try Self.end(to, now: now, zone: zone) }
    if start.time == nil, end.time == nil {
      guard end.date >= start.date else { throw Self.backwards(from, to) }
      if start.date == end.date { try start.requireDay(from, in: zone) }
      absence = Absence(.days(start.date, end.date), reason: reason)
      return
    }
    try start.requireDay(from, in: zone)
    try end.requireDay(to, in: zone)
    let begin = start.instant(in: zone) ?? zone.startOfDay(start.date)
    let interval = Interval(from: begin, to: end.instant(in: zone) ?? zone.startOfDay(end.date + 1))
    // `6:00` behind `fri 22:00` is Saturday's.
    let night = sameDay?.time.flatMap { Interval(from: begin, to: zone.instant(of: CivilDateTime(start.date + 1, $0))) }
    guard let interval = interval ?? night.flatMap({ Self.isNight($0) ? $0 : nil }) else {
      throw Self.backwards(from, to)
    }
    absence = Absence(.exact(interval), reason: reason)
  }

  /// Hours of one day, or of the night after it, in one go: `fri 14:00-16:00`; nil for what is no such thing.
  private static func exact(_ text: String, now: Instant, zone: ZoneRules) throws(TimePhraseError) -> Interval? {
    let span: SpanPhrase
    do throws(TimePhraseError) {
      span = try SpanPhrase(text.joiningClocks, now: now, zone: zone)
    } catch {
      // What can be read in two ways must not be read in a third.
      guard error.advice == nil || ClockSpan(text) == nil else { throw error }
      return nil
    }
    guard let interval = span.interval(in: zone) else { return nil }
    try span.start.requireDay(text, in: zone)
    // A session is as long as it is written; who is away in no time at all has mistaken the day.
    if let begin = span.start.time, let end = span.end, end > begin,
      zone.instant(of: CivilDateTime(span.start.date, end)) <= interval.start
    {
      throw TimePhraseError(
        text: text, part: text, advice: "the clocks of \(zone.name) skip this time, so nobody can be away then")
    }
    guard isNight(interval) || zone.date(at: interval.start) == zone.date(at: interval.end - 1) else {
      throw TimePhraseError(
        text: text, part: text, advice: "an absence ends after it begins; name both days where it ends on another")
    }
    return interval
  }

  /// Whether an end that is earlier in the day than its start may well be the next day's: of a longer one the wrong way round is as
  /// likely.
  private static func isNight(_ interval: Interval) -> Bool { interval.seconds <= 12 * 3_600 }

  private static func wholeDay(
    _ text: String, _ reason: String, now: Instant, zone: ZoneRules
  ) throws(TimePhraseError) -> Absence {
    let phrase = try TimePhrase(text, now: now, zone: zone)
    guard let time = phrase.time else {
      try phrase.requireDay(text, in: zone)
      return Absence(.days(phrase.date, phrase.date), reason: reason)
    }
    let hour = TimeWording.twoDigits((time.hour + 2) % 24)
    let example = "\(text)-\(hour):\(TimeWording.twoDigits(time.minute))"
    throw TimePhraseError(text: text, part: text, advice: "say until when as well, as in “\(example)”")
  }

  private static func end(_ text: String, now: Instant, zone: ZoneRules) throws(TimePhraseError) -> TimePhrase {
    do {
      return try TimePhrase(text, now: now, zone: zone)
    } catch {
      // `9 dec vacation`: a day, and a reason that begins with no comma.
      let words = text.split(whereSeparator: \.isWhitespace)
      for count in (1..<max(1, words.count)).reversed() {
        let day = words.prefix(count).joined(separator: " ")
        guard (try? TimePhrase(day, now: now, zone: zone)) != nil else { continue }
        let reason = words.dropFirst(count).joined(separator: " ")
        let bare = day.hasSuffix(",") ? String(day.dropLast()) : day
        throw TimePhraseError(text: text, part: text, advice: "why stands behind a comma: “\(bare), \(reason)”")
      }
      throw error
    }
  }

  private static func backwards(_ from: String, _ to: String) -> TimePhraseError {
    TimePhraseError(text: to, part: to, advice: "an absence ends after it begins, and this is before “\(from)”")
  }
}

extension String {
  /// `fri 14:00 16:00`, as the shell takes both ends one behind the other, is `fri 14:00-16:00`.
  fileprivate var joiningClocks: String {
    let words = split(whereSeparator: \.isWhitespace)
    let clocks = words.suffix(2)
    guard clocks.count == 2, clocks.allSatisfy({ TimePhrase.time($0.lowercased()) != nil }) else { return self }
    return (words.dropLast(2) + [clocks.joined(separator: "-")[...]]).joined(separator: " ")
  }

  /// What stands before and behind the first `to`, `until` or dash that stands by itself.
  fileprivate var ends: (first: String, last: String?) {
    // An en dash never stands within a date; a hyphen does.
    let words = split(whereSeparator: \.isWhitespace).flatMap { word in
      word.split(separator: "–", omittingEmptySubsequences: false).map { [$0] }.joined(separator: ["to"])
    }.filter { !$0.isEmpty }
    guard let middle = words.firstIndex(where: { ["to", "until", "-"].contains($0.lowercased()) }) else {
      return (words.joined(separator: " "), nil)
    }
    return (words[..<middle].joined(separator: " "), words[(middle + 1)...].joined(separator: " "))
  }
}
