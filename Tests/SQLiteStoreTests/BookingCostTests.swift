import GRDB
import Testing

@testable import SQLiteStore
@testable import Tables

/// What a booking makes SQLite do, told by the programs that it compiles the statements to.
@Suite struct BookingCostTests {
  /// A list in a check, or rows that are selected into a guarded table, would have each statement set up a table of its own.
  @Test(arguments: [
    Statements.session.insertion, Statements.insertStep,
    "INSERT INTO reversible (actor, direction, step) VALUES (?, ?, ?)",
    "DELETE FROM reversible WHERE actor = ? AND direction = 'redo'",
  ])
  func noStatementSetsUpATable(sql: String) throws {
    let fixture = try DatabaseFixture()
    // Explained with nothing for its values, and without the trigger that no booking runs: only copies bring an agreed time.
    let opcodes = try fixture.raw().write { database in
      try database.execute(sql: "DROP TRIGGER agreed_inserted")
      let statement = try database.makeStatement(sql: "EXPLAIN \(sql)")
      statement.setUncheckedArguments([])
      return try Row.fetchAll(statement).map { $0["opcode"] as String }
    }
    #expect(opcodes.count > 5)
    #expect(!opcodes.contains("OpenEphemeral"))
  }

  /// Whoever has met for years has few open requests.
  @Test func requestsAreFoundWithoutPassingOverAllSessions() throws {
    let fixture = try DatabaseFixture()
    let details = try fixture.raw().read { database in
      let statement = try database.makeStatement(sql: "EXPLAIN QUERY PLAN \(Dialect.sqlite.requests.one)")
      statement.setUncheckedArguments([])
      return try Row.fetchAll(statement).map { $0["detail"] as String }
    }
    #expect(
      details == [
        "SEARCH hold USING COVERING INDEX hold_request (person=? AND expires>?)",
        "SEARCH session USING INTEGER PRIMARY KEY (rowid=?)",
      ])
  }
}
