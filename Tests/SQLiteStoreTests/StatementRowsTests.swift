import GRDB
import Tables
import Testing

@testable import SQLiteStore

@Suite struct StatementRowsTests {
  @Test func valuesAreReadByPosition() throws {
    try DatabaseQueue().read { database in
      let connection = SQLiteConnection(database)
      var rows: [[ColumnValue]] = []
      let sql = "SELECT ?1, ?2, ?3, 2.5, x'4D6961', '' UNION ALL SELECT 7, 'b', NULL, -1, 'c', 'd'"
      try connection.all(sql, [Int64.max, "Zoë 🎬", nil as Int?]) { row in
        rows.append((0..<6).map { row.value($0) })
        if rows.count == 1 {
          #expect(row.integer(0) == .max && row.integer(2) == nil && row.text(2) == nil)
          #expect(row.text(1) == "Zoë 🎬" && row.text(5) == "")
        }
      }
      #expect(
        rows == [
          [.integer(.max), .text("Zoë 🎬"), .null, .integer(2), .text("Mia"), .text("")],
          [.integer(7), .text("b"), .null, .integer(-1), .text("c"), .text("d")],
        ])
    }
  }

  /// A statement is prepared once and used again: what a first row, or a failed reading, leaves behind must not show.
  @Test func aStatementBeginsAnewEachTime() throws {
    struct GivenUp: Error {}
    try DatabaseQueue().read { database in
      let connection = SQLiteConnection(database)
      let sql = "SELECT value FROM json_each(?) ORDER BY value"
      for _ in 0..<2 {
        #expect(try connection.first(sql, ["[3,1,2]"]) { $0.integer(0) } == 1)
        #expect(throws: GivenUp.self) { try connection.all(sql, ["[5,4]"]) { _ in throw GivenUp() } }
        var all: [Int64?] = []
        try connection.all(sql, ["[9,8]"]) { all.append($0.integer(0)) }
        #expect(all == [8, 9])
      }
    }
  }

  @Test func statementsOfOneLengthAndOfOtherDatabasesAreToldApart() throws {
    let prepared = PreparedStatements()
    for _ in 0..<2 {
      try DatabaseQueue().write { database in
        let connection = SQLiteConnection(database, prepared)
        for number in [1, 2, 1, 2] as [Int64] {
          let answer = try connection.first("SELECT \(number)", []) { $0.integer(0) }
          #expect(answer == number)
        }
        let statement = try prepared.statement("SELECT 1", of: database)
        let again = try prepared.statement("SELECT 1", of: database)
        #expect(statement === again)
      }
    }
  }

  @Test func anErrorHasTheDatabasesWords() throws {
    try DatabaseQueue().write { database in
      let connection = SQLiteConnection(database, PreparedStatements())
      try connection.run("CREATE TABLE thing (id INTEGER PRIMARY KEY CHECK (id > 0))", [])
      let error = #expect(throws: DatabaseError.self) { try connection.run("INSERT INTO thing VALUES (?)", [-1]) }
      #expect(error?.resultCode == .SQLITE_CONSTRAINT)
      #expect(error?.extendedResultCode == .SQLITE_CONSTRAINT_CHECK)
      #expect(error?.message == "CHECK constraint failed: id > 0")
    }
  }

  @Test func aTransactionIsKeptWholeOrNotAtAll() throws {
    struct GivenUp: Error {}
    try DatabaseQueue().writeWithoutTransaction { database in
      let connection = SQLiteConnection(database, PreparedStatements())
      try connection.run("CREATE TABLE thing (id INTEGER PRIMARY KEY)", [])
      func insert(_ id: Int, isKept: Bool) throws {
        _ = try connection.transaction {
          try connection.run("INSERT INTO thing VALUES (?)", [id])
          return ((), isKept: isKept)
        }
      }
      try insert(1, isKept: true)
      try insert(2, isKept: false)
      #expect(throws: GivenUp.self) {
        _ = try connection.transaction { () throws -> (Void, isKept: Bool) in
          try connection.run("INSERT INTO thing VALUES (3)", [])
          throw GivenUp()
        }
      }
      // This one ends the transaction by itself.
      #expect(throws: DatabaseError.self) {
        _ = try connection.transaction {
          try connection.run("INSERT INTO thing VALUES (4)", [])
          return (try connection.run("INSERT OR ROLLBACK INTO thing VALUES (1)", []), isKept: true)
        }
      }
      #expect(!database.isInsideTransaction)
      try insert(5, isKept: true)
      var kept: [Int64?] = []
      try connection.all("SELECT id FROM thing ORDER BY id", []) { kept.append($0.integer(0)) }
      #expect(kept == [1, 5])
    }
  }
}
