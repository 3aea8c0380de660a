/// A point on the time line: whole seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// Everything that is stored, compared or searched is an instant; wall-clock readings are turned into instants once,
/// at the edge of a search, through ``ZoneRules``.
public struct Instant: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z; negative before it.
  public var seconds: Int64

  @inlinable
  public init(seconds: Int64) {
    self.seconds = seconds
  }

  @inlinable
  public static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }

  /// The instant `seconds` later (earlier when negative).
  @inlinable
  public static func + (instant: Instant, seconds: Int) -> Instant {
    Instant(seconds: instant.seconds &+ Int64(seconds))
  }

  @inlinable
  public static func - (instant: Instant, seconds: Int) -> Instant {
    Instant(seconds: instant.seconds &- Int64(seconds))
  }

  /// Seconds from `other` to this instant.
  @inlinable
  public static func - (instant: Instant, other: Instant) -> Int {
    Int(instant.seconds &- other.seconds)
  }

  @inlinable
  public static func += (instant: inout Instant, seconds: Int) { instant = instant + seconds }

  /// Far enough on either side that no calendar reaches it, near enough that adding days can't overflow.
  public static let distantPast = Instant(seconds: -(1 << 52))
  public static let distantFuture = Instant(seconds: 1 << 52)
}

extension Instant: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    seconds = try container.decode(Int64.self)
    guard self >= .distantPast, self <= .distantFuture else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no calendar reaches it")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(seconds)
  }
}

extension Instant: CustomStringConvertible {
  /// ISO 8601 in UTC, `2026-11-25T13:30:00Z`.
  public var description: String {
    CivilDateTime(reading: seconds).description + "Z"
  }
}
