public import Mentoring
public import Scheduling

extension TableDraft {
  /// Decides a command over this transaction's view and writes what it comes to; whether that is kept is the caller's to say.
  ///
  /// - Returns: what it did, and whether anything was written that should be kept: also when the command itself came to
  ///   nothing, requests may have expired.
  /// - Throws: `CommandError` when it is refused, and what the database throws.
  public func perform(
    _ command: Command, by actor: Actor, at now: Instant, zones: any ZoneProvider, isDryRun: Bool
  ) throws -> (outcome: Outcome, isKept: Bool) {
    let hasExpired = try expire(at: now, zones: zones)
    let decider = Decider(self, zones: zones, actor: actor, now: now)
    var decision = try decider.decide(command)
    var outcome = Outcome(
      summary: decision.summary, changes: decision.changes, warnings: decision.warnings,
      unchanged: decision.unchanged, session: decision.session)
    if !decision.changes.isEmpty {
      let retired = try decider.retireImpossible(try decider.openRequests(beside: decision), after: decision)
      decision.changes += retired.map(\.change)
      outcome.changes = decision.changes
      outcome.warnings += retired.map { ImportIssue(line: nil, message: $0.message) }
    }
    if !isDryRun, !decision.changes.isEmpty {
      try apply(decision.changes)
      if decision.isRecorded {
        outcome.step = try record(decision, by: actor, at: now)
        try record(echoes: try decider.echoes(of: decision), by: actor, at: now)
      }
    }
    return (outcome, !isDryRun && (!decision.changes.isEmpty || hasExpired))
  }

  /// Lets go of requests that nobody answered in time, as a step of its own. Returns whether there were any.
  private func expire(at now: Instant, zones: any ZoneProvider) throws -> Bool {
    let decider = Decider(self, zones: zones, actor: .program, now: now)
    let decision = try decider.expireRequests()
    guard !decision.changes.isEmpty else { return false }
    try apply(decision.changes)
    _ = try record(decision, by: .program, at: now)
    try record(echoes: try decider.echoes(of: decision), by: .program, at: now)
    return true
  }
}
