import Scheduling

extension Decider {
  /// Changes what a pair keeps for itself; only its two people can, and the history tells that, not what.
  func edit(_ edit: NotebookEdit) throws -> Decision {
    switch edit {
    case .notes(let id, let text, let links, let since): try writeNotes(id, text: text, links: links, since: since)
    case .addAction(let id, let session, let owner, let text, let due):
      try add(to: id, session: session, person: owner, .action(text: try line(text), due: due, done: nil)) {
        let name = try person(owner).name
        guard try pair(id).includes(owner) else {
          throw CommandError.invalid(
            "\(name) is neither side of \(try title(of: pair(id))), and can't be given this to do")
        }
        return "Gave \(name) \(TaskWording.untold)"
      }
    case .finishAction(let id, let isDone): try finish(id, isDone: isDone)
    case .addGoal(let id, let text):
      try add(to: id, session: nil, person: nil, .goal(text: try line(text), progress: 0)) { "Set a goal" }
    case .advanceGoal(let id, let progress): try advance(id, to: progress)
    case .feedback(let id, let rating, let comment): try giveFeedback(id, rating: rating, comment: comment)
    case .remove(let id, let kind): try remove(id, kind)
    }
  }

  // MARK: Notes

  private func writeNotes(_ id: SessionID, text: String?, links: [String]?, since: String?) throws -> Decision {
    let (session, pair) = try ownSession(id)
    let before = try entry(of: session, kind: "notes", person: nil)
    var (newText, newLinks) = ("", [String]())
    if case .notes(let oldText, let oldLinks)? = before?.content { (newText, newLinks) = (oldText, oldLinks) }
    if let text {
      try requireUnchanged(newText, since: since, "the notes", becoming: text)
      newText = try bounded(text)
    }
    // Those that are there already stay as they are.
    if let links { newLinks = try links.map { newLinks.contains($0) ? $0 : try LinkAddress(try line($0)).text } }
    let content = NotebookEntry.Content.notes(text: newText, links: newLinks)
    let isEmpty = newText.trimmingSpaces.isEmpty && newLinks.isEmpty
    let after: NotebookEntry? =
      isEmpty
      ? nil
      : NotebookEntry(id: try before?.id ?? store.newNotebookID(), pair: pair.id, session: id, content: content)
    return try notebookDecision(before, after, pair, session) { "\(isEmpty ? "Removed" : "Wrote") the notes of \($0)" }
  }

  // MARK: Action items and goals

  private func add(
    to id: PairID, session: SessionID?, person: PersonID?, _ content: NotebookEntry.Content,
    summary: () throws -> String
  ) throws -> Decision {
    let pair = try pair(id)
    try requireSide(of: pair)
    if let session, try self.session(session).pair != id {
      throw CommandError.invalid("session \(session) is of another pair")
    }
    let words = try summary()
    let entry = NotebookEntry(
      id: try store.newNotebookID(), pair: id, session: session, person: person, content: content)
    return try notebookDecision(nil, entry, pair, nil) { "\(words), \($0)" }
  }

  private func finish(_ id: Int64, isDone: Bool) throws -> Decision {
    let (before, pair) = try ownEntry(id)
    guard case .action(let text, let due, let done) = before.content else {
      throw Self.noAction(id)
    }
    var after = before
    after.content = .action(text: text, due: due, done: isDone ? done ?? now : nil)
    return try notebookDecision(before, after, pair, nil) {
      isDone ? "Ticked off a task of \($0)" : "Took up a task of \($0) again"
    }
  }

  private func advance(_ id: Int64, to progress: Int) throws -> Decision {
    let (before, pair) = try ownEntry(id)
    guard case .goal(let text, _) = before.content else {
      throw Self.noGoal(id)
    }
    guard (0...100).contains(progress) else {
      throw CommandError.invalid("a goal's progress is 0 to 100 percent, not \(progress)")
    }
    var after = before
    after.content = .goal(text: text, progress: progress)
    return try notebookDecision(before, after, pair, nil) { "Set a goal of \($0) to \(progress)%" }
  }

  private static func noAction(_ id: Int64) -> CommandError {
    .notFound("\(id) is nothing to do; “tandem todo” lists what is")
  }

  private static func noGoal(_ id: Int64) -> CommandError { .notFound("\(id) is no goal; “tandem goals” lists them") }

  private func remove(_ id: Int64, _ kind: NotebookEdit.Removed?) throws -> Decision {
    let (before, pair) = try ownEntry(id)
    switch (kind, before.content) {
    case (nil, _), (.action, .action), (.goal, .goal): break
    case (.action, _): throw Self.noAction(id)
    case (.goal, _): throw Self.noGoal(id)
    }
    if before.isFeedback, before.person != actor.person {
      throw CommandError.notPermitted("only who gave feedback can take it back")
    }
    if before.isFeedback { try requireUnread(before) }
    return try notebookDecision(before, nil, pair, nil) { "Removed \(Self.words[before.kind] ?? "an entry") of \($0)" }
  }

  private static let words = [
    "notes": "the notes", "action": "an action item", "goal": "a goal", "feedback": "feedback",
  ]

  // MARK: Feedback

