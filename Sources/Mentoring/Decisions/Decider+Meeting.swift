import Scheduling

/// What became of a session when its time had come.
extension Decider {
  /// Says that a session took place, also one that was said to be missed.
  func hold(_ id: SessionID) throws -> Decision {
    let (session, pair) = try begunSession(id)
    var held = session
    held.status = .held
    held.reason = ""
    held.closing = nil
    if !session.status.isLive { try requireFree(held, pair) }
    guard held != session else { return unchanged("hold", session, "It is held already") }
    return try decision("hold", held, before: session, pair: pair) { "Held \($0), \($1)" }
  }

  /// Says who did not come.
  func miss(_ id: SessionID, by person: PersonID, reason: String) throws -> Decision {
    let (session, pair) = try begunSession(id)
    let name = try self.person(person).name
    guard pair.includes(person) else {
      throw CommandError.invalid("\(name) takes no part in session \(id), \(try title(of: pair))")
    }
    var missed = session.closed(.missed, reason: reason.trimmingSpaces, by: person, at: now)
    if session.status == .missed, session.closing?.by == person {
      missed.closing = session.closing
      if reason.isEmpty { missed.reason = session.reason }
    }
    guard missed != session else { return unchanged("miss", session, "It is missed already") }
    var decision = try decision("miss", missed, before: session, pair: pair) { "\(name) missed \($0), \($1)" }
    decision.reason = missed.reason
    return decision
  }

  /// Keeps a session that took place elsewhere.
  func log(_ logging: Logging) throws -> Decision {
    let pair = try pair(logging.pair)
    try requireActing(for: pair)
    try requireLength(logging.length)
    let interval = Interval(start: logging.start, seconds: logging.length * 60)
    guard interval.end <= now else {
      throw CommandError.invalid("only a session that is over can be logged; this one can be booked")
    }
    let mentor = try person(pair.mentor)
    let times = TimeWording(zone: try zones.zone(named: mentor.zone), now: now)
    if let obstacle = Logging.obstacle(at: logging.start, to: pair, times) {
      throw CommandError.invalid("\(obstacle); write another day, with its year if it is not the last one")
    }
    let id = try store.newSessionID()
    let session = Session(
      id: id, uid: "session-\(id)@\(try store.program().domain)", pair: pair.id, mentor: pair.mentor,
      mentee: pair.mentee, interval: interval, zone: mentor.zone, status: .held,
      topic: logging.topic.isEmpty ? pair.topic : logging.topic)
    try requireFree(session, pair)
    return try decision("log", session, before: nil, pair: pair) { "Logged \($0), \($1)" }
  }

  private func begunSession(_ id: SessionID) throws -> (session: Session, pair: Pair) {
    let (session, pair) = try actingSession(id)
    // A state in which it can't be done, as of what else is asked of a session: no mistake in what was asked.
    switch session.status {
    case .confirmed, .held, .missed: break
    case .requested, .countered:
      throw CommandError.changedSince("session \(id) is still asked for; it is agreed once the request is accepted")
    case .declined, .expired, .withdrawn, .cancelled:
      throw CommandError.changedSince(
        "session \(id) is \(session.status(at: now).rawValue); it was never to take place")
    }
    guard session.interval.start <= now else {
      throw CommandError.changedSince("session \(id) has not begun yet; it can be moved or cancelled")
    }
    return (session, pair)
  }

  /// What took place takes its people's time, as anything else does.
  private func requireFree(_ session: Session, _ pair: Pair) throws {
    let found = try violations(
      pair, start: session.interval.start, length: session.minutes, room: session.room, moving: [session.id])
    let clashes = Logging.obstacles(among: found.violations)
    guard clashes.isEmpty else { throw CommandError.refused(clashes, pair: pair.id, alternatives: []) }
  }
}
