import Recurrence
import Scheduling

extension Decider {
  /// Moves several sessions of a series by as many days as the one that was taken, to its new wall-clock time.
  ///
  /// Where the rule can follow, it does: the sessions become a series of their own, or, when nothing of the old one lies
  /// before them, the series itself changes. Where it can't (a second Tuesday that moves to a Wednesday), they stay in the series
  /// as sessions that stand elsewhere.
  func moveSeries(_ move: Move) throws -> Decision {
    let (session, pair) = try comingSession(move.session)
    let length = move.length ?? session.minutes
    try requireLength(length)
    let (series, sessions) = try targets(of: session, scope: move.scope)
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
    var changes = try following(
      shift, series: series, from: session, scope: move.scope, length: move.length ?? series.length, &moved)
    changes += zip(sessions, moved).map { .session(before: $0, after: $1) }
    return try seriesDecision(
      "move", changes, about: session, pair, summary: "Moved \(try title(of: pair)), \(try stretch(moved))")
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

  /// Lets the rule follow the sessions, where it can.
  ///
  /// - Parameter moved: get their place in the new series.
  private func following(
    _ shift: SeriesShift, series: Series, from session: Session, scope: SeriesScope, length: Int,
    _ moved: inout [Session]
  ) throws -> [Change] {
    let zone = shift.zone
    let (rule, start) = try series.schedule()
    guard let first = moved.compactMap(\.originalStart).min() else { return [] }
    let split = rule.split(at: zone.civil(at: first), from: start, zone: zone)
    guard let following = split.following,
      let shifted = shift.rule(following, from: zone.civil(at: first))
    else { return [] }

    var renewed = series
    renewed.rule = shifted.rule.description
    renewed.start = Series.text(shifted.start)
    renewed.length = length
    var changes: [Change] = []
    if let before = split.before {
      var ended = series
      ended.rule = before.description
      renewed.id = try store.newSeriesID()
      renewed.uid = "series-\(renewed.id)@\(try store.program().domain)"
      changes = [.series(before: series, after: ended), .series(before: nil, after: renewed)]
      // What was moved by hand stays where it is, and goes along with the rule that it is an exception of.
      let ids = Set(moved.map(\.id))
      for stays in try store.sessions(SessionFilter(series: series.id)) where !ids.contains(stays.id) {
        guard let original = stays.originalStart, original >= first else { continue }
        changes.append(.session(before: stays, after: shift.adopted(stays, by: renewed)))
      }
    } else {
      changes = [.series(before: series, after: renewed)]
      let ids = Set(moved.map(\.id))
      for stays in try store.sessions(SessionFilter(series: series.id)) where !ids.contains(stays.id) {
        changes.append(.session(before: stays, after: shift.adopted(stays, by: renewed)))
      }
    }
    moved = moved.map { shift.adopted($0, by: renewed, counts: false) }
    return changes
  }
}

/// By how much the sessions of a series move: whole days of its zone's calendar, and to a time of day.
struct SeriesShift {
  let days: Int
  let time: CivilTime
  let zone: ZoneRules

  init(from: CivilDateTime, to: CivilDateTime, zone: ZoneRules) {
    days = to.date - from.date
    time = to.time
    self.zone = zone
  }

  func moved(_ civil: CivilDateTime) -> CivilDateTime { CivilDateTime(civil.date + days, time) }
  func moved(_ original: Instant) -> Instant { zone.instant(of: moved(zone.civil(at: original))) }

  /// The rule and start that give what the old ones gave, moved; nil when no rule of the same kind does.
  func rule(
    _ rule: RecurrenceRule, from start: CivilDateTime
  ) -> (rule: RecurrenceRule, start: CivilDateTime)? {
    let old = Array(rule.occurrences(from: start, zone: zone))
    var moved = rule
    // An UNTIL would cut at the old time of day.
    moved.end = .count(old.count)
    if rule.frequency == .weekly {
      moved.days = rule.days.map { .init($0.weekday.after(days: days), ordinal: $0.ordinal) }
    } else {
      moved.monthDays = rule.monthDays.map { $0 + days }
    }
    guard (try? moved.validate()) != nil else { return nil }
    let new = Array(moved.occurrences(from: self.moved(start), zone: zone))
    guard new.map(\.start) == old.map({ self.moved($0.start) }) else { return nil }
    return (moved, self.moved(start))
  }

  /// A session as one of the moved series.
  ///
  /// - Parameter counts: whether calendars must hear of this change by itself.
  func adopted(_ session: Session, by series: Series, counts: Bool = true) -> Session {
    var session = session
    session.series = series.id
    session.uid = series.uid
    session.originalStart = session.originalStart.map(moved)
    if counts { session.sequence += 1 }
    return session
  }
}

extension Weekday {
  fileprivate func after(days: Int) -> Weekday {
    let all = Weekday.allCases
    let index = ((all.firstIndex(of: self) ?? 0) + days) % all.count
    return all[index < 0 ? index + all.count : index]
  }
}
