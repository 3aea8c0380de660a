import Glibc

/// A database for as long as one command runs, in a folder of its own.
struct TemporaryDatabase {
  let path: String

  init(of what: String) throws {
    let folder = CommandEnvironment.variable("TMPDIR") ?? "/tmp"
    // The system puts letters of its own in place of each X.
    var template = Array("\(folder)/tandem-\(what)-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw Failure(.failure, "noFolder", "no folder for the \(what) can be made in \(folder); set TMPDIR to another")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self) + "/\(what).db"
  }

  func remove() {
    for ending in ["", "-wal", "-shm", "-line", "-turn"] { unlink(path + ending) }
    if let slash = path.lastIndex(of: "/") { rmdir(String(path[..<slash])) }
  }
}
