public import Scheduling

/// A line of `people.csv`, each field read and valid by itself; what refers to other lines is checked by the command.
public struct PersonRow: Hashable, Sendable {
  /// Of the file, the header is 1.
  public var line: Int
  public var login: String
  public var name: String
  public var zone: String
  // A column that the file does not have is nil and keeps what is stored; an empty field sets the default.
  public var email: String?
  public var hours: WeeklyHours?
  public var role: Person.Role?
  public var grade: Int??
  public var department: String?
  /// A login; empty for none.
  public var manager: String?
  public var generation: Person.Generation??
  public var teaches: [String]?
  public var learns: [String]?
  public var mentorCapacity: Int??
  public var menteeCapacity: Int??

  public init(line: Int, login: String, name: String, zone: String) {
    self.line = line
    self.login = login
    self.name = name
    self.zone = zone
  }
}

/// A line of `pairs.csv`.
public struct PairRow: Hashable, Sendable {
  public var line: Int
  /// Logins.
  public var mentor: String
  public var mentee: String
  /// `.some(nil)`: as the grades tell.
  public var kind: Pair.Kind??
  public var topic: String?
  public var cadence: Cadence??
  public var length: Int??
  public var sessions: Int??
  public var start: CivilDate??
  public var end: CivilDate??

  public init(line: Int, mentor: String, mentee: String) {
    self.line = line
    self.mentor = mentor
    self.mentee = mentee
  }
}

/// A line of `rooms.csv`.
public struct RoomRow: Hashable, Sendable {
  public var line: Int
  public var name: String
  public var zone: String
  public var location: String?
  public var capacity: Int?
  public var hours: WeeklyHours??

  public init(line: Int, name: String, zone: String) {
    self.line = line
    self.name = name
    self.zone = zone
  }
}

/// One thing that is wrong with an import, or worth a warning.
public struct ImportIssue: Hashable, Sendable, Codable, CustomStringConvertible {
  /// Line of the file, the header is 1; nil when it is about the whole file.
  public var line: Int?
  public var column: String?
  public var value: String?
  /// What was found and what is accepted.
  public var message: String
  /// Whether it is that nothing has the name that the value says: a row that could not be read may.
  public var isUnresolved = false

  /// Where sessions that no longer fit are listed, on the command line.
  public static let conflictsAdvice = "“conflicts” lists what to move"

  private enum CodingKeys: CodingKey { case line, column, value, message }

  public init(
    line: Int?, column: String? = nil, value: String? = nil, message: String, isUnresolved: Bool = false
  ) {
    self.line = line
    self.column = column
    self.value = value
    self.message = message
    self.isUnresolved = isUnresolved
  }

  public var description: String {
    let place = [line.map { "line \($0)" }, column].compactMap { $0 }.joined(separator: ", ")
    return (place.isEmpty ? "" : place + ": ") + message
  }
}
