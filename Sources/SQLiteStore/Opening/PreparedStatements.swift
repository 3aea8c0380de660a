import GRDB

/// The statements of one connection, each prepared once.
///
/// GRDB's own cache hashes the whole text of a statement whenever it is asked for; of a booking that was a twentieth. Few
/// statements are of one length, and a text that is compared with itself is not read.
///
/// Unchecked, for only who writes asks, and a pool lets one write at a time.
final class PreparedStatements: @unchecked Sendable {
  private var database: Database?
  /// By what their lengths leave when divided by how many places there are.
  private var statements: [[(sql: String, statement: Statement)]] = []

  /// - Returns: what may be in use by who asked before with the same text.
  func statement(_ sql: String, of asking: Database) throws -> Statement {
    if database !== asking {
      database = asking
      statements = Array(repeating: [], count: 64)
    }
    let place = sql.utf8.count % statements.count
    for known in statements[place] where known.sql == sql { return known.statement }
    let made = try asking.makeStatement(sql: sql)
    statements[place].append((sql, made))
    return made
  }
}
