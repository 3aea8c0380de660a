public import Scheduling

/// What a command did.
public struct Outcome: Hashable, Sendable {
  /// The history's entry; nil when nothing changed, or for a dry run.
  public var step: Step?
  /// What it did, in words.
  public var summary: String
  public var changes: [Change]
  /// Worth telling, though it was done: an undo that brings back a clash with busy time, a manager outside the file.
  public var warnings: [ImportIssue]
  /// Rows of an import that changed nothing; 1 where a session is as it was asked to be.
  public var unchanged: Int
  /// The session that it is about; nil for several, and for other things.
  public var session: SessionID?

  public init(
    step: Step? = nil, summary: String, changes: [Change], warnings: [ImportIssue] = [], unchanged: Int = 0,
    session: SessionID? = nil
  ) {
    self.step = step
    self.summary = summary
    self.changes = changes
    self.warnings = warnings
    self.unchanged = unchanged
    self.session = session
  }

  /// The sessions as they stand after it.
  public var sessions: [Session] {
    changes.compactMap { change in
      if case .session(_, let after?) = change { after } else { nil }
    }
  }

  /// Those of them that have another time than before.
  public var movedSessions: [Session] {
    changes.compactMap { change in
      guard case .session(let before?, let after?) = change else { return nil }
      return before.interval == after.interval ? nil : after
    }
  }

  /// How many things are new.
  public var added: Int { changes.count { $0.isAddition } }
  /// How many things were there before and are different now.
  public var changed: Int { changes.count - added }
}

extension Change {
  /// A session as it was asked to move, when that question came to its end otherwise than by a yes: a move of its series decides
  /// it, too.
  public var decidedQuestion: Session? {
    guard case .session(let before?, let after?) = self, before.request?.agreed != nil else { return nil }
    return after.status.isLive && after.request == nil && after.interval != before.interval ? before : nil
  }

  /// Whether the thing was not there before.
  public var isAddition: Bool {
    switch self {
    case .person(let before, _): before == nil
    case .pair(let before, _): before == nil
    case .room(let before, _): before == nil
    case .session(let before, _): before == nil
    case .series(let before, _): before == nil
    case .attendance(let before, _): before == nil
    case .notebook(let before, _): before == nil
    case .busySource(let before, _): before == nil
    case .reminded: true
    }
  }
}
