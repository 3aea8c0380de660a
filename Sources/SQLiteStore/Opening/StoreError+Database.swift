import GRDB
import GRDBSQLite
import Glibc
import Mentoring
import Tables

extension StoreError {
  /// What a database error means for the user, in one sentence that names the file.
  init(_ error: any Error, path: String) {
    if let known = error as? StoreError {
      self = known
      return
    }
    guard let error = error as? DatabaseError else {
      self =
        error is DamagedRow || error is DecodingError
        ? .damaged(
          "\(path) holds something this program did not write: \(error); restore a backup from before that (“tandem admin restore”)"
        )
        : .failed("\(path): \(error)")
      return
    }
    let reason = Self.brief(Self.reason(error))
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self = .locked(
        "nothing was changed: \(path) is in use by another program\(LockHolder.ofWriting(path)) that does not let go; close it and "
          + "try again"
      )
    case .SQLITE_READONLY where DatabaseFile.keptOut(of: path) != nil:
      self = .readOnly(
        "\(path) can't be used: you may not write to \(DatabaseFile.keptOut(of: path) ?? ""); give it the owner and the mode of "
          + "\(path), as its owner or as root")
    case .SQLITE_READONLY:
      self = .readOnly("\(path) can't be written to; check the permissions of the file and its folder")
    case .SQLITE_FULL: self = Self.fullDisk(path)
    // Setting up what readers of the log share, and other writing, is told as an error of the disk.
    case .SQLITE_IOERR where Self.isDiskFull(path): self = Self.fullDisk(path)
    case .SQLITE_NOTADB: self = .foreign("\(path) is not a Tandem database; name another file with --db")
    case .SQLITE_CORRUPT:
      self = .damaged(
        "\(path) is damaged (\(reason)); nothing was changed, restore it from a backup (“tandem admin restore”)")
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
      self = .unavailable("\(path) can't be opened: \(reason); check that it exists and may be read")
    case .SQLITE_IOERR:
      self = .unavailable(
        "\(path) can't be read or written: \(reason); look at its disk, and at how large a file may become (“ulimit -f”)"
      )
    case .SQLITE_ERROR where reason.hasPrefix("unsupported file format"):
      self = .damaged(
        "\(path) is damaged, or of a newer SQLite than this (\(reason)); nothing was changed, restore it from a backup "
          + "(“tandem admin restore”)")
    case .SQLITE_CONSTRAINT: self = .failed("the database refused the change: \(reason)")
    default: self = .failed("\(path): \(reason)")
    }
  }

  /// What SQLite says of it. A copy's steps leave no words, where the code has some.
  private static func reason(_ error: DatabaseError) -> String {
    guard let message = error.message, message != "not an error" else {
      return String(cString: sqlite3_errstr(error.extendedResultCode.rawValue))
    }
    return message
  }

  /// Characters of what SQLite says: where it quotes a statement, its beginning tells which.
  private static let longestReason = 120

  /// In one line: of a damaged schema SQLite quotes all that follows the damage.
  static func brief(_ reason: String) -> String {
    let line = reason.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count > longestReason ? "\(line.prefix(longestReason))…" : line
  }

  static func fullDisk(_ path: String) -> StoreError {
    .full("the disk that holds \(path) is full; nothing was changed, free some space and try again")
  }

  /// Whether nothing more fits on the disk that a file lies on.
  static func isDiskFull(_ path: String) -> Bool {
    var disk = statvfs()
    return statvfs(path, &disk) == 0 && disk.f_bavail < 16
  }
}
