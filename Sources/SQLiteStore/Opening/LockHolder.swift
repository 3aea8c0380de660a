import Glibc

/// Who holds a file's lock, as the kernel lists them in `/proc/locks`.
///
/// Not by asking the file itself: closing it again would give up the locks that this process holds on it.
enum LockHolder {
  /// The byte of the shared memory that SQLite's writer locks, and the one of the file without a log.
  private static let writing = (log: "120", file: "1073741825")

  /// ` (process 4242, sqlite3)`: the other process that writes to a database; empty where that can't be known.
  static func ofWriting(_ path: String) -> String {
    shown(holder(of: path + "-shm", from: writing.log) ?? holder(of: path, from: writing.file))
  }

  /// The same for the turn of ``WritersTurn``.
  static func ofTurn(_ path: String) -> String { shown(holder(of: path + "-turn", from: "0")) }

  private static func shown(_ process: pid_t?) -> String {
    guard let process else { return "" }
    let name = text(of: "/proc/\(process)/comm").split(separator: "\n").first.map { ", \($0)" } ?? ""
    return " (process \(process)\(name))"
  }

  private static func holder(of path: String, from start: String) -> pid_t? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    for line in text(of: "/proc/locks").split(separator: "\n") {
      // 3: POSIX  ADVISORY  WRITE 8172 fe:00:16277788 120 120
      let fields = line.split(separator: " ")
      guard fields.count == 8, fields[3] == "WRITE", fields[6] == start,
        fields[5].split(separator: ":").last.flatMap({ UInt($0) }) == UInt(status.st_ino),
        let process = pid_t(fields[4]), process > 0, process != getpid()
      else { continue }
      return process
    }
    return nil
  }

  /// All of a file that tells no size; empty where it can't be read.
  static func text(of path: String) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = Glibc.read(file, &part, part.count)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += part[..<count]
    }
  }
}
