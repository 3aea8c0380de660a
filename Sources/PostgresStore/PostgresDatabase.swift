public import Mentoring
public import Scheduling
public import Tables

/// A mentoring program on a PostgreSQL server, shared by everyone whom the server lets in.
///
/// Each person connects as a database role of their own: what they may see and write the server itself decides, by row.
public final class PostgresDatabase: TableStore {
  public let address: ServerAddress
  /// The database role that acts; the login of whoever uses the program.
  public let user: String
  public let isReadOnly: Bool
  /// Whether the role owns the program's tables: it may act for anybody, as it could by plain SQL.
  public let isOwner: Bool

  let zones: any ZoneProvider
  let hours = HoursCache()
  private let pairPeople = PairPeople()
  let pool: ConnectionPool
  private let watches = WatchList()
  private let forecaster: Forecaster

  /// Connects, and makes sure that a program of this version's format lies there.
  ///
  /// - Parameter onDelay: told, from the thread that waits, when the server takes seconds for an answer: it is busy, out of
  ///   reach, or waits for a standby without which nothing counts as done. Each time that this is over, whatever the end, nil
  ///   is told.
  /// - Parameter takesUnfinished: whether a program that was copied in part is opened, for who goes on with it.
  /// - Throws: a sentence for each way in which that can't be.
  public init(
    _ address: ServerAddress, zones: any ZoneProvider, isReadOnly: Bool = false, takesUnfinished: Bool = false,
    onDelay: @escaping @Sendable (StoreError?) -> Void = { _ in }
  ) throws(StoreError) {
    if let problem = address.problem {
      throw .unavailable(
        "the address of the server can't be read: \(problem); it looks like postgresql://host/database")
    }
    self.address = address
    self.zones = zones
    self.isReadOnly = isReadOnly
    let cause = "no answer for \(ServerConnection.patience / 1_000) s"
    let wait = StoreError.unavailable(
      "\(address.title) is waited for: \(cause); it is busy, out of reach, or its standby is away", cause: cause)
    pool = ConnectionPool(
      address, onDelay: { waits in onDelay(waits ? wait : nil) }, onLoss: { [watches] in watches.reconnect() })
    forecaster = Forecaster(hours: hours, people: pairPeople)
    do {
      let connection = try pool.take().connection
      user = connection.user
      isOwner = try Schema.requirePresent(over: connection, store: address.title, isWhole: !takesUnfinished)
      pool.give(back: connection)
    } catch {
      throw StoreError(error, store: address.title)
    }
  }

  // MARK: Store

  public var isFar: Bool { true }
  public var readOnlyCause: String? { isReadOnly ? "--read-only is said" : pool.readOnlyCause }

  public func read<Result>(_ body: (any StoreReader) throws -> Result) throws -> Result {
    do {
      return try connected { try body(view($0)) }
    } catch {
      throw unseen(error)
    }
  }

  public func readAhead<Result>(_ body: (any StoreReader) throws -> Result) throws -> Result {
    do {
      return try connected { reading in
        reading.asksAhead = true
        for _ in 0..<Self.mostTrips {
          let attempt = Swift.Result { try body(view(reading)) }
          guard !reading.wanted.isEmpty else { return try attempt.get() }
          try reading.askWanted()
        }
        reading.asksAhead = false
        return try body(view(reading))
      }
    } catch let error as ServerError where !error.isLoss {
      // Something that would not have been asked, had all answers been there.
      return try read(body)
    } catch {
      throw unseen(error)
    }
  }

  private func view(_ connection: any TableConnection) -> TableView {
    TableView(connection, hours: hours, pairPeople: pairPeople)
  }

  /// Trips in which questions are asked together; what then is still asked anew goes one by one.
  private static let mostTrips = 8

  public func readTables<Result>(_ body: (any TableConnection) throws -> Result) throws -> Result {
    do {
      return try connected { reading in
        // Whole tables take what they take.
        let givesUp = reading.connection.givesUp
        reading.connection.givesUp = false
        defer { reading.connection.givesUp = givesUp }
        return try body(reading)
      }
    } catch {
      throw outward(error)
    }
  }

  private func connected<Result>(_ body: (ServerReading) throws -> Result) throws -> Result {
    let (connection, isUsed) = try pool.take()
    do {
      return try read(over: connection, body)
    } catch let error as ServerError where error.isLoss && isUsed {
      // It was cut while it lay idle, and the others with it. Nothing was changed by reading: once more.
      pool.drop()
      return try read(over: try pool.take().connection, body)
    }
  }

