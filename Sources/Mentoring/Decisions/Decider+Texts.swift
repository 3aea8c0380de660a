/// The most bytes of UTF-8 that a session's topic may have: it is one line of a screen.
public let topicLimit = 1_000
/// The most of a message or a reason, which are read beside other things.
public let messageLimit = 4_000

extension Decider {
  /// Refuses texts of a session that nobody could read where they stand; what was kept before stays.
  ///
  /// - Throws: `CommandError.invalid` that tells the length and the limit.
  func requireReadableTexts(_ decision: Decision) throws {
    guard decision.kind == .action else { return }
    for case .session(let before, let after?) in decision.changes {
      try require(after.topic, "the topic", topicLimit, unless: before?.topic)
      try requireOneLineOfTopic(after, unless: before?.topic)
      try require(after.agenda, "the agenda", notebookTextLimit, unless: before?.agenda)
      try require(after.reason, "the reason", messageLimit, unless: before?.reason)
      try require(after.request?.message ?? "", "the message", messageLimit, unless: before?.request?.message)
    }
  }

  private func require(_ text: String, _ name: String, _ limit: Int, unless before: String?) throws {
    guard text.utf8.count > limit, text != before else { return }
    throw CommandError.invalid("\(name) has \(text.utf8.count) bytes; up to \(limit) are kept, and the notes take more")
  }

  /// Refuses a topic of several lines, but for the pair's own, which nobody wrote now.
  private func requireOneLineOfTopic(_ session: Session, unless before: String?) throws {
    do {
      try Self.requireOneLine(session.topic)
    } catch {
      guard session.topic != before, try store.pair(session.pair)?.topic != session.topic else { return }
      throw error
    }
  }

  /// - Throws: `CommandError.invalid` for a text with a line break or another control character.
  static func requireOneLine(_ text: String) throws(CommandError) {
    guard text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else { return }
    throw .invalid("“\(text.prefix(40))” holds a line break or a control character; it takes one line")
  }

  /// Refuses a text that was begun from another than is there now: what somebody wrote meanwhile must not be lost.
  ///
  /// - Parameter since: what the writer began from; nil for one who says that it is to be replaced.
  func requireUnchanged(_ text: String, since: String?, _ name: String, becoming new: String) throws {
    guard let since, text != since, text != new else { return }
    throw CommandError.changedSince("\(name) were changed while you wrote; read them again, and put both together")
  }
}
