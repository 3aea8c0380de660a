import GRDB
import GRDBSQLite
import Tables

/// A statement's rows, read by position alone.
///
/// GRDB's own cursor of rows makes a table of the columns' names whenever it begins, for look-ups that nobody here does; a
/// booking asks many times for few rows.
final class StatementRows: DatabaseCursor {
  typealias Element = SQLiteRow

  let _statement: Statement
  var _isDone = false

  /// - Parameter statement: not in use by another cursor; reset now and when this one goes.
  init(_ statement: Statement, _ arguments: StatementArguments) throws {
    _statement = statement
    try statement.setArguments(arguments)
  }

  deinit { sqlite3_reset(_statement.sqliteStatement) }

  func _element(sqliteStatement: SQLiteStatement) -> SQLiteRow { SQLiteRow(statement: sqliteStatement) }
}

/// The row that a statement stands on.
struct SQLiteRow: TableRow {
  let statement: SQLiteStatement

  func integer(_ column: Int) -> Int64? {
    isNull(column) ? nil : sqlite3_column_int64(statement, Int32(column))
  }

  func text(_ column: Int) -> String? {
    // Before its length: asking for the text may change how it is kept.
    guard let bytes = sqlite3_column_text(statement, Int32(column)) else { return nil }
    let count = Int(sqlite3_column_bytes(statement, Int32(column)))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  func value(_ column: Int) -> ColumnValue {
    switch sqlite3_column_type(statement, Int32(column)) {
    case SQLITE_NULL: .null
    case SQLITE_INTEGER, SQLITE_FLOAT: .integer(sqlite3_column_int64(statement, Int32(column)))
    default: .text(text(column) ?? "")
    }
  }

  private func isNull(_ column: Int) -> Bool { sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL }
}
