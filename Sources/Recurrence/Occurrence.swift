public import Scheduling

/// One time at which something recurs.
public struct Occurrence: Hashable, Sendable {
  /// The reading of the zone's clocks, which stays the same over clock changes.
  public var start: CivilDateTime
  /// When that is.
  public var instant: Instant

  public init(start: CivilDateTime, instant: Instant) {
    self.start = start
    self.instant = instant
  }
}
