import Mentoring
import Synchronization

/// Lets the writers of all processes take turns, first come, first served, so that none waits long: SQLite's own lock goes
/// to whoever tries at the right moment, and has let a process wait for seconds.
///
/// Two advisory locks on files beside the database: who wants to write waits in line for the first, then for the
/// second, and gives the first up when it has both. So there is always one who is next. Who has come to a turn by standing
/// in line goes to the second at once for a few milliseconds: few processes at a time find their caches warm. The kernel gives
/// a dead process's locks back; files that are left over mean nothing.
final class WritersTurn: Sendable {
  private let path: String
  private let line: TurnFile
  private let turn: TurnFile
  /// When this process last stood in line to the end.
  private let served = Mutex(ContinuousClock.now - goingOn)
  /// How long it need not do so again. Times the number of writers, it bounds what anyone waits.
  private static let goingOn = Duration.milliseconds(3)
  /// How long a turn is waited for.
  private let patience: Duration

  /// - Parameter path: of the database; nil is returned where the folder can't be written to.
  init?(path: String, patience: Duration = .seconds(5)) {
    guard let line = TurnFile(path + "-line"), let turn = TurnFile(path + "-turn") else { return nil }
    (self.path, self.line, self.turn, self.patience) = (path, line, turn, patience)
  }

  /// Runs `body` when it is this process's turn. Within a process, calls must not overlap.
  ///
  /// - Throws: `StoreError.locked` when another keeps its turn for five seconds, and what `body` throws.
  func take<Result>(_ body: () throws -> Result) throws -> Result {
    try standInLine()
    defer {
      turn.giveBack()
      turn.touch()
    }
    return try body()
  }

  private func standInLine() throws(StoreError) {
    let now = ContinuousClock.now
    let end = now + patience
    let goesOn = served.withLock { now - $0 < Self.goingOn }
    defer { if !goesOn { line.giveBack() } }
    guard goesOn || line.take(until: end), turn.take(until: end) else {
      throw .locked(
        "\(path) is being written by another process\(LockHolder.ofTurn(path)) that does not finish; nothing was changed, "
          + "end that process or try again")
    }
    if !goesOn { served.withLock { $0 = .now } }
  }
}
