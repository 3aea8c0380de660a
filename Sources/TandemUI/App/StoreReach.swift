import Mentoring
import Synchronization

/// Whether the store answers: tells when it can't be reached any more, or for another reason than before, and once when it can
/// again. Noted on any thread.
final class StoreReach: Sendable {
  private struct Content {
    /// Why it could not be reached when it was last asked; nil when it answered.
    var failure: StoreError?
    /// Why it is waited for, and by how many.
    var wait: (reason: StoreError, count: Int)?
    var told: StoreError?

    /// One that is waited for answers nobody who asks now, whatever it answered others.
    var trouble: StoreError? { wait?.reason ?? failure }
  }

  private let content = Mutex(Content())
  private let tell: @Sendable (AppMessage) -> Void

  init(tell: @escaping @Sendable (AppMessage) -> Void) { self.tell = tell }

  /// - Parameter error: of the last question; nil for an answer.
  func note(_ error: (any Error)?) {
    var failure: StoreError?
    if let error {
      guard let error = error as? StoreError, case .unavailable = error else { return }
      failure = error
    }
    note { $0.failure = failure }
  }

  /// That somebody waits, or no more. How the last wait ended tells what is read next, for there may be no store any more.
  func note(_ wait: StoreWait) {
    if let reason = wait.reason {
      note { $0.wait = (reason, ($0.wait?.count ?? 0) + 1) }
    } else {
      let isOver = content.withLock { content in
        guard let (reason, count) = content.wait else { return false }
        content.wait = count > 1 ? (reason, count - 1) : nil
        return count == 1
      }
      if isOver { tell(.storeChanged) }
    }
  }

  private func note(_ change: (inout Content) -> Void) {
    let news: StoreError?? = content.withLock { content in
      change(&content)
      guard content.trouble != content.told else { return nil }
      content.told = content.trouble
      return .some(content.trouble)
    }
    if let news { tell(.storeReached(trouble: news)) }
  }
}
