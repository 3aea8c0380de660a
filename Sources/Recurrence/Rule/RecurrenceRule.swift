public import Scheduling

/// A recurrence rule (RFC 5545, 3.3.10): `FREQ=MONTHLY;BYDAY=2TU;COUNT=10`.
///
/// A value; it is read by ``init(_:)``, written by ``description``, and expanded by
/// ``readings(from:zone:in:limit:)``.
public struct RecurrenceRule: Hashable, Sendable {
  public enum Frequency: String, Hashable, Sendable, CaseIterable {
    case secondly = "SECONDLY"
    case minutely = "MINUTELY"
    case hourly = "HOURLY"
    case daily = "DAILY"
    case weekly = "WEEKLY"
    case monthly = "MONTHLY"
    case yearly = "YEARLY"
  }

  /// Where the rule ends.
  public enum End: Hashable, Sendable {
    case never
    /// After so many instances, at least 1.
    case count(Int)
    /// With this local date, included.
    case untilDate(CivilDate)
    /// With this reading of the zone's clocks, included.
    case untilReading(CivilDateTime)
    /// With this instant, included.
    case untilInstant(Instant)
  }

  /// A weekday, or the n-th one of a month or year; negative counts from the end.
  public struct Day: Hashable, Sendable {
    /// -53 to 53, not 0; nil for every such weekday.
    public var ordinal: Int?
    public var weekday: Weekday

    public init(_ weekday: Weekday, ordinal: Int? = nil) {
      self.weekday = weekday
      self.ordinal = ordinal
    }
  }

  public var frequency: Frequency
  /// 1 or more.
  public var interval = 1
  public var end = End.never
  /// 0 to 60; a leap second never comes.
  public var seconds: [Int] = []
  public var minutes: [Int] = []
  public var hours: [Int] = []
  public var days: [Day] = []
  /// -31 to 31, not 0.
  public var monthDays: [Int] = []
  /// -366 to 366, not 0.
  public var yearDays: [Int] = []
  /// -53 to 53, not 0.
  public var weeks: [Int] = []
  /// 1 to 12.
  public var months: [Int] = []
  /// -366 to 366, not 0.
  public var positions: [Int] = []
  public var weekStart = Weekday.monday

  public init(_ frequency: Frequency) { self.frequency = frequency }
}

/// Why a text is no recurrence rule.
public struct RecurrenceRuleError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The part that is wrong, such as `BYDAY=8MO`.
  public let part: String
  /// What is accepted.
  public let reason: String

  public var description: String { "“\(part)” in a recurrence rule: \(reason)" }
}
