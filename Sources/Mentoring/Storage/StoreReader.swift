public import Scheduling

/// One consistent view of a store: everything read through it is from the same moment.
///
/// Costs are those of an index look-up unless said otherwise.
public protocol StoreReader {
  /// The login of who reads, where that owns the store itself and so may do everything in it, whatever they are as a person of the
  /// program; nil for everybody else, and where a file's permissions decide.
  var owner: String? { get }

  /// Whether the store itself says who may do what, as a server does; where not, its file's permissions decide, and whoever may write
  /// that may import.
  var knowsRoles: Bool { get }

  func program() throws -> Program

  func person(_ id: PersonID) throws -> Person?
  /// Those of the ids that there are, in one go.
  func people(among ids: Set<PersonID>) throws -> [PersonID: Person]
  /// Logins are compared without regard to case.
  func person(login: String) throws -> Person?
  /// All, by name. O(*n*).
  func people() throws -> [Person]

  func pair(_ id: PairID) throws -> Pair?
  func pair(mentor: PersonID, mentee: PersonID) throws -> Pair?
  /// All, by id. O(*n*).
  func pairs() throws -> [Pair]
  func pairs(of person: PersonID) throws -> [Pair]

  func room(_ id: RoomID) throws -> Room?
  func room(named name: String) throws -> Room?
  /// All, by name.
  func rooms() throws -> [Room]

  func session(_ id: SessionID) throws -> Session?
  func series(_ id: SeriesID) throws -> Series?
  /// All that a pair ever had, by id, also those whose sessions went over to another.
  func series(of pair: PairID) throws -> [Series]
  /// What its people answered, by person.
  func attendances(of session: SessionID) throws -> [Attendance]
  /// All that a pair keeps for itself, in the order of ids; who may see what of it, ``Notebook`` decides.
  func notebook(of pair: PairID) throws -> [NotebookEntry]
  /// Whether a pair keeps anything for itself; told also to who may not see what.
  func hasNotebook(of pair: PairID) throws -> Bool
  /// Whether a reminder was given, by its key.
  func isReminded(_ key: String) throws -> Bool
  func notebookEntry(_ id: Int64) throws -> NotebookEntry?
  /// By start, then by id.
  func sessions(_ filter: SessionFilter) throws -> [Session]
  /// Requests of a person, in any pair, that wait for an answer or have just expired, by start.
  func requests(of person: PersonID) throws -> [Session]
  /// The same of several people, each request once, in one go.
  func requests(of people: Set<PersonID>) throws -> [Session]
  /// Requests whose deadline has come, by deadline.
  func dueRequests(at now: Instant) throws -> [Session]
  /// For each pair that has one: its first live session that ends after `now`. O(coming sessions).
  func nextSessions(after now: Instant) throws -> [PairID: Session]
  /// For each pair that has one: its last live session that ended by `now`, and how many there were. O(past sessions).
  func pastSessions(until now: Instant) throws -> [PairID: PastSessions]

  /// Live sessions and holds of a person that overlap `interval`, in any pair and role, by start.
  func engagements(of person: PersonID, in interval: Interval) throws -> [Engagement]
  /// The same of several people, in one go; no entry for who has none.
  func engagements(of people: [PersonID], in interval: Interval) throws -> [PersonID: [Engagement]]
  func engagements(of room: RoomID, in interval: Interval) throws -> [Engagement]
  /// Imported busy time that overlaps `interval`.
  func busy(of person: PersonID, in interval: Interval) throws -> BusyTimeline
  /// The same of several people, in one go; no entry for who has none.
  func busy(of people: [PersonID], in interval: Interval) throws -> [PersonID: BusyTimeline]
  func busySources(of person: PersonID) throws -> [BusySource]
  func busySource(_ id: Int64) throws -> BusySource?
  /// All that a source keeps busy now, in any order. O(blocks).
  func busyBlocks(of source: BusySource) throws -> [BusyBlock]
  /// All that are read again when their files change, by id.
  func subscriptions() throws -> [BusySource]

  /// Live sessions from `now` on that overlap busy time of one of their people, or an absence imported since.
  /// The session, the person and the block. O(coming sessions).
  func sessionsMeetingBusyTime(after now: Instant) throws -> [BusyMeeting]

