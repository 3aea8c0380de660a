import GRDB

extension Schema {
  /// The triggers of this version's format. Without them the file would take a collision, or a history that was changed.
  static let guardNames: Set<String> = [
    "hold_overlap", "hold_fixed", "room_hold_overlap", "room_hold_fixed", "agreed_inserted", "session_inserted",
    "session_inserted_in_room", "session_updated", "session_deleted", "step_fixed", "step_kept",
  ]

  /// Guards that another program's hand took out, in alphabetical order. Only their names are looked at, for that is done each
  /// time a file is opened; ``differences(_:)`` looks at all.
  static func missingGuards(in database: Database) throws -> [String] {
    let found = try Set(String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'"))
    return guardNames.subtracting(found).sorted()
  }
}
