import Tables

/// A write transaction. What will be read is forecast and asked for along with its beginning; what is written is sent with its
/// end: a booking costs two round trips.
final class ServerWriting: ServerTables {
  let connection: ServerConnection
  let dialect = Dialect.postgres
  /// Answers that came with the beginning, until something is written that may change them.
  private var forecast: [Query: ServerConnection.Ticket] = [:]
  /// New numbers that come with it, and which column of the answer is of which table.
  private var numbers: (tables: [NumberedTable?], answer: ServerConnection.Ticket?) = ([], nil)
  private let isDryRun: Bool
  /// Writes that the server was given no time to refuse yet.
  private var held = 0
  /// What is held back at most, before the server is waited for; bounds memory in an import.
  private static let mostHeld = 1_000

  init(_ connection: ServerConnection, isDryRun: Bool) {
    self.connection = connection
    self.isDryRun = isDryRun
  }

  /// Begins the transaction, waits for the locks, and asks what will be asked.
  ///
  /// READ COMMITTED, for each query must see what was written while the locks were waited for.
  ///
  /// - Parameter token: is kept beside what is written, so that it can be asked after; 0 for none.
  func begin(
    _ lock: WriteLock, token: Int64, forecast queries: [Query], numbers tables: [NumberedTable]
  ) throws(ServerError) {
    try connection.queue(isDryRun ? "BEGIN READ ONLY" : "BEGIN")
    // In one statement, for each costs the server more than what it says. What stands last in it is done last: numbers are
    // given in the order of the locks.
    let keepsToken = token != 0 && !isDryRun
    let first = [
      keepsToken ? "set_config('tandem.token', ?, true)" : nil, lock.isShared ? Self.keepsPlans : nil, lock.sql,
    ].compactMap(\.self)
    let tables = isDryRun ? [] : tables
    let answer = try connection.queue(
      "SELECT \((first + tables.map(Self.nextNumber)).joined(separator: ", "))",
      Values((keepsToken ? [.text(String(token))] : []) + lock.values.list))
    numbers = (first.map { _ in nil } + tables, answer)
    for query in queries { forecast[query] = try connection.queue(query.sql, query.values) }
    try connection.synchronize()
  }

  /// What is asked about one pair is asked the same way each time: it is planned once. The server would make a new plan each time
  /// for what it expects to gain by it, and gain less than the plan costs.
  private static let keepsPlans = "set_config('plan_cache_mode', 'force_generic_plan', true)"

  /// Makes it all durable, and tells those who watch; waits until it is.
  ///
  /// - Throws: also a loss, where the server gave up to wait for its standby: by itself it has committed.
  func commit() throws(ServerError) {
    // Not told within the transaction: the server would let one commit after the other, each waiting for the disk.
    try commit(with: ["COMMIT", "SELECT pg_notify('tandem', '')"])
  }

  /// Waits until all that was committed is where the server keeps it safe, on its standby too: a commit of its own, of nothing.
  func awaitSafety() throws(ServerError) {
    try commit(with: ["SELECT pg_logical_emit_message(true, 'tandem', '')"])
  }

  /// However long the standby takes.
  private func commit(with statements: [String]) throws(ServerError) {
    let givesUp = connection.givesUp
    connection.givesUp = false
    defer { connection.givesUp = givesUp }
    var tickets: [ServerConnection.Ticket] = []
    for statement in statements { tickets.append(try connection.queue(statement)) }
    try connection.synchronize()
    guard !tickets.contains(where: \.hasWarned) else { throw .lost("its standby was not waited for") }
  }

  func rollBack() throws(ServerError) {
    try connection.queue("ROLLBACK")
    try connection.synchronize()
  }

  // MARK: TableConnection

  func run(_ sql: String, _ values: Values) throws {
    // What is only tried out is not written: a standby can try it too.
    guard !isDryRun else { return }
    forecast = [:]
    try connection.queue(sql, values)
    held += 1
    guard held >= Self.mostHeld else { return }
    held = 0
    try connection.synchronize()
  }

  func newNumber(_ table: NumberedTable) throws -> Int64 {
    guard !isDryRun else {
      return try first("SELECT coalesce(max(id), 0) + 1 FROM \(table.rawValue)", []) { $0.integer(0) ?? 1 } ?? 1
    }
    if let column = numbers.tables.firstIndex(of: table), let rows = numbers.answer?.result, rows.count > 0 {
      numbers.tables = numbers.tables.enumerated().map { $0.offset == column ? nil : $0.element }
      return rows[0].integer(column) ?? 1
    }
    // A number is nobody's change, so the forecast holds.
    let ticket = try connection.queue("SELECT \(Self.nextNumber(table))")
    try connection.synchronize()
    held = 0
    guard let rows = ticket.result, rows.count > 0, let number = rows[0].integer(0) else {
      throw ServerError.lost("a number had no answer")
    }
    return number
  }

  func lastNumber(_ table: NumberedTable) throws -> Int64 { try ServerReading.lastNumber(table, self) }

  func giveNoNumber(of table: NumberedTable, upTo last: Int64) throws {
    guard try last > lastNumber(table) else { return }
    try run("SELECT setval('\(table.rawValue)_number', ?)", [last])
  }

  func rows(_ sql: String, _ values: Values) throws(ServerError) -> ResultRows? {
    if let rows = forecast[Query(sql: sql, values: values)]?.result { return rows }
    let ticket = try connection.queue(sql, values)
    try connection.synchronize()
    held = 0
    guard let rows = ticket.result else { throw .lost("a query had no answer") }
    return rows
  }

  private static func nextNumber(_ table: NumberedTable) -> String { "nextval('\(table.rawValue)_number')" }
}

/// A statement with what its placeholders stand for.
struct Query: Hashable {
  let sql: String
  let values: Values
}
