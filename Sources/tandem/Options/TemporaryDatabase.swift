import Curses
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

  private var files: DatabaseFiles { DatabaseFiles(path: path) }
  private var folder: String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "." }

  func remove() {
    files.remove()
    rmdir(folder)
  }

  /// Has it removed also where a signal ends the program while the interface is open.
  func removeAtDeath() { for path in files.all + [folder] { Terminal.removeAtDeath(path) } }
}
