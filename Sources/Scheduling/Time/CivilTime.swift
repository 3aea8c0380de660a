/// A time of day on the clock, without a zone: whole seconds after midnight, below 24 hours.
public struct CivilTime: Hashable, Comparable, Sendable {
  /// 0 to 86,399.
  public let secondOfDay: Int

  /// - Precondition: `secondOfDay` is 0 to 86,399.
  @inlinable
  public init(secondOfDay: Int) {
    precondition((0..<86_400).contains(secondOfDay), "a time of day is below 24 hours")
    self.secondOfDay = secondOfDay
  }

  /// The time, or nil outside 00:00:00 to 23:59:59.
  public init?(hour: Int, minute: Int, second: Int = 0) {
    guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else { return nil }
    secondOfDay = hour * 3_600 + minute * 60 + second
  }

  @inlinable
  public static func < (left: CivilTime, right: CivilTime) -> Bool { left.secondOfDay < right.secondOfDay }

  public static let midnight = CivilTime(secondOfDay: 0)

  @inlinable public var hour: Int { secondOfDay / 3_600 }
  @inlinable public var minute: Int { secondOfDay / 60 % 60 }
  @inlinable public var second: Int { secondOfDay % 60 }
  /// Whole minutes after midnight, 0 to 1,439.
  @inlinable public var minuteOfDay: Int { secondOfDay / 60 }
}

extension CivilTime: CustomStringConvertible {
  /// `14:30`, or `14:30:05` where there are seconds.
  public var description: String {
    let short = "\(padded(hour, to: 2)):\(padded(minute, to: 2))"
    return second == 0 ? short : short + ":" + padded(second, to: 2)
  }

  /// Reads `9:05`, `09:05` and `09:05:30`; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), (1...2).contains(parts[0].count),
      parts.dropFirst().allSatisfy({ $0.count == 2 }), let hour = decimal(parts[0]), let minute = decimal(parts[1])
    else { return nil }
    if parts.count == 2 {
      self.init(hour: hour, minute: minute)
    } else {
      guard let second = decimal(parts[2]) else { return nil }
      self.init(hour: hour, minute: minute, second: second)
    }
  }
}
