import Scheduling

extension Decider {
  /// Reverses the actor's newest step that stands, checked against today's rules. Feedback that stands for good is passed over: no
  /// later undo could take it back either.
  func undo() throws -> Decision {
    guard let newest = try store.undoTarget(of: actor.login) else { throw CommandError.nothingToUndo }
    var passed: [SessionID] = []
    var next: Step? = newest
    while let step = next {
      guard let session = try standingFeedback(of: step) else {
        var decision = try reverseNaming(step)
        decision.warnings =
          passed.map {
            ImportIssue(line: nil, message: "your feedback on session \($0) stands, for both of you have given it")
          } + decision.warnings
        return decision
      }
      if !passed.contains(session) { passed.append(session) }
      next = try store.undoTarget(of: actor.login, before: step.id)
    }
    return try reverse(newest)
  }

  /// Reverses a step; where what happened since forbids it, says which step can be tried instead.
  private func reverseNaming(_ step: Step) throws -> Decision {
    do {
      return try reverse(step)
    } catch CommandError.changedSince(let words) {
      guard let before = try store.undoTarget(of: actor.login, before: step.id) else {
        throw CommandError.changedSince(words)
      }
      throw CommandError.changedSince(
        "\(words); what you did before it can be undone from the history, step \(before.id) next")
    }
  }

  /// The session on which a step gave feedback, where that stands for good; nil for any other step.
  private func standingFeedback(of step: Step) throws -> SessionID? {
    guard step.command == "notebook", case .notebook(_, let entry?)? = try store.changes(of: step.id).first,
      entry.isFeedback, try stands(entry)
    else { return nil }
    return entry.session
  }

  /// Reverses the actor's newest undo, if nothing was done since.
  func redo() throws -> Decision {
    guard let step = try store.redoTarget(of: actor.login) else { throw CommandError.nothingToRedo }
    return try reverse(step)
  }

  /// Reverses any step that stands: the actor's own, or as a coordinator anybody's.
  func reverse(_ id: Int64) throws -> Decision {
    guard let step = try store.step(id) else {
      throw CommandError.notFound("there is no step \(id) in the history; “tandem history” lists them")
    }
    guard actor.isCoordinator || step.actor.lowercased() == actor.login.lowercased() else {
      throw CommandError.notPermitted("\(step.actor) did that; \(step.actor) or a coordinator can take it back")
    }
    if let reversal = try store.reversal(of: id) {
      throw CommandError.changedSince(
        "that was \(step.kind == .undo ? "done again" : "undone") already, by \(reversal.actor) in step \(reversal.id)")
    }
    return try reverse(step)
  }

  private func reverse(_ step: Step) throws -> Decision {
    var original = step
    while let target = try original.target.flatMap({ try store.step($0) }) { original = target }
    let kind: Step.Kind = step.kind == .undo ? .redo : .undo
    return try reverse(step, kind: kind, summary: "\(kind == .redo ? "Redid" : "Undid"): \(original.summary)")
  }

