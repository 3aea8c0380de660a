import Recurrence
import Scheduling

extension Decider {
  func cancelSeries(_ session: Session, _ pair: Pair, reason: String, scope: SeriesScope) throws -> Decision {
    var targets = try SeriesTargets(of: session, scope: scope, at: now, store)
    try targets.findParts(from: session, scope, at: now, store)
    var decision = seriesDecision(
      "cancel", targets.sessions.map { .session(before: $0, after: $0.cancelled(reason, by: actor.person, at: now)) },
      about: session, pair,
      summary: "Cancelled \(try title(of: pair)), \(stretch(targets.sessions))\(targets.staying.summary)")
    decision.reason = reason
    return decision
  }

  func editSeries(_ edit: Edit) throws -> Decision {
    let session = try session(edit.session)
    let pair = try pair(session.pair)
    try requireActing(for: pair)
    var targets = try SeriesTargets(of: session, scope: edit.scope, at: now, store)
    guard !targets.sessions.isEmpty else {
      throw CommandError.changedSince(
        "nothing of this series is still to come, and session \(session.id) is \(session.status(at: now).rawValue); leave the "
          + "scope out to change this one alone")
    }
    var changes: [Change] = []
    // Which of them can't be had as it is wanted, and why, is told of all at once.
    var plan = SeriesPlan(pair: pair.id, length: session.minutes, occurrences: [])
    for target in targets.sessions {
      var single = edit
      single.session = target.id
      single.scope = .this
      var occurrence = SeriesPlan.Occurrence(original: target.interval.start, violations: [])
      do {
        changes += try self.edit(single).changes
        occurrence.start = target.interval.start
      } catch CommandError.refused(let violations, _, _) {
        occurrence.violations = violations
      }
      plan.occurrences.append(occurrence)
    }
    guard plan.isBookable else { throw CommandError.seriesRefused(plan) }
    guard !changes.isEmpty else { return unchanged("edit", session, "Nothing to change") }
    try targets.findParts(from: session, edit.scope, at: now, store)
    return seriesDecision(
      "edit", changes, about: session, pair,
      summary: "Edited \(try title(of: pair)), \(stretch(targets.sessions))\(targets.staying.summary)")
  }

  func seriesDecision(
    _ command: String, _ changes: [Change], about session: Session, _ pair: Pair, summary: String
  ) -> Decision {
    var decision = Decision(command: command, changes: changes, summary: summary)
    decision.pair = pair.id
    decision.session = session.id
    return decision
  }

  /// `5 sessions from Tue 1 Dec 14:00–15:00 CET on`; of one alone its time.
  func stretch(_ sessions: [Session]) -> String {
    guard let first = sessions.min(by: { $0.interval.start < $1.interval.start }) else { return "no session" }
    let times = TimeWording(zone: zones.zone(of: first), now: now)
    let time = times.span(first.interval)
    return sessions.count == 1 ? time : "\(sessions.count) sessions from \(time) on"
  }
}
