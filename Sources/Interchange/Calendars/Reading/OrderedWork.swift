import Dispatch
import Glibc
import Synchronization

/// Work that is done ahead on other threads, and whose results are taken in the order in which it was given.
///
/// Who takes a result that nobody has begun to work on makes it: a further thread is a help, never a condition.
struct OrderedWork<Result: Sendable> {
  /// Pieces that keep all processors of this machine busy, also while results are taken; 0 when there is but one.
  static var usual: Int {
    let processors = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    return processors > 1 ? 2 * min(processors, 4) : 0
  }

  /// One piece of work, done once, by whoever comes first.
  private final class Piece: Sendable {
    enum State {
      case waiting(@Sendable () -> Result)
      case begun
      case done(Result)
    }

    private let state: Mutex<State>
    private let isDone = DispatchSemaphore(value: 0)

    init(_ work: @escaping @Sendable () -> Result) { state = Mutex(.waiting(work)) }

    /// Does the work unless somebody has begun it.
    func begin() {
      let work: (@Sendable () -> Result)? = state.withLock { state in
        guard case .waiting(let work) = state else { return nil }
        state = .begun
        return work
      }
      guard let work else { return }
      let result = work()
      state.withLock { $0 = .done(result) }
      isDone.signal()
    }

    func take() -> Result {
      begin()
      isDone.wait()
      return state.withLock { state in
        guard case .done(let result) = state else { preconditionFailure("it is done once it says so") }
        state = .begun
        return result
      }
    }
  }

  private var pieces: [Piece] = []

  /// Pieces whose result was not taken yet.
  var count: Int { pieces.count }

  /// Gives work that may begin at once. O(1).
  mutating func add(_ work: @escaping @Sendable () -> Result) {
    let piece = Piece(work)
    pieces.append(piece)
    DispatchQueue.global().async { piece.begin() }
  }

  /// The result of the earliest piece, waited for; nil when there is none. O(pieces), which are few.
  mutating func next() -> Result? {
    pieces.isEmpty ? nil : pieces.removeFirst().take()
  }
}
