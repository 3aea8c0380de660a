public import Scheduling

/// Tells violations in words, for one viewer: with names, in the viewer's zone, and without others' titles.
public struct ViolationWording {
  private let reader: any StoreReader
  private let viewer: Actor
  /// The viewer's clock.
  public let times: TimeWording

  /// Times are written in the viewer's zone, or in `zone` when the viewer is no person of the program.
  public init(
    _ reader: any StoreReader, zones: any ZoneProvider, viewer: Actor, now: Instant, zone: ZoneRules = .utc,
    clock: TimeWording.Clock = .hours24
  ) throws {
    self.reader = reader
    self.viewer = viewer
    let own = try viewer.person.flatMap { try reader.person($0) }.map { try zones.zone(named: $0.zone) }
    times = TimeWording(zone: own ?? zone, now: now, clock: clock)
  }

  /// `Ralf Winter: busy 13:30–14:30 (imported)`. Reads the names it needs.
  public func sentence(_ violation: Violation) throws -> String {
    let text = ViolationPhrase(violation, viewer: viewer.person, times: times)
    let room = try violation.room.flatMap { try reader.room($0) }
    return text.sentence(
      person: try violation.person.flatMap { try reader.person($0) }?.name, room: room?.name,
      partner: try partner(in: violation))
  }

  /// The other person of the session in the way.
  private func partner(in violation: Violation) throws -> String? {
    guard let id = violation.session, let session = try reader.session(id) else { return nil }
    let other = violation.person == session.mentor ? session.mentee : session.mentor
    return try reader.person(other)?.name
  }
}

/// One violation in words; pure, for those who have the names at hand.
public struct ViolationPhrase: Sendable {
  public let violation: Violation
  /// Titles of busy time are written only for their owner.
  public let viewer: PersonID?
  public let times: TimeWording

  public init(_ violation: Violation, viewer: PersonID?, times: TimeWording) {
    self.violation = violation
    self.viewer = viewer
    self.times = times
  }

  /// What is wrong, with whom: `Ralf: busy 13:30–14:30 (imported)`.
  ///
  /// - Parameters:
  ///   - person: name of ``Violation/person``.
  ///   - room: name of ``Violation/room``.
  ///   - partner: with whom the person has the session in the way.
  public func sentence(person: String?, room: String?, partner: String? = nil) -> String {
    let reason = reason(room: room, partner: partner)
    return person.map { "\($0): \(reason)" } ?? reason
  }

  /// What is wrong, without whom; a room without a name is just the room.
  public func reason(room: String?, partner: String?) -> String {
    let with = partner.map { " with \($0)" } ?? ""
    let room = room.map { "room \($0)" } ?? "the room"
    switch violation {
    case .past(let now): return "this time is past (it is \(times.momentWithZone(now)))"
    case .noticeTooShort(let minutes, let earliest):
      return "too soon: sessions need \(Self.amount(minutes)) notice, so \(times.moment(earliest)) is the earliest"
    case .beyondWindow(.window(let days, let latest)):
      return "too far away: sessions can be booked \(days) days ahead, until \(times.moment(latest))"
    case .beyondWindow(.agreed(let latest)):
      return "too far away: it lies beyond what can be booked, and can be moved up to \(times.day(latest)) only"
    case .beyondWindow(.term(let term)): return Self.outside(term, times)
    case .pairNotActive: return "this pair is not active"
    case .outsideHours(_, let start, _):
      return "outside hours (\(Self.hours(violation.hours(ofDayIn: times.zone) ?? [], at: start, times)))"
    case .absent(_, let interval, let why):
      return "away \(Self.stretch(interval, times))" + (why.isEmpty ? "" : " (\(why))")
    case .busy(let owner, let interval, let title):
      return "busy \(times.times(interval)) " + (owner == viewer ? "“\(title)”" : "(imported)")
    case .sessionClash(_, _, let interval, let isHold):
      return "\(isHold ? "request" : "session")\(with) \(times.times(interval))"
    case .bufferTooShort(let owner, let neighbor, let needed, let found):
      return "\(needed) min buffer \(side(owner, neighbor, with)), only \(found) min left"
    case .limitReached(_, let period, let limit, let sessions, let requests):
      return Self.full(period, limit, sessions: sessions, requests: requests, times)
    case .roomTaken(_, _, let interval): return "\(room) is taken \(times.times(interval))"
    case .roomClosed: return "\(room) is closed then"
    case .roomTooSmall(_, let capacity, let needed):
      return "\(room) holds \(Self.count(capacity, "person", "people")), and \(needed) are needed"
    }
  }

  /// What is done with the time that is explained, which decides what else could be done.
  public enum Deed: Hashable, Sendable {
    /// Something new, or something booked moved, in a form that can do it “anyway”.
    case book, move
    /// Something booked in the air, which lands only where nothing is in its way.
    case drop
    /// Something booked that is to take place then.
    case keep
    /// Something asked for that is to take place then: its sides can propose another time.
    case ask
  }

