import Glibc
import Mentoring
import Synchronization

/// Lets the writers of all processes take turns, so that none waits long: SQLite's own lock goes to whoever tries at the
/// right moment, and has let a process wait for seconds.
///
/// Two advisory locks on files beside the database: who wants to write waits in line for the first, then for the
/// second, and gives the first up when it has both. So there is always one who is next. Who had the last turn may go on
/// without standing in line for a few milliseconds: handing over to another process costs as much as writing, and what
/// it has read has to be read again. The kernel gives a dead process's locks back; files that are left over mean nothing.
final class WritersTurn: Sendable {
  private let path: String
  private let turn: Int32
  /// When this process last came to its turn by standing in line.
  private let streakBegan = Mutex(ContinuousClock.now - longestStreak)

  /// How long one may go on. Times the number of writers, it bounds what anyone waits.
  private static let longestStreak = Duration.milliseconds(3)
  /// How long a turn is waited for, in milliseconds.
  private let patience: Int32

  /// - Parameter path: of the database; nil is returned where the folder can't be written to.
  init?(path: String, patience: Int32 = 5_000) {
    self.patience = patience
    self.path = path
    turn = TurnFile.open(path + "-turn")
    guard turn >= 0 else { return nil }
  }

  deinit { close(turn) }

  /// Runs `body` when it is this process's turn. Within a process, calls must not overlap.
  ///
  /// - Throws: `StoreError.locked` when another keeps its turn for five seconds, and what `body` throws.
  func take<Result>(_ body: () throws -> Result) throws -> Result {
    let mayGoOn = streakBegan.withLock { ContinuousClock.now - $0 < Self.longestStreak }
    if mayGoOn, flock(turn, LOCK_EX | LOCK_NB) == 0 {
      defer { TurnFile.release(turn) }
      return try body()
    }
    let mine = try standInLine()
    defer {
      TurnFile.release(mine)
      close(mine)
    }
    streakBegan.withLock { $0 = .now }
    return try body()
  }

  /// The file that holds the turn.
  private func standInLine() throws(StoreError) -> Int32 {
    let wait = TurnFile.Wait(line: TurnFile.open(path + "-line"), turn: TurnFile.open(path + "-turn"))
    guard wait.takeIfFree() || wait.take(milliseconds: patience) else {
      throw .locked(
        "\(path) is being written by another process\(LockHolder.ofTurn(path)) that does not finish; nothing was changed, "
          + "end that process or try again")
    }
    return wait.turn
  }
}
