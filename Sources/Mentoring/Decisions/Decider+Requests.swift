import Scheduling

extension Decider {
  /// Asks the other side for a time, which is held until they answer.
  func request(_ booking: Booking) throws -> Decision {
    let pair = try pair(booking.pair)
    try requireActing(for: pair)
    let proposer = try proposer(in: pair)
    let found = try proposal(
      pair, by: proposer, start: booking.start, length: booking.length, room: booking.room, moving: [],
      anyway: booking.anyway, message: booking.message)
    let id = try store.newSessionID()
    let session = Session(
      id: id, uid: "session-\(id)@\(try store.program().domain)", pair: pair.id, mentor: pair.mentor,
      mentee: pair.mentee, interval: Interval(start: booking.start, seconds: booking.length * 60),
      zone: found.situation.mentor.availability.zone.name, status: .requested, room: booking.room,
      topic: booking.topic.isEmpty ? pair.topic : booking.topic, agenda: booking.agenda,
      mentorBuffer: found.situation.mentor.policy.buffer, menteeBuffer: found.situation.mentee.policy.buffer,
      waivers: found.waivers, request: found.request)
    let asked = try pair.partner(of: proposer).map { try person($0).name } ?? "the other side"
    return try decision("request", session, before: nil, pair: pair) { "Asked \(asked): \($0), \($1)" }
  }

  /// Proposes another time for a request; the other side answers, and the hold moves along.
  func counter(_ counter: Counter) throws -> Decision {
    let (session, pair) = try openRequest(counter.session, to: "countered")
    let proposer = try proposer(in: pair)
    let length = counter.length ?? session.minutes
    let found = try proposal(
      pair, by: proposer, start: counter.start, length: length, room: session.room, moving: [session.id],
      anyway: counter.anyway, message: counter.message, agreed: session.request?.agreed?.interval)
    var countered = session
    countered.interval = Interval(start: counter.start, seconds: length * 60)
    guard countered.interval != session.interval || session.request?.proposer == proposer else {
      throw CommandError.invalid("that is the time that was asked for; accept it, or propose another")
    }
    guard countered.interval != session.request?.agreed?.interval else {
      let way = session.request?.proposer == proposer ? "withdraw the request" : "decline it"
      throw CommandError.invalid("that is the time that was agreed, and stands if the answer is no; \(way)")
    }
    countered.status = .countered
    countered.advance()
    countered.mentorBuffer = found.situation.mentor.policy.buffer
    countered.menteeBuffer = found.situation.mentee.policy.buffer
    countered.waivers = found.waivers
    countered.request = found.request
    countered.request?.agreed = session.request?.agreed
    var decision = try decision("counter", countered, before: session, pair: pair) {
      "Proposed another time for \($0): \($1)"
    }
    decision.reason = counter.message.trimmingSpaces
    return decision
  }

  /// Asks the other side for another time of a session. Until they answer both times are held; when the answer is no, the
  /// agreed one stands again.
  func askToMove(_ session: Session, _ pair: Pair, _ move: Move) throws -> Decision {
    let proposer = try proposer(in: pair)
    let length = move.length ?? session.minutes
    let interval = Interval(start: move.start, seconds: length * 60)
    guard interval != session.interval else { return unchanged("move", session, "Already at that time") }
    let found = try proposal(
      pair, by: proposer, start: move.start, length: length, room: session.room, moving: [session.id],
      anyway: move.anyway, message: move.message, agreed: session.interval)
    var asked = session
    asked.interval = interval
    asked.status = .countered
    asked.reason = ""
    asked.closing = nil
    asked.advance()
    asked.mentorBuffer = found.situation.mentor.policy.buffer
    asked.menteeBuffer = found.situation.mentee.policy.buffer
    asked.waivers = found.waivers
    asked.request = found.request
    asked.request?.agreed = Request.Agreed(interval: session.interval, waivers: session.waivers)
    let partner = try pair.partner(of: proposer).map { try person($0).name } ?? "the other side"
    var decision = try decision("ask to move", asked, before: session, pair: pair) {
      "Asked \(partner) to move \($0) to \($1)"
    }
    decision.reason = move.message.trimmingSpaces
    return decision
  }

