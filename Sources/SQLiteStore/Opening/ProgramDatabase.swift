import CSQLiteSettings
import GRDB
import Glibc
public import Mentoring
public import Scheduling
import Synchronization
public import Tables

/// A mentoring program in one SQLite file, shared by all processes that open it.
public final class ProgramDatabase: TableStore {
  public let path: String
  /// Whether only reading was asked for, or is possible.
  public var isReadOnly: Bool { readOnlyCause != nil }
  public let readOnlyCause: String?
  /// A guard that another program took out before the file was opened; nil where all are there.
  public let missingGuard: String?

  let connections: FileConnections
  let zones: any ZoneProvider
  private let hours = HoursCache()
  /// Nil where the file is opened for reading.
  let turn: WritersTurn?
  /// Whether nothing can be written beside the file either.
  private let isForReading: Bool
  /// The file that was opened.
  private let identity: FileIdentity?
  /// The version of the schema in which the guards were last found; nil before the first look.
  private let schema = Mutex<Int64?>(nil)

  /// Done once a process, before the first file is opened.
  private static let countNoMemory: Void = tandem_sqlite_count_no_memory()

  /// Opens the file, or makes it when it is not there.
  ///
  /// - Parameters:
  ///   - domain: makes the uids of a new program's sessions unique; not used for one that is there.
  ///   - isReadOnly: never writes, not even to make the file.
  ///   - mustExist: a file that is not there is an error, and not made.
  ///   - makesFolder: whether the folder of a file that is made is made too.
  ///   - takesUnfinished: whether a program that was copied in part is opened, for who goes on with it.
  ///   - source: of what a file that is made is to become a copy: it is one that is not finished from its beginning.
  ///   - onDelay: told, in a sentence, when a file of an older format is brought up to date: a large one takes seconds.
  /// - Throws: a sentence for each way a file can be unusable. The file is left as it was.
  public init(
    path: String, zones: any ZoneProvider, domain: String, isReadOnly: Bool = false, mustExist: Bool = false,
    makesFolder: Bool = false, takesUnfinished: Bool = false, copyOf source: String? = nil,
    onDelay: (String) -> Void = { _ in }
  ) throws(StoreError) {
    Self.countNoMemory
    self.path = path
    self.zones = zones
    do {
      let mustExist = mustExist || isReadOnly
      let found = try DatabaseFile(path: path, mustExist: mustExist, makesFolder: makesFolder)
      if !found.isSurelyOurs, try Self.look(at: path) == .empty, mustExist { throw DatabaseFile.missing(path) }
      let (connections, isForReading) = try Self.connect(path, found, isReadOnly: isReadOnly)
      let isReading = isReadOnly || isForReading
      let turn = isReading ? nil : WritersTurn(path: path)
      try Self.prepare(
        connections, path: path, domain: domain, copyOf: source, isReadOnly: isReading, turn: turn, onDelay)
      let (unfinished, missing) = try connections.reader.read {
        (try ProgramCopy.unfinished(SQLiteConnection($0)), try Schema.missingGuards(in: $0))
      }
      if !takesUnfinished, let unfinished { throw ProgramCopy.unfinished(path, of: unfinished) }
      let cause =
        isReadOnly ? "--read-only is said" : found.obstacle ?? "the disk is full; open it again when there is room"
      readOnlyCause = isReading ? cause : Self.refusal(missing)
      missingGuard = missing.first
      self.connections = connections
      self.isForReading = isForReading
      self.turn = turn
      identity = FileIdentity(path)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Why a file without these guards is not written to: it would take what they refuse.
  private static func refusal(_ missing: [String]) -> String? {
    guard let first = missing.first else { return nil }
    let others = missing.count == 1 ? "" : " and \(missing.count - 1) more"
    return "its guard \(first) is missing\(others) (see “tandem doctor”)"
  }

  /// Makes sure that a file could be made in its folder as far as that is there: for who only says what would be made.
  public static func requireFolder(of path: String) throws(StoreError) { try DatabaseFile.requireFolder(of: path) }

  /// - Returns: whether nothing can be written there, too: on a full disk there is no room for what readers and writers share.
  private static func connect(
    _ path: String, _ found: DatabaseFile, isReadOnly: Bool
  ) throws -> (FileConnections, isForReading: Bool) {
    if found.obstacle != nil {
      return (try FileConnections(path: DatabaseFile.forReading(path), isReadOnly: true), true)
    }
    do {
      let connections = try FileConnections(path: path, isReadOnly: isReadOnly)
      _ = try connections.reader.read { try Schema.kind(of: $0) }
      return (connections, false)
    } catch  where found.exists && StoreError.isDiskFull(path) && !DatabaseFile.hasLog(path) {
      return (try FileConnections(path: DatabaseFile.asItLies(path), isReadOnly: true), true)
    }
  }

  /// Refuses a database that can't be opened, before anything is written to it: opening one turns its log on.
  private static func look(at path: String) throws -> Schema.Kind {
    var configuration = Configuration()
    configuration.readonly = true
    let queue = try DatabaseQueue(
      path: DatabaseFile.hasLog(path) ? path : DatabaseFile.asItLies(path), configuration: configuration)
    let kind = try queue.read { try Schema.kind(of: $0) }
    try require(kind, path: path)
    try queue.close()
    return kind
  }

  private static func require(_ kind: Schema.Kind, path: String) throws(StoreError) {
    switch kind {
    case .foreign: throw .foreign("\(path) is a database of another program; name another file with --db")
    case .ours(let version) where version > Schema.version:
      throw .newer(
        "\(path) was made by a newer version of Tandem (its format is \(version), this one reads up to "
          + "\(Schema.version)); update Tandem")
    case .ours, .empty: break
    }
  }

  private static func prepare(
    _ connections: FileConnections, path: String, domain: String, copyOf source: String?, isReadOnly: Bool,
    turn: WritersTurn?, _ onDelay: (String) -> Void
  ) throws {
    let kind = try connections.reader.read { try Schema.kind(of: $0) }
    try require(kind, path: path)
    switch kind {
    case .ours(Schema.version): return
    case .empty, .ours, .foreign:
      guard !isReadOnly else {
        throw StoreError.readOnly(
          "\(path) is of an older format and must be brought up to date, but can't be written to; open it once without --read-only, as who may write it"
        )
      }
      if kind != .empty { onDelay("bringing \(path) up to date for this version of Tandem, once") }
      let migrate: (Database) throws -> Void = { database in
        // Tables are made anew; within a transaction this can't be switched.
        try database.execute(sql: "PRAGMA foreign_keys = OFF")
        defer { try? database.execute(sql: "PRAGMA foreign_keys = ON") }
        try database.inTransaction(.immediate) {
          // Another process may have done it while this one waited.
          let found = try Schema.kind(of: database)
          if found != .ours(version: Schema.version) { try Schema.migrate(database, domain: domain) }
          if found == .empty, let source { try ProgramCopy.markUnfinished(SQLiteConnection(database), of: source) }
          return .commit
        }
      }
      try write(connections, turn, path: path) { (try migrate($0), isKept: true) }
    }
  }

  /// Runs `body`, which commits, when it is this process's turn, and returns when the disk has what it did. The turn is over
  /// by then: whoever is next does not wait for the disk.
  ///
  /// - Parameter body: tells whether it kept its changes.
  private static func write<Result>(
    _ connections: FileConnections, _ turn: WritersTurn?, path: String,
    _ body: (Database) throws -> (Result, isKept: Bool)
  ) throws -> Result {
    try connections.writer().writeWithoutTransaction { database in
      let (result, isKept) = if let turn { try turn.take { try body(database) } } else { try body(database) }
      do {
        if isKept { try database.waitForDisk() }
      } catch {
        throw StoreError.unavailable(
          "the change is made, but the disk that holds \(path) does not say that it is kept (\(error)); look after the disk, "
            + "and then whether the change is in “tandem history”")
      }
      return result
    }
  }

  // MARK: Store

  public func read<Result>(_ body: (any StoreReader) throws -> Result) throws -> Result {
    do {
      try requireSameFile()
      return try connections.reader.read { try body(TableView(SQLiteConnection($0), hours: hours)) }
    } catch {
      throw outward(error)
    }
  }

  public func readTables<Result>(_ body: (any TableConnection) throws -> Result) throws -> Result {
    do {
      try requireSameFile()
      return try connections.reader.read { try body(SQLiteConnection($0)) }
    } catch {
      throw outward(error)
    }
  }

  public func perform(_ command: Command, by actor: Actor, at now: Instant, isDryRun: Bool) throws -> Outcome {
    guard !isReadOnly || isDryRun else {
      if StoreError.isDiskFull(path) { throw StoreError.fullDisk(path) }
      throw StoreError.readOnly("\(openForReading), so nothing was changed")
    }
    do {
      try requireSameFile()
      return try Self.write(connections, turn, path: path) { database in
        try decide(command, by: actor, at: now, isDryRun: isDryRun, in: database)
      }
    } catch {
      throw outward(error)
    }
  }

  /// With the cause.
  var openForReading: String {
    "\(path) is open for reading only" + (readOnlyCause.map { " (\($0))" } ?? "")
  }

  /// What is open is elsewhere then, or nowhere: what is written there nobody would find, and what is read there may be over.
  private func requireSameFile() throws(StoreError) {
    guard FileIdentity(path) != identity else { return }
    throw .unavailable(
      "\(path) is not the file that was opened: it was moved or replaced meanwhile. Nothing was changed; start again to go on "
        + "with what lies there now")
  }

  /// Reads, decides and writes in one transaction that nobody else can write during.
  private func decide(
    _ command: Command, by actor: Actor, at now: Instant, isDryRun: Bool, in database: Database
  ) throws -> (Outcome, isKept: Bool) {
    let connection = SQLiteConnection(database, connections.prepared, isReadOnly: isReadOnly)
    return try connection.transaction {
      try requireGuards(in: database, connection)
      let draft = TableDraft(connection, hours: hours)
      let (outcome, isKept) = try draft.perform(command, by: actor, at: now, zones: zones, isDryRun: isDryRun)
      return (outcome, isKept)
    }
  }

  /// Another program may take guards out while the file is open. One number tells whether anything of the schema was changed.
  private func requireGuards(in database: Database, _ connection: SQLiteConnection) throws {
    guard !isReadOnly else { return }
    let version = try connection.first("PRAGMA schema_version", []) { $0.integer(0) } ?? nil
    guard schema.withLock({ $0 }) != version else { return }
    if let refusal = Self.refusal(try Schema.missingGuards(in: database)) {
      throw StoreError.readOnly("\(path) can't be written to any more: \(refusal); nothing was changed")
    }
    schema.withLock { $0 = version }
  }

  /// Writes what no command says, in one transaction; for making a program in bulk.
  public func write(_ body: (TableDraft) throws -> Void) throws {
    guard !isReadOnly else { throw StoreError.readOnly(openForReading) }
    do {
      try Self.write(connections, turn, path: path) { database in
        let connection = SQLiteConnection(database, connections.prepared)
        return try connection.transaction {
          try requireGuards(in: database, connection)
          return (try body(TableDraft(connection, hours: hours)), isKept: true)
        }
      }
    } catch {
      throw outward(error)
    }
  }

  /// Refusals go out as they are; what the database says becomes a ``StoreError``.
  private func outward(_ error: any Error) -> any Error {
    error is DatabaseError || error is DamagedRow || error is DecodingError ? StoreError(error, path: path) : error
  }

  public func watch(_ onChange: @escaping @Sendable () -> Void) throws -> any WatchToken {
    do {
      guard isForReading else { return try FileWatch(path: path, onChange: onChange) }
      return try FileWatch(path: path, isForReading: true) { [connections, path] in
        try? connections.reopen(DatabaseFile.forReading(path))
        onChange()
      }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Whether the file is sound: SQLite's own check, and the references between tables. O(file).
  ///
  /// - Returns: what is wrong, a line each; empty when all is well.
  public func check() throws -> [String] {
    do {
      return try connections.reader.read { database in
        let damage = try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
        let dangling = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row in
          "\(row[0] as String? ?? "a table") refers to something that is gone"
        }
        return damage + dangling
      }
    } catch {
      throw outward(error)
    }
  }

  public func schemaDifferences() throws -> [String] {
    do {
      return try connections.reader.read { try Schema.differences($0) }
    } catch {
      throw outward(error)
    }
  }
}