  private func giveFeedback(_ id: SessionID, rating: Int, comment: String) throws -> Decision {
    let (session, pair) = try ownSession(id)
    guard (1...5).contains(rating) else {
      throw CommandError.invalid("feedback is 1 to 5, not \(rating)")
    }
    guard session.status(at: now) == .held else {
      throw CommandError.changedSince(
        "session \(id) is \(session.status(at: now).rawValue); feedback is given on one that was held")
    }
    let before = try entry(of: session, kind: "feedback", person: actor.person)
    if let before { try requireUnread(before) }
    let after = NotebookEntry(
      id: try before?.id ?? store.newNotebookID(), pair: pair.id, session: id, person: actor.person,
      content: .feedback(rating: rating, comment: try bounded(comment.trimmingSpaces)))
    return try notebookDecision(before, after, pair, session) { "Gave feedback on \($0)" }
  }

  /// Feedback stands once both have given it: who has read the other's would write another than was written unread.
  func requireUnread(_ feedback: NotebookEntry) throws {
    guard let id = feedback.session, try stands(feedback) else { return }
    throw CommandError.changedSince(
      "both of you have given feedback on session \(id), and each has the other's to read; it stands as it is")
  }

  /// Whether the other side has given feedback on the same session.
  func stands(_ feedback: NotebookEntry) throws -> Bool {
    guard let id = feedback.session, let author = feedback.person,
      let partner = try pair(feedback.pair).partner(of: author)
    else { return false }
    return try entry(of: try session(id), kind: "feedback", person: partner) != nil
  }

  /// Whether both sides have said how it went: then it was held.
  func isRatedByBoth(_ session: Session) throws -> Bool {
    try [session.mentor, session.mentee].allSatisfy {
      try entry(of: session, kind: "feedback", person: $0) != nil
    }
  }

  // MARK: Parts

  private func notebookDecision(
    _ before: NotebookEntry?, _ after: NotebookEntry?, _ pair: Pair, _ session: Session?,
    summary: (String) -> String
  ) throws -> Decision {
    let title = try title(of: pair)
    let zone = try session.map { try zones.zone(named: $0.zone) }
    let name = session.flatMap { session in
      zone.map { "\(title), \(TimeWording(zone: $0, now: now).day(session.interval.start))" }
    }
    let isSame = before == after
    var decision = Decision(
      command: "notebook", changes: isSame ? [] : [.notebook(before: before, after: after)],
      summary: isSame ? "Nothing to change" : summary(name ?? title))
    decision.pair = pair.id
    decision.session = (after ?? before)?.session
    decision.unchanged = isSame ? 1 : 0
    return decision
  }

  /// A session has its notes once, and one person's feedback: what was written since is in the way of what would come back.
  func requireRoom(for entry: NotebookEntry) throws {
    guard ["notes", "feedback"].contains(entry.kind), let session = try entry.session.map(session(_:)),
      try self.entry(of: session, kind: entry.kind, person: entry.person) != nil
    else { return }
    throw CommandError.changedSince(
      "\(Self.words[entry.kind] ?? "an entry") of that session \(entry.kind == "notes" ? "were" : "was") written anew since, so "
        + "this can't be brought back")
  }

  private func entry(of session: Session, kind: String, person: PersonID?) throws -> NotebookEntry? {
    try store.notebook(of: session.pair).first { $0.session == session.id && $0.kind == kind && $0.person == person }
  }

  private func ownSession(_ id: SessionID) throws -> (session: Session, pair: Pair) {
    let session = try session(id)
    let pair = try pair(session.pair)
    try requireSide(of: pair)
    return (session, pair)
  }

  private func ownEntry(_ id: Int64) throws -> (entry: NotebookEntry, pair: Pair) {
    guard let entry = try store.notebookEntry(id) else {
      throw CommandError.notFound("there is no note, action item, goal or feedback \(id)")
    }
    let pair = try pair(entry.pair)
    try requireSide(of: pair)
    return (entry, pair)
  }

  /// Coordinators look after the program; what a pair notes is not for them.
  private func requireSide(of pair: Pair) throws {
    if let person = actor.person, pair.includes(person) { return }
    throw CommandError.notPermitted(
      "what \(try title(of: pair)) note is theirs alone; \(try person(pair.mentor).login) or "
        + "\(try person(pair.mentee).login) can do this")
  }

  /// One line of text that says something.
  private func line(_ text: String) throws -> String {
    let trimmed = text.trimmingSpaces
    guard !trimmed.isEmpty else { throw CommandError.invalid("there is no text; write what it is about") }
    try Self.requireOneLine(trimmed)
    return try bounded(trimmed)
  }

  /// Text as it is, unless it is too long; control characters other than line breaks and tabs are left out.
  private func bounded(_ text: String) throws -> String {
    guard text.utf8.count <= notebookTextLimit else {
      throw CommandError.invalid(
        "the text has \(text.utf8.count) bytes; up to \(notebookTextLimit) are kept, and a link can name a longer document"
      )
    }
    guard text.unicodeScalars.contains(where: Self.isUnwanted) else { return text }
    var kept = String.UnicodeScalarView()
    kept.append(contentsOf: text.unicodeScalars.filter { !Self.isUnwanted($0) })
    return String(kept)
  }

  private static func isUnwanted(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.value < 0x20 && scalar != "\n" && scalar != "\t") || scalar.value == 0x7F
  }
}
