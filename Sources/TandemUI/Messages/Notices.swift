import Synchronization

/// Sentences from outside of the interface, such as what became of a calendar whose files changed; from any thread.
public final class Notices: Sendable {
  private struct Content {
    var take: (@Sendable (any Loaded) -> Void)?
    /// What was said before anyone listened.
    var waiting: [Notice] = []
  }

  private let content = Mutex(Content())

  public init() {}

  public func tell(_ text: String, _ kind: Message.Kind) {
    let notice = Notice(text: text, kind: kind)
    let take = content.withLock { content in
      if content.take == nil { content.waiting.append(notice) }
      return content.take
    }
    take?(notice)
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
}
