import Glibc

/// The files that belong to a database in a file.
struct DatabaseFiles {
  let path: String

  var all: [String] { ["", "-wal", "-shm", "-line", "-turn"].map { path + $0 } }

  func remove() { for file in all { unlink(file) } }

  /// Runs what makes the database: one that was not there, or was empty, is so again when it can't be made whole.
  ///
  /// - Parameter isFinal: whether an error means that nobody else can be making it now either.
  func making<Result>(
    ending isFinal: (any Error) -> Bool = { _ in true }, _ body: () throws -> Result
  ) throws -> Result {
    var status = stat()
    let wasThere = stat(path, &status) == 0
    guard !wasThere || status.st_size == 0 else { return try body() }
    do {
      return try body()
    } catch {
      guard isFinal(error) else { throw error }
      remove()
      // What was there is somebody's.
      if wasThere { close(open(path, O_WRONLY | O_CREAT, status.st_mode & 0o7777)) }
      throw error
    }
  }
}
