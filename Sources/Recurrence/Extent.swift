/// How long something lasts, as a calendar writes it: days by the calendar, which clock changes make longer or shorter,
/// and seconds by the clock (RFC 5545, 3.3.6).
public struct Extent: Hashable, Sendable {
  public var days: Int
  public var seconds: Int

  public init(days: Int = 0, seconds: Int = 0) {
    self.days = days
    self.seconds = seconds
  }

  public var isPositive: Bool { days >= 0 && seconds >= 0 && (days > 0 || seconds > 0) }

  /// An upper bound in seconds; a day has at most 26 hours or so.
  public var longest: Int { days * 93_600 + seconds }
}
