public import Scheduling

/// A session or request that a change of hours would break, and when its pair could meet instead.
public struct BrokenSession: Hashable, Sendable {
  public var session: Session
  /// Only what the change would bring about.
  public var violations: [Violation]
  /// The nearest openings of the same length under the new hours, ascending.
  public var openings: [Instant]

  public init(session: Session, violations: [Violation], openings: [Instant]) {
    self.session = session
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
    let coming = try reader.sessions(SessionFilter(interval: Interval(now, .distantFuture), person: person.id))
      .filter { $0.interval.start > now && $0.status(at: now).isLive }
    guard !coming.isEmpty else { return [] }
    var supposition = Supposition()
    supposition.suppose(person)
    let present = try SituationLoader(reader, zones: zones)
    let future = try SituationLoader(reader, zones: zones, supposing: supposition)
    let found = try coming.compactMap { session -> (session: Session, pair: Pair, violations: [Violation])? in
      guard let pair = try reader.pair(session.pair) else { return nil }
      let after = try unavailable(session, pair, person.id, future)
      guard !after.isEmpty else { return nil }
      let before = Set(try unavailable(session, pair, person.id, present).map(\.code))
      let new = after.filter { !before.contains($0.code) }
      return new.isEmpty ? nil : (session, pair, new)
    }
    for (session, _, _) in found {
      guard let start = moved[session.id] else { continue }
      var planned = session
      planned.interval = Interval(start: start, seconds: session.interval.seconds)
      supposition.suppose(planned)
    }
    let finder = AlternativeFinder(reader, zones: zones, supposing: supposition)
    return try found.map { session, pair, violations in
      BrokenSession(
        session: session, violations: violations,
        openings: try finder.nearest(
          to: session.interval.start, for: pair, length: session.minutes, room: session.room, moving: [session.id],
          at: now, count: openings))
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
      case .outsideHours(person), .absent(person, _, _): !session.waives(violation)
      default: false
      }
    }
  }
}