  /// Takes a proposed time: checked again, but for what the request asked to be waived.
  func accept(_ id: SessionID, anyway: Bool) throws -> Decision {
    let (session, pair) = try openRequest(id, to: "accepted")
    guard let request = session.request else { throw CommandError.invalid("session \(id) asks for nothing") }
    try requireAnswering(request, of: pair, "accept")
    let found = try violations(
      pair, start: session.interval.start, length: session.minutes, room: session.room, moving: [id])
    let standing = session.obstacles(among: found.violations).filter { !(anyway && actor.mayWaive($0)) }
    guard standing.isEmpty else { throw CommandError.refused(standing, pair: pair.id, alternatives: []) }
    var confirmed = session
    confirmed.status = .confirmed
    confirmed.advance()
    confirmed.waivers = Waiver.waivers(of: found.violations)
    confirmed.request = nil
    return try decision("accept", confirmed, before: session, pair: pair) { "Accepted \($0), \($1)" }
  }

  func decline(_ id: SessionID, reason: String) throws -> Decision {
    let (session, pair) = try openRequest(id, to: "declined")
    if let request = session.request { try requireAnswering(request, of: pair, "decline") }
    return try close(session, as: .declined, pair, reason: reason, command: "decline", verb: "Declined")
  }

  func withdraw(_ id: SessionID, reason: String) throws -> Decision {
    let (session, pair) = try openRequest(id, to: "withdrawn")
    if let proposer = session.request?.proposer, proposer != actor.person, !actor.isCoordinator {
      throw CommandError.notPermitted(
        "\(try person(proposer).name) proposed this time and can withdraw it; you can decline it")
    }
    return try close(session, as: .withdrawn, pair, reason: reason, command: "withdraw", verb: "Withdrew")
  }

  /// Lets go of what nobody answered in time. No change when there is none.
  public func expireRequests() throws -> Decision {
    let expired = try store.expired(at: now)
    let due = expired.map(\.before)
    let changes = expired.map { Change.session(before: $0.before, after: $0.after) }
    var decision = Decision(
      command: "expire", changes: changes,
      summary: due.count == 1 ? "A request expired unanswered" : "\(due.count) requests expired unanswered")
    if let only = due.first, due.count == 1 {
      decision = try self.decision("expire", only, before: only, pair: try pair(only.pair)) {
        "Nobody answered in time: \($0), \($1)"
      }
      decision.changes = changes
    }
    return decision
  }

  /// The open requests of those whom a decision books, which it may leave no room for; to be asked before it is written.
  public func openRequests(beside decision: Decision) throws -> [Session] {
    var people: Set<PersonID> = []
    var decided: Set<SessionID> = []
    for case .session(_, let session?) in decision.changes {
      // What becomes of one is decided already, as when it is turned down once more with what left it no room.
      decided.insert(session.id)
      if session.status == .confirmed { people.formUnion([session.mentor, session.mentee]) }
    }
    return try store.requests(of: people).filter { !decided.contains($0.id) }.sorted { $0.id < $1.id }
  }

  /// Turns down those of the open requests that what is decided leaves no room for; to be asked before it is written.
  ///
  /// Two requests never hold the same time; but who asks may have reached a limit of their own since, which nobody can waive for
  /// them. What the one who answers may waive is theirs to decide, when they answer. The newest gives way first, and the others
  /// are looked at without it.
  public func retireImpossible(
    _ open: [Session], after decision: Decision
  ) throws -> [(change: Change, message: String)] {
    guard !open.isEmpty else { return [] }
    var decider = self
    var decided: Set<SessionID> = []
    for change in decision.changes {
      switch change {
      case .session(_, let session?):
        decider.supposition.suppose(session)
        if session.status == .confirmed { decided.insert(session.id) }
      case .person(_, let person?): decider.supposition.suppose(person)
      default: break
      }
    }
    let wording = try ViolationWording(store, zones: zones, viewer: actor, now: now)
    var retired: [(change: Change, message: String)] = []
    for session in open.reversed() {
      guard let request = session.request, request.deadline > now else { continue }
      let pair = try pair(session.pair)
      let answering = pair.partner(of: request.proposer)
      let broken = try decider.standing(session, of: pair, moving: [session.id]).filter { violation in
        !session.waives(violation) && (violation.isAbsolute || violation.person != answering)
      }
      guard !broken.isEmpty else { continue }
      // What stands in the way without the decision too is not its doing.
      let without = try decider.standing(session, of: pair, moving: decided.union([session.id]))
      guard let first = broken.first(where: { !without.contains($0) }) else { continue }
      let why = "no longer possible: \(try wording.sentence(first))"
      let declined = session.ended(.declined, reason: why, by: nil, at: now)
      decider.supposition.suppose(declined)
      let times = TimeWording(zone: zones.zone(of: session), now: now)
      let stays = declined.status == .confirmed ? "; it stays \(times.span(declined.interval)), as agreed" : ""
      retired.append(
        (
          try store.counted([.session(before: session, after: declined)])[0],
          "the request \(try title(of: pair)), \(times.span(session.interval)), is \(why)\(stays)"
        ))
    }
    return retired
  }

