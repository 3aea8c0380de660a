/// A day of the week; the raw value is ISO 8601's, Monday 1 to Sunday 7.
public enum Weekday: Int, CaseIterable, Hashable, Sendable, Codable {
  case monday = 1
  case tuesday, wednesday, thursday, friday, saturday, sunday

  /// `Mon` … `Sun`.
  public var shortName: String { String(name.prefix(3)) }

  /// `Monday` … `Sunday`.
  public var name: String {
    switch self {
    case .monday: "Monday"
    case .tuesday: "Tuesday"
    case .wednesday: "Wednesday"
    case .thursday: "Thursday"
    case .friday: "Friday"
    case .saturday: "Saturday"
    case .sunday: "Sunday"
    }
  }

  /// The weekday `days` later; wraps, negative counts back.
  public func advanced(by days: Int) -> Weekday {
    let index = ((rawValue - 1 + days) % 7 + 7) % 7
    return Weekday.allCases[index]
  }

  /// Days from `other` forward to this weekday, 0 to 6.
  public func daysAfter(_ other: Weekday) -> Int {
    (rawValue - other.rawValue + 7) % 7
  }
}

extension Weekday: Comparable {
  public static func < (left: Weekday, right: Weekday) -> Bool { left.rawValue < right.rawValue }
}
