import Tables

/// A read-only transaction in which nothing changes; it begins with the first query, at no cost of its own.
final class ServerReading: ServerTables {
  let connection: ServerConnection
  let dialect = Dialect.postgres
  let owner: String?
  private var hasBegun = false
  /// Whether what is not known yet is only noted, for ``askWanted()``.
  var asksAhead = false
  private(set) var wanted: [Query] = []
  private var answers: [Query: ResultRows] = [:]

  /// - Parameter owner: the connection's role, if that owns the tables.
  init(_ connection: ServerConnection, owner: String?) {
    self.connection = connection
    self.owner = owner
  }

  func run(_ sql: String, _ values: Values) throws { throw ServerError.lost("a reader does not write") }
  func newNumber(_ table: NumberedTable) throws -> Int64 { throw ServerError.lost("a reader does not write") }

  func lastNumber(_ table: NumberedTable) throws -> Int64 { try Self.lastNumber(table, self) }
  func giveNoNumber(of table: NumberedTable, upTo last: Int64) throws {
    throw ServerError.lost("a reader does not write")
  }

  static func lastNumber(_ table: NumberedTable, _ connection: some TableConnection) throws -> Int64 {
    try connection.first("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM \(table.rawValue)_number", []) {
      $0.integer(0) ?? 0
    } ?? 0
  }

  /// Ends the transaction, without waiting for the answer.
  func end() throws(ServerError) {
    guard hasBegun else { return }
    try connection.queue("COMMIT")
    try connection.send()
  }

  func rows(_ sql: String, _ values: Values) throws(ServerError) -> ResultRows? {
    let query = Query(sql: sql, values: values)
    if let known = answers[query] { return known }
    if asksAhead {
      if !wanted.contains(query) { wanted.append(query) }
      return nil
    }
    return try ask([query])[0]
  }

  /// Asks all that was wanted, in one trip.
  func askWanted() throws(ServerError) {
    let rows = try ask(wanted)
    for (query, rows) in zip(wanted, rows) { answers[query] = rows }
    wanted = []
  }

  private func ask(_ queries: [Query]) throws(ServerError) -> [ResultRows] {
    if !hasBegun {
      hasBegun = true
      try connection.queue("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    }
    var tickets: [ServerConnection.Ticket] = []
    for query in queries { tickets.append(try connection.queue(query.sql, query.values)) }
    try connection.synchronize()
    let rows = tickets.compactMap(\.result)
    guard rows.count == queries.count else { throw .lost("a query had no answer") }
    return rows
  }
}

extension Dialect {
  static let postgres = Dialect(
    person: "person_seen", hold: "hold_seen", roomHold: "room_hold_seen",
    // Not by a query, which the view would keep outside: it would be asked for everybody.
    isAmong: "= ANY (translate(?, '[]', '{}')::bigint[])", asksOfTwo: true,
    hasNotebook: "has_notebook(?)",
    hasTable: "SELECT 1 WHERE to_regclass('tandem.' || ?) IS NOT NULL",
    // Of two equal keys the policies saw the last.
    changes: "CASE changes WHEN '' THEN '' ELSE changes::jsonb::text END", statistics: "ANALYZE"
  ) { thing in
    // What is asked of people is of commands that change people alone, ten thousand in one text: it is searched, and not read.
    thing == "person"
      ? #"position('"id":' || (?::bigint)::text || ',' IN step.changes) > 0"#
      : """
      EXISTS (SELECT 1 FROM jsonb_array_elements(coalesce(nullif(step.changes, ''), '[]')::jsonb) AS change
        WHERE change ->> 'thing' = '\(thing)' AND change #>> '{after,id}' = (?::bigint)::text)
      """
  }
}
