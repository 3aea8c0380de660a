public import Scheduling

/// A place that holds one session at a time.
public struct Room: Hashable, Sendable, Codable, Identifiable {
  public var id: RoomID
  /// Unique.
  public var name: String
  public var location: String
  /// IANA name; the hours are read in it.
  public var zone: String
  /// How many people fit, at least 1.
  public var capacity: Int
  /// Nil when always open.
  public var hours: WeeklyHours?

  public init(
    id: RoomID = .unsaved, name: String, location: String = "", zone: String, capacity: Int = 2,
    hours: WeeklyHours? = nil
  ) {
    self.id = id
    self.name = name
    self.location = location
    self.zone = zone
    self.capacity = capacity
    self.hours = hours
  }
}