  private func read<Result>(
    over connection: ServerConnection, _ body: (ServerReading) throws -> Result
  ) throws -> Result {
    let reading = ServerReading(connection, owner: isOwner ? user : nil)
    do {
      let result = try body(reading)
      try reading.end()
      pool.give(back: connection)
      return result
    } catch let error as ServerError {
      // Whatever it was, the transaction ends with the connection.
      throw error
    } catch {
      try reading.end()
      pool.give(back: connection)
      throw error
    }
  }

  public func perform(_ command: Command, by actor: Actor, at now: Instant, isDryRun: Bool) throws -> Outcome {
    guard !isReadOnly || isDryRun else {
      throw StoreError.readOnly("\(address.title) is open for reading only, so nothing was changed")
    }
    // Whose calendar may be read again the server says.
    let isRefresh = if case .importBusy = command { actor == .calendarRefresh } else { false }
    if !isRefresh { try requireActing(as: actor.login) }
    do {
      return try Performance(
        command: command, actor: actor, now: now, isDryRun: isDryRun, zones: zones, hours: hours,
        forecaster: forecaster, pool: pool, store: address.title
      ).carryOut()
    } catch {
      throw outward(error)
    }
  }

  /// - Throws: `CommandError.notPermitted` for another's login, unless the role owns the program.
  public func requireActing(as login: String) throws(CommandError) {
    guard !isOwner, login.lowercased() != user.lowercased() else { return }
    throw CommandError.notPermitted(
      "the server knows you as \(user), who can't act as \(login); connect as \(login), or leave out --as")
  }

  /// Writes what no command says, in one transaction; for who owns the tables.
  public func write(_ body: (TableDraft) throws -> Void) throws {
    guard !isReadOnly else { throw StoreError.readOnly("\(address.title) is open for reading only") }
    do {
      let connection = try pool.take().connection
      let givesUp = connection.givesUp
      connection.givesUp = false
      defer { connection.givesUp = givesUp }
      let writing = ServerWriting(connection, isDryRun: false)
      try writing.begin(.program, token: 0, forecast: [], numbers: [])
      do {
        try body(TableDraft(writing, hours: hours))
      } catch let error where !(error is ServerError) {
        try writing.rollBack()
        throw error
      }
      try writing.commit()
      pool.give(back: connection)
    } catch {
      throw outward(error)
    }
  }

  public func watch(_ onChange: @escaping @Sendable () -> Void) throws -> any WatchToken {
    do {
      let mark = try connected { reading in
        try reading.first(ServerWatch.stateQuery, []) { $0.text(0) ?? "" } ?? ""
      }
      let watch = try ServerWatch(address, since: mark, onChange: onChange)
      watches.add(watch)
      return watch
    } catch {
      throw outward(error)
    }
  }

  /// The same of two that are one database, under whatever names, and of its standbys until one takes over; of no others.
  public func identity() throws -> String {
    try readTables { connection in
      try connection.first(
        """
        SELECT system_identifier || '/' || timeline_id || '/' || oid
        FROM pg_control_system(), pg_control_checkpoint(), pg_database WHERE datname = current_database()
        """, []
      ) { $0.text(0) ?? "" } ?? ""
    }
  }

  public func schemaDifferences() throws -> [String] {
    try readTables { try Schema.differences($0) }
  }

  /// Who is let in reads what the program reads, so who may not is let in no more.
  private func unseen(_ error: any Error) -> any Error {
    // To who may not look into it the schema is as if it were not there.
    guard let state = (error as? ServerError)?.state,
      state == "42501" || ["42P01", "3F000"].contains(state) && isThere
    else { return outward(error) }
    let cause = "\(user) is let in no more"
    return StoreError.unavailable(
      "\(address.title) can't be read: \(cause); who owns it lets people in (“tandem admin grant \(user) --role member”)",
      cause: cause)
  }

  /// Whether there is a program, whoever may look into it. Over a connection that is not used again: who is let in once more sees
  /// nothing over one that could not look when it was opened.
  private var isThere: Bool {
    guard let connection = try? pool.take().connection,
      let found = try? connection.queue("SELECT 1 FROM pg_namespace WHERE nspname = 'tandem'"),
      (try? connection.synchronize()) != nil
    else { return false }
    return found.result?.count == 1
  }

  /// Refusals go out as they are; what the server says becomes a ``StoreError``.
  private func outward(_ error: any Error) -> any Error {
    if let refusal = error as? ServerError, refusal.state == "42501" {
      return CommandError.notPermitted(
        "the server does not let \(user) do that (\(refusal.message)); a coordinator, or who runs the server, can")
    }
    return error is ServerError || error is DamagedRow || error is DecodingError
      ? StoreError(error, store: address.title) : error
  }
}
