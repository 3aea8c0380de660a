import GRDB
import Tables

/// One connection to the file, as the queries of both databases ask it.
final class SQLiteConnection: TableConnection {
  let database: Database
  /// Of who writes; nil where GRDB keeps the statements.
  private let prepared: PreparedStatements?
  /// Whether the file can't be written to: what is tried out there is decided, and not written.
  private let isReadOnly: Bool
  /// Of tables whose rows are never deleted, and which are therefore their own counters; of all where nothing is written.
  private var lastNumbers: [NumberedTable: Int64] = [:]

  init(_ database: Database, _ prepared: PreparedStatements? = nil, isReadOnly: Bool = false) {
    (self.database, self.prepared, self.isReadOnly) = (database, prepared, isReadOnly)
  }

  var dialect: Dialect { .sqlite }

  func first<Value>(_ sql: String, _ values: Values, _ body: (any TableRow) throws -> Value) throws -> Value? {
    let rows = try rows(sql, values)
    // The row is the statement's own, which the cursor resets when it goes: its values would be null then.
    return try withExtendedLifetime(rows) { try rows.next().map { try body($0) } }
  }

  func all(_ sql: String, _ values: Values, _ body: (any TableRow) throws -> Void) throws {
    let rows = try rows(sql, values)
    while let row = try rows.next() { try body(row) }
  }

  func run(_ sql: String, _ values: Values) throws {
    guard !isReadOnly else { return }
    try carryOut(sql, values)
  }

  private func carryOut(_ sql: String, _ values: Values = []) throws {
    let rows = try rows(sql, values)
    while try rows.next() != nil {}
  }

  /// Runs `body` in a transaction, which is rolled back where it throws.
  ///
  /// GRDB's own prepares how it begins and ends each time.
  ///
  /// Nobody else can write from its beginning on.
  ///
  /// - Parameter body: tells whether its changes are kept.
  func transaction<Result>(_ body: () throws -> (Result, isKept: Bool)) throws -> (Result, isKept: Bool) {
    try carryOut(isReadOnly ? "BEGIN" : "BEGIN IMMEDIATE")
    do {
      let result = try body()
      try carryOut(result.isKept ? "COMMIT" : "ROLLBACK")
      return result
    } catch {
      // Some errors have ended it already.
      if database.isInsideTransaction { try? carryOut("ROLLBACK") }
      throw error
    }
  }

  func newNumber(_ table: NumberedTable) throws -> Int64 {
    guard let question = Self.lastRow(of: table) ?? (isReadOnly ? Self.lastCount(of: table) : nil) else {
      let sql = """
        INSERT INTO counter (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value
        """
      return try first(sql, [table.rawValue]) { $0.integer(0) ?? 1 } ?? 1
    }
    let last = try lastNumbers[table] ?? first(question, []) { $0.integer(0) ?? 0 } ?? 0
    lastNumbers[table] = last + 1
    return last + 1
  }

  func lastNumber(_ table: NumberedTable) throws -> Int64 {
    guard let question = Self.lastRow(of: table) else {
      return try first("SELECT value FROM counter WHERE name = ?", [table.rawValue]) { $0.integer(0) ?? 0 } ?? 0
    }
    return try first(question, []) { $0.integer(0) ?? 0 } ?? 0
  }

  private static func lastCount(of table: NumberedTable) -> String {
    "SELECT max(value) FROM counter WHERE name = '\(table.rawValue)'"
  }

  /// The question that gives the last number of a table which is its own counter; nil for the others.
  private static func lastRow(of table: NumberedTable) -> String? {
    switch table {
    case .session: "SELECT coalesce(max(id), 0) FROM session"
    case .step: "SELECT coalesce(max(id), 0) FROM step"
    case .person, .pair, .room, .series, .notebook, .busySource: nil
    }
  }

  func giveNoNumber(of table: NumberedTable, upTo last: Int64) throws {
    guard Self.lastRow(of: table) == nil, last > 0 else { return }
    try run(
      "INSERT INTO counter (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)",
      [table.rawValue, last])
  }

  /// A statement is prepared once a connection.
  private func rows(_ sql: String, _ values: Values) throws -> StatementRows {
    let statement = try prepared?.statement(sql, of: database) ?? database.cachedStatement(sql: sql)
    return try StatementRows(statement, values)
  }
}

extension Dialect {
  static let sqlite = Dialect(
    person: "person", hold: "hold", roomHold: "room_hold",
    isAmong: "IN (SELECT value FROM json_each(?))", asksOfTwo: false,
    hasNotebook: "EXISTS (SELECT 1 FROM notebook WHERE pair = ?)",
    hasTable: "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?",
    // Each person's sessions are looked for, as either side, before they may go.
    finder: (
      make: ["mentor", "mentee"].map { "CREATE INDEX leaving_\($0) ON session (\($0))" },
      drop: ["mentor", "mentee"].map { "DROP INDEX leaving_\($0)" }
    )
  ) { thing in
    """
    EXISTS (SELECT 1 FROM json_each(step.changes) WHERE value ->> '$.thing' = '\(thing)' AND value ->> '$.after.id' = ?)
    """
  }
}
