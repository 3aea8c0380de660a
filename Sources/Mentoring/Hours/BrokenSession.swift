public import Scheduling

/// A session or request that a change of hours would break, and when its pair could meet instead.
public struct BrokenSession: Hashable, Sendable {
  public var session: Session
  /// Where one that is asked to move stays if the answer is no, when that is broken too.
  public var agreed: Interval?
  /// Only what the change would bring about.
  public var violations: [Violation]
  /// Openings of the same length under the new hours, one a day, the nearest day first.
  public var openings: [Instant]

  public init(session: Session, agreed: Interval? = nil, violations: [Violation], openings: [Instant]) {
    self.session = session
    self.agreed = agreed
    self.violations = violations
    self.openings = openings
  }
}

/// Finds what a change of hours would break, before it is made.
public struct HoursImpact {
  let reader: any StoreReader
  let zones: any ZoneProvider
  let now: Instant

  public init(_ reader: any StoreReader, zones: any ZoneProvider, now: Instant) {
    self.reader = reader
    self.zones = zones
    self.now = now
  }

  /// The coming sessions and requests of a person that fit their present hours and would not fit the new ones, by start.
  ///
  /// - Parameters:
  ///   - person: with the new hours.
  ///   - moved: times already chosen for broken sessions; what is offered to the others leaves them alone.
  ///   - openings: how many to offer for each.
  /// - Complexity: O(coming sessions of the person), each with the slice of its two people's days.
  public func broken(
    by person: Person, moved: [SessionID: Instant] = [:], openings: Int = 3
  ) throws -> [BrokenSession] {
    var supposition = Supposition()
    supposition.suppose(person)
    let found = try found(by: person, supposition)
    for (broken, _) in found {
      if let start = moved[broken.session.id] { supposition.suppose(broken.session.planned(at: start)) }
    }
    let finder = AlternativeFinder(reader, zones: zones, supposing: supposition)
    return try found.map { broken, pair in
      var broken = broken
      broken.openings = try nearest(broken.session, pair, finder, count: openings)
      return broken
    }
  }

  /// As ``broken(by:moved:openings:)``, each with the one opening that is nearest and that none before it takes.
  public func nearestOpenings(by person: Person) throws -> [BrokenSession] {
    var supposition = Supposition()
    supposition.suppose(person)
    return try found(by: person, supposition).map { broken, pair in
      let finder = AlternativeFinder(reader, zones: zones, supposing: supposition)
      var broken = broken
      broken.openings = try nearest(broken.session, pair, finder, count: 1)
      if let start = broken.openings.first { supposition.suppose(broken.session.planned(at: start)) }
      return broken
    }
  }

  private func nearest(
    _ session: Session, _ pair: Pair, _ finder: AlternativeFinder, count: Int
  ) throws -> [Instant] {
    guard count > 0 else { return [] }
    return try finder.nearestDays(
      to: session.interval.start, for: pair, length: session.minutes, room: session.room, moving: [session.id],
      at: now, count: count)
  }

  /// Without openings.
  private func found(by person: Person, _ supposition: Supposition) throws -> [(broken: BrokenSession, pair: Pair)] {
    let coming = try reader.sessions(SessionFilter(interval: Interval(now, .distantFuture), person: person.id))
      .filter { $0.interval.start > now && $0.status(at: now).isLive }
    guard !coming.isEmpty else { return [] }
    let present = try SituationLoader(reader, zones: zones)
    let future = try SituationLoader(reader, zones: zones, supposing: supposition)
    return try coming.compactMap { session in
      guard let pair = try reader.pair(session.pair) else { return nil }
      func new(_ session: Session) throws -> [Violation] {
        let after = try unavailable(session, pair, person.id, future)
        guard !after.isEmpty else { return [] }
        let before = Set(try unavailable(session, pair, person.id, present).map(\.code))
        return after.filter { !before.contains($0.code) }
      }
      let asked = try new(session)
      // One that is asked to move may stand where it was agreed as well.
      let agreed = session.ifNotMoved.flatMap { $0.interval.start > now ? $0 : nil }
      let rest = try agreed.map(new) ?? []
      if asked.isEmpty {
        return rest.isEmpty
          ? nil : agreed.map { (BrokenSession(session: $0, violations: rest, openings: []), pair) }
      }
      return (
        BrokenSession(
          session: session, agreed: rest.isEmpty ? nil : agreed?.interval, violations: asked, openings: []), pair
      )
    }
  }

  /// Why a person can't be met during a session of theirs, but for what was waived.
  private func unavailable(
    _ session: Session, _ pair: Pair, _ person: PersonID, _ loader: SituationLoader
  ) throws -> [Violation] {
    let window = Interval(start: session.interval.start, seconds: 1)
    let length = session.interval.seconds
    let situation = try loader.situation(of: pair, at: now, window: window, length: length, moving: [session.id])
    return Examination(situation, length: length, window: window).violations(at: window.start).filter { violation in
      switch violation {
      case .outsideHours(person, _, _), .absent(person, _, _): !session.waives(violation)
      default: false
      }
    }
  }
}

extension Session {
  fileprivate func planned(at start: Instant) -> Session {
    var session = self
    session.interval = Interval(start: start, seconds: interval.seconds)
    return session
  }
}