  // MARK: Parts

  /// A request that waits for its answer.
  private func openRequest(_ id: SessionID, to what: String) throws -> (session: Session, pair: Pair) {
    let (session, pair) = try actingSession(id)
    let status = session.status(at: now)
    guard status.isHold else {
      throw CommandError.changedSince(
        "session \(id) is \(status.rawValue); only a request that waits for its answer can be \(what)")
    }
    return (session, pair)
  }

  /// The actor, as a side of the pair.
  private func proposer(in pair: Pair) throws -> PersonID {
    guard let person = actor.person, pair.includes(person) else {
      let title = try title(of: pair)
      throw CommandError.notPermitted(
        "one side of a pair asks the other, and \(actor.login) is neither of \(title); one of the two can ask"
          + (actor.isCoordinator ? ", and \(actor.login) can book directly" : ""))
    }
    return person
  }

  private func requireAnswering(_ request: Request, of pair: Pair, _ what: String) throws {
    guard actor.person == request.proposer, let partner = pair.partner(of: request.proposer) else { return }
    throw CommandError.notPermitted(
      "you proposed this time; \(try person(partner).name) can \(what) it, and you can withdraw it")
  }

  /// What a proposal comes to: the other side's soft rules are asked to be waived.
  ///
  /// - Parameter agreed: the time that stands when the answer is no; what is asked must be answered before it, too.
  private func proposal(
    _ pair: Pair, by proposer: PersonID, start: Instant, length: Int, room: RoomID?, moving: Set<SessionID>,
    anyway: Bool, message: String, agreed: Interval? = nil
  ) throws -> (situation: Situation, request: Request, waivers: [Waiver]) {
    try requireLength(length)
    let found = try violations(pair, start: start, length: length, room: room, moving: moving)
    try require(start, on: found.situation.grid)
    let standing = found.violations.filter { violation in
      guard !violation.isAbsolute, let protected = violation.person else { return true }
      return protected == proposer && !anyway
    }
    guard standing.isEmpty else { throw CommandError.refused(standing, pair: pair.id, alternatives: []) }
    let answering = proposer == pair.mentor ? found.situation.mentee : found.situation.mentor
    let deadline = RequestDeadline(zone: answering.availability.zone, policy: answering.policy).instant(
      askedAt: now, start: min(start, agreed?.start ?? start))
    guard deadline > now else {
      if let agreed, agreed.start < start {
        throw CommandError.invalid(
          "what was agreed begins too soon for the other side to be asked: a request needs \(answering.policy.requestLead) "
            + "minutes for the answer; call it off, or let it be")
      }
      throw CommandError.invalid(
        "this start is too near to be asked for: a request needs \(answering.policy.requestLead) minutes for the answer; "
          + "book it directly, or choose a later time")
    }
    let request = Request(proposer: proposer, deadline: deadline, message: message.trimmingSpaces)
    return (found.situation, request, Waiver.waivers(of: found.violations))
  }

  /// What stands in the way of a session's own time.
  private func standing(_ session: Session, of pair: Pair, moving: Set<SessionID>) throws -> [Violation] {
    try violations(
      pair, start: session.interval.start, length: session.minutes, room: session.room, moving: moving
    ).violations
  }

  private func close(
    _ session: Session, as status: Session.Status, _ pair: Pair, reason: String, command: String, verb: String
  ) throws -> Decision {
    let why = reason.trimmingSpaces
    let ended = session.ended(status, reason: why, by: actor.person, at: now)
    let stands = ended.status == .confirmed
    // What was declined is the time that was asked for, not the one that stands again.
    let times = TimeWording(zone: zones.zone(of: session), now: now)
    let asked = times.span(session.interval)
    let gone = session.request?.agreed.map { "; \(times.span($0.interval)), which was agreed, is over" }
    var decision = try decision(command, ended, before: session, pair: pair) { pair, time in
      "\(verb) \(pair), \(asked)" + (stands ? "; it stays \(time)" : gone ?? "")
    }
    decision.reason = why
    if stands { decision.warnings = try misfits(ended, pair) }
    return decision
  }

  /// What stands in the way of an agreed time by now, though it stands.
  private func misfits(_ session: Session, _ pair: Pair) throws -> [ImportIssue] {
    let wording = try ViolationWording(store, zones: zones, viewer: actor, now: now)
    return try standing(session, of: pair, moving: [session.id]).filter { violation in
      // Notice was given when it was agreed.
      if case .noticeTooShort = violation { return false }
      return !session.waives(violation)
    }.map { ImportIssue(line: nil, message: "it stands, though it no longer fits: \(try wording.sentence($0))") }
  }
}