  /// What would make the time bookable; nil when only another time would.
  ///
  /// - Parameters:
  ///   - isWaivable: whether the viewer can waive all that stands in the way of it.
  ///   - isAskable: whether the viewer can ask the other side for it all the same.
  public func fix(for deed: Deed = .book, isWaivable: Bool = true, isAskable: Bool = true) -> String? {
    func own(_ other: String) -> String {
      switch deed {
      case .book where !isWaivable, .move where !isWaivable: other
      case .book: "book “anyway”, or \(other)"
      case .move: "move it “anyway”, or \(other)"
      case .drop, .keep, .ask: stood(other)
      }
    }
    let way: String? =
      switch deed {
      case .keep: "move it"
      case .ask: "propose another time"
      case .book, .move, .drop: nil
      }
    func stood(_ other: String) -> String { way.map { "\($0), or \(other)" } ?? other }
    // A rule that protects the other side they can waive, when they are asked.
    func theirs(_ other: String) -> String {
      isAskable && (deed == .book || deed == .move) ? "ask whether it suits anyway, or \(other)" : other
    }
    return switch violation {
    case .past, .sessionClash: nil
    case .noticeTooShort(_, let earliest): "choose a start from \(times.moment(earliest)) on"
    case .beyondWindow(.window(_, let latest)): "choose a start up to \(times.moment(latest)), or book nearer to it"
    case .beyondWindow(.agreed(let latest)): "choose a start up to \(times.day(latest))"
    case .beyondWindow(.term):
      (deed == .keep ? "move it into the term" : "choose a start within the term")
        + ", or have the coordinator extend it"
    case .pairNotActive: "have the coordinator make the pair active again"
    case .outsideHours(let person, _, _):
      person == viewer ? own("change your hours") : stood("ask whether it suits anyway")
    case .absent(let person, _, _):
      person == viewer
        ? own("change your absence")
        : deed == .keep
          ? "move it to a time after that"
          : deed == .ask ? "propose a time after that" : theirs("choose a time after it")
    case .busy(let person, _, _):
      person == viewer ? own("move what is in your calendar") : stood("ask whether the other appointment can move")
    case .bufferTooShort(let person, _, let needed, let found):
      person == viewer
        ? own("start \(needed - found) min further away") : theirs("start \(needed - found) min further away")
    case .limitReached(let person, .day, _, _, _):
      person == viewer ? own("choose another day") : theirs("choose another day")
    case .limitReached(let person, .week, _, _, _):
      person == viewer ? own("choose another week") : theirs("choose another week")
    case .roomTaken, .roomClosed: "choose another room, or none"
    case .roomTooSmall: "choose a larger room, or none"
    }
  }

  private func side(_ owner: PersonID, _ neighbor: Violation.Neighbor, _ with: String) -> String {
    switch neighbor {
    case .busy(let interval, let title):
      owner == viewer ? "beside “\(title)” (\(times.times(interval)))" : "beside busy time \(times.times(interval))"
    case .session(_, let interval): "beside a session\(with) (\(times.times(interval)))"
    }
  }

  /// `already 1 session and 1 request on Thu 7 Jan, the daily limit`; more than the limit where somebody waived it.
  private static func full(
    _ period: Violation.Period, _ limit: Int, sessions: Int, requests: Int, _ times: TimeWording
  ) -> String {
    let (time, name) =
      switch period {
      case .day(let date): ("on \(times.day(date))", "daily")
      case .week(let monday): ("in week \(monday.isoWeek.week)", "weekly")
      }
    let found =
      requests == 0
      ? count(sessions, "session")
      : (sessions == 0 ? "" : "\(count(sessions, "session")) and ") + count(requests, "request")
    return "already \(found) \(time), "
      + (sessions + requests == limit ? "the \(name) limit" : "where the \(name) limit is \(limit)")
  }

  private static func outside(_ term: Interval, _ times: TimeWording) -> String {
    switch (term.start == .distantPast, term.end == .distantFuture) {
    case (false, false): "outside the pair's term, \(times.days(term.start, to: term.end - 1))"
    case (false, true): "before the pair's term, which begins on \(times.day(term.start))"
    default: "after the pair's term, which ends on \(times.day(term.end - 1))"
    }
  }

  /// `Mon 09:00–12:30, 13:30–17:30`, or `none on Sat`.
  private static func hours(_ hours: [Interval], at start: Instant, _ times: TimeWording) -> String {
    let day = times.zone.date(at: start).weekday.shortName
    return hours.isEmpty ? "none on \(day)" : "\(day) \(hours.map(times.times).joined(separator: ", "))"
  }

  /// `Mon 7 Dec to Fri 11 Dec` for whole days, else `Mon 7 Dec 09:00–12:00`.
  private static func stretch(_ interval: Interval, _ times: TimeWording) -> String {
    let (first, last) = (times.zone.civil(at: interval.start), times.zone.civil(at: interval.end))
    guard first.time == .midnight, last.time == .midnight else { return times.span(interval) }
    return last.date == first.date + 1
      ? times.day(first.date) : times.days(interval.start, to: interval.end - 1)
  }

  private static func amount(_ minutes: Int) -> String {
    minutes % 1_440 == 0 && minutes > 0
      ? count(minutes / 1_440, "day") : minutes % 60 == 0 && minutes > 0 ? "\(minutes / 60) h" : "\(minutes) min"
  }

  private static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(number) \(number == 1 ? one : many ?? one + "s")"
  }
}
