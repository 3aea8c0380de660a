import CPostgres
import Glibc
import Tables

/// One connection to a server. Statements are queued and sent together (libpq's pipeline mode), so that what does not
/// depend on one another's answers costs one round trip. Used by one thread at a time.
final class ServerConnection {
  private let connection: OpaquePointer
  private let statements = StatementNames()
  /// What was queued since the last synchronization, in order; each of them has one result coming.
  private var queued: [Queued] = []
  /// Synchronizations that were sent and not read yet, with what came before each.
  private var unread: [[Queued]] = []
  /// How often an answer was waited for: what a server's distance costs.
  private(set) var roundTrips = 0
  /// Called with true when an answer takes longer than ``patience``; it is waited for all the same, and that this is over is
  /// told with false.
  private let onDelay: @Sendable (_ waits: Bool) -> Void
  /// Whether it was told that an answer is waited for.
  private var isLate = false
  /// Milliseconds.
  static let patience: Int32 = 3_000
  /// Whether an answer that takes longer than ``mostPatience`` is given up, and the server with it: there are others, which may be the
  /// primary by now. Not for a commit, which may wait for its standby for as long as that takes.
  var givesUp = false
  /// Longer than any lock is waited for (`lock_timeout`); milliseconds.
  static let mostPatience: Int32 = 10_000
  /// Whether the server warned of something with the answer that is being read.
  private var hasWarned = false

  private enum Queued {
    case preparation(sql: String)
    case statement(Ticket)
  }

  /// The place of a statement's result, filled when it comes.
  final class Ticket {
    fileprivate(set) var result: ResultRows?
    fileprivate(set) var error: ServerError?
    /// Whether the server warned of something: a commit that was not waited for on the standby is one all the same.
    fileprivate(set) var hasWarned = false
  }

