public import Scheduling

/// A session that could not be had any more as it stands: its people's calendars, other sessions, its room or its pair have changed.
public struct Conflict: Hashable, Sendable {
  /// One that is asked to move is told of twice, as it is asked for and, ``isIfNotMoved``, as it stands when the answer is no.
  public var session: Session
  public var isIfNotMoved: Bool
  /// Only those that arise between a session that stands and the world: see ``ConflictFinder/isConflict(_:)``.
  public var violations: [Violation]

  public init(session: Session, isIfNotMoved: Bool = false, violations: [Violation]) {
    self.session = session
    self.isIfNotMoved = isIfNotMoved
    self.violations = violations
  }
}

extension [Conflict] {
  /// By session: of those as they stand or are asked for, and of those that are asked to move, where they stay after a no.
  public var bySession: (asked: [SessionID: [Violation]], agreed: [SessionID: [Violation]]) {
    func violations(_ isIfNotMoved: Bool) -> [SessionID: [Violation]] {
      Dictionary(
        uniqueKeysWithValues: filter { $0.isIfNotMoved == isIfNotMoved }.map { ($0.session.id, $0.violations) })
    }
    return (violations(false), violations(true))
  }
}

/// Finds everything that clashes now, for instance after an import.
public struct ConflictFinder {
  let reader: any StoreReader
  let zones: any ZoneProvider
  let supposition: Supposition

  /// - Parameter supposition: what is taken for true in place of what is stored.
  public init(
    _ reader: any StoreReader, zones: any ZoneProvider, supposing supposition: Supposition = Supposition()
  ) {
    self.reader = reader
    self.zones = zones
    self.supposition = supposition
  }

  /// The coming sessions that could not be booked today as they stand, by start.
  ///
  /// Asks the one predicate for each. Notice, window, buffers and limits are about making a booking, and are not
  /// conflicts of one that stands; nor is what was waived for it. A pair's term and whether it is active are about when it meets.
  /// - Parameter person: only their sessions; nil for the whole program.
  /// - Complexity: O(coming sessions), each with what its two people do while their pair has sessions.
  public func conflicts(at now: Instant, person: PersonID? = nil) throws -> [Conflict] {
    try conflicts(
      among: try reader.sessions(SessionFilter(interval: Interval(now, .distantFuture), person: person)), at: now)
  }

  /// The same of some pairs, for whoever looks at a few at a time.
  public func conflicts(at now: Instant, pairs: some Sequence<PairID>) throws -> [Conflict] {
    let coming = try pairs.flatMap {
      try reader.sessions(SessionFilter(interval: Interval(now, .distantFuture), pair: $0))
    }
    return try conflicts(among: coming, at: now)
  }

  /// A session where it stands, or where it stays if it is not moved.
  private typealias Place = (session: Session, isIfNotMoved: Bool)

  /// The same of some sessions, those that have begun left out.
  func conflicts(among coming: [Session], at now: Instant) throws -> [Conflict] {
    let loader = try SituationLoader(reader, zones: zones, supposing: supposition)
    let places: [Place] = coming.map { ($0, false) } + coming.compactMap(\.ifNotMoved).map { ($0, true) }
    let ahead = places.filter { $0.session.interval.start > now }
    return try Dictionary(grouping: ahead, by: \.session.pair).flatMap { pair, places in
      try (supposition.pairs[pair] ?? reader.pair(pair)).map { try conflicts(of: $0, places, loader, at: now) } ?? []
    }.sorted { one, other in
      let (a, b) = (one.session.interval, other.session.interval)
      return a != b
        ? a < b : (one.session.id, one.isIfNotMoved ? 1 : 0) < (other.session.id, other.isIfNotMoved ? 1 : 0)
    }
  }

  private func conflicts(
    of pair: Pair, _ places: [Place], _ loader: SituationLoader, at now: Instant
  ) throws -> [Conflict] {
    let intervals = places.map(\.session.interval)
    guard let first = intervals.map(\.start).min(), let last = intervals.map(\.start).max() else { return [] }
    // What both sides do is read once for all of the pair's sessions: reading is what takes time.
    let common = try loader.situation(
      of: pair, at: now, window: Interval(first, last + 1), length: intervals.map(\.seconds).max() ?? 1)
    return try places.compactMap { session, isIfNotMoved in
      let window = Interval(start: session.interval.start, seconds: 1)
      let length = session.interval.seconds
      var situation = common
      situation.moving = [session.id]
      situation.room = try session.room.map {
        try loader.roomSituation($0, in: Situation.slice(for: window, length: length), at: now)
      }
      let violations = Examination(situation, length: length, window: window).violations(at: window.start)
        .filter { Self.isConflict($0) && !session.waives($0) }
      return violations.isEmpty
        ? nil : Conflict(session: session, isIfNotMoved: isIfNotMoved, violations: violations)
    }
  }

  /// Whether a violation puts a session that stands in doubt.
  public static func isConflict(_ violation: Violation) -> Bool {
    switch violation {
    case .beyondWindow(.term), .pairNotActive, .outsideHours, .absent, .busy, .sessionClash, .roomTaken, .roomClosed,
      .roomTooSmall:
      true
    case .past, .noticeTooShort, .beyondWindow, .bufferTooShort, .limitReached: false
    }
  }
}
