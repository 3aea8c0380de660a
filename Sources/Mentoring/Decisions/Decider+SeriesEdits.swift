import Recurrence
import Scheduling

extension Decider {
  /// The sessions of a series that an action on one of them is about, by start. Past ones never are.
  func targets(of session: Session, scope: SeriesScope) throws -> (series: Series, sessions: [Session]) {
    guard let id = session.series, let original = session.originalStart, let series = try store.series(id) else {
      throw CommandError.invalid(
        "session \(session.id) is not of a series, so there is only this one; leave the scope out")
    }
    let coming = try store.sessions(SessionFilter(series: id)).filter { $0.interval.end > now && $0.status.isLive }
    switch scope {
    case .this: return (series, [session])
    case .following:
      return (
        series,
        coming.filter {
          $0.id == session.id || (!$0.isMovedByHand && ($0.originalStart ?? $0.interval.start) > original)
        }
      )
    case .all: return (series, coming)
    }
  }

  func cancelSeries(_ session: Session, _ pair: Pair, reason: String, scope: SeriesScope) throws -> Decision {
    let sessions = try targets(of: session, scope: scope).sessions
    var decision = try seriesDecision(
      "cancel", sessions.map { .session(before: $0, after: $0.cancelled(reason, by: actor.person, at: now)) },
      about: session, pair,
      summary: "Cancelled \(try title(of: pair)), \(try stretch(sessions))")
    decision.reason = reason
    return decision
  }

  func editSeries(_ edit: Edit) throws -> Decision {
    let session = try session(edit.session)
    let pair = try pair(session.pair)
    try requireActing(for: pair)
    let sessions = try targets(of: session, scope: edit.scope).sessions
    var changes: [Change] = []
    for target in sessions {
      var single = edit
      single.session = target.id
      single.scope = .this
      changes += try self.edit(single).changes
    }
    guard !changes.isEmpty else { return unchanged("edit", session, "Nothing to change") }
    return try seriesDecision(
      "edit", changes, about: session, pair, summary: "Edited \(try title(of: pair)), \(try stretch(sessions))")
  }

  func seriesDecision(
    _ command: String, _ changes: [Change], about session: Session, _ pair: Pair, summary: String
  ) throws -> Decision {
    var decision = Decision(command: command, changes: changes, summary: summary)
    decision.pair = pair.id
    decision.session = session.id
    return decision
  }

  /// `5 sessions from Tue 1 Dec 14:00–15:00 CET on`.
  func stretch(_ sessions: [Session]) throws -> String {
    guard let first = sessions.min(by: { $0.interval.start < $1.interval.start }) else { return "no session" }
    let zone = try zones.zone(named: first.zone)
    return
      "\(Self.count(sessions.count, "session")) from \(TimeWording(zone: zone, now: now).span(first.interval)) on"
  }
}
