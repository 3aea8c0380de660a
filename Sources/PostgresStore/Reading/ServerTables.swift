import Tables

/// A transaction on a server, whose answers come whole.
protocol ServerTables: TableConnection {
  /// Nil where the answer is still to come, which reads as no row.
  func rows(_ sql: String, _ values: Values) throws(ServerError) -> ResultRows?
}

extension ServerTables {
  var knowsRoles: Bool { true }

  func all(_ sql: String, _ values: Values, _ body: (any TableRow) throws -> Void) throws {
    guard let rows = try rows(sql, values) else { return }
    for index in 0..<rows.count { try body(rows[index]) }
  }

  func first<Value>(_ sql: String, _ values: Values, _ body: (any TableRow) throws -> Value) throws -> Value? {
    guard let rows = try rows(sql, values) else { return nil }
    return rows.count > 0 ? try body(rows[0]) : nil
  }
}
