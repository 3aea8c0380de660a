import Interchange
import Mentoring
import Scheduling

extension AnswerDesk {
  /// A proposal changes nothing by itself; the one predicate says whether it can be had.
  func show(_ item: Item, among items: [Item], file: String) throws -> JSONValue {
    let (answer, subject) = (item.answer, item.subject)
    guard let proposal = answer.proposal else { throw Failure(.badFile, "badFile", "\(file) proposes no time") }
    let session = subject.session
    guard answer.sequence >= session.sequence else {
      throw CommandError.changedSince(
        "\(file) proposes another time for version \(answer.sequence) of session \(session.id), which was changed since "
          + "(it is version \(session.sequence)); send the invitation again")
    }
    let move = subject.move(to: proposal)
    let rule = try subject.otherRule(answer)
    let isAgreed = rule == nil && subject.isAgreed(proposal)
    let trial = trial(of: move)
    let way = rule != nil || isAgreed ? nil : way(to: move, trial)
    let (moving, zone, staying) = try store.read { reader in
      (
        try reader.session(move.session) ?? session, try environment.zone(of: actor, reader),
        try Command.move(move).staying(at: environment.now, reader)
      )
    }
    let times = environment.times(zone)
    let apart = way == nil ? [] : overridden(items.filter { $0.answer.isApart(from: answer) }, by: way?.outcome)
    let notes =
      (way == nil ? [] : subject.left(before: moving).map { left($0, subject, times) })
      + apart.map { "\(name($0.session, times)) moves along, of which the file itself says \(times.span($0.proposal))" }
    let declining =
      "tandem export itip --session \(subject.named?.id ?? session.id) --method declinecounter"
      + (subject.named != nil ? " --following" : subject.series != nil ? " --whole-series" : "") + environment.flags
    if !environment.output.isJSON {
      tell(answer, subject, move, moving, times, trial: trial, rule: rule, isAgreed: isAgreed, notes: notes)
      if let way {
        if let asked = way.asked { environment.output.note("\(asked) is asked, and nothing moves before the answer") }
        if subject.series != nil {
          let outcome = way.outcome
          let words = SummaryWording(times, zones: environment.zones).words(outcome.summary, of: outcome.changes)
          environment.output.note("comes to:      " + words)
          for words in staying?.words(times) ?? [] { environment.output.note("               " + words) }
        }
        environment.output.note((way.asks ? "ask for it:    " : "take it:       ") + way.command)
        for one in apart { environment.output.note("and then:      " + one.command) }
      }
      environment.output.note("turn it down:  " + declining)
    }
    return .fields([
      "session": .number(Int(move.session.rawValue)),
      "proposal": .fields([
        "start": JSONShapes.instant(proposal.start), "end": JSONShapes.instant(proposal.end),
      ]), "bookable": .bool(rule == nil && trial.obstacle == nil), "agreed": isAgreed ? true : nil,
      "sessions": subject.series == nil ? nil : .number(trial.outcome?.movedSessions.count ?? 0),
      "rule": rule.map { .string($0.proposed) }, "obstacle": trial.obstacle.map { .string($0.message) },
      "command": way.map { .string($0.command) }, "asks": way?.asks == true ? true : nil,
      "summary": subject.series == nil ? nil : way.map { .string($0.outcome.summary) },
      "staying": way == nil ? nil : staying.map { JSONShapes.staying($0) },
      "notes": notes.isEmpty ? nil : .array(notes.map { .string($0) }),
      "then": apart.isEmpty ? nil : .array(apart.map { .string($0.command) }),
      "comment": answer.comment.isEmpty ? nil : .string(answer.comment),
    ])
  }

