import Recurrence
import Scheduling

extension Decider {
  /// Moves several sessions of a series by as many days as the one that was taken, to its new wall-clock time.
  ///
  /// They become a series of their own, or, when nothing of the old one lies before them, the series itself changes. Its rule
  /// follows them where it can. Where none gives their new times (the days after second Tuesdays), they are dates of their
  /// own: so they stay together, and none of them counts as moved by hand.
  func moveSeries(_ move: Move) throws -> Decision {
    let (session, pair) = try comingSession(move.session)
    let length = move.length ?? session.minutes
    try requireLength(length)
    let planner = SeriesMovePlanner(store, zones: zones, actor: actor, now: now)
    var moving = try planner.moving(move)
    if try wantsAsking(pair) {
      // The last of a series has none that follows.
      guard moving.targets.sessions.count > 1 else {
        var single = move
        single.scope = .this
        return try self.move(single)
      }
      throw CommandError.invalid(
        "\(try title(of: pair)) needs the other side's yes, and several sessions are moved, not asked for; move them one by "
          + "one, so that each is asked for")
    }
    let loader = try SituationLoader(store, zones: zones)
    let mentor = try person(pair.mentor)
    try require(
      move.start,
      on: StartGrid(
        zone: try zones.zone(named: mentor.zone), granularity: loader.policy(of: mentor, in: pair).granularity))
    let (series, before) = (moving.targets.series, moving.targets.sessions)
    guard zip(before, moving.moved).contains(where: { $0.interval != $1.interval }) else {
      return unchanged("move", session, "Already at that time")
    }
    let plan = try planner.plan(moving, anyway: move.anyway)
    guard plan.isBookable else { throw CommandError.seriesRefused(plan) }
    var moved = moving.moved
    var changes = try following(moving.shift, series: series, length: move.length ?? series.length, &moved)
    changes += zip(before, moved).map { .session(before: $0, after: $1) }
    try moving.targets.leaveBehind(at: now, store)
    try moving.targets.findParts(from: session, move.scope, at: now, store)
    return seriesDecision(
      "move", changes, about: session, pair,
      summary: "Moved \(try title(of: pair)), \(stretch(moved))\(moving.targets.staying.summary)"
        + (try decided(moving.asked)))
  }

  /// `; Bob's question about Tue 15 Dec 16:00–17:00 CET is decided with it`: for who asked, and for who may not have known.
  private func decided(_ asked: [Session]) throws -> String {
    try asked.compactMap { session in
      guard let request = session.request else { return nil }
      let times = TimeWording(zone: zones.zone(of: session), now: now)
      return session.decidedQuestion("\(try person(request.proposer).name)'s", times: times).map { "; \($0)" }
    }.joined()
  }

  /// Has the series follow its sessions: as one with another rule, or of dates of their own where no rule gives them.
  ///
  /// - Parameter moved: get their place in it.
  private func following(
    _ shift: SeriesShift, series: Series, length: Int, _ moved: inout [Session]
  ) throws -> [Change] {
    guard let first = moved.compactMap(\.originalStart).min() else { return [] }
    // What was moved by hand stays where it is, and goes along with the series that it is an exception of.
    let ids = Set(moved.map(\.id))
    let staying = try store.sessions(SessionFilter(series: series.id)).filter { other in
      !ids.contains(other.id) && other.originalStart.map { $0 >= first } ?? false
    }
    let (rule, start) = try series.schedule()
    let from = shift.zone.civil(at: first)
    let split = rule.split(at: from, from: start, zone: shift.zone)
    let originals = (moved + staying).compactMap(\.originalStart)

    var renewed = series
    renewed.rule =
      split.following.flatMap { shift.rule($0, from: from, giving: originals) }?.description ?? Series.ruleOfDates
    renewed.start = Series.text(shift.moved(from))
    renewed.length = length
    var changes: [Change] = []
    if let before = split.before {
      var ended = series
      ended.rule = before.description
      if ended != series { changes.append(.series(before: series, after: ended)) }
      renewed.id = try store.newSeriesID()
      renewed.uid = "series-\(renewed.id)@\(try store.program().domain)"
      changes.append(.series(before: nil, after: renewed))
    } else {
      changes.append(.series(before: series, after: renewed))
    }
    changes += staying.map { .session(before: $0, after: shift.adopted($0, by: renewed)) }
    moved = moved.map { shift.adopted($0, by: renewed, counts: false) }
    return changes
  }
}
