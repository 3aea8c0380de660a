import GRDB
import Tables

/// One connection to the file, as the queries of both databases ask it.
final class SQLiteConnection: TableConnection {
  let database: Database
  /// Of tables whose rows are never deleted, and which are therefore their own counters.
  private var lastNumbers: [NumberedTable: Int64] = [:]

  init(_ database: Database) { self.database = database }

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
    let rows = try rows(sql, values)
    while try rows.next() != nil {}
  }

  func newNumber(_ table: NumberedTable) throws -> Int64 {
    guard table == .session || table == .step else {
      let sql = """
        INSERT INTO counter (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value
        """
      return try first(sql, [table.rawValue]) { $0.integer(0) ?? 1 } ?? 1
    }
    let sql = "SELECT coalesce(max(id), 0) FROM \(table.rawValue)"
    let last = try lastNumbers[table] ?? first(sql, []) { $0.integer(0) ?? 0 } ?? 0
    lastNumbers[table] = last + 1
    return last + 1
  }

  func lastNumber(_ table: NumberedTable) throws -> Int64 {
    guard table == .session || table == .step else {
      return try first("SELECT value FROM counter WHERE name = ?", [table.rawValue]) { $0.integer(0) ?? 0 } ?? 0
    }
    return try first("SELECT coalesce(max(id), 0) FROM \(table.rawValue)", []) { $0.integer(0) ?? 0 } ?? 0
  }

  func giveNoNumber(of table: NumberedTable, upTo last: Int64) throws {
    // Sessions and steps are their own counters.
    guard table != .session, table != .step, last > 0 else { return }
    try run(
      "INSERT INTO counter (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)",
      [table.rawValue, last])
  }

  /// A statement is prepared once a connection.
  private func rows(_ sql: String, _ values: Values) throws -> StatementRows {
    try StatementRows(try database.cachedStatement(sql: sql), values)
  }
}

extension Dialect {
  static let sqlite = Dialect(
    person: "person", hold: "hold", roomHold: "room_hold",
    isAmong: "IN (SELECT value FROM json_each(?))", asksOfTwo: false,
    hasNotebook: "EXISTS (SELECT 1 FROM notebook WHERE pair = ?)",
    hasTable: "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
  ) { thing in
    """
    EXISTS (SELECT 1 FROM json_each(step.changes) WHERE value ->> '$.thing' = '\(thing)' AND value ->> '$.after.id' = ?)
    """
  }
}
