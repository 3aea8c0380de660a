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
    let (series, sessions, staying) = try targets(of: session, scope: move.scope)
    let zone = try zones.zone(named: series.zone)
    let shift = SeriesShift(
      from: zone.civil(at: session.originalStart ?? session.interval.start), to: zone.civil(at: move.start), zone: zone)
    let loader = try SituationLoader(store, zones: zones)
    let mentor = try person(pair.mentor)
    try require(
      move.start,
      on: StartGrid(
        zone: try zones.zone(named: mentor.zone), granularity: loader.policy(of: mentor, in: pair).granularity))

    var moved: [Session] = []
    for target in sessions {
      var after = target
      let start = target.id == session.id ? move.start : shift.moved(target.originalStart ?? target.interval.start)
      after.interval = Interval(start: start, seconds: (move.length ?? target.minutes) * 60)
      after.mentorBuffer = loader.policy(of: mentor, in: pair).buffer
      after.menteeBuffer = loader.policy(of: try person(pair.mentee), in: pair).buffer
      after.reason = ""
      after.closing = nil
      after.sequence += 1
      moved.append(after)
    }
    guard zip(sessions, moved).contains(where: { $0.interval != $1.interval }) else {
      return unchanged("move", session, "Already at that time")
    }
    try examine(moved, of: sessions, pair, anyway: move.anyway)
    var changes = try following(shift, series: series, length: move.length ?? series.length, &moved)
    changes += zip(sessions, moved).map { .session(before: $0, after: $1) }
    return try seriesDecision(
      "move", changes, about: session, pair, summary: "Moved \(try title(of: pair)), \(try stretch(moved, staying))")
  }

  private func examine(_ sessions: [Session], of before: [Session], _ pair: Pair, anyway: Bool) throws {
    var examiner = OccurrenceExaminer(
      store, zones: zones, pair: pair, now: now, moving: Set(before.map(\.id)))
    let zone = try zones.zone(named: try person(pair.mentor).zone)
    // Each goes as far as the first of them, which alone is bound by how far ahead can be booked.
    examiner.agreed = before.map { $0.agreedUntil(in: zone) }.min()
    let actor = actor
    if anyway { examiner.isWaived = { actor.mayWaive($0) } }
    var plan = SeriesPlan(pair: pair.id, length: sessions.first?.minutes ?? 0, occurrences: [])
    for (index, session) in sessions.sorted(by: { $0.interval.start < $1.interval.start }).enumerated() {
      let start = session.interval.start
      var occurrence = SeriesPlan.Occurrence(original: start, violations: [])
      occurrence.violations = try examiner.take(
        .init(start: start, length: session.minutes, room: session.room), isFirst: index == 0)
      if occurrence.violations.isEmpty { occurrence.start = start }
      plan.occurrences.append(occurrence)
    }
    guard plan.isBookable else { throw CommandError.seriesRefused(plan) }
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
