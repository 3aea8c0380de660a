import Recurrence
import Scheduling

extension Decider {
  func cancelSeries(_ session: Session, _ pair: Pair, reason: String, scope: SeriesScope) throws -> Decision {
    let targets = try SeriesTargets(of: session, scope: scope, at: now, store)
    var decision = try seriesDecision(
      "cancel", targets.sessions.map { .session(before: $0, after: $0.cancelled(reason, by: actor.person, at: now)) },
      about: session, pair,
      summary: "Cancelled \(try title(of: pair)), \(try stretch(targets.sessions, targets.staying))"
        + (try apart(from: session, scope, of: targets.series)))
    decision.reason = reason
    return decision
  }

  func editSeries(_ edit: Edit) throws -> Decision {
    let session = try session(edit.session)
    let pair = try pair(session.pair)
    try requireActing(for: pair)
    let targets = try SeriesTargets(of: session, scope: edit.scope, at: now, store)
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
    return try seriesDecision(
      "edit", changes, about: session, pair,
      summary: "Edited \(try title(of: pair)), \(try stretch(targets.sessions, targets.staying))"
        + (try apart(from: session, edit.scope, of: targets.series)))
  }

  func seriesDecision(
    _ command: String, _ changes: [Change], about session: Session, _ pair: Pair, summary: String
  ) throws -> Decision {
    var decision = Decision(command: command, changes: changes, summary: summary)
    decision.pair = pair.id
    decision.session = session.id
    return decision
  }

  /// `; the 6 from Fri 5 Feb on are a series of their own and stay`: what was one series with these, where it might be taken
  /// for part of it.
  func apart(from session: Session, _ scope: SeriesScope, of series: Series) throws -> String {
    let times = TimeWording(zone: try zones.zone(named: session.zone), now: now)
    return try store.parts(beside: series, at: now).filter { scope == .all || $0.start > session.interval.start }.map {
      "; \($0.words(times)) and \($0.sessions.count == 1 ? "stays" : "stay")"
    }.joined()
  }

  /// `5 sessions from Tue 1 Dec 14:00–15:00 CET on`, and which of the series stay although they come later.
  func stretch(_ sessions: [Session], _ staying: [Session] = []) throws -> String {
    guard let first = sessions.min(by: { $0.interval.start < $1.interval.start }) else { return "no session" }
    let times = TimeWording(zone: zones.zone(of: first), now: now)
    let words = "\(Self.count(sessions.count, "session")) from \(times.span(first.interval)) on"
    guard !staying.isEmpty else { return words }
    let told = staying.prefix(3).map { times.moment($0.interval.start) }.joined(separator: ", ")
    let more = staying.count > 3 ? " and \(staying.count - 3) more" : ""
    return
      "\(words); \(told)\(more) \(staying.count == 1 ? "was moved by hand and stays" : "were moved by hand and stay")"
  }
}
