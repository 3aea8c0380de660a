import GRDB
import GRDBSQLite
import Synchronization

@testable import SQLiteStore

/// The log of a store whose waits for the disk are counted, watched or made to fail.
enum HookedLog {
  private struct State {
    var hook: (@Sendable () -> Int32)?
    var count = 0
    var isFull = false
  }

  private static let state = Mutex(State())
  /// SQLite's own way to write, for the hooked one to go on to.
  private static let writing = Mutex<
    (
      @convention(c) (UnsafeMutablePointer<sqlite3_file>?, UnsafeRawPointer?, Int32, sqlite3_int64) -> Int32
    )?
  >(nil)
  /// SQLite's own way to wait, for the hooked one to go on to.
  private static let original = Mutex<(@convention(c) (UnsafeMutablePointer<sqlite3_file>?, Int32) -> Int32)?>(nil)

  /// From now on, the writer's log asks here first. What is put in place is never freed: the store may outlive the test.
  static func hook(_ store: ProgramDatabase) throws {
    state.withLock { $0 = State() }
    try store.connections.writer().writeWithoutTransaction { database in
      _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM session")
      var pointer: UnsafeMutableRawPointer?
      sqlite3_file_control(database.sqliteConnection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &pointer)
      guard let log = pointer?.assumingMemoryBound(to: sqlite3_file.self), let methods = log.pointee.pMethods else {
        throw DatabaseError(message: "the log is not there")
      }
      original.withLock { $0 = methods.pointee.xSync }
      writing.withLock { $0 = methods.pointee.xWrite }
      let hooked = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
      hooked.initialize(to: methods.pointee)
      hooked.pointee.xSync = { file, flags in HookedLog.wait(file, flags) }
      hooked.pointee.xWrite = { file, bytes, count, offset in
        guard !HookedLog.isFull else { return SQLITE_FULL }
        return HookedLog.writing.withLock { $0 }?(file, bytes, count, offset) ?? SQLITE_OK
      }
      log.pointee.pMethods = UnsafePointer(hooked)
    }
  }

  /// What to do whenever the disk is to be waited for: SQLite's code of an error, or `SQLITE_OK` to wait.
  static func onSync(_ hook: (@Sendable () -> Int32)?) { state.withLock { $0.hook = hook } }

  /// Whether there is no room for anything more.
  static var isFull: Bool {
    get { state.withLock { $0.isFull } }
    set { state.withLock { $0.isFull = newValue } }
  }

  static var count: Int { state.withLock { $0.count } }

  private static func wait(_ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32) -> Int32 {
    let hook = state.withLock { state in
      state.count += 1
      return state.hook
    }
    let answer = hook?() ?? SQLITE_OK
    return answer == SQLITE_OK ? original.withLock { $0 }?(file, flags) ?? SQLITE_OK : answer
  }
}
