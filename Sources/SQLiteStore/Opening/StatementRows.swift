import GRDB
import GRDBSQLite
import Tables

/// A statement's rows, read by position alone.
///
/// GRDB's own cursor of rows makes a table of the columns' names whenever it begins, for look-ups that nobody here does,
/// binds values after making existentials and an array of them, and tells observers that nobody here has; a booking asks
/// many times for few rows.
final class StatementRows {
  private let statement: Statement

  /// - Parameter statement: not in use by another cursor; reset now and when this one goes.
  /// - Precondition: a value for each of the statement's placeholders.
  init(_ statement: Statement, _ values: Values) throws {
    self.statement = statement
    let handle = statement.sqliteStatement
    sqlite3_reset(handle)
    precondition(values.list.count == Int(sqlite3_bind_parameter_count(handle)), "a value for each placeholder")
    for (index, value) in zip(Int32(1)..., values.list) {
      let code = Self.bind(value, to: handle, at: index)
      guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }
  }

  deinit { sqlite3_reset(statement.sqliteStatement) }

  /// - Returns: nil after the last one; not to be asked again then, for that begins anew.
  func next() throws -> SQLiteRow? {
    let handle = statement.sqliteStatement
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return SQLiteRow(statement: handle)
    case SQLITE_DONE: return nil
    case let code:
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(sqlite3_db_handle(handle))),
        sql: statement.sql)
    }
  }

  private static func bind(_ value: ColumnValue, to handle: SQLiteStatement, at index: Int32) -> Int32 {
    switch value {
    case .null: return sqlite3_bind_null(handle, index)
    case .integer(let number): return sqlite3_bind_int64(handle, index, number)
    case .text(var text):
      return text.withUTF8 { bytes in
        // No bytes may have no address, which would bind a null.
        guard let first = bytes.baseAddress else { return sqlite3_bind_text(handle, index, "", 0, copied) }
        return first.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
          sqlite3_bind_text64(handle, index, $0, UInt64(bytes.count), copied, UInt8(SQLITE_UTF8))
        }
      }
    }
  }

  /// SQLite's word for "make a copy", which is no function.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

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
