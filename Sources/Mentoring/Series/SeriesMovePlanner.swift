public import Scheduling

/// Checks a move of several sessions of a series as a whole: the check while its time is chosen and the commit ask the same.
public struct SeriesMovePlanner {
  let reader: any StoreReader
  let zones: any ZoneProvider
  let actor: Actor
  let now: Instant

  /// Openings that are tried for all sessions, the nearest first, before there is none to offer.
  private static let mostTried = 16

  public init(_ reader: any StoreReader, zones: any ZoneProvider, actor: Actor, now: Instant) {
    self.reader = reader
    self.zones = zones
    self.actor = actor
    self.now = now
  }

  /// What the move would come to, for each of its sessions at its new time. O(sessions) examinations.
  ///
  /// - Throws: `CommandError.notFound`, `CommandError.invalid` for a session that is of no series, and what the reader throws.
  public func plan(_ move: Move) throws -> SeriesPlan {
    var moving = try moving(move)
    var plan = try plan(moving, anyway: move.anyway)
    try moving.targets.leaveBehind(at: now, reader)
    try moving.targets.findParts(from: moving.session, move.scope, at: now, reader)
    plan.staying = moving.targets.staying
    return plan
  }

  /// Up to `count` openings near to a start that can't be had, ascending, to which all sessions of the move could go along.
  ///
  /// - Throws: as ``plan(_:)``.
  public func alternatives(to move: Move, count: Int = 3) throws -> [Instant] {
    let moving = try moving(move)
    let openings = try AlternativeFinder(reader, zones: zones).nearest(
      to: move.start, for: moving.pair, length: move.length ?? moving.session.minutes, room: moving.session.room,
      moving: Set(moving.targets.sessions.map(\.id)), at: now, count: Self.mostTried)
    var found: [Instant] = []
    for opening in openings.sorted(by: { abs($0 - move.start) < abs($1 - move.start) }) where found.count < count {
      guard opening != move.start, opening != moving.session.interval.start else { continue }
      var other = move
      other.start = opening
      if try plan(self.moving(other), anyway: move.anyway, stopsEarly: true).isBookable { found.append(opening) }
    }
    return found.sorted()
  }

  /// A move with what it is about.
  struct Moving {
    let session: Session
    let pair: Pair
    var targets: SeriesTargets
    let shift: SeriesShift
    /// The targets at their new times, in the same order.
    var moved: [Session]
    /// Those about which there was a question, which is over when all of them move.
    var asked: [Session] { targets.sessions.filter { $0.request?.agreed != nil } }
  }

  func moving(_ move: Move) throws -> Moving {
    guard let session = try reader.session(move.session), let pair = try reader.pair(session.pair),
      let mentor = try reader.person(pair.mentor), let mentee = try reader.person(pair.mentee)
    else { throw CommandError.notFound("there is no session \(move.session)") }
    let targets = try SeriesTargets(of: session, scope: move.scope, at: now, reader)
    let zone = try zones.zone(named: targets.series.zone)
    let shift = SeriesShift(
      from: zone.civil(at: session.originalStart ?? session.interval.start), to: zone.civil(at: move.start), zone: zone)
    let loader = try SituationLoader(reader, zones: zones)
    let moved = targets.sessions.map { target in
      var after = target
      let start = target.id == session.id ? move.start : shift.moved(target.originalStart ?? target.interval.start)
      after.interval = Interval(start: start, seconds: (move.length ?? target.minutes) * 60)
      after.mentorBuffer = loader.policy(of: mentor, in: pair).buffer
      after.menteeBuffer = loader.policy(of: mentee, in: pair).buffer
      if let agreed = target.request?.agreed {
        after.status = .confirmed
        after.request = nil
        after.waivers = agreed.waivers
      }
      after.reason = ""
      after.closing = nil
      after.advance()
      return after
    }
    return Moving(session: session, pair: pair, targets: targets, shift: shift, moved: moved)
  }

  /// - Parameter stopsEarly: whether those behind one that can't be had are left out.
  func plan(_ moving: Moving, anyway: Bool, stopsEarly: Bool = false) throws -> SeriesPlan {
    let before = moving.targets.sessions
    var examiner = OccurrenceExaminer(
      reader, zones: zones, pair: moving.pair, now: now, moving: Set(before.map(\.id)))
    // Each goes as far as the first of them, which alone is bound by how far ahead can be booked.
    if let mentor = try reader.person(moving.pair.mentor) {
      let zone = try zones.zone(named: mentor.zone)
      examiner.agreed = before.map { $0.agreedUntil(in: zone) }.min()
    }
    let actor = actor
    if anyway { examiner.isWaived = { actor.mayWaive($0) } }
    var plan = SeriesPlan(
      pair: moving.pair.id, length: moving.moved.first?.minutes ?? 0, occurrences: [], asked: moving.asked)
    for (index, session) in moving.moved.sorted(by: { $0.interval.start < $1.interval.start }).enumerated() {
      let start = session.interval.start
      var occurrence = SeriesPlan.Occurrence(original: start, violations: [])
      occurrence.violations = try examiner.take(
        .init(start: start, length: session.minutes, room: session.room), isFirst: index == 0)
      if occurrence.violations.isEmpty { occurrence.start = start }
      plan.occurrences.append(occurrence)
      if stopsEarly, occurrence.isOpen { break }
    }
    return plan
  }
}
