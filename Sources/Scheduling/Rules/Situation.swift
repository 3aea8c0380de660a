/// One participant as the rules see them: when they can be met, what is in the way, and their limits.
public struct Attendee: Sendable {
  public var person: PersonID
  public var availability: Availability
  public var busy: BusyTimeline
  /// Live sessions and holds in any pair and role, sorted by start.
  public var engagements: [Engagement]
  /// Program, pair and person resolved.
  public var policy: Policy

  public init(
    person: PersonID, availability: Availability, busy: BusyTimeline = .empty, engagements: [Engagement] = [],
    policy: Policy = .standard
  ) {
    self.person = person
    self.availability = availability
    self.busy = busy
    self.engagements = engagements
    self.policy = policy
  }
}

/// A room as the rules see it.
public struct RoomSituation: Sendable {
  public var room: RoomID
  /// How many people fit.
  public var capacity: Int
  /// In the room's zone; nil when it is always open.
  public var hours: Availability?
  /// Live sessions and holds in it, sorted by start.
  public var engagements: [Engagement]

  public init(room: RoomID, capacity: Int, hours: Availability? = nil, engagements: [Engagement] = []) {
    self.room = room
    self.capacity = capacity
    self.hours = hours
    self.engagements = engagements
  }
}

/// Everything that decides when one pair may meet: a value, loaded once, asked often.
public struct Situation: Sendable {
  public var now: Instant
  public var isActive: Bool
  /// The stretch in which the pair's sessions may lie; nil when it is open.
  public var term: Interval?
  public var mentor: Attendee
  public var mentee: Attendee
  public var room: RoomSituation?
  /// Sessions that are being moved: they are in nobody's way.
  public var moving: Set<SessionID>
  /// Up to when a start is no further away than what is being moved was agreed for; nil where that has no say.
  public var agreed: Instant?

  public init(
    now: Instant, isActive: Bool = true, term: Interval? = nil, mentor: Attendee, mentee: Attendee,
    room: RoomSituation? = nil, moving: Set<SessionID> = []
  ) {
    self.now = now
    self.isActive = isActive
    self.term = term
    self.mentor = mentor
    self.mentee = mentee
    self.room = room
    self.moving = moving
  }

  /// Mentor first: the order in which violations are told.
  public var attendees: [Attendee] { [mentor, mentee] }

  /// Minutes from now to the earliest start: the stricter of both sides'.
  public var notice: Int { max(mentor.policy.notice, mentee.policy.notice) }

  /// Days from now to the latest start: the stricter of both sides'.
  public var window: Int { min(mentor.policy.window, mentee.policy.window) }

  /// The starts that can be offered: the mentor's clock decides.
  public var grid: StartGrid { StartGrid(zone: mentor.availability.zone, granularity: mentor.policy.granularity) }

  /// How far around a start the data must reach: the limits count whole ISO weeks, which may begin a day earlier in
  /// another zone, and a buffer or a session from before may matter still.
  public static let reach = 9 * 86_400

  /// What must be loaded to answer for starts within `window`.
  public static func slice(for window: Interval, length seconds: Int) -> Interval {
    Interval(window.start - reach, window.end + (reach + seconds))
  }
}