  private func reverse(_ step: Step, kind: Step.Kind, summary: String) throws -> Decision {
    var warnings: [ImportIssue] = []
    var changes: [Change] = []
    var kept: [Session] = []
    var missed: [Session] = []
    let done = try store.changes(of: step.id)
    var organization = Organization(self, kind: kind, reversing: done)
    guard !done.isEmpty else {
      let cause = try cause(of: step).map { "step \($0.id)" } ?? "the step before it"
      throw CommandError.invalid("step \(step.id) only tells what \(cause) came to; take that one back")
    }
    // Sessions come back to the hours that come back with them.
    var decider = self
    for case .person(let before?, _) in done { decider.supposition.suppose(before) }
    var revival = Revival(
      decider, isRedo: kind == .redo, isSlip: now < step.at + Self.slip,
      ids: done.compactMap { if case .session(_, let after?) = $0 { after.id } else { nil } })
    for change in done.reversed() {
      let reversed = try upToDate(change.reversed)
      try requireAsLeft(reversed, by: step, kind)
      try organization.allow(reversed)
      if case .session(let left?, let target) = reversed {
        let current = try session(left.id)
        let restored = restored(current, to: target, since: step.at)
        if tookPlace(current), !restored.status.isLive || restored.interval != current.interval {
          kept.append(current)
          continue
        }
        if comesTooLate(restored, for: current) {
          missed.append(restored)
          continue
        }
        if restored.status.isHold, restored.status(at: now) == .expired {
          throw CommandError.changedSince(
            "the request has expired since, so this can't be \(Self.done(kind)); ask again")
        }
        if current.status == .held, restored.status == .missed, try isRatedByBoth(current) {
          throw CommandError.changedSince(
            "both sides have given feedback on session \(current.id) since, so it stays held")
        }
        warnings += try revival.check(restored, from: current)
        if restored.status == .cancelled, restored.closing != target?.closing {
          warnings += try lateWarning(current, of: try pair(current.pair), by: restored.closing?.by)
        }
        changes.append(.session(before: current, after: restored))
      } else if case .series(_?, nil) = reversed {
        // Its sessions are cancelled, not removed, and still tell which series they were of.
        continue
      } else {
        changes.append(reversed)
      }
    }
    for (sessions, isOver) in [(kept, false), (missed, true)] {
      guard let first = sessions.first else { continue }
      let times = TimeWording(zone: zones.zone(of: first), now: now)
      let isOne = sessions.count == 1
      let words =
        if isOver {
          isOne
            ? "\(times.span(first.interval)) \(first.interval.end > now ? "has begun" : "is over")"
            : "the times of \(sessions.count) of its sessions are over"
        } else {
          isOne
            ? "the session of \(times.span(first.interval)) has taken place"
            : "\(sessions.count) of its sessions have taken place"
        }
      // A rule alone would go back without any session of it.
      guard changes.contains(where: { if case .series = $0 { false } else { true } }) else {
        throw CommandError.changedSince(
          "\(words), so this can't be \(Self.done(kind)); "
            + (isOver ? "if it took place after all, log it" : "if somebody missed it, say who"))
      }
      warnings.append(ImportIssue(line: nil, message: "\(words), and \(isOne ? "stays as it is" : "stay as they are")"))
    }
    var decision = Decision(command: step.command, changes: changes, summary: summary + returning(changes, kind))
    decision.kind = kind
    decision.target = step.id
    decision.pair = step.pair
    decision.session = step.session
    decision.warnings = try warnings + organization.warnings(after: changes)
    return decision
  }

  /// Where a session is again that was moved, which the words of the move don't say; empty for anything else.
  private func returning(_ changes: [Change], _ kind: Step.Kind) -> String {
    guard kind == .undo, changes.count == 1, case .session(let before?, let after?)? = changes.first,
      after.status.isLive, before.interval != after.interval
    else { return "" }
    return "; it is \(TimeWording(zone: zones.zone(of: after), now: now).span(after.interval)) again"
  }

  private static func done(_ kind: Step.Kind) -> String { kind == .redo ? "redone" : "undone" }

  /// The step that an echo was written with, right before it and others of its kind. O(steps of one action).
  private func cause(of echo: Step) throws -> Step? {
    var step = echo
    repeat {
      guard let before = try store.step(step.id - 1), before.at == echo.at else { return nil }
      step = before
    } while try store.changes(of: step.id).isEmpty
    return step
  }

  /// Whether it has begun, and nobody has said what became of it: what was agreed about it is past undoing.
  private func tookPlace(_ session: Session) -> Bool { session.status == .confirmed && session.interval.start <= now }

  /// Whether a time that has begun would be booked: nobody could come to it any more. What a session that was to take place
  /// came to can be put right at any time.
  private func comesTooLate(_ restored: Session, for current: Session) -> Bool {
    guard restored.status == .confirmed, restored.interval.start <= now else { return false }
    switch current.status {
    case .confirmed, .held, .missed: return restored.interval != current.interval
    case .requested, .countered, .declined, .expired, .withdrawn, .cancelled: return true
    }
  }

  /// How long a booking can be taken back without having been called off, which may be late and then counts; seconds.
  private static let slip = 15 * 60

  /// A session is never removed: undoing its booking cancels it, so that calendars that know it hear of it; and each
  /// change counts, back or forth. What is taken back at once was a slip: nobody called it off. What was called off before,
  /// and stood again for longer, is called off now, whenever that was done the first time.
  private func restored(_ current: Session, to target: Session?, since done: Instant) -> Session {
    let isSlip = now < done + Self.slip && !current.status.isHold
    var session =
      target
      ?? current.closed(
        current.status.isHold ? .withdrawn : .cancelled, reason: "the booking was undone",
        by: isSlip ? nil : actor.person, at: now)
    if target?.status == .cancelled, current.status == .confirmed, !isSlip {
      session.closing = Closing(by: actor.person, at: now)
    }
    session.sequence = current.sequence
    session.advance()
    return session
  }

