public import Mentoring
import Synchronization

/// Sentences from outside of the interface, such as what became of a calendar whose files changed; from any thread.
public final class Notices: Sendable {
  private struct Content {
    var take: (@Sendable (any Loaded) -> Void)?
    /// What was said before anyone listened.
    var waiting: [any Loaded] = []
  }

  private let content = Mutex(Content())

  public init() {}

  /// - Parameter subject: what it is the latest word of: of several in a row the last is kept, and how many there were.
  public func tell(_ text: String, _ kind: Message.Kind, of subject: String? = nil) {
    pass(on: Notice(text: text, kind: kind, subject: subject))
  }

  /// Tells that calendars were looked after outside, and may be readable, or not, unlike before.
  public func calendarsWereLookedAfter() { pass(on: CalendarsLookedAfter()) }

  /// Tells why the store is waited for, as long as it does not answer; with nil that one who waited does no more.
  public func tellWait(_ reason: StoreError?) { pass(on: StoreWait(reason: reason)) }

  private func pass(on loaded: any Loaded) {
    let take = content.withLock { content in
      if content.take == nil { content.waiting.append(loaded) }
      return content.take
    }
    take?(loaded)
  }

  func connect(_ take: @escaping @Sendable (any Loaded) -> Void) {
    let waiting = content.withLock { content in
      defer { content.waiting = [] }
      content.take = take
      return content.waiting
    }
    for notice in waiting { take(notice) }
  }
}

/// A sentence that was said from outside.
struct Notice: Loaded {
  let text: String
  let kind: Message.Kind
  let subject: String?
}

/// That the store is waited for, or, without a reason, is no more by one who told so.
struct StoreWait: Loaded {
  let reason: StoreError?
}
