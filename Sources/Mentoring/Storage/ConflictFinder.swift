public import Scheduling

/// A booked session that its people's calendars or each other have made impossible since.
public struct Conflict: Hashable, Sendable {
  /// One that is asked to move is told of twice, as it is asked for and, ``isIfNotMoved``, as it stands when the answer is no.
  public var session: Session
  public var isIfNotMoved: Bool
  /// Only those that arise between a booked session and the world: hours, absence, busy time, other sessions, the room.
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

  public init(_ reader: any StoreReader, zones: any ZoneProvider) {
    self.reader = reader
    self.zones = zones
  }

  /// The coming sessions that could not be booked today as they stand, by start.
  ///
  /// Asks the one predicate for each. Notice, window, buffers and limits are about making a booking, and are not
  /// conflicts of one that stands; nor is what was waived for it.
  /// - Parameter person: only their sessions; nil for the whole program.
  /// - Complexity: O(coming sessions), each with the slice of its two people's days.
  public func conflicts(at now: Instant, person: PersonID? = nil) throws -> [Conflict] {
    let coming = try reader.sessions(SessionFilter(interval: Interval(now, .distantFuture), person: person))
    let loader = try SituationLoader(reader, zones: zones)
    let agreed = coming.compactMap(\.ifNotMoved)
    let places = coming.map { ($0, false) } + agreed.map { ($0, true) }
    return try places.sorted { $0.0.interval < $1.0.interval }.compactMap { session, isIfNotMoved in
      guard session.interval.start > now, let pair = try reader.pair(session.pair) else { return nil }
      let window = Interval(start: session.interval.start, seconds: 1)
      let length = session.interval.seconds
      let situation = try loader.situation(
        of: pair, at: now, window: window, length: length, room: session.room, moving: [session.id])
      let violations = Examination(situation, length: length, window: window).violations(at: window.start)
        .filter { Self.isConflict($0) && !session.waives($0) }
      return violations.isEmpty
        ? nil : Conflict(session: session, isIfNotMoved: isIfNotMoved, violations: violations)
    }
  }

  /// Whether a violation puts a session that stands in doubt.
  public static func isConflict(_ violation: Violation) -> Bool {
    switch violation {
    case .outsideHours, .absent, .busy, .sessionClash, .roomTaken, .roomClosed: true
    default: false
    }
  }
}