  /// A calendar that was read again since it was added is still the one that was added.
  private func upToDate(_ reversed: Change) throws -> Change {
    guard case .busySource(let left?, nil) = reversed, let current = try store.busySource(left.id) else {
      return reversed
    }
    return .busySource(before: current, after: nil)
  }

  /// A step can only be reversed while the thing is as the step left it.
  private func requireAsLeft(_ reversed: Change, by step: Step, _ kind: Step.Kind) throws {
    let isAsLeft: Bool
    let name: String
    switch reversed {
    case .person(let left, let before):
      isAsLeft = try (left ?? before).flatMap { try store.person($0.id) } == left
      name = (left ?? before)?.name ?? "a person"
    case .pair(let left, let before):
      isAsLeft = try (left ?? before).flatMap { try store.pair($0.id) } == left
      name = "a pair"
    case .room(let left, let before):
      isAsLeft = try (left ?? before).flatMap { try store.room($0.id) } == left
      name = (left ?? before)?.name ?? "a room"
    case .session(let left, let before):
      // An undo and a redo in between count as changes to calendars, and yet leave it as it was.
      isAsLeft = try (left ?? before).flatMap { try store.session($0.id) }?.ignoringSequence == left?.ignoringSequence
      name = "the session"
    case .series(let left, let before):
      isAsLeft = try (left ?? before).flatMap { try store.series($0.id) } == left
      name = "the series"
    case .attendance(let left, let before):
      let attendance = left ?? before
      isAsLeft =
        try attendance.map { try store.attendances(of: $0.session) }?.first { $0.person == attendance?.person } == left
      name = "the answer"
    case .notebook(let left, let before):
      isAsLeft = try (left ?? before).flatMap { try store.notebookEntry($0.id) } == left
      name = "the entry"
      if left == nil, isAsLeft, let before { try requireRoom(for: before) }
    case .reminded:
      isAsLeft = true
      name = "the reminder"
    case .busySource(let left, let before):
      let source = left ?? before
      let present = try source.map { try store.busySources(of: $0.person) } ?? []
      isAsLeft =
        present.first { $0.id == source?.id }?.ignoringStamp == left?.ignoringStamp
        && !present.contains { left == nil && $0.name == source?.name }
      name = "the calendar \(source?.name ?? "")"
    }
    guard isAsLeft else {
      throw CommandError.changedSince(
        "\(name) was changed since\(try later(reversed, than: step)), so this can't be \(Self.done(kind))")
    }
  }

  /// How many of the newest steps are looked through for the one that stands in the way.
  private static let stepsLookedThrough = 200

  /// ` in step 312 by ralf (Cancelled …)`: what was done to the same thing after a step; empty where that is long ago.
  private func later(_ reversed: Change, than step: Step) throws -> String {
    guard let thing = reversed.thing else { return "" }
    var filter = StepFilter(limit: Self.stepsLookedThrough)
    if case .session(let id) = thing { filter.session = id }
    let since = try store.steps(filter).filter { newer in
      // One without changes tells what another came to, for this very session.
      guard newer.id > step.id, let changes = try? store.changes(of: newer.id) else { return false }
      return changes.isEmpty || changes.contains { $0.thing == thing }
    }
    func words(_ step: Step) -> String { " in step \(step.id) by \(step.actor) (\(step.summary))" }
    return try (inForce(since, after: step) ?? since.first).map(words) ?? ""
  }

  /// The newest of the steps since another whose work still stands, or whose taking back does: one that was done and undone since is in
  /// nobody's way.
  ///
  /// - Parameter since: newest first.
  private func inForce(_ since: [Step], after step: Step) throws -> Step? {
    var originals: [Int64: (stoodThen: Bool, stands: Bool, last: Step)] = [:]
    for newer in since.reversed() {
      var original = newer
      while let target = try original.target.flatMap({ try store.step($0) }) { original = target }
      let stoodThen = originals[original.id]?.stoodThen ?? (original.id < step.id && newer.kind == .undo)
      originals[original.id] = (stoodThen, newer.kind != .undo, newer)
    }
    return originals.values.filter { $0.stoodThen != $0.stands }.map(\.last).max { $0.id < $1.id }
  }
}

extension Session {
  fileprivate var ignoringSequence: Session {
    var copy = self
    copy.sequence = 0
    return copy
  }
}

extension BusySource {
  fileprivate var ignoringStamp: BusySource {
    var copy = self
    copy.stamp = ""
    return copy
  }
}
