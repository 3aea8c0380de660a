import Dispatch
import Glibc
import Synchronization

/// Ends the program on Ctrl-C with a sentence that tells what long work has changed, as far as that can be known.
final class Interruption: Sendable {
  private let options: GlobalOptions
  /// Unsafe, for the protocol says nothing of threads; dispatch sources may be cancelled from any, and it is set once, here.
  nonisolated(unsafe) private let source: (any DispatchSourceSignal)?
  /// What has been changed by then, and what else is to be cleared up.
  private let state = Mutex((changed: String?.none, isSaving: false, cleanUp: (@Sendable () -> Void)?.none))

  init(_ options: GlobalOptions) {
    self.options = options
    let before = signal(SIGINT, SIG_IGN)
    // Who started the program may have said that it isn't to be interrupted.
    guard unsafeBitCast(before, to: Int.self) != unsafeBitCast(SIG_IGN, to: Int.self) else {
      source = nil
      return
    }
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: DispatchQueue(label: "tandem.interruption"))
    self.source = source
    source.setEventHandler { [weak self] in self?.exit() }
    source.resume()
  }

  /// From now on an interruption ends the program as ever.
  func end() {
    guard let source, !source.isCancelled else { return }
    source.cancel()
    signal(SIGINT, SIG_DFL)
  }

  deinit { end() }

  /// What an interruption leaves behind: “1 of 2 calendars was imported”.
  func tell(changed: String) {
    state.withLock {
      $0.changed = changed
      $0.isSaving = false
    }
  }

  /// Runs what writes: an interruption can't know any more whether that was done, until it is told what is changed now, or to
  /// end.
  func saving<Result>(_ body: () throws -> Result) rethrows -> Result {
    state.withLock { $0.isSaving = true }
    do {
      return try body()
    } catch {
      state.withLock { $0.isSaving = false }
      throw error
    }
  }

  func cleanUp(_ body: @escaping @Sendable () -> Void) { state.withLock { $0.cleanUp = body } }

  /// Leaves whatever is being done where it is: what is not committed did not happen.
  private func exit() {
    let (changed, isSaving, cleanUp) = state.withLock { $0 }
    ProgressBar.clearLine()
    let known = changed ?? (isSaving ? nil : "nothing was changed")
    let unknown = isSaving ? "whether what was being saved is there, “tandem history” tells" : nil
    let failure = Failure(
      .interrupted, "interrupted", "interrupted; \([known, unknown].compactMap(\.self).joined(separator: "; "))")
    _ = try? failure.told(options)
    cleanUp?()
    _exit(Failure.Exit.interrupted.rawValue)
  }
}
