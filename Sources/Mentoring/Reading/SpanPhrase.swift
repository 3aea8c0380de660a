public import Scheduling

/// A start as people write it, and the end where they write that as well: `fri 14:00`, `fri 14:00-15:30`, `4 dec 2-3pm`.
public struct SpanPhrase: Hashable, Sendable {
  public internal(set) var start: TimePhrase
  /// When it ends: on the day that it begins, or the next.
  public let end: CivilTime?

  /// - Throws: ``TimePhraseError`` that quotes what was not understood, or can be read in two ways.
  public init(
    _ text: String, now: Instant, zone: ZoneRules, sense: TimePhrase.Sense = .coming
  ) throws(TimePhraseError) {
    do throws(TimePhraseError) {
      start = try TimePhrase(text, now: now, zone: zone, sense: sense)
      end = nil
    } catch {
      guard let span = ClockSpan(text), IsoMoment(text.trimmingSpaces)?.isAmbiguous != true else { throw error }
      do throws(TimePhraseError) {
        start = try TimePhrase(span.begin, now: now, zone: zone, sense: sense)
      } catch let beginning {
        throw beginning.advice == nil ? error : beginning
      }
      if let later = span.laterEnd {
        let from = span.begin.split(separator: " ").last ?? ""
        throw TimePhraseError(
          text: text, part: span.clocks, advice: "it ends when it begins; write for example “\(from)-\(later)”")
      }
      if span.isAmbiguous {
        throw TimePhraseError(
          text: text, part: span.clocks, advice: "morning or afternoon? Write for example “2-3pm” or “14:00-15:00”")
      }
      end = span.end
    }
  }

  /// From the start to the end; nil without both. An end that is no later than the start is the next day's.
  public func interval(in zone: ZoneRules) -> Interval? {
    guard let from = start.instant(in: zone), let end else { return nil }
    let until = zone.instant(of: CivilDateTime(start.date, end))
    if until > from { return Interval(from: from, to: until) }
    // A start that the clocks skip lies past an end that they skip to; what is written is as long as it is written.
    if let begin = start.time, end > begin {
      return Interval(start: from, seconds: end.secondOfDay - begin.secondOfDay)
    }
    return Interval(from: from, to: zone.instant(of: CivilDateTime(start.date + 1, end)))
  }
}
