/// A stretch in which a person is away, and why.
public struct Absence: Hashable, Sendable, Codable {
  public enum Span: Hashable, Sendable, Codable {
    /// Whole local days, both ends included.
    case days(CivilDate, CivilDate)
    case exact(Interval)
  }

  public var span: Span
  /// Shown to those who ask why a time is blocked; may be empty.
  public var reason: String

  public init(_ span: Span, reason: String = "") {
    self.span = span
    self.reason = reason
  }

  /// The absence in instants; nil when its last day lies before its first, or the zone skipped all of it.
  public func interval(in zone: ZoneRules) -> Interval? {
    switch span {
    case .days(let first, let last):
      Interval(from: zone.startOfDay(first), to: zone.startOfDay(last + 1))
    case .exact(let interval): interval
    }
  }
}
