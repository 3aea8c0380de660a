/// The stable number of one stored thing; `Subject` keeps a person's number from being used for a pair's.
public struct Identifier<Subject>: RawRepresentable, Hashable, Comparable, Sendable {
  /// At least 1 for stored things; 0 stands for one that is not stored yet.
  public let rawValue: Int64

  @inlinable public init(rawValue: Int64) { self.rawValue = rawValue }
  @inlinable public init(_ rawValue: Int64) { self.rawValue = rawValue }

  /// Of something that is not stored yet.
  public static var unsaved: Self { Self(0) }

  @inlinable
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension Identifier: Codable {
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(Int64.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}

extension Identifier: CustomStringConvertible {
  public var description: String { String(rawValue) }
}

/// What identifiers are of. Never instantiated.
public enum Subject {
  public enum Person {}
  public enum Pair {}
  public enum Session {}
  public enum Room {}
  public enum Series {}
}

public typealias PersonID = Identifier<Subject.Person>
public typealias PairID = Identifier<Subject.Pair>
/// Of a session, or of the request that may become one.
public typealias SessionID = Identifier<Subject.Session>
public typealias RoomID = Identifier<Subject.Room>
public typealias SeriesID = Identifier<Subject.Series>
