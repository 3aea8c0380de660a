import GRDB
import Glibc
import Mentoring

extension ProgramDatabase {
  /// Copies the database to a new file while others use it (SQLite's online backup), and checks the copy.
  ///
  /// - Returns: its size in pages.
  /// - Throws: ``StoreError``; the file is not there then.
  public func backUp(to file: String) throws -> Int {
    Self.removeAbandoned(beside: file)
    let temporary = "\(file)\(Self.unfinished)\(getpid())"
    do {
      let pages = try Self.copy(connections.reader, of: path, to: temporary)
      guard rename(temporary, file) == 0 else {
        throw StoreError.unavailable("\(file) can't be written: \(String(cString: strerror(errno)))")
      }
      return pages
    } catch {
      for ending in Self.endings { unlink(temporary + ending) }
      throw StoreError(error, path: file)
    }
  }

  /// What a backup is called until it is whole; who makes it follows.
  private static let unfinished = ".new-"
  private static let endings = ["", "-wal", "-shm", "-journal"]

  /// Takes away what backups to the same file left that were killed. Another's that is still being made stays.
  private static func removeAbandoned(beside file: String) {
    let slash = file.lastIndex(of: "/")
    let folder = slash.map { String(file[...$0]) } ?? "./"
    let beginning = file[(slash.map { file.index(after: $0) } ?? file.startIndex)...] + unfinished
    guard let entries = opendir(folder) else { return }
    defer { closedir(entries) }
    while let entry = readdir(entries) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasPrefix(beginning) else { continue }
      let rest = name.dropFirst(beginning.count)
      let number = rest.prefix { $0.isASCII && $0.isNumber }
      guard let process = pid_t(number), process > 0, endings.contains(String(rest.dropFirst(number.count))) else {
        continue
      }
      guard process == getpid() || !FileMaker.isAtWork(process, on: folder + name) else { continue }
      unlink(folder + name)
    }
  }

  /// - Parameter path: of the source, whose damage the copy has too.
  private static func copy(_ source: any DatabaseReader, of path: String, to file: String) throws -> Int {
    // Whoever may not read the source may not read the copy.
    FileMode(of: path)?.makeFile(file)
    let copy = try DatabaseQueue(path: file)
    let pages: Int
    do {
      try source.backup(to: copy)
      pages = try copy.write { database in
        // One file alone, which can be carried about.
        try check(database, path)
        return try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      throw StoreError(error, path: path)
    }
    try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
    try copy.close()
    return pages
  }

  private static func noBackup(_ file: String) -> StoreError {
    .foreign(
      "\(file) is no backup of a Tandem database, so nothing was changed; name a file that “tandem admin backup” wrote")
  }

  private static func check(_ database: Database, _ file: String) throws {
    guard case .ours(let version) = try Schema.kind(of: database) else {
      throw noBackup(file)
    }
    guard version <= Schema.version else {
      throw StoreError.newer("\(file) was made by a newer version of Tandem; update Tandem")
    }
    let damage = try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
    guard damage.isEmpty else {
      let reason = StoreError.brief(damage.prefix(3).joined(separator: "; "))
      throw StoreError.damaged("\(file) is damaged (\(reason)); nothing was changed")
    }
  }

  /// Makes sure that a file is a backup which can be restored, before there is a database to put it into. O(file).
  ///
  /// - Throws: ``StoreError``.
  public static func requireBackup(_ file: String) throws(StoreError) {
    do { _ = try backup(file) } catch { throw StoreError(error, path: file) }
  }

  /// Opens a backup, and checks it.
  private static func backup(_ file: String) throws -> DatabaseQueue {
    // A pipe would be waited for.
    var status = stat()
    guard stat(file, &status) != 0 || status.st_mode & S_IFMT == S_IFREG else { throw noBackup(file) }
    do {
      var configuration = Configuration()
      configuration.readonly = true
      // A log beside it would be made by who only reads it.
      let address = DatabaseFile.hasLog(file) ? file : DatabaseFile.asItLies(file)
      let backup = try DatabaseQueue(path: address, configuration: configuration)
      try backup.read { database in
        try check(database, file)
        guard try Schema.kind(of: database) == .ours(version: Schema.version),
          let missing = try Schema.missingGuards(in: database).first
        else { return }
        throw StoreError.damaged(
          "\(file) is without its guard \(missing), so nothing was changed; “tandem admin copy --from \(file) --to NEW.db” makes "
            + "a database of it that has all")
      }
      return backup
    } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
      throw noBackup(file)
    }
  }

  /// Puts what a backup holds in this database's place, in one step that other programs see whole.
  ///
  /// - Parameter kept: where what was there before is backed up to; nil for nowhere.
  /// - Throws: ``StoreError``; nothing was changed then.
  public func restore(from file: String, keeping kept: String?) throws {
    // One whose guards are missing gets them back by this.
    guard turn != nil else {
      if StoreError.isDiskFull(path) { throw StoreError.fullDisk(path) }
      throw StoreError.readOnly(openForReading)
    }
    let backup: DatabaseQueue
    do { backup = try Self.backup(file) } catch { throw StoreError(error, path: file) }
    if let kept { _ = try backUp(to: kept) }
    do {
      try backup.backup(to: connections.pool())
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      throw StoreError(error, path: file)
    } catch {
      // What is short of room is where it is written to.
      throw StoreError(error, path: path)
    }
    // Of an earlier format perhaps: brought up to date as on opening.
    _ = try ProgramDatabase(path: path, zones: zones, domain: "restored.invalid")
  }

  /// Moves a damaged database away as it lies, for what is damaged can't be copied.
  ///
  /// - Throws: ``StoreError`` when it can't be moved; it lies where it lay then.
  public static func moveAside(_ path: String, to kept: String) throws(StoreError) {
    guard rename(path, kept) == 0 else {
      throw .unavailable("\(path) can't be moved to \(kept): \(String(cString: strerror(errno)))")
    }
    for ending in ["-wal", "-shm"] { rename(path + ending, kept + ending) }
  }
}
