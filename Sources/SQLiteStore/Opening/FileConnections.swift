import GRDB
import Synchronization

/// The connections to one file: a pool, whose readers never wait for writers.
///
/// Setting up a pool writes where the log is empty, and another program may be writing at that moment. Then one connection
/// that only reads takes its place, at once, until the first write makes the pool and waits its turn for that.
final class FileConnections: Sendable {
  private let path: String
  private let configuration: Configuration
  private let state: Mutex<State>
  /// Of who writes.
  let prepared = PreparedStatements()

  private enum State: Sendable {
    case reading(DatabaseQueue)
    case pooled(DatabasePool)
  }

  /// How long another program's lock is waited for, in milliseconds.
  private static let patience = 5_000

  /// - Parameter isReadOnly: opened for reading for good; `path` may be a URI then.
  init(path: String, isReadOnly: Bool) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(Double(Self.patience) / 1_000)
    configuration.foreignKeysEnabled = true
    configuration.readonly = isReadOnly
    configuration.maximumReaderCount = 4
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cache_size = -16384")
    }
    self.path = path
    self.configuration = configuration
    state = Mutex(try Self.open(path, configuration))
  }

  private static func open(_ path: String, _ configuration: Configuration) throws -> State {
    if configuration.readonly { return .reading(try DatabaseQueue(path: path, configuration: configuration)) }
    do {
      return .pooled(try pool(path, configuration, waits: false))
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
      return .reading(try DatabaseQueue(path: path, configuration: configuration))
    }
  }

  var reader: any DatabaseReader {
    state.withLock { state in
      switch state {
      case .reading(let queue): queue
      case .pooled(let pool): pool
      }
    }
  }

  /// Reads what lies there by now; what is being read goes on with what was there.
  func reopen(_ path: String) throws {
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    state.withLock { $0 = .reading(queue) }
  }

  /// - Throws: `SQLITE_BUSY` when another program keeps writing.
  func writer() throws -> any DatabaseWriter {
    if configuration.readonly, case .reading(let queue) = state.withLock({ $0 }) { return queue }
    return try pool()
  }

  func pool() throws -> DatabasePool {
    if case .pooled(let pool) = state.withLock({ $0 }) { return pool }
    // Not under the lock: whoever reads meanwhile does not wait.
    let made = try Self.pool(path, configuration, waits: true)
    return state.withLock { state in
      if case .pooled(let pool) = state { return pool }
      state = .pooled(made)
      return made
    }
  }

  private static func pool(_ path: String, _ configuration: Configuration, waits: Bool) throws -> DatabasePool {
    var configuration = configuration
    // Of the writer alone: readers have a patience of their own, for what they meet is another's opening or closing.
    if !waits { configuration.busyMode = .immediateError }
    let pool = try DatabasePool(path: path, configuration: configuration)
    // The disk is waited for after a commit, not in it (`waitForDisk`). Not in the preparation, for the pool sets what it likes
    // after that, when it turns the log on.
    // The log is brought into the file every 16 MB: the fewer times, the more of a page's changes are one.
    try pool.writeWithoutTransaction {
      try $0.execute(
        sql: "PRAGMA busy_timeout = \(patience); PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000")
    }
    return pool
  }
}
