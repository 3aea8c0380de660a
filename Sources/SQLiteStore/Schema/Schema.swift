import GRDB

/// The schema is the truth: what must hold, the database itself refuses to break.
enum Schema {
  /// Marks our files in the SQLite header: "Tndm".
  static let applicationID = 0x546E_646D
  /// Equals the number of migrations; a file with a higher one was made by a newer version.
  static let version = 1

  /// Brings a database up to ``version``. Each step is named, runs once, and is never edited afterwards.
  static func migrate(_ database: Database, domain: String) throws {
    let present = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    if present < 1 {
      try database.execute(sql: firstTables)
      try database.execute(sql: guards)
      try database.execute(
        sql: "INSERT INTO program (id, name, domain, policy) VALUES (1, 'Mentoring', ?, '')", arguments: [domain])
    }
    try database.execute(sql: "PRAGMA application_id = \(applicationID)")
    try database.execute(sql: "PRAGMA user_version = \(version)")
  }

  /// Whether the database is one of ours, or a new one.
  enum Kind: Equatable {
    case empty
    case ours(version: Int)
    case foreign
  }

  static func kind(of database: Database) throws -> Kind {
    let identifier = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    if identifier == applicationID {
      return .ours(version: try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0)
    }
    let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    return tables == 0 && identifier == 0 ? .empty : .foreign
  }
}
