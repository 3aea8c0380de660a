public import Scheduling

/// An absence as people write it: `7 dec to 11 dec, vacation`, `fri`, `fri 14:00 to 16:00, dentist`.
///
/// Days are whole days, both included; where either end has a time, the absence is exact.
public struct AbsencePhrase: Hashable, Sendable {
  public let absence: Absence

  /// Reads one line: from, `to` and an end, and behind a comma the reason.
  ///
  /// - Throws: ``TimePhraseError`` that quotes what was not understood.
  public init(_ text: String, now: Instant, zone: ZoneRules) throws(TimePhraseError) {
    let parts = text.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
    let ends = String(parts.first ?? "").ends
    try self.init(
      from: ends.first, to: ends.last, reason: parts.count > 1 ? parts[1].trimmingSpaces : "", now: now, zone: zone)
  }

  /// - Parameter to: nil for the one day that `from` names; a time alone is one of the day that `from` names.
  /// - Throws: ``TimePhraseError`` that quotes what was not understood.
  public init(from: String, to: String?, reason: String, now: Instant, zone: ZoneRules) throws(TimePhraseError) {
    let start = try TimePhrase(from, now: now, zone: zone)
    guard let to else {
      guard start.time == nil else {
        throw TimePhraseError(text: from, part: from, advice: "say until when as well, as in “\(from) to 16:00”")
      }
      absence = Absence(.days(start.date, start.date), reason: reason)
      return
    }
    // `16:00` behind `fri 14:00` is Friday's.
    let (day, month) = (start.date.day, TimeWording.months[start.date.month - 1])
    let sameDay =
      to.isEmpty ? nil : try? TimePhrase("\(day) \(month) \(start.date.year) \(to)", now: now, zone: zone)
    let end = if let sameDay { sameDay } else { try Self.end(to, now: now, zone: zone) }
    if start.time == nil, end.time == nil {
      guard end.date >= start.date else { throw Self.backwards(from, to) }
      absence = Absence(.days(start.date, end.date), reason: reason)
      return
    }
    let interval = Interval(
      from: start.instant(in: zone) ?? zone.startOfDay(start.date),
      to: end.instant(in: zone) ?? zone.startOfDay(end.date + 1))
    guard let interval else { throw Self.backwards(from, to) }
    absence = Absence(.exact(interval), reason: reason)
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
        throw TimePhraseError(text: text, part: text, advice: "why stands behind a comma: “\(day), \(reason)”")
      }
      throw error
    }
  }

  private static func backwards(_ from: String, _ to: String) -> TimePhraseError {
    TimePhraseError(text: to, part: to, advice: "an absence ends after it begins, and this is before “\(from)”")
  }
}

extension String {
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
