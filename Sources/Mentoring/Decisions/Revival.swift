import Scheduling

/// Checks what an undo brings back: it must not meet what has taken its time since. Softer rules are told, not enforced, for it was
/// agreed; but what is done again is asked of the other side anew.
struct Revival {
  private let decider: Decider
  private let isRedo: Bool
  /// Whether what is done again was undone a moment ago: its notice was given.
  private let isSlip: Bool
  /// All sessions that the step changed: as they stand, none is in the way of what it restores.
  private let moving: Set<SessionID>
  private var examiners: [PairID: OccurrenceExaminer] = [:]

  init(_ decider: Decider, isRedo: Bool, isSlip: Bool, ids: [SessionID]) {
    self.decider = decider
    self.isRedo = isRedo
    self.isSlip = isSlip
    moving = Set(ids)
  }

  /// - Throws: `CommandError.refused` when the time is taken.
  mutating func check(_ session: Session, from current: Session) throws -> [ImportIssue] {
    let (store, now) = (decider.store, decider.now)
    let takesTime = session.status.isLive && session.interval.end > now
    let isNew = !current.status.isLive || session.interval != current.interval || session.room != current.room
    guard takesTime else { return [] }
    let pair = try decider.pair(session.pair)
    var examiner =
      examiners[pair.id] ?? OccurrenceExaminer(store, zones: decider.zones, pair: pair, now: now, moving: moving)
    examiner.supposition = decider.supposition
    defer { examiners[pair.id] = examiner }
    let wanted = OccurrenceExaminer.Wanted(
      start: session.interval.start, length: session.minutes, room: session.room)
    // Neither of its own two times is in the way of the other.
    defer {
      for time in session.engagements().map(\.interval) {
        examiner.keep(.init(start: time.start, length: time.minutes, room: session.room))
      }
    }
    if let agreed = session.request?.agreed?.interval {
      try requireFree(agreed, of: session, unlessHeldBy: current, examiner)
    }
    guard isNew else { return [] }
    let violations = try examiner.violations(wanted, isFirst: session.series == nil)
    guard !violations.contains(where: \.isAbsolute) else {
      throw CommandError.refused(violations, pair: pair.id, alternatives: [])
    }
    // Notice was given when it was first agreed, and what a request asks to waive is known.
    let worthTelling = violations.filter {
      ($0.code != "noticeTooShort" || (isRedo && !isSlip)) && !session.waives($0)
    }
    // A pair's term is the program's to say, also of what was agreed before it was.
    let notTheirs = worthTelling.filter { !decider.actor.mayWaive($0) && (isRedo || $0.isBeyondTerm) }
    guard notTheirs.isEmpty || decider.actor.isCoordinator else {
      throw CommandError.refused(notTheirs, pair: pair.id, alternatives: [])
    }
    let explainer = try ViolationWording(store, zones: decider.zones, viewer: decider.actor, now: now)
    let time = TimeWording(zone: decider.zones.zone(of: session), now: now).span(session.interval)
    return try worthTelling.map {
      ImportIssue(line: nil, message: "\(time) stands again, against a rule: \(try explainer.sentence($0))")
    }
  }

  /// A question brought back holds the agreed time again, which may be another's by now.
  private func requireFree(
    _ agreed: Interval, of session: Session, unlessHeldBy current: Session, _ examiner: OccurrenceExaminer
  ) throws {
    let wanted = OccurrenceExaminer.Wanted(start: agreed.start, length: agreed.minutes, room: session.room)
    let held = current.request?.agreed?.interval ?? current.interval
    guard !current.status.isLive || held != agreed || current.room != session.room else { return }
    let taken = try examiner.violations(wanted, isFirst: session.series == nil).filter(\.isAbsolute)
    guard taken.isEmpty else { throw CommandError.refused(taken, pair: session.pair, alternatives: []) }
  }
}

extension Violation {
  fileprivate var isBeyondTerm: Bool { if case .beyondWindow(.term) = self { true } else { false } }
}
