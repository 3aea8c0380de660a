import Mentoring

/// Copies a whole program from one database to another, history and all, row by row; and makes sure that both are the same.
///
/// It may be ended at any moment: the next try goes on behind the last row that is there. What is written is a transaction
/// every thousand rows; the source is read as it was at one moment.
public struct ProgramCopy {
  private let source: any TableStore
  private let target: any TableStore
  private let names: (source: String, target: String)

  /// - Parameter names: of the two, for sentences.
  public init(from source: any TableStore, to target: any TableStore, names: (source: String, target: String)) {
    self.source = source
    self.target = target
    self.names = names
  }

  /// - Parameter onProgress: hears of each table and how many of its rows were copied in this run.
  /// - Returns: how many rows were copied, and how many were compared after that; and the first time that the source did not hold
  ///   as its sessions take it, where there was one: the target's guards have made it right.
  /// - Throws: `CommandError.invalid` when the target holds another program, or the two differ at the end.
  public func run(onProgress: (_ table: String, _ rows: Int) throws -> Void = { _, _ in }) throws -> (
    copied: Int, compared: Int, mended: String?
  ) {
    try source.readTables { connection in
      try begin(connection)
      var copied = 0
      for table in CopiedTable.all {
        var rows = 0
        try table.walk(connection, after: try lastKey(of: table)) { stretch in
          rows += try write(stretch, of: table, connection)
          try onProgress(table.name, rows)
        }
        copied += rows
      }
      try target.write { draft in
        for table in NumberedTable.allCases {
          try draft.connection.giveNoNumber(of: table, upTo: try connection.lastNumber(table))
        }
        // A server would do so by itself a minute later; until then a booking took many times as long.
        if copied > 0, let statement = draft.connection.dialect.statistics { try draft.connection.run(statement, []) }
      }
      let (compared, mended) = try compare(connection, onProgress)
      try target.write { try $0.connection.run("DROP TABLE IF EXISTS \(Self.mark)", []) }
      return (copied, compared, mended)
    }
  }

  /// Makes the target this program's, or makes sure that it is.
  private func begin(_ connection: any TableConnection) throws {
    let row = try Self.program(connection)
    let present = try target.readTables { target in
      (
        row: try Self.program(target),
        isEmpty: try target.first("SELECT 1 FROM person LIMIT 1", []) { _ in true } == nil
      )
    }
    if present.isEmpty {
      // Until every row is there and compared; one that is there already may be in use.
      try target.write { try Self.markUnfinished($0.connection, of: names.source) }
    }
    guard present.row != row else { return }
    guard present.isEmpty else {
      throw CommandError.invalid(
        "\(names.target) holds another program; name an empty database, or one that a copy of \(names.source) was begun in"
      )
    }
    try target.write { draft in
      try draft.connection.run("UPDATE program SET name = ?, domain = ?, policy = ?", Values(row))
    }
  }

  private static func program(_ connection: any TableConnection) throws -> [ColumnValue] {
    try connection.first("SELECT name, domain, policy FROM program", []) { row in (0..<3).map { row.value($0) } } ?? []
  }

  /// Where an earlier try came to; nil where it came to nothing.
  private func lastKey(of table: CopiedTable) throws -> [ColumnValue]? {
    let columns = table.key.joined(separator: ", ")
    let order = table.key.map { "\($0) DESC" }.joined(separator: ", ")
    return try target.readTables { target in
      try target.first("SELECT \(columns) FROM \(table.name) ORDER BY \(order) LIMIT 1", []) { row in
        table.key.indices.map { row.value($0) }
      }
    }
  }

  /// - Returns: how many rows that were, with those that come with one.
  private func write(_ rows: [[ColumnValue]], of table: CopiedTable, _ connection: any TableConnection) throws -> Int {
    do {
      return try writeAtOnce(rows, of: table, connection)
    } catch StoreError.failed where table.batch != nil {
      // Which of them it was the database does not say. What comes before it stays, as in any copy that ends early.
      var written = 0
      for row in rows {
        do {
          written += try writeAtOnce([row], of: table, connection)
        } catch StoreError.failed(let reason) {
          throw StoreError.failed(
            "\(table.title(of: row)) of \(names.source) can't be copied: \(reason); mend it there and copy again, which goes "
              + "on from there")
        }
      }
      return written
    }
  }

  private func writeAtOnce(_ rows: [[ColumnValue]], of table: CopiedTable, _ connection: any TableConnection) throws
    -> Int
  {
    var blocks = 0
    try target.write { draft in
      blocks = 0
      for row in rows {
        try draft.connection.run(table.insertion, Values(row))
        guard table.name == "busy_generation" else { continue }
        // An import's blocks have no key of their own: they come with it, all or none.
        let insertion = "INSERT INTO busy (\(Columns.busy)) VALUES (?, ?, ?, ?, ?, ?)"
        let query = "SELECT \(Columns.busy) FROM busy WHERE source = ? AND generation = ?"
        try connection.all(query, Values(Array(row.prefix(2)))) { block in
          try draft.connection.run(insertion, Values((0..<6).map { block.value($0) }))
          blocks += 1
        }
      }
    }
    return rows.count + blocks
  }

  /// Both, row by row.
  private func compare(
    _ connection: any TableConnection, _ onProgress: (String, Int) throws -> Void
  ) throws -> (rows: Int, mended: String?) {
    var compared = 0
    var mended: String?
    for table in CopiedTable.all + CopiedTable.derived where mended == nil || !table.isMadeByGuards {
      try target.readTables { target in
        var other: [[ColumnValue]] = []
        var position = 0
        var last: [ColumnValue]?
        var rows = 0
        func next() throws -> [ColumnValue]? {
          if position == other.count {
            other = []
            position = 0
            let limit = 1_000
            try target.all(table.selection(after: last), Values((last ?? []) + [.integer(Int64(limit))])) { row in
              other.append(table.columns.indices.map { row.value($0) })
            }
            last = other.last.map { table.keyValues(of: $0) }
          }
          guard position < other.count else { return nil }
          defer { position += 1 }
          return other[position]
        }
        do {
          try table.walk(connection) { stretch in
            for row in stretch {
              guard try next() == row else { throw Difference(row: row) }
            }
            rows += stretch.count
            try onProgress("comparing \(table.name)", rows)
          }
          if let surplus = try next() { throw Difference(row: surplus) }
        } catch let difference as Difference {
          guard table.isMadeByGuards else { throw words(table, difference.row) }
          mended = table.title(of: difference.row)
        }
        compared += rows
      }
    }
    return (compared, mended)
  }

  private struct Difference: Error {
    let row: [ColumnValue]
  }

  private func words(_ table: CopiedTable, _ row: [ColumnValue]) -> CommandError {
    .invalid(
      "\(names.source) and \(names.target) differ in \(table.title(of: row)): one of them was changed since the copy began; copy "
        + "into an empty database while nobody writes")
  }
}
