import Recurrence
import Scheduling

extension Decider {
  /// The sessions of a series that an action on one of them is about, by start, and those that it passes over because they
  /// were moved by hand. Past ones are neither.
  func targets(
    of session: Session, scope: SeriesScope
  ) throws -> (series: Series, sessions: [Session], staying: [Session]) {
    guard let id = session.series, let original = session.originalStart, let series = try store.series(id) else {
      throw CommandError.invalid(
        "session \(session.id) is not of a series, so there is only this one; leave the scope out")
    }
    let coming = try store.sessions(SessionFilter(series: id)).filter { $0.interval.end > now && $0.status.isLive }
    switch scope {
    case .this: return (series, [session], [])
    case .following:
      let others = coming.filter { $0.id != session.id && ($0.originalStart ?? $0.interval.start) > original }
      let sessions = coming.filter { $0.id == session.id } + others.filter { !$0.isMovedByHand }
      return (series, sessions.sorted { $0.interval < $1.interval }, others.filter(\.isMovedByHand))
    case .all: return (series, coming, [])
    }
  }

  func cancelSeries(_ session: Session, _ pair: Pair, reason: String, scope: SeriesScope) throws -> Decision {
    let (_, sessions, staying) = try targets(of: session, scope: scope)
    var decision = try seriesDecision(
      "cancel", sessions.map { .session(before: $0, after: $0.cancelled(reason, by: actor.person, at: now)) },
      about: session, pair,
      summary: "Cancelled \(try title(of: pair)), \(try stretch(sessions, staying))")
    decision.reason = reason
    return decision
  }

  func editSeries(_ edit: Edit) throws -> Decision {
    let session = try session(edit.session)
    let pair = try pair(session.pair)
    try requireActing(for: pair)
    let (_, sessions, staying) = try targets(of: session, scope: edit.scope)
    var changes: [Change] = []
    for target in sessions {
      var single = edit
      single.session = target.id
      single.scope = .this
      changes += try self.edit(single).changes
    }
    guard !changes.isEmpty else { return unchanged("edit", session, "Nothing to change") }
    return try seriesDecision(
      "edit", changes, about: session, pair, summary: "Edited \(try title(of: pair)), \(try stretch(sessions, staying))"
    )
  }

  func seriesDecision(
    _ command: String, _ changes: [Change], about session: Session, _ pair: Pair, summary: String
  ) throws -> Decision {
    var decision = Decision(command: command, changes: changes, summary: summary)
    decision.pair = pair.id
    decision.session = session.id
    return decision
  }

  /// `5 sessions from Tue 1 Dec 14:00–15:00 CET on`, and which of the series stay although they come later.
  func stretch(_ sessions: [Session], _ staying: [Session] = []) throws -> String {
    guard let first = sessions.min(by: { $0.interval.start < $1.interval.start }) else { return "no session" }
    let times = TimeWording(zone: try zones.zone(named: first.zone), now: now)
    let words = "\(Self.count(sessions.count, "session")) from \(times.span(first.interval)) on"
    guard !staying.isEmpty else { return words }
    let told = staying.prefix(3).map { times.moment($0.interval.start) }.joined(separator: ", ")
    let more = staying.count > 3 ? " and \(staying.count - 3) more" : ""
    return
      "\(words); \(told)\(more) \(staying.count == 1 ? "was moved by hand and stays" : "were moved by hand and stay")"
  }
}