  /// Newest first. Those of a session are all that changed it, also along with others of its series.
  func steps(_ filter: StepFilter) throws -> [Step]
  func step(_ id: Int64) throws -> Step?
  /// The step that reversed one; nil while it stands.
  func reversal(of step: Int64) throws -> Step?
  func changes(of step: Int64) throws -> [Change]
  /// The newest step of the actor's that an undo could reverse, of those older than another where one is given.
  func undoTarget(of login: String, before step: Int64?) throws -> Step?
  /// The step that the actor's next redo would reverse.
  func redoTarget(of login: String) throws -> Step?
}

/// Which sessions to read; a nil bound is open.
public struct SessionFilter: Hashable, Sendable {
  /// Only sessions that overlap it.
  public var interval: Interval?
  public var person: PersonID?
  public var pair: PairID?
  public var series: SeriesID?
  /// Found by passing over all sessions.
  public var room: RoomID?
  /// Only those that take their people's time.
  public var liveOnly: Bool
  /// Only those that are stored with one of them; nil for any.
  public var statuses: Set<Session.Status>?
  public var limit: Int?

  public init(
    interval: Interval? = nil, person: PersonID? = nil, pair: PairID? = nil, series: SeriesID? = nil,
    room: RoomID? = nil, liveOnly: Bool = true, statuses: Set<Session.Status>? = nil, limit: Int? = nil
  ) {
    self.interval = interval
    self.person = person
    self.pair = pair
    self.series = series
    self.room = room
    self.liveOnly = liveOnly
    self.statuses = statuses
    self.limit = limit
  }
}

/// A pair's past in two figures.
public struct PastSessions: Hashable, Sendable {
  public var last: Instant
  public var count: Int

  public init(last: Instant, count: Int) {
    self.last = last
    self.count = count
  }
}

/// A booked session that meets imported busy time.
public struct BusyMeeting: Hashable, Sendable {
  public var session: Session
  public var person: PersonID
  public var block: BusyBlock

  public init(session: Session, person: PersonID, block: BusyBlock) {
    self.session = session
    self.person = person
    self.block = block
  }
}

/// Which steps of the history to read.
public struct StepFilter: Hashable, Sendable {
  public var actor: String?
  /// Only what they did, and what was done to them, their pairs and their sessions.
  public var person: PersonID?
  public var pair: PairID?
  public var session: SessionID?
  /// Only steps from then on.
  public var since: Instant?
  /// Only steps older than this one.
  public var before: Int64?
  public var limit: Int

  public init(
    actor: String? = nil, person: PersonID? = nil, pair: PairID? = nil, session: SessionID? = nil,
    since: Instant? = nil, before: Int64? = nil, limit: Int = 100
  ) {
    self.actor = actor
    self.person = person
    self.since = since
    self.pair = pair
    self.session = session
    self.before = before
    self.limit = limit
  }
}

extension StoreReader {
  public var owner: String? { nil }
  public var knowsRoles: Bool { false }

  /// The step that the actor's next undo would reverse, if it can be.
  public func undoTarget(of login: String) throws -> Step? { try undoTarget(of: login, before: nil) }

  // One after the other, for a store that has all at hand.

  public func requests(of people: Set<PersonID>) throws -> [Session] {
    var found: [SessionID: Session] = [:]
    for person in people { for session in try requests(of: person) { found[session.id] = session } }
    return found.values.sorted { ($0.interval.start, $0.id) < ($1.interval.start, $1.id) }
  }

  public func engagements(of people: [PersonID], in interval: Interval) throws -> [PersonID: [Engagement]] {
    Dictionary(try people.map { ($0, try engagements(of: $0, in: interval)) }) { $1 }
  }

  public func busy(of people: [PersonID], in interval: Interval) throws -> [PersonID: BusyTimeline] {
    Dictionary(try people.map { ($0, try busy(of: $0, in: interval)) }) { $1 }
  }

  /// Who acts under a login: a person, or who looks after the store.
  public func actor(_ login: String) throws -> Actor {
    guard let person = try person(login: login) else { return .operating(as: login) }
    var actor = Actor(person)
    if let owner, owner.lowercased() == login.lowercased() { actor.isCoordinator = true }
    return actor
  }
}
