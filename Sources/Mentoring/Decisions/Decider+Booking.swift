import Scheduling

/// Lengths that can be asked for, in minutes; the policy's are those that are offered.
public let sessionLengths = 5...480

extension Decider {
  func book(_ booking: Booking) throws -> Decision {
    let pair = try pair(booking.pair)
    try requireActing(for: pair)
    if try booking.asks || wantsAsking(pair) { return try request(booking) }
    let (situation, waivers) = try examine(
      pair, start: booking.start, length: booking.length, room: booking.room, moving: [], anyway: booking.anyway)
    let id = try store.newSessionID()
    let session = Session(
      id: id, uid: "session-\(id)@\(try store.program().domain)", pair: pair.id, mentor: pair.mentor,
      mentee: pair.mentee, interval: Interval(start: booking.start, seconds: booking.length * 60),
      zone: situation.mentor.availability.zone.name, room: booking.room,
      topic: booking.topic.isEmpty ? pair.topic : booking.topic, agenda: booking.agenda,
      mentorBuffer: situation.mentor.policy.buffer, menteeBuffer: situation.mentee.policy.buffer,
      waivers: waivers)
    return try decision("book", session, before: nil, pair: pair) { "Booked \($0), \($1)" }
  }

  func move(_ move: Move) throws -> Decision {
    guard move.scope == .this else { return try moveSeries(move) }
    let (session, pair) = try comingSession(move.session)
    if session.status.isHold {
      return try counter(
        Counter(
          session: session.id, start: move.start, length: move.length, message: move.message, anyway: move.anyway))
    }
    if try move.asks || wantsAsking(pair) { return try askToMove(session, pair, move) }
    let length = move.length ?? session.minutes
    let (situation, waivers) = try examine(
      pair, start: move.start, length: length, room: session.room, moving: [session.id], anyway: move.anyway)
    var moved = session
    moved.interval = Interval(start: move.start, seconds: length * 60)
    moved.waivers = waivers
    moved.reason = ""
    moved.closing = nil
    moved.mentorBuffer = situation.mentor.policy.buffer
    moved.menteeBuffer = situation.mentee.policy.buffer
    guard moved != session else { return unchanged("move", session, "Already at that time") }
    moved.advance()
    return try decision("move", moved, before: session, pair: pair) { "Moved \($0) to \($1)" }
  }

  func edit(_ edit: Edit) throws -> Decision {
    guard edit.scope == .this else { return try editSeries(edit) }
    let (session, pair) = try actingSession(edit.session)
    var edited = session
    edited.topic = edit.topic ?? session.topic
    if let agenda = edit.agenda {
      try requireUnchanged(session.agenda, since: edit.agendaSince, "the agenda's lines", becoming: agenda)
      edited.agenda = agenda
    }
    if edited.agenda != session.agenda { try requireOwningAgenda(of: pair) }
    if let room = edit.room, room != session.room {
      guard session.status.isLive, session.interval.start > now else {
        throw CommandError.invalid(
          "this session can't change its room any more: it is \(session.status(at: now).rawValue)")
      }
      // Only the room's own rules are new; the time was agreed before. While it is asked to move it takes both.
      let times = [session.interval] + [session.request?.agreed?.interval].compactMap { $0 }
      let taken = try times.flatMap { time in
        try violations(pair, start: time.start, length: time.minutes, room: room, moving: [session.id]).violations
      }.filter { $0.room != nil }
      guard taken.isEmpty else { throw CommandError.refused(taken, pair: pair.id, alternatives: []) }
      edited.room = room
      edited.advance()
    }
    guard edited != session else { return unchanged("edit", session, "Nothing to change") }
    return try decision("edit", edited, before: session, pair: pair) { "Edited \($0), \($1)" }
  }

  /// In a reverse pair the junior, who mentors, owns the agenda; the senior can propose one with the booking.
  private func requireOwningAgenda(of pair: Pair) throws {
    guard !actor.mayChangeAgenda(of: pair) else { return }
    let mentor = try person(pair.mentor)
    throw CommandError.notPermitted(
      "the agenda of a reverse pair is the mentor's; \(mentor.login) or a coordinator can change it")
  }

