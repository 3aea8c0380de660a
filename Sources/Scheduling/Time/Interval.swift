/// A half-open stretch of time `[start, end)`, never empty.
public struct Interval: Hashable, Sendable, Codable {
  public let start: Instant
  public let end: Instant

  /// - Precondition: `start < end`.
  @inlinable
  public init(_ start: Instant, _ end: Instant) {
    precondition(start < end, "an interval must not be empty")
    self.start = start
    self.end = end
  }

  /// The interval, or nil when it would be empty.
  @inlinable
  public init?(from start: Instant, to end: Instant) {
    guard start < end else { return nil }
    self.start = start
    self.end = end
  }

  /// - Precondition: `seconds > 0`.
  @inlinable
  public init(start: Instant, seconds: Int) {
    self.init(start, start + seconds)
  }

  /// Length in seconds, at least 1.
  @inlinable public var seconds: Int { end - start }

  @inlinable
  public func contains(_ instant: Instant) -> Bool { start <= instant && instant < end }

  @inlinable
  public func contains(_ other: Interval) -> Bool { start <= other.start && other.end <= end }

  /// Whether the two share a second; intervals that only touch don't.
  @inlinable
  public func overlaps(_ other: Interval) -> Bool { start < other.end && other.start < end }

  /// The shared part, or nil when there is none.
  @inlinable
  public func intersection(_ other: Interval) -> Interval? {
    Interval(from: max(start, other.start), to: min(end, other.end))
  }

  /// Seconds between two intervals that don't overlap; 0 when they touch or overlap.
  @inlinable
  public func gap(to other: Interval) -> Int {
    max(0, max(other.start - end, start - other.end))
  }
}

extension Interval {
  /// What was written by others may be no interval.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    guard
      let interval = Interval(
        from: try values.decode(Instant.self, forKey: .start), to: try values.decode(Instant.self, forKey: .end))
    else { throw DecodingError.dataCorruptedError(forKey: .end, in: values, debugDescription: "ends before it starts") }
    self = interval
  }
}

extension Interval: Comparable {
  /// By start, then by end.
  @inlinable
  public static func < (left: Interval, right: Interval) -> Bool {
    left.start != right.start ? left.start < right.start : left.end < right.end
  }
}

extension Interval: CustomStringConvertible {
  public var description: String { "\(start)/\(end)" }
}
