public import Scheduling

/// Something that a pair keeps for itself: notes and feedback of a session, an action item, a goal.
public struct NotebookEntry: Hashable, Sendable, Codable, Identifiable {
  public var id: Int64
  public var pair: PairID
  /// The session it belongs to; nil for what belongs to the pair as a whole.
  public var session: SessionID?
  /// Who owns an action item or gave feedback; nil for what both share.
  public var person: PersonID?
  public var content: Content

  public enum Content: Hashable, Sendable, Codable {
    /// What was talked about, and what it refers to: addresses, one each.
    case notes(text: String, links: [String])
    /// Something to do, until when, and when it was done.
    case action(text: String, due: CivilDate?, done: Instant?)
    /// Percent, 0 to 100.
    case goal(text: String, progress: Int)
    /// 1 to 5, and a sentence.
    case feedback(rating: Int, comment: String)
  }

  public init(id: Int64, pair: PairID, session: SessionID? = nil, person: PersonID? = nil, content: Content) {
    self.id = id
    self.pair = pair
    self.session = session
    self.person = person
    self.content = content
  }

  /// The word for its kind, as the store keeps it.
  public var kind: String {
    switch content {
    case .notes: "notes"
    case .action: "action"
    case .goal: "goal"
    case .feedback: "feedback"
    }
  }

  public var isFeedback: Bool { if case .feedback = content { true } else { false } }
  public var isOpenAction: Bool { if case .action(_, _, nil) = content { true } else { false } }
}

/// What a pair keeps, as one person may see it.
public struct Notebook: Hashable, Sendable {
  /// Everything, in the order in which it was added.
  public let entries: [NotebookEntry]

  /// - Parameter viewer: sees nothing unless they are one of the pair; and the other side's feedback only once they have given
  ///   their own.
  public init(_ entries: [NotebookEntry], of pair: Pair, for viewer: PersonID?) {
    guard let viewer, pair.includes(viewer) else {
      self.entries = []
      return
    }
    let given = Set(entries.filter { $0.isFeedback && $0.person == viewer }.compactMap(\.session))
    self.entries = entries.filter { entry in
      !entry.isFeedback || entry.person == viewer || entry.session.map(given.contains) ?? false
    }
  }

  public func notes(of session: SessionID) -> (text: String, links: [String])? {
    for entry in entries where entry.session == session {
      if case .notes(let text, let links) = entry.content { return (text, links) }
    }
    return nil
  }

  /// Open ones first, each by their due date.
  public var actions: [NotebookEntry] {
    func order(_ entry: NotebookEntry) -> (Int, Int, Int64) {
      guard case .action(_, let due, let done) = entry.content else { return (2, 0, entry.id) }
      return (done == nil ? 0 : 1, due?.dayNumber ?? .max, entry.id)
    }
    return entries.filter { $0.kind == "action" }.sorted { order($0) < order($1) }
  }

  public var goals: [NotebookEntry] { entries.filter { $0.kind == "goal" } }

  public func feedback(on session: SessionID) -> [NotebookEntry] {
    entries.filter { $0.isFeedback && $0.session == session }
  }
}
