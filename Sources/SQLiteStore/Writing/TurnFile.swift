import Glibc
import Synchronization

/// The files whose locks are the line and the turn of ``WritersTurn``.
enum TurnFile {
  /// A descriptor of its own each time, for locks belong to the opened file, not to the process.
  static func open(_ path: String) -> Int32 { Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666) }

  /// Ends a turn.
  static func release(_ turn: Int32) {
    // Who watches hears of this write; the commit itself ends in memory, unheard.
    _ = pwrite(turn, ".", 1, 0)
    flock(turn, LOCK_UN)
  }

  /// One wait for both locks, which can be given up.
  final class Wait: Sendable {
    let line: Int32
    let turn: Int32
    private let state = Atomic(State.waiting)

    private enum State: UInt8, AtomicRepresentable {
      case waiting, granted, abandoned
    }

    init(line: Int32, turn: Int32) {
      self.line = line
      self.turn = turn
    }

    /// Takes both when nobody stands in line.
    func takeIfFree() -> Bool {
      guard flock(line, LOCK_EX | LOCK_NB) == 0 else { return false }
      guard flock(turn, LOCK_EX | LOCK_NB) == 0 else { return false }
      close(line)
      return true
    }

    /// Waits for both, in line. The kernel's wait has no end, so another thread does it, and clears up when it has come
    /// too late.
    func take(milliseconds: Int32) -> Bool {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { return giveUp([]) }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      let (granted, grant) = (ends[0], ends[1])
      let isStarted = DetachedThread.start { [self] in
        Self.lock(line)
        Self.lock(turn)
        close(line)
        if !move(to: .granted) { close(turn) }
        // Tells by ending the pipe.
        close(grant)
      }
      guard isStarted else { return giveUp(ends) }
      defer { close(granted) }
      var source = pollfd(fd: granted, events: 0, revents: 0)
      let end = ContinuousClock.now + .milliseconds(Int64(milliseconds))
      var left = milliseconds
      while poll(&source, 1, left) < 0, errno == EINTR {
        left = max(0, Int32((end - .now) / .milliseconds(1)))
      }
      return !move(to: .abandoned)
    }

    /// Whether it was still waiting.
    private func move(to next: State) -> Bool {
      state.compareExchange(expected: .waiting, desired: next, ordering: .sequentiallyConsistent).exchanged
    }

    private func giveUp(_ ends: [Int32]) -> Bool {
      for file in [line, turn] + ends { close(file) }
      return false
    }

    private static func lock(_ file: Int32) {
      // A file system without such locks costs fairness, not safety: SQLite's own lock still stands.
      while flock(file, LOCK_EX) != 0, errno == EINTR {}
    }
  }
}
