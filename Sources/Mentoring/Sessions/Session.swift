public import Scheduling

/// A meeting of a pair: booked, or asked for and holding its time.
public struct Session: Hashable, Sendable, Codable, Identifiable {
  public var id: SessionID
  /// Unique among all calendars, stable over moves (RFC 5545, 3.8.4.7).
  public var uid: String
  public var pair: PairID
  public var mentor: PersonID
  public var mentee: PersonID
  public var interval: Interval
  /// IANA name of the zone in which the time was agreed.
  public var zone: String
  public var status: Status
  /// Counts the changes of time, place and status that others must hear of (RFC 5545, 3.8.7.4).
  public var sequence: Int
  public var room: RoomID?
  public var topic: String
  public var agenda: String
  /// Minutes kept free around it for the mentor and the mentee, as agreed when it was booked.
  public var mentorBuffer: Int
  public var menteeBuffer: Int
  /// The series it belongs to, and the start its rule gave it (RFC 5545, 3.8.4.4).
  public var series: SeriesID?
  public var originalStart: Instant?
  /// Why it was cancelled, declined or missed, or why one that stands did not move when that was asked; empty otherwise.
  public var reason: String
  /// The rules that were waived for its time; of a request also those that the other side is asked to waive.
  public var waivers: [Waiver] {
    get { waived ?? [] }
    set { waived = newValue.isEmpty ? nil : newValue }
  }
  /// Nil without any, as it is in histories that were written before there were waivers.
  private var waived: [Waiver]?
  /// Who asks for it, and until when; set as long as it waits for an answer.
  public var request: Request?
  /// Who ended it, and when; of one that stands, who ended the last question to move it.
  public var closing: Closing?

  public enum Status: String, Hashable, Sendable, Codable, CaseIterable {
    case requested, countered, confirmed, declined, expired, withdrawn, cancelled, held, missed

    /// Whether it takes its people's time.
    public var isLive: Bool {
      switch self {
      case .requested, .countered, .confirmed, .held: true
      case .declined, .expired, .withdrawn, .cancelled, .missed: false
      }
    }

    /// Whether it waits for an answer and only holds its time.
    public var isHold: Bool { self == .requested || self == .countered }
  }

  public init(
    id: SessionID = .unsaved, uid: String, pair: PairID, mentor: PersonID, mentee: PersonID, interval: Interval,
    zone: String, status: Status = .confirmed, sequence: Int = 0, room: RoomID? = nil, topic: String = "",
    agenda: String = "", mentorBuffer: Int = 0, menteeBuffer: Int = 0, series: SeriesID? = nil,
    originalStart: Instant? = nil, reason: String = "", waivers: [Waiver] = [], request: Request? = nil,
    closing: Closing? = nil
  ) {
    self.id = id
    self.uid = uid
    self.pair = pair
    self.mentor = mentor
    self.mentee = mentee
    self.interval = interval
    self.zone = zone
    self.status = status
    self.sequence = sequence
    self.room = room
    self.topic = topic
    self.agenda = agenda
    self.mentorBuffer = mentorBuffer
    self.menteeBuffer = menteeBuffer
    self.series = series
    self.originalStart = originalStart
    self.reason = reason
    waived = waivers.isEmpty ? nil : waivers
    self.request = request
    self.closing = closing
  }

  /// Counts on ``sequence``, as far as iCalendar's integers reach: whoever wrote the last of them keeps nobody from ending the session.
  mutating func advance() { sequence = min(sequence, Int(Int32.max) - 1) + 1 }

  /// The session without its time, and why. Of one that is asked to move, what was agreed is called off; the rest was a question.
  func cancelled(_ reason: String, by person: PersonID?, at now: Instant) -> Session {
    var session = (ifNotMoved ?? self).closed(.cancelled, reason: reason, by: person, at: now)
    session.advance()
    return session
  }

  /// The session at its end; calendars hear of it when ``sequence`` is counted on.
  func closed(_ status: Status, reason: String, by person: PersonID?, at now: Instant) -> Session {
    var session = self
    session.status = status
    session.reason = reason
    session.request = nil
    session.closing = Closing(by: person, at: now)
    return session
  }

  /// A request that comes to nothing: a session that was asked to move stands again at the time that was agreed and held ever
  /// since. That it fits the hours no more is told of it as of any other, and nothing is cancelled for it.
  func ended(_ status: Status, reason: String, by person: PersonID?, at end: Instant) -> Session {
    var ended = closed(status, reason: reason, by: person, at: end)
    ended.advance()
    // What nobody answered ended when its time was over, however late that is written.
    guard var back = ifNotMoved, back.interval.start > end else { return ended }
    // Why it did not move is told until it does, or is over.
    back.reason = reason
    back.closing = Closing(by: person, at: end)
    back.advance()
    return back
  }

  /// When it expires, for a request.
  public var deadline: Instant? { request?.deadline }

  /// Whether it stands elsewhere than the rule of its series put it; one that is only asked to move does not.
  public var isMovedByHand: Bool { originalStart.map { $0 != (request?.agreed?.interval ?? interval).start } ?? false }

  /// The last moment of the day that it was agreed for, by itself or with its series: it may be moved so far, however far
  /// ahead can be booked.
  public func agreedUntil(in zone: ZoneRules) -> Instant {
    let start = (request?.agreed?.interval ?? interval).start
    return zone.startOfDay(zone.date(at: max(start, originalStart ?? start)) + 1) - 1
  }

  /// Length in minutes.
  public var minutes: Int { interval.minutes }

  /// A past session counts as held unless someone said that it was missed; a request that nobody answered in time has
  /// expired.
  public func status(at now: Instant) -> Status {
    switch status {
    case .confirmed where interval.end <= now: .held
    case .requested where isOverdue(now), .countered where isOverdue(now): .expired
    default: status
    }
  }

  private func isOverdue(_ now: Instant) -> Bool { deadline.map { $0 <= now } ?? false }
}

extension Interval {
  /// Length in minutes, of which one that has begun counts: at least 1, whoever wrote the row.
  public var minutes: Int { max(1, (seconds + 59) / 60) }
}
