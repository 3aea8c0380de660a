import GRDB
import GRDBSQLite

extension Database {
  /// Waits until what was committed so far, by whichever process, is on the disk.
  ///
  /// With `synchronous = FULL` SQLite waits for the disk within the transaction, and all other writers wait with it. Done
  /// after it, by SQLite's own means and on its own file, as many as there are wait together.
  ///
  /// - Throws: what the disk says. What was committed stands all the same, while the machine does.
  func waitForDisk() throws {
    var pointer: UnsafeMutableRawPointer?
    let code = sqlite3_file_control(sqliteConnection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &pointer)
    // Without a log there is nothing to wait for: a commit into the file itself has waited.
    guard code == SQLITE_OK, let log = pointer?.assumingMemoryBound(to: sqlite3_file.self),
      let synchronize = log.pointee.pMethods?.pointee.xSync
    else { return }
    let answer = synchronize(log, SQLITE_SYNC_NORMAL)
    guard answer == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: answer)) }
  }
}
