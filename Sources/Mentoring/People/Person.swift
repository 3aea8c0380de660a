public import Scheduling

/// Someone who mentors, is mentored, or coordinates.
public struct Person: Hashable, Sendable, Codable, Identifiable {
  public var id: PersonID
  /// Unique; how commands and files name the person.
  public var login: String
  public var name: String
  public var email: String
  /// IANA name of the zone in which the person's hours are read.
  public var zone: String
  public var hours: WeeklyHours
  /// Local dates whose hours replace the weekly ones.
  public var overrides: [DayOverride]
  public var absences: [Absence]
  public var role: Role
  /// Higher is more senior; nil when not told.
  public var grade: Int?
  public var department: String
  public var manager: PersonID?
  /// As declared, never derived.
  public var generation: Generation?
  public var teaches: [String]
  public var learns: [String]
  /// How many pairs the person takes on as mentor; nil when not limited.
  public var mentorCapacity: Int?
  public var menteeCapacity: Int?
  public var policy: PolicyOverrides

  /// `Mia` of `Mia Chen`.
  public var firstName: String { name.split(separator: " ").first.map(String.init) ?? name }

  public enum Role: String, Hashable, Sendable, Codable, CaseIterable {
    case member, coordinator
  }

  public enum Generation: String, Hashable, Sendable, Codable, CaseIterable {
    case boomer, x, millennial, z

    /// `Boomer`, `Gen X`, `Millennial`, `Gen Z`.
    public var title: String {
      switch self {
      case .boomer: "Boomer"
      case .x: "Gen X"
      case .millennial: "Millennial"
      case .z: "Gen Z"
      }
    }
  }

  /// One local date with hours of its own; none means a day off.
  public struct DayOverride: Hashable, Sendable, Codable {
    public var date: CivilDate
    public var ranges: [MinuteRange]

    public init(date: CivilDate, ranges: [MinuteRange]) {
      self.date = date
      self.ranges = ranges
    }
  }

  public init(
    id: PersonID = .unsaved, login: String, name: String, email: String = "", zone: String,
    hours: WeeklyHours = .officeHours, overrides: [DayOverride] = [], absences: [Absence] = [], role: Role = .member,
    grade: Int? = nil, department: String = "", manager: PersonID? = nil, generation: Generation? = nil,
    teaches: [String] = [], learns: [String] = [], mentorCapacity: Int? = nil, menteeCapacity: Int? = nil,
    policy: PolicyOverrides = PolicyOverrides()
  ) {
    self.id = id
    self.login = login
    self.name = name
    self.email = email
    self.zone = zone
    self.hours = hours
    self.overrides = overrides
    self.absences = absences
    self.role = role
    self.grade = grade
    self.department = department
    self.manager = manager
    self.generation = generation
    self.teaches = teaches
    self.learns = learns
    self.mentorCapacity = mentorCapacity
    self.menteeCapacity = menteeCapacity
    self.policy = policy
  }

  /// By start.
  public func absences(in zone: ZoneRules) -> [Absence] {
    absences.sorted { one, other in
      (one.interval(in: zone)?.start ?? .distantFuture) < (other.interval(in: zone)?.start ?? .distantFuture)
    }
  }

  /// Hours, overrides and absences with the zone's rules in place of its name.
  public func availability(_ zones: any ZoneProvider) throws(ZoneError) -> Availability {
    Availability(
      zone: try zones.zone(named: zone), weekly: hours,
      overrides: Dictionary(overrides.map { ($0.date, $0.ranges) }, uniquingKeysWith: { $1 }), absences: absences)
  }
}
