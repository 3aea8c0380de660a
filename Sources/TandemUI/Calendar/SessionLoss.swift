import Mentoring
import Scheduling

/// A session that somebody moved or called off elsewhere, and that is let go of.
struct SessionLoss: Hashable, Sendable {
  enum Hold: String, Hashable, Sendable {
    /// It was being moved.
    case air = "Let go"
    /// Its sheet was open.
    case sheet = "Closed"
  }

  let session: SessionID
  let hold: Hold
  /// When it was to begin.
  let start: Instant
}

extension CalendarScreen {
  /// Lets go of what is in the air, or open, and not there any more; what is being done here has its own answer.
  mutating func letGoOfLost() -> [CalendarEffect] {
    guard pending == nil else { return [] }
    var effects: [CalendarEffect] = []
    if let ghost = calendar.ghost, let session = ghost.session, !calendar.isGhostAlive {
      calendar.dropGhost(returning: false)
      effects.append(.tellLoss(SessionLoss(session: session, hold: .air, start: ghost.origin)))
    }
    if case .session(let open) = sheet, let slice = calendar.slice, slice.entry(open.entry.id) == nil {
      sheet = nil
      let start = open.entry.session.interval.start
      effects.append(.tellLoss(SessionLoss(session: open.entry.id, hold: .sheet, start: start)))
    }
    return effects
  }
}

extension CalendarWorker {
  /// What became of a session, and who did it.
  func tell(_ loss: SessionLoss, _ reader: any StoreReader) throws -> CalendarMessage {
    let session = try reader.session(loss.session)
    let step = try reader.steps(StepFilter(session: loss.session, limit: 1)).first
    guard let fate = fate(session, loss.start), let doer = try doer(step, session, reader) else {
      return .lossTold(step: step?.id, nil)
    }
    return .lossTold(step: step?.id, "\(loss.hold.rawValue): the session \(fate)\(doer)")
  }

  /// Nil for one that is where it was.
  private func fate(_ session: Session?, _ start: Instant) -> String? {
    guard let session else { return "is not there any more" }
    switch session.status {
    case .requested, .countered, .confirmed, .held:
      let times = TimeWording(zone: viewerZone, now: now, clock: clock)
      return session.interval.start == start ? nil : "was moved to \(times.moment(session.interval.start))"
    case .expired: return "has expired"
    case .declined, .withdrawn, .cancelled, .missed: return "was \(session.status.rawValue)"
    }
  }

  /// Nil for somebody else who did it to a session of the viewer's, for that is told as their doing already.
  private func doer(_ step: Step?, _ session: Session?, _ reader: any StoreReader) throws -> String? {
    guard let actor = step?.actor else { return "" }
    if actor.lowercased() == viewer.login.lowercased() { return " (by you, elsewhere)" }
    if let session, let person = viewer.person, [session.mentor, session.mentee].contains(person) { return nil }
    return actor == Actor.program.login ? "" : " (by \(try reader.person(login: actor)?.name ?? actor))"
  }
}
