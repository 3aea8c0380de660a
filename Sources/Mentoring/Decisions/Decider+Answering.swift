import Scheduling

extension Decider {
  /// Several answers in one step, or none.
  ///
  /// - Precondition: no two are about the same session.
  func answers(_ all: [Answering]) throws -> Decision {
    let decisions = try all.map { try answer($0) }
    let told = decisions.filter { !$0.changes.isEmpty }
    guard var decision = told.first ?? decisions.first else {
      throw CommandError.invalid("there is no answer to keep")
    }
    decision.changes = told.flatMap(\.changes)
    if !told.isEmpty { decision.summary = told.map(\.summary).joined(separator: "; ") }
    decision.warnings = decisions.flatMap(\.warnings)
    decision.reason = told.map(\.reason).first { !$0.isEmpty } ?? ""
    return decision
  }

  /// Keeps what someone answered to an invitation; who declines calls the session off.
  func answer(_ answering: Answering) throws -> Decision {
    let session = try session(answering.session)
    let pair = try pair(session.pair)
    try requireActing(for: pair)
    guard pair.includes(answering.person) else {
      throw CommandError.invalid(
        "\(try person(answering.person).name) takes no part in session \(session.id), \(try title(of: pair))")
    }
    if session.status(at: now).isHold, let decision = try answerRequest(session, answering) { return decision }
    var asked = try answered(session, answering.scope).filter { !answering.besides.contains($0.id) }
    // Whose move is asked for waits for an answer of its own, which a yes to the series is not.
    let waiting = answering.scope == .this || answering.answer == .declined ? [] : asked.filter(\.status.isHold)
    if waiting.count < asked.count { asked.removeAll { waiting.contains($0) } }
    guard !asked.isEmpty else {
      return unchanged("answer", session, "Each session of \(try title(of: pair)) is answered by itself")
    }
    // An answer to a series is one to each of its sessions that still is as it was told.
    let sessions = asked.filter { $0.sequence <= answering.sequence }
    guard !sessions.isEmpty else {
      let what = asked.count == 1 ? "session \(asked[0].id)" : "the sessions of series \(session.uid)"
      throw CommandError.changedSince(
        "the answer is to version \(answering.sequence) of \(what), which \(asked.count == 1 ? "was" : "were") changed since "
          + "(the newest is version \(asked.map(\.sequence).max() ?? 0)); send the invitation again")
    }
    let name = try person(answering.person).name
    let comment = answering.comment.trimmingSpaces
    var changes: [Change] = []
    for session in sessions {
      let before = try store.attendances(of: session.id).first { $0.person == answering.person }
      var after = Attendance(
        session: session.id, person: answering.person, answer: answering.answer, sequence: session.sequence, at: now,
        comment: comment)
      if let before, before.answer == after.answer, before.sequence >= after.sequence, before.comment == comment {
        after = before
      }
      if after != before { changes.append(.attendance(before: before, after: after)) }
      if answering.answer == .declined {
        let reason = "\(name) declined" + (comment.isEmpty ? "" : ": \(comment)")
        changes.append(.session(before: session, after: session.cancelled(reason, by: answering.person, at: now)))
      }
    }
    let time =
      sessions.count == 1
      ? TimeWording(zone: zones.zone(of: session), now: now).span(session.interval) : stretch(sessions)
    guard !changes.isEmpty else {
      return unchanged("answer", session, "\(name)'s answer to \(try title(of: pair)), \(time), is known already")
    }
    var decision = Decision(
      command: "answer", changes: changes,
      summary: "\(name) \(answering.answer.words) \(try title(of: pair)), \(time)"
        + (answering.answer == .declined ? ", which \(sessions.count == 1 ? "is" : "are") cancelled" : ""))
    for question in waiting where asked != waiting {
      let span = TimeWording(zone: zones.zone(of: question), now: now).span(question.interval)
      decision.warnings.append(
        ImportIssue(
          line: nil, message: "session \(question.id) is asked to move to \(span), and waits for an answer of its own"))
    }
    if case let changed = asked.count - sessions.count, changed > 0 {
      let words =
        changed == 1 ? "was changed since that invitation, and is" : "were changed since that invitation, and are"
      decision.warnings.append(
        ImportIssue(
          line: nil,
          message: "\(Self.count(changed, "session")) \(words) not answered with it; send "
            + "\(changed == 1 ? "its invitation" : "their invitations") again"))
    }
    decision.reason = comment
    decision.pair = pair.id
    decision.session = session.id
    return decision
  }

  /// The answer of the side that was asked is its decision; whoever brings it. Nil for an answer that decides nothing.
  private func answerRequest(_ session: Session, _ answering: Answering) throws -> Decision? {
    let answerer = Decider(store, zones: zones, actor: Actor(try person(answering.person)), now: now)
    guard answering.sequence >= session.sequence else {
      throw CommandError.changedSince(
        "the answer is to version \(answering.sequence) of request \(session.id), which was changed since (it is version "
          + "\(session.sequence)); send the invitation again")
    }
    switch answering.answer {
    case .accepted: return try answerer.accept(session.id, anyway: true)
    case .declined: return try answerer.decline(session.id, reason: answering.comment)
    case .needsAction, .tentative: return nil
    }
  }

  /// The coming sessions that an answer is about.
  private func answered(_ session: Session, _ scope: SeriesScope) throws -> [Session] {
    guard scope != .this, let series = session.series else {
      let status = session.status(at: now)
      guard status.isLive, status != .held else {
        throw CommandError.changedSince("session \(session.id) is \(status.rawValue); an answer to it changes nothing")
      }
      return [session]
    }
    let coming = try store.sessions(SessionFilter(interval: Interval(now, .distantFuture), series: series)).filter {
      $0.status(at: now).isLive && $0.interval.end > now
        && (scope == .all || $0.originalStart ?? $0.interval.start >= session.originalStart ?? session.interval.start)
    }
    guard !coming.isEmpty else {
      throw CommandError.changedSince(
        "no session of series \(series) is still to come; an answer to it changes nothing")
    }
    return coming
  }
}

extension Participation {
  fileprivate var words: String {
    switch self {
    case .needsAction: "has not answered yet about"
    case .accepted: "accepted"
    case .tentative: "tentatively accepted"
    case .declined: "declined"
    }
  }
}
