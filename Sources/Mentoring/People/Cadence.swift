public import Scheduling

/// The wanted distance between a pair's sessions: `10d`, `2w`, `1m`.
public struct Cadence: Hashable, Sendable {
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    case days = "d"
    case weeks = "w"
    case months = "m"
  }

  /// 1 to 366.
  public let count: Int
  public let unit: Unit

  /// - Precondition: `count` is 1 to 366.
  public init(_ count: Int, _ unit: Unit) {
    precondition((1...366).contains(count))
    self.count = count
    self.unit = unit
  }

  /// Reads `2w`; nil for anything else.
  public init?(_ text: String) {
    guard let last = text.last, let unit = Unit(rawValue: last.lowercased()), let count = Int(text.dropLast()),
      (1...366).contains(count)
    else { return nil }
    self.init(count, unit)
  }

  /// The date one cadence later.
  public func date(after date: CivilDate) -> CivilDate {
    switch unit {
    case .days: date + count
    case .weeks: date + count * 7
    case .months: date.adding(months: count)
    }
  }

  /// `every 2 weeks`, `every day`.
  public var phrase: String {
    let name =
      switch unit {
      case .days: "day"
      case .weeks: "week"
      case .months: "month"
      }
    return count == 1 ? "every \(name)" : "every \(count) \(name)s"
  }
}

extension Cadence: CustomStringConvertible {
  public var description: String { "\(count)\(unit.rawValue)" }
}

extension Cadence: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let cadence = Cadence(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "“\(text)” is not a cadence like 2w")
    }
    self = cadence
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
