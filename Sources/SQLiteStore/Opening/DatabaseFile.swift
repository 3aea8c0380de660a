import Glibc
import Mentoring

/// What lies at a path before it is opened as a database: makes its folder where that is wanted, and refuses what can't be one.
struct DatabaseFile {
  let exists: Bool
  /// Why it can only be read; nil when it can be written.
  let obstacle: String?
  /// Whether the file alone says that it is a program of a version that can be opened. What it does not say a log beside it may.
  let isSurelyOurs: Bool

  /// - Parameters:
  ///   - mustExist: a file that is not there, or empty, is an error; nothing is made for it.
  ///   - makesFolder: whether the folder of a file that is to be made is made too: a mistyped one is no new program's.
  init(path: String, mustExist: Bool, makesFolder: Bool) throws(StoreError) {
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFREG else {
        throw .unavailable(
          "\(path) is \(status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "no file"); name a file with --db")
      }
      guard access(path, R_OK) == 0 else { throw .unavailable("\(path) may not be read: \(Self.reason())") }
      exists = status.st_size > 0
      guard exists || !mustExist else { throw Self.missing(path) }
      isSurelyOurs = exists ? try Self.readHeader(path) : true
      // The log and the locks lie beside the file, so its folder must be writable too.
      let folder = Self.folder(of: path)
      obstacle = Self.obstacle(to: path, "it") ?? Self.obstacle(to: folder, "its folder, where its log lies")
    } else {
      guard errno == ENOENT else { throw .unavailable("\(path) can't be reached: \(Self.reason())") }
      guard !mustExist else { throw Self.missing(path) }
      exists = false
      isSurelyOurs = true
      obstacle = nil
      if !makesFolder { try Self.requireFolder(of: path) }
      let folder = Self.folder(of: path)
      try Self.makeFolder(folder)
      guard access(folder, W_OK) == 0 else {
        throw .unavailable("no database can be made in \(folder): \(Self.reason())")
      }
    }
  }

  static func requireFolder(of path: String) throws(StoreError) {
    let folder = folder(of: path)
    guard access(folder, F_OK) != 0, errno == ENOENT else { return }
    throw .unavailable(
      "\(folder) is not there, so no program can be made in it; make it with “mkdir -p \(folder)”, or name another file "
        + "with --db")
  }

  /// Nothing there, or nothing in it.
  static func missing(_ path: String) -> StoreError {
    .unavailable(
      "there is no program at \(path); “tandem import people FILE” makes one there, “tandem demo” shows a made-up one")
  }

  /// An SQLite file says so in its first 16 bytes; whose it is, and of which version, stands at 68 and 60 (SQLite's file format, 1.3).
  private static func readHeader(_ path: String) throws(StoreError) -> Bool {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .unavailable("\(path) can't be opened: \(reason())") }
    defer { close(file) }
    var header = [UInt8](repeating: 0, count: 100)
    let count = Glibc.read(file, &header, 100)
    guard count == 100, header.starts(with: Array("SQLite format 3".utf8)) else {
      throw .foreign("\(path) is not a Tandem database; name another file with --db")
    }
    func number(at place: Int) -> Int { header[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
    return number(at: 68) == Schema.applicationID && number(at: 60) <= Schema.version
  }

  private static func obstacle(to path: String, _ name: String) -> String? {
    guard access(path, W_OK) != 0 else { return nil }
    return errno == EROFS ? "its disk is mounted for reading only" : "you may not write to \(name)\(owner(of: path))"
  }

  /// How a file is opened by who may not write to it.
  ///
  /// What readers of a log share is not made then: it would be ours, and keep the others out, who may write. So without a log,
  /// which somebody else has open, the file is read as it lies: as one that nobody changes.
  static func forReading(_ path: String) -> String {
    guard access(path + "-wal", R_OK) == 0 else { return asItLies(path) }
    if access(path + "-shm", R_OK) == 0 { return address(of: path, "readonly_shm=1") }
    // After a crash nobody has it open, and what the log holds is to be read all the same.
    return hasLog(path) && access(folder(of: path), W_OK) == 0 ? path : asItLies(path)
  }

  /// Whether there is more to the database than its file.
  static func hasLog(_ path: String) -> Bool {
    var log = stat()
    return stat(path + "-wal", &log) == 0 && log.st_size > 0
  }

  /// What lies beside a file that may be written to, and may itself not be: `team.db-shm, which belongs to …`; nil where all may.
  static func keptOut(of path: String) -> String? {
    guard access(path, W_OK) == 0 else { return nil }
    return ["-shm", "-wal"].map { path + $0 }.first { access($0, F_OK) == 0 && access($0, W_OK) != 0 }
      .map { $0 + owner(of: $0) }
  }

  static func asItLies(_ path: String) -> String { address(of: path, "immutable=1") }

  private static func address(of path: String, _ parameter: String) -> String {
    var escaped = ""
    for scalar in path.unicodeScalars {
      switch scalar {
      case "%": escaped += "%25"
      case "?": escaped += "%3f"
      case "#": escaped += "%23"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return "file:\(escaped)?\(parameter)"
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func makeFolder(_ folder: String) throws(StoreError) {
    guard access(folder, F_OK) != 0 else { return }
    var made = folder.hasPrefix("/") ? "" : "."
    for part in folder.split(separator: "/") {
      made += "/" + part
      if mkdir(made, 0o700) != 0, errno != EEXIST {
        throw .unavailable("the folder \(made) can't be made: \(reason())")
      }
    }
  }

  /// `, which belongs to root and has the mode 444`: what would have to change.
  private static func owner(of path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else { return "" }
    let name = getpwuid(status.st_uid).flatMap { $0.pointee.pw_name }.map { String(cString: $0) }
    let mode = String(status.st_mode & 0o777, radix: 8)
    return ", which belongs to \(name ?? "user \(status.st_uid)") and has the mode \(mode)"
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
