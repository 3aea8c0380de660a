import Glibc

/// Lets the writers of all processes take turns, so that none waits long: SQLite's own lock goes to whoever tries at the
/// right moment, and has let a process wait for seconds.
///
/// Two advisory locks on a file beside the database: who wants to write waits in line for the first, then for the
/// second, and gives the first up when it has both. So there is always one who is next. The kernel gives a dead
/// process's locks back; a file that is left over means nothing.
final class WritersTurn: Sendable {
  private let line: Int32
  private let turn: Int32

  /// - Parameter path: of the database; nil is returned where the folder can't be written to.
  init?(path: String) {
    line = open(path + "-line", O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    turn = open(path + "-turn", O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard line >= 0, turn >= 0 else {
      if line >= 0 { close(line) }
      if turn >= 0 { close(turn) }
      return nil
    }
  }

  deinit {
    close(line)
    close(turn)
  }

  /// Runs `body` when it is this process's turn. Within a process, calls must not overlap.
  func take<Result>(_ body: () throws -> Result) rethrows -> Result {
    lock(line)
    lock(turn)
    flock(line, LOCK_UN)
    defer {
      // Who watches hears of this write; the commit itself ends in memory, unheard.
      _ = pwrite(turn, ".", 1, 0)
      flock(turn, LOCK_UN)
    }
    return try body()
  }

  private func lock(_ file: Int32) {
    // A file system without such locks costs fairness, not safety: SQLite's own lock still stands.
    while flock(file, LOCK_EX) != 0, errno == EINTR {}
  }
}
