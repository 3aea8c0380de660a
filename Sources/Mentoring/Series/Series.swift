public import Recurrence
public import Scheduling

/// Sessions of a pair that repeat by a rule: what they were agreed as. Each occurrence is a ``Session`` of its own.
public struct Series: Hashable, Sendable, Codable, Identifiable {
  public var id: SeriesID
  /// Shared by its sessions (RFC 5545, 3.8.4.4).
  public var uid: String
  public var pair: PairID
  /// RFC 5545, 3.3.10, without `RRULE:`; it always ends.
  public var rule: String
  /// The first occurrence's wall-clock start, whether it was booked or not: `2026-12-01T14:00`.
  public var start: String
  /// IANA name of the zone whose wall-clock time it keeps.
  public var zone: String
  /// Minutes.
  public var length: Int

  public init(
    id: SeriesID = .unsaved, uid: String, pair: PairID, rule: String, start: String, zone: String, length: Int
  ) {
    self.id = id
    self.uid = uid
    self.pair = pair
    self.rule = rule
    self.start = start
    self.zone = zone
    self.length = length
  }
}

extension Series {
  /// The rule and its start, to expand it by.
  ///
  /// - Throws: `CommandError.invalid` when a row holds something this program did not write.
  public func schedule() throws(CommandError) -> (rule: RecurrenceRule, start: CivilDateTime) {
    let parts = start.split(separator: "T")
    guard parts.count == 2, let date = CivilDate(parts[0]), let time = CivilTime(parts[1]) else {
      throw .invalid("series \(id) starts at “\(start)”, which is no time")
    }
    let rule: RecurrenceRule
    do {
      rule = try RecurrenceRule(self.rule)
    } catch {
      throw .invalid("series \(id): \(error)")
    }
    let first = CivilDateTime(date, time)
    guard SeriesRule.isBounded(rule, from: first) else {
      throw .invalid(
        "series \(id) has the rule “\(rule)”, which is none that a series can have; cancel its sessions one by one")
    }
    return (rule, first)
  }

  /// The rule of a series that has no rule any more: it gives the first session. The others are dates of their own (RFC
  /// 5545, 3.8.5.2), as is any session with an original start that its series' rule does not give.
  static let ruleOfDates = "FREQ=DAILY;COUNT=1"

  /// The rule in plain words, where it gives all of the sessions: `every week on Tuesday, 6 times`, without their number
  /// where it gives more; otherwise that none does.
  ///
  /// - Parameter sessions: of this series.
  /// - Throws: as ``schedule()``.
  public func words(of sessions: [Session], zone: ZoneRules) throws(CommandError) -> String {
    let (rule, start) = try schedule()
    let given = Set(rule.occurrences(from: start, zone: zone).map(\.instant))
    guard self.rule != Self.ruleOfDates, given.isSuperset(of: sessions.compactMap(\.originalStart)) else {
      return "on days of their own"
    }
    var told = rule
    if !sessions.isEmpty, given.count != sessions.count { told.end = .never }
    return told.words(from: start, zone: zone)
  }

  /// Its rule without an end, `every week on Wednesday`, as its own zone has it, and as another's clock shows the same days; nil
  /// where the days of the two are the same, or no rule tells the other's.
  func days(in other: ZoneRules, own zone: ZoneRules) throws(CommandError) -> (own: String, other: String?) {
    let (rule, start) = try schedule()
    var endless = rule
    endless.end = .never
    let own = endless.words(from: start, zone: zone)
    let seen = other.civil(at: zone.instant(of: start))
    guard seen.date != start.date else { return (own, nil) }
    guard var moved = SeriesShift(from: start, to: seen, zone: zone).rule(rule, from: start, giving: []) else {
      return (own, "\(own) in \(self.zone)")
    }
    moved.end = .never
    return (own, moved.words(from: seen, zone: other))
  }

  /// ``start`` for a wall-clock time: to the minute.
  static func text(_ start: CivilDateTime) -> String { String(start.description.dropLast(3)) }
}
