import CFileLock
import Glibc

/// A file whose lock is the line or the turn of ``WritersTurn``.
///
/// The lock belongs to the opened file, not to the process: two of them exclude each other within one too.
final class TurnFile: Sendable {
  private let descriptor: Int32

  /// - Returns: nil where the file can't be made or written.
  init?(_ path: String) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// Waits for the lock, first come, first served. To take what one has is no change.
  ///
  /// - Returns: false when another still has it at `end`.
  func take(until end: ContinuousClock.Instant) -> Bool {
    // Where the file system has no such locks, fairness is lost, not safety: SQLite's own lock still stands.
    tandem_file_lock(descriptor, max(0, Int((end - .now) / .milliseconds(1)))) != EAGAIN
  }

  func giveBack() { flock(descriptor, LOCK_UN) }

  /// Tells who watches the file; a commit itself ends in memory, unheard.
  func touch() { _ = pwrite(descriptor, ".", 1, 0) }
}