  func cancel(_ id: SessionID, reason: String, scope: SeriesScope) throws -> Decision {
    let (session, pair) = try comingSession(id)
    let why = reason.trimmingSpaces
    guard !why.isEmpty else {
      throw CommandError.invalid("a cancellation needs a reason, which the other side reads")
    }
    guard scope == .this else { return try cancelSeries(session, pair, reason: why, scope: scope) }
    // A session that is asked to move was agreed on, and is called off like any other.
    if let proposer = session.request?.proposer, session.request?.agreed == nil {
      return try actor.person == pair.partner(of: proposer) ? decline(id, reason: why) : withdraw(id, reason: why)
    }
    let cancelled = session.cancelled(why, by: actor.person, at: now)
    var decision = try decision("cancel", cancelled, before: session, pair: pair) { "Cancelled \($0), \($1)" }
    decision.reason = why
    decision.warnings = try lateWarning(session, of: pair, by: actor.person)
    return decision
  }

  /// What there is to say of calling it off now; empty where there is time enough.
  func lateWarning(_ session: Session, of pair: Pair, by person: PersonID?) throws -> [ImportIssue] {
    let notice = try store.program().policy.applying(pair.policy).lateNotice
    let warning = session.lateWarning(at: now, by: person, notice: notice)
    return warning.map { [ImportIssue(line: nil, message: $0)] } ?? []
  }

  /// Whether the side that does not act wants to be asked before it is booked.
  func wantsAsking(_ pair: Pair) throws -> Bool {
    guard let own = actor.person, let other = pair.partner(of: own) else { return false }
    return try store.program().policy.applying(pair.policy).applying(try person(other).policy).asksFirst
  }

  /// A session that can still be moved or cancelled.
  func comingSession(_ id: SessionID) throws -> (session: Session, pair: Pair) {
    let (session, pair) = try actingSession(id)
    let status = session.status(at: now)
    guard status.isLive, status != .held else {
      throw CommandError.changedSince(
        "session \(id) is \(status.rawValue); only a coming one can be moved or cancelled")
    }
    guard session.interval.start > now || status.isHold else {
      throw CommandError.changedSince(
        "session \(id) has begun; only a coming one can be moved or cancelled, and who did not come can be said")
    }
    return (session, pair)
  }

  /// The situation in which the start is allowed, and what is waived for it. - Throws: `CommandError.refused` with every violation, also waived ones.
  private func examine(
    _ pair: Pair, start: Instant, length: Int, room: RoomID?, moving: Set<SessionID>, anyway: Bool
  ) throws -> (situation: Situation, waivers: [Waiver]) {
    try requireLength(length)
    let found = try violations(pair, start: start, length: length, room: room, moving: moving)
    try require(start, on: found.situation.grid)
    guard found.violations.allSatisfy({ anyway && actor.mayWaive($0) }) else {
      throw CommandError.refused(found.violations, pair: pair.id, alternatives: [])
    }
    return (found.situation, Waiver.waivers(of: found.violations))
  }

  func requireLength(_ length: Int) throws(CommandError) {
    guard sessionLengths.contains(length) else {
      throw .invalid(
        "a session of \(length) minutes is not possible; a length is \(sessionLengths.lowerBound) to "
          + "\(sessionLengths.upperBound) minutes")
    }
  }

  func require(_ start: Instant, on grid: StartGrid) throws(CommandError) {
    guard grid.contains(start) else {
      throw .offGrid(
        start, granularity: grid.granularity, zone: grid.zone.name, before: grid.lastStart(atOrBefore: start),
        after: grid.firstStart(atOrAfter: start))
    }
  }

  func violations(
    _ pair: Pair, start: Instant, length: Int, room: RoomID?, moving: Set<SessionID>
  ) throws -> (situation: Situation, violations: [Violation]) {
    let window = Interval(start: start, seconds: 1)
    let situation = try SituationLoader(store, zones: zones, supposing: supposition).situation(
      of: pair, at: now, window: window, length: length * 60, room: room, moving: moving)
    let examination = Examination(situation, length: length * 60, window: window)
    return (situation, examination.violations(at: start))
  }

  func decision(
    _ command: String, _ session: Session, before: Session?, pair: Pair,
    summary: (_ pair: String, _ time: String) -> String
  ) throws -> Decision {
    let zone = zones.zone(of: session)
    var decision = Decision(
      command: command, changes: [.session(before: before, after: session)],
      summary: summary(try title(of: pair), TimeWording(zone: zone, now: now).span(session.interval)))
    decision.pair = pair.id
    decision.session = session.id
    return decision
  }

  func unchanged(_ command: String, _ session: Session, _ summary: String) -> Decision {
    var decision = Decision(command: command, changes: [], summary: summary)
    decision.pair = session.pair
    decision.session = session.id
    decision.unchanged = 1
    return decision
  }
}