  private func tell(
    _ answer: InvitationAnswer, _ subject: AnswerSubject, _ move: Move, _ moving: Session, _ times: TimeWording,
    trial: Trial, rule: (proposed: String, own: String)?, isAgreed: Bool, notes: [String]
  ) {
    let output = environment.output
    let what = subject.series == nil ? "" : " and all that follow in its series"
    output.line("Session \(moving.id), \(subject.title), \(times.span(moving.interval))\(what): proposed instead")
    let seconds = (move.length ?? moving.minutes) * 60
    let wanted = times.span(Interval(start: move.start, seconds: seconds))
    let count = trial.outcome?.movedSessions.count ?? 0
    let moves = count == 1 ? " · 1 session moves" : " · \(count) sessions move"
    let several = subject.series != nil && count > 0 && rule == nil ? moves : ""
    if isAgreed {
      output.line("  \(wanted): that is how it is agreed, so there is nothing to take")
    } else {
      let isGood = trial.obstacle == nil && rule == nil
      output.line("  \(isGood ? output.good("✓") : output.bad("✗")) \(wanted)\(several)")
    }
    if let rule {
      let (what, these) = subject.named == nil ? ("the series", "this one") : ("what is booked", "these")
      output.line("    with another rule: \(rule.proposed); \(what) is \(rule.own)")
      output.line("    a series that is booked keeps its rule: cancel \(these) and book another, or turn it down")
    } else if !isAgreed, let obstacle = trial.obstacle, !obstacle.isTold {
      for line in obstacle.message.split(separator: "\n") { output.line("    \(line)") }
    }
    for note in notes { output.line("    \(note)") }
    if !answer.comment.isEmpty { output.line("    “\(answer.comment)”") }
  }

  private func name(_ session: Session, _ times: TimeWording) -> String {
    "session \(session.id), \(times.span(session.interval)),"
  }

  /// Why a session that a proposal speaks of does not go along.
  private func left(_ session: Session, _ subject: AnswerSubject, _ times: TimeWording) -> String {
    let which = name(session, times) + (session.id == subject.named?.id ? " which the file names," : "")
    let status = session.status(at: environment.now)
    if !status.isLive { return "\(which) is \(status.rawValue), and stays so" }
    return session.interval.start <= environment.now
      ? "\(which) has begun, and stays" : "\(which) was moved by hand, and stays"
  }

  /// A session of which the file says something else than what a move of its series does to it.
  private struct Overridden {
    let session: Session
    let proposal: Interval
    /// Puts it where the file has it, once the series was moved.
    let command: String
  }

  private func overridden(_ items: [Item], by outcome: Outcome?) -> [Overridden] {
    items.compactMap { item in
      guard item.subject.series == nil, let proposal = item.answer.proposal,
        let after = outcome?.movedSessions.first(where: { $0.id == item.subject.session.id }),
        after.interval != proposal
      else { return nil }
      var move = Move(session: after.id, start: proposal.start)
      if proposal.seconds != after.interval.seconds { move.length = proposal.seconds / 60 }
      return Overridden(session: item.subject.session, proposal: proposal, command: command(move))
    }
  }

  /// What a move would come to, or what keeps the actor from it.
  private struct Trial {
    var outcome: Outcome?
    var obstacle: Failure?
  }

  private func trial(of move: Move) -> Trial {
    do {
      return Trial(
        outcome: try Refusal(environment: environment, store: store, actor: actor).perform(.move(move), isDryRun: true))
    } catch let error as CommandError {
      return Trial(obstacle: Failure(error, environment))
    } catch {
      return Trial(obstacle: error as? Failure ?? Failure(error, environment))
    }
  }

  /// A command that takes a proposal, or asks for it.
  private struct Way {
    let command: String
    let asks: Bool
    /// Who is asked although they may be the one who proposed it: a file is not enough to answer in their name.
    let asked: String?
    /// What it would do.
    let outcome: Outcome
  }

  /// How a proposal can be had: as it is, else the actor's own rules can be waived, the other side's, who may have proposed
  /// against them, only by asking.
  private func way(to move: Move, _ trial: Trial) -> Way? {
    if let outcome = trial.outcome { return way(move, outcome) }
    // Several of a series can't be asked for.
    let ways = move.scope == .this ? [(true, false), (false, true), (true, true)] : [(true, false)]
    for (anyway, asks) in ways {
      var other = move
      (other.anyway, other.asks) = (anyway, asks)
      if let outcome = self.trial(of: other).outcome { return way(other, outcome) }
    }
    return nil
  }

  private func way(_ move: Move, _ outcome: Outcome) -> Way {
    let waiting = outcome.sessions.first { $0.status.isHold }
    let other = waiting.map { $0.mentor == $0.request?.proposer ? $0.mentee : $0.mentor }
    let name = other.flatMap { id in (try? store.read { try $0.person(id) })?.name }
    return Way(command: command(move), asks: waiting != nil, asked: name, outcome: outcome)
  }

  private func command(_ move: Move) -> String {
    "tandem move \(move.session) \(move.start)" + (move.length.map { " --length \($0)" } ?? "")
      + (move.scope == .this ? "" : " --scope \(move.scope.rawValue)") + (move.anyway ? " --anyway" : "")
      + (move.asks ? " --request" : "") + environment.flags
  }
}
