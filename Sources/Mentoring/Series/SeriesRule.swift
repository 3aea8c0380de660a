public import Recurrence
public import Scheduling

/// A rule that a series can have, with what it gives.
public struct SeriesRule: Hashable, Sendable {
  /// As the series keeps it: an UNTIL is an instant, as RFC 5545 asks of a start with a zone.
  public let rule: RecurrenceRule
  /// Ascending, the series' own start first.
  public let occurrences: [Occurrence]

  /// The longest time from the first occurrence to the last, in days: two years.
  public static let longest = 731

  /// - Throws: `CommandError.invalid` that quotes what is wrong and says what is accepted.
  public init(_ rule: RecurrenceRule, from start: Instant, zone: ZoneRules, times: TimeWording) throws(CommandError) {
    guard [.daily, .weekly, .monthly].contains(rule.frequency) else {
      throw .invalid("“\(rule)” is no rule for a series; it repeats daily, weekly or monthly, like \(Self.example)")
    }
    guard rule.hours.isEmpty, rule.minutes.isEmpty, rule.seconds.isEmpty else {
      throw .invalid(
        "“\(rule)” sets a time of day, and a series keeps that of its first session; leave out BYHOUR and the like")
    }
    guard rule.end != .never else {
      throw .invalid("“\(rule)” never ends; add COUNT=6 or UNTIL=20270331, at most two years away")
    }
    let civil = zone.civil(at: start)
    let latest = start + Self.longest * 86_400
    var found: [Occurrence] = []
    for occurrence in rule.occurrences(from: civil, zone: zone) {
      guard occurrence.instant <= latest else {
        throw .invalid("“\(rule)” reaches beyond \(times.day(latest)); a series lasts at most two years")
      }
      found.append(occurrence)
    }
    guard let first = found.first else { throw .invalid("“\(rule)” gives no session from \(times.moment(start)) on") }
    guard first.instant == start else {
      throw .invalid(
        "“\(rule)” gives no session on \(times.momentWithZone(start)); its first is \(times.momentWithZone(first.instant)), start "
          + "there or change the rule: its days are those of \(zone.name)")
    }
    occurrences = found
    var kept = rule
    if case .count = rule.end {} else { kept.end = .untilInstant(found[found.count - 1].instant) }
    self.rule = kept
  }

  /// Whether a rule gives a series' sessions and comes to an end, whoever wrote it: one that gives a session a second until the year 9999
  /// would keep busy whoever expands it.
  static func isBounded(_ rule: RecurrenceRule, from start: CivilDateTime) -> Bool {
    guard [.daily, .weekly, .monthly].contains(rule.frequency), rule.hours.isEmpty, rule.minutes.isEmpty,
      rule.seconds.isEmpty
    else { return false }
    // As far from the start as a rule may go, and as far as a whole series may have been moved.
    let last = start.date + 2 * longest
    return switch rule.end {
    case .never: false
    case .count(let count): count <= longest + 1
    case .untilDate(let date): date <= last
    case .untilReading(let reading): reading.date <= last
    case .untilInstant(let instant): ZoneRules.utc.date(at: instant) <= last
    }
  }

  private static let example = "FREQ=WEEKLY;COUNT=6"
}
