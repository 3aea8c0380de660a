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
}
