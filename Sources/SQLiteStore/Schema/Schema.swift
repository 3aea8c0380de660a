import GRDB

/// The schema is the truth: what must hold, the database itself refuses to break.
enum Schema {
  /// Marks our files in the SQLite header: "Tndm".
  static let applicationID = 0x546E_646D
  /// Equals the number of steps; a file with a higher one was made by a newer version.
  static var version: Int { steps.count }

  /// What makes a database of each version from the one before. Each runs once, and is never edited afterwards.
  static let steps: [(name: String, sql: String)] = [
    ("first tables", firstTables + guards + sessionGuards),
    ("series, and fewer trees for a booking to touch", seriesAndFewerTrees),
    ("subscriptions to calendars", subscriptions),
    ("answers to invitations", answers),
    ("requests that hold their time", requests),
    ("what pairs keep for themselves", notebook),
    ("sessions that are asked to move", agreedTimes),
    ("what took back a step", reversals),
    ("reminders", reminders),
    ("whom a step may be told, and busy time in force", audiences),
    ("bookings that touch less, and requests found by themselves", leanerBookings),
    ("agreed times that stay held", agreedHolds),
    ("which file busy time is of", busyFiles),
    ("people who leave", leavers),
  ]

  /// Brings a database up to ``version``, in the transaction it is called in.
  ///
  /// - Precondition: foreign keys are off, for tables are made anew; they are checked at the end.
  static func migrate(_ database: Database, domain: String) throws {
    let present = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    for step in steps.dropFirst(present) { try database.execute(sql: step.sql) }
    if present == 0 {
      try database.execute(
        sql: "INSERT INTO program (id, name, domain, policy) VALUES (1, 'Mentoring', ?, '')", arguments: [domain])
    }
    try database.checkForeignKeys()
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
      let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      // Ours are counted from one.
      return version > 0 ? .ours(version: version) : .foreign
    }
    let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    return tables == 0 && identifier == 0 ? .empty : .foreign
  }
}
