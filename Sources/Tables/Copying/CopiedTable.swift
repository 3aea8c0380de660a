/// A table as it is copied and compared: its columns, and the order that its rows are walked in.
struct CopiedTable {
  let name: String
  let columns: [String]
  /// The columns that a row is found by.
  let key: [String]
  /// How many rows of it one transaction takes; nil for all, where rows refer to later ones.
  var batch: Int? = 1_000
  /// Whether the database's own guards fill it, from what is in other tables.
  var isMadeByGuards: Bool { ["hold", "room_hold"].contains(name) }

  init(_ name: String, _ columns: String, key: [String] = ["id"], batch: Int? = 1_000) {
    self.name = name
    self.columns = columns.split(separator: ",").map { String($0.drop { $0 == " " }) }
    self.key = key
    self.batch = batch
  }

  /// In an order in which each refers only to what is there already.
  static let all = [
    CopiedTable("person", Columns.person, batch: nil),
    CopiedTable("pair", Columns.pair),
    CopiedTable("room", Columns.room),
    CopiedTable("series", Columns.series),
    CopiedTable("session", Columns.session),
    CopiedTable("attendance", Columns.attendance, key: ["session", "person"]),
    CopiedTable("notebook", Columns.notebook),
    CopiedTable("busy_source", Columns.busySource),
    CopiedTable("busy_generation", "source, generation, longest", key: ["source", "generation"], batch: 50),
    CopiedTable("step", Columns.step + ", audience, changes"),
    CopiedTable("reversible", "actor, direction, step", key: ["step", "direction"]),
    CopiedTable("reminded", "key, at", key: ["key"]),
  ]

  /// What follows from other tables, and is compared only.
  static let derived = [
    CopiedTable(
      "hold", #"person, start, "end", session, buffer, is_request, expires"#, key: ["person", "start"]),
    CopiedTable("room_hold", #"room, start, "end", session, is_request, expires"#, key: ["room", "start"]),
    CopiedTable("busy", Columns.busy, key: ["source", "generation", "start", #""end""#, "title", "file"]),
  ]

  /// The rows after one, by its key; from the first without.
  func selection(after key: [ColumnValue]?) -> String {
    // Texts in one order everywhere, whatever a database sorts by.
    let order = self.key.joined(separator: ", ")
    let names = columns.joined(separator: ", ")
    let places = self.key.map { _ in "?" }.joined(separator: ", ")
    let condition = key == nil ? "" : "WHERE (\(order)) > (\(places)) "
    return "SELECT \(names) FROM \(name) \(condition)ORDER BY \(order) LIMIT ?"
  }

  var insertion: String {
    "INSERT INTO \(name) (\(columns.joined(separator: ", "))) VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))"
  }

  func keyValues(of row: [ColumnValue]) -> [ColumnValue] {
    key.compactMap { column in columns.firstIndex(of: column).map { row[$0] } }
  }

  /// A row as sentences name it: `session 12`.
  func title(of row: [ColumnValue]) -> String {
    let key = keyValues(of: row).map { value in
      switch value {
      case .null: "-"
      case .integer(let number): "\(number)"
      case .text(let text): text
      }
    }
    return "\(name) \(key.joined(separator: ", "))"
  }

  /// Calls `body` with stretches of rows, in the order of their keys, from after `start` on.
  func walk(
    _ connection: any TableConnection, after start: [ColumnValue]? = nil, _ body: ([[ColumnValue]]) throws -> Void
  ) throws {
    var last = start
    let limit = batch ?? Int(Int32.max)
    while true {
      var rows: [[ColumnValue]] = []
      let values = Values((last ?? []) + [.integer(Int64(limit))])
      try connection.all(selection(after: last), values) { row in
        rows.append(columns.indices.map { row.value($0) })
      }
      guard let end = rows.last else { return }
      try body(rows)
      guard rows.count == limit else { return }
      last = keyValues(of: end)
    }
  }
}

/// A row that was taken out of its table.
struct CopiedRow: TableRow {
  let values: [ColumnValue]

  func value(_ column: Int) -> ColumnValue { values[column] }
  func integer(_ column: Int) -> Int64? { if case .integer(let number) = values[column] { number } else { nil } }
  func text(_ column: Int) -> String? { if case .text(let text) = values[column] { text } else { nil } }
}