  /// Connects, which takes as long as the address says (`connect_timeout`).
  init(_ address: ServerAddress, onDelay: @escaping @Sendable (Bool) -> Void = { _ in }) throws(ServerError) {
    if let fault = ServerAddress.libraryFault { throw .lost(fault) }
    guard let connection = address.connect() else { throw .lost("there is no memory for a connection") }
    guard PQstatus(connection) == CONNECTION_OK else {
      defer { PQfinish(connection) }
      throw Self.failure(PQerrorMessage(connection))
    }
    guard PQenterPipelineMode(connection) == 1 else {
      PQfinish(connection)
      throw .lost("the connection can't be pipelined")
    }
    self.connection = connection
    self.onDelay = onDelay
    PQsetNoticeReceiver(
      connection,
      { connection, notice in
        guard let connection, let severity = PQresultErrorField(notice, Int32(UInt8(ascii: "V"))) else { return }
        guard String(cString: severity) == "WARNING" else { return }
        Unmanaged<ServerConnection>.fromOpaque(connection).takeUnretainedValue().hasWarned = true
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit { PQfinish(connection) }

  /// The database role that the connection acts as.
  var user: String { PQuser(connection).map { String(cString: $0) } ?? "" }
  var isAlive: Bool { PQstatus(connection) == CONNECTION_OK }
  /// Whether a transaction is open, as far as the server has told.
  var isInTransaction: Bool {
    let status = PQtransactionStatus(connection)
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE
  }
  var socket: Int32 { PQsocket(connection) }
  /// Whether the server only follows another, as far as it has told: also of what it became since.
  var isStandby: Bool { status("in_hot_standby") == "on" }
  /// Why nothing can be written over it, by what the server tells of itself; nil where it says nothing like it.
  var readOnlyCause: String? {
    isStandby ? "it is a standby" : status("default_transaction_read_only") == "on" ? "the server is set so" : nil
  }

  /// What the server tells of itself unasked.
  private func status(_ name: String) -> String? { PQparameterStatus(connection, name).map { String(cString: $0) } }

  // MARK: Statements

  /// Queues a statement; it is prepared once a connection. Nothing is waited for.
  @discardableResult
  func queue(_ sql: String, _ values: Values = []) throws(ServerError) -> Ticket {
    let name: String
    if let known = statements.name(of: sql) {
      name = known
    } else {
      name = statements.newName(for: sql)
      guard PQsendPrepare(connection, name, statements.numbered(sql), 0, nil) == 1 else { throw loss() }
      queued.append(.preparation(sql: sql))
    }
    let ticket = Ticket()
    let isSent = values.withParameters {
      PQsendQueryPrepared(connection, name, Int32(values.list.count), $0, nil, nil, 0)
    }
    guard isSent == 1 else { throw loss() }
    queued.append(.statement(ticket))
    return ticket
  }

  /// Sends what was queued as one stretch: after an error in it the server passes over the rest of it.
  func send() throws(ServerError) {
    guard PQpipelineSync(connection) == 1 else { throw loss() }
    unread.append(queued)
    queued = []
  }

  /// Sends what was queued and waits for the answers to all that was sent.
  ///
  /// - Throws: the first error of the last stretch, or that the connection was lost.
  func synchronize() throws(ServerError) {
    try send()
    try settle()
  }

  /// Waits for the answers to what was sent already.
  func settle() throws(ServerError) {
    guard !unread.isEmpty else { return }
    roundTrips += 1
    defer { endDelay() }
    var first: ServerError?
    while !unread.isEmpty {
      let stretch = unread.removeFirst()
      first = nil
      for item in stretch {
        hasWarned = false
        try awaitAnswer()
        let error = try receive(item)
        if case .statement(let ticket) = item { ticket.hasWarned = hasWarned }
        if let error, first == nil { first = error }
      }
      try awaitAnswer()
      try receiveSynchronization()
    }
    if let first { throw first }
  }

  /// Waits until there is something to read: libpq's own wait says nothing, however long it takes.
  private func awaitAnswer() throws(ServerError) {
    var source = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    while PQisBusy(connection) == 1 {
      let ready = poll(
        &source, 1, !isLate ? Self.patience : givesUp ? Self.mostPatience - Self.patience : -1)
      if ready == 0, isLate { throw .lost("no answer for \(Self.mostPatience / 1_000) s") }
      if ready == 0 {
        isLate = true
        onDelay(true)
      }
      guard ready > 0 else { continue }
      // What was lost is told by the result that follows.
      guard PQconsumeInput(connection) == 1 else { return }
    }
  }

  private func endDelay() {
    guard isLate else { return }
    isLate = false
    onDelay(false)
  }

  var hasQueued: Bool { !queued.isEmpty }

  /// Takes one result. Returns the server's refusal; throws when there is no server any more.
  private func receive(_ item: Queued) throws(ServerError) -> ServerError? {
    var outcome: ServerError?
    var isFirst = true
    // Each statement's results end with a null.
    while let result = PQgetResult(connection) {
      let status = PQresultStatus(result)
      guard isFirst else {
        PQclear(result)
        continue
      }
      isFirst = false
      switch (item, status) {
      case (.preparation, PGRES_COMMAND_OK): PQclear(result)
      case (.statement(let ticket), PGRES_COMMAND_OK), (.statement(let ticket), PGRES_TUPLES_OK):
        ticket.result = ResultRows(result)
      case (_, PGRES_PIPELINE_ABORTED):
        if case .preparation(let sql) = item { statements.forget(sql) }
        if case .statement(let ticket) = item {
          ticket.error = .refused(state: "25P02", message: "not reached", detail: "")
        }
        PQclear(result)
      default:
        let error = Self.error(result)
        if case .preparation(let sql) = item { statements.forget(sql) }
        if case .statement(let ticket) = item { ticket.error = error }
        outcome = error
        PQclear(result)
      }
    }
    guard isAlive else { throw outcome.flatMap { $0.isLoss ? $0 : nil } ?? loss() }
    return outcome
  }

  private func receiveSynchronization() throws(ServerError) {
    while true {
      guard let result = PQgetResult(connection) else {
        guard isAlive else { throw loss() }
        continue
      }
      let status = PQresultStatus(result)
      PQclear(result)
      if status == PGRES_PIPELINE_SYNC { return }
      guard isAlive else { throw loss() }
    }
  }

  private static func error(_ result: OpaquePointer) -> ServerError {
    func field(_ code: Character) -> String {
      PQresultErrorField(result, Int32(code.asciiValue ?? 0)).map { String(cString: $0) } ?? ""
    }
    let state = field("C")
    let message = field("M")
    // What libpq itself says of a broken connection has no SQLSTATE.
    return state.isEmpty
      ? .lost(sentence(PQresultErrorMessage(result))) : .refused(state: state, message: message, detail: field("D"))
  }

  private func loss() -> ServerError { .lost(Self.sentence(PQerrorMessage(connection))) }

  /// Why there is no connection: libpq's text, without what the store's title says already.
  private static func failure(_ text: UnsafePointer<CChar>?) -> ServerError {
    let said = text.map { String(cString: $0) } ?? ""
    var reasons: [(host: String, words: String)] = []
    // A line a host, and lines that ask whether there is a server, or say the same once more.
    for line in said.split(whereSeparator: \.isNewline)
    where line.first?.isWhitespace != true && !line.hasPrefix("DETAIL:") {
      let end = line.firstRange(of: " failed: ")
      var words = String((end.map { line[$0.upperBound...] } ?? line).trimmingPrefix("FATAL:").drop { $0 == " " })
      // Of a socket. It would be taken for a file of one's own.
      if words == "No such file or directory" { words = "no server listens there" }
      guard !reasons.contains(where: { $0.words == words }) else { continue }
      reasons.append((host(end.map { line[..<$0.lowerBound] } ?? ""), words))
    }
    if said.contains("no password supplied") {
      return .turnedAway("it asks for a password; ~/.pgpass can keep it, or PGPASSWORD say it")
    }
    // In words of libpq's that only tell of slots; every version's name one of these.
    if ["connection slots are reserved", "too many clients", "too many connections for"].contains(where: said.contains)
    {
      return .turnedAway(
        "all of its connections are taken; try again when somebody has closed theirs. Who runs the server lets in more with "
          + "max_connections (docs/deploy.md tells how many)")
    }
    // Which host said what counts only where they say different things.
    let told = reasons.map { reasons.count == 1 || $0.host.isEmpty ? $0.words : "\($0.host): \($0.words)" }
    let joined = told.isEmpty ? sentence(text) : told.joined(separator: "; ")
    return said.contains("FATAL:") ? .turnedAway(joined) : .lost(joined)
  }

  /// `127.0.0.1:5432` out of `connection to server at "127.0.0.1", port 5432`; empty where none is named.
  private static func host(_ text: Substring) -> String {
    let quoted = text.split(separator: "\"", omittingEmptySubsequences: false)
    guard quoted.count == 3 else { return "" }
    return quoted[2].firstRange(of: "port ").map { "\(quoted[1]):\(quoted[2][$0.upperBound...])" } ?? String(quoted[1])
  }

  /// libpq's messages may have several lines, one a host. What it guesses of a reason stands indented, and that there is no
  /// socket then goes without saying.
  private static func sentence(_ text: UnsafePointer<CChar>?) -> String {
    let lines = text.map { String(cString: $0) }?.split(whereSeparator: \.isNewline).filter {
      $0.first?.isWhitespace == false && $0 != "invalid socket"
    }
    let joined = lines?.joined(separator: "; ") ?? ""
    return joined.isEmpty ? "the connection was cut" : joined
  }

  // MARK: Notifications

  /// Takes in what came, without waiting. Returns whether there was a notification.
  func consumeNotifications() throws(ServerError) -> Bool {
    guard PQconsumeInput(connection) == 1 else { throw loss() }
    var isNotified = false
    while let notification = PQnotifies(connection) {
      isNotified = true
      PQfreemem(notification)
    }
    return isNotified
  }
}

/// A statement's result.
final class ResultRows {
  private let result: OpaquePointer
  let count: Int

  init(_ result: OpaquePointer) {
    self.result = result
    count = Int(PQntuples(result))
  }

  deinit { PQclear(result) }

  subscript(_ row: Int) -> Row { Row(result: result, row: Int32(row)) }

  /// Values come as text: numbers in digits, truths as `t` and `f`.
  struct Row: TableRow {
    fileprivate let result: OpaquePointer
    fileprivate let row: Int32

    func integer(_ column: Int) -> Int64? {
      guard PQgetisnull(result, row, Int32(column)) == 0, let text = PQgetvalue(result, row, Int32(column)) else {
        return nil
      }
      switch UInt8(bitPattern: text.pointee) {
      case UInt8(ascii: "t"): return 1
      case UInt8(ascii: "f"): return 0
      default: return Self.number(text)
      }
    }

    func text(_ column: Int) -> String? {
      guard PQgetisnull(result, row, Int32(column)) == 0, let text = PQgetvalue(result, row, Int32(column)) else {
        return nil
      }
      let count = Int(PQgetlength(result, row, Int32(column)))
      return String(
        decoding: UnsafeRawBufferPointer(start: UnsafeRawPointer(text), count: count), as: UTF8.self)
    }

    func value(_ column: Int) -> ColumnValue {
      switch PQftype(result, Int32(column)) {
      // The types boolean and bigint (pg_type.dat).
      case 16, 20: integer(column).map { .integer($0) } ?? .null
      default: text(column).map { .text($0) } ?? .null
      }
    }

    private static func number(_ text: UnsafeMutablePointer<CChar>) -> Int64 {
      var digit = text
      let isNegative = digit.pointee == 0x2D
      if isNegative { digit += 1 }
      var value: Int64 = 0
      while case let code = digit.pointee, code >= 0x30, code <= 0x39 {
        value = value &* 10 &+ Int64(code - 0x30)
        digit += 1
      }
      // What is as far below zero as can be has no counterpart above it.
      return isNegative ? 0 &- value : value
    }
  }
}
