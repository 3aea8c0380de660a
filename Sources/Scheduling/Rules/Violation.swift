/// Why a time can't be booked: one broken rule with the values that broke it.
///
/// Cases stand in the order in which they are told.
public enum Violation: Hashable, Sendable {
  case past(now: Instant)
  case noticeTooShort(minutes: Int, earliest: Instant)
  case beyondWindow(Bound)
  case pairNotActive
  /// With the hours of a day on either side of the start and more, merged: which of them are of its day, the reader's clock says.
  case outsideHours(PersonID, start: Instant, around: [Interval])
  case absent(PersonID, Interval, reason: String)
  /// The title is for its owner's eyes only.
  case busy(PersonID, Interval, title: String)
  case sessionClash(PersonID, SessionID, Interval, isHold: Bool)
  case bufferTooShort(PersonID, Neighbor, needed: Int, found: Int)
  /// A request counts as the session that it may come to be.
  case limitReached(PersonID, Period, limit: Int, sessions: Int, requests: Int)
  case roomTaken(RoomID, SessionID, Interval)
  case roomClosed(RoomID)
  case roomTooSmall(RoomID, capacity: Int, needed: Int)

  /// What a start lies beyond.
  public enum Bound: Hashable, Sendable {
    case window(days: Int, latest: Instant)
    /// What is moved lies beyond the window, and can't be moved further away still.
    case agreed(latest: Instant)
    case term(Interval)
  }

  /// What stands too near.
  public enum Neighbor: Hashable, Sendable {
    case session(SessionID, Interval)
    case busy(Interval, title: String)

    public var interval: Interval {
      switch self {
      case .session(_, let interval), .busy(let interval, _): interval
      }
    }
  }

  /// What a limit counts over, in the person's zone.
  public enum Period: Hashable, Sendable {
    case day(CivilDate)
    /// Named by its Monday.
    case week(CivilDate)
  }

  /// The rule's stable name, as the command line's JSON gives it.
  public var code: String {
    switch self {
    case .past: "past"
    case .noticeTooShort: "noticeTooShort"
    case .beyondWindow: "beyondWindow"
    case .pairNotActive: "pairNotActive"
    case .outsideHours: "outsideHours"
    case .absent: "absent"
    case .busy: "busy"
    case .sessionClash: "sessionClash"
    case .bufferTooShort: "bufferTooShort"
    case .limitReached: "limitReached"
    case .roomTaken: "roomTaken"
    case .roomClosed: "roomClosed"
    case .roomTooSmall: "roomTooSmall"
    }
  }

  /// Whom the rule protects; nil for rules of time, pair and room.
  public var person: PersonID? {
    switch self {
    case .outsideHours(let person, _, _), .absent(let person, _, _), .busy(let person, _, _),
      .sessionClash(let person, _, _, _), .bufferTooShort(let person, _, _, _), .limitReached(let person, _, _, _, _):
      person
    default: nil
    }
  }

  public var room: RoomID? {
    switch self {
    case .roomTaken(let room, _, _), .roomClosed(let room), .roomTooSmall(let room, _, _): room
    default: nil
    }
  }

  /// The session in the way, where there is one.
  public var session: SessionID? {
    switch self {
    case .sessionClash(_, let session, _, _), .roomTaken(_, let session, _): session
    case .bufferTooShort(_, .session(let session, _), _, _): session
    default: nil
    }
  }

  /// The stretch of time in the way, where there is one.
  public var interval: Interval? {
    switch self {
    case .absent(_, let interval, _), .busy(_, let interval, _), .sessionClash(_, _, let interval, _),
      .roomTaken(_, _, let interval):
      interval
    case .bufferTooShort(_, let neighbor, _, _): neighbor.interval
    default: nil
    }
  }

  /// Hours that the person has on the day of the start, as a zone's calendar has that day, clipped to it; nil for another rule.
  public func hours(ofDayIn zone: ZoneRules) -> [Interval]? {
    guard case .outsideHours(_, let start, let around) = self else { return nil }
    guard let day = zone.interval(of: zone.date(at: start)) else { return [] }
    return around.compactMap { $0.intersection(day) }
  }

  /// Whether nobody can waive it: the past, another session, a taken room and a pair that has ended.
  public var isAbsolute: Bool {
    switch self {
    case .past, .sessionClash, .roomTaken, .pairNotActive: true
    default: false
    }
  }
}
