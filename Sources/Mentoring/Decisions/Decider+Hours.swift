import Scheduling

extension Decider {
  /// Changes a person's hours, and what becomes of the sessions that this breaks, in one step.
  func changeHours(_ change: HoursChange) throws -> Decision {
    let before = try person(change.person)
    guard actor.isCoordinator || actor.person == before.id else {
      throw CommandError.notPermitted(
        "\(actor.login) may not change the hours of \(before.name); \(before.login) or a coordinator can")
    }
    let after = try before.applying(change.edits)
    guard after != before else {
      var decision = Decision(command: "change hours", changes: [], summary: "Nothing to change")
      decision.unchanged = 1
      return decision
    }
    let left = try requireRemedies(change, after)
    var decider = self
    decider.supposition.suppose(after)
    var changes = [Change.person(before: before, after: after)]
    for remedy in change.remedies {
      guard let decision = try decider.remedy(remedy, of: after) else { continue }
      for case .session(_, let session?) in decision.changes { decider.supposition.suppose(session) }
      changes += decision.changes
    }
    let wording = HoursWording(person: after, times: TimeWording(zone: try zones.zone(named: after.zone), now: now))
    var decision = Decision(
      command: "change hours", changes: changes,
      summary: wording.summary(
        change.edits,
        moved: change.remedies.count { if case .move = $0.kind { true } else { false } },
        asked: change.remedies.count { if case .ask = $0.kind { true } else { false } }, left: left.count))
    decision.warnings = try left.map { broken in
      let pair = try title(of: try pair(broken.session.pair))
      return ImportIssue(
        line: nil,
        message:
          "still \(broken.session.status.isHold ? "asked for" : "booked"), though it no longer fits: \(pair), \(wording.times.span(broken.session.interval))"
      )
    }
    return decision
  }

  /// The broken sessions that stay as they are. - Throws: `CommandError.breaks` for those that nothing was said about.
  private func requireRemedies(_ change: HoursChange, _ after: Person) throws -> [BrokenSession] {
    let broken = try HoursImpact(store, zones: zones, now: now).broken(
      by: after, openings: change.leavesOthers ? 0 : 3)
    let said = Dictionary(change.remedies.map { ($0.session, $0.kind) }, uniquingKeysWith: { first, _ in first })
    guard said.count == change.remedies.count else {
      throw CommandError.invalid("two remedies name the same session; one is enough")
    }
    let unsaid = broken.filter { said[$0.session.id] == nil }
    guard change.leavesOthers || unsaid.isEmpty else { throw CommandError.breaks(unsaid) }
    return broken.filter { said[$0.session.id, default: .leave] == .leave }
  }

  private func remedy(_ remedy: Remedy, of person: Person) throws -> Decision? {
    let session = try session(remedy.session)
    guard session.mentor == person.id || session.mentee == person.id else {
      throw CommandError.invalid("session \(remedy.session) is none of \(person.name)'s")
    }
    switch remedy.kind {
    case .leave: return nil
    case .move(let start): return try move(Move(session: session.id, start: start))
    case .ask(let start, let message):
      return try move(Move(session: session.id, start: start, asks: true, message: message))
    }
  }
}
