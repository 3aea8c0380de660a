import Scheduling

/// A view in which requests that nobody answered in time are let go of, as every command that writes does first: for who may only
/// read, and is to see what everybody else does.
///
/// What else it is asked for it passes on.
struct SettledReader: StoreReader {
  private let base: any StoreReader
  /// Those whose time is over, as they are without their question.
  private let settled: [SessionID: Session]
  private let supposition: Supposition

  /// Nil where there is nothing to let go of.
  init?(_ base: any StoreReader, at now: Instant) throws {
    let ended = try base.expired(at: now).map(\.after)
    guard !ended.isEmpty else { return nil }
    self.base = base
    settled = Dictionary(ended.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var supposition = Supposition()
    for session in ended { supposition.suppose(session) }
    self.supposition = supposition
  }

  // MARK: What it tells otherwise

  func session(_ id: SessionID) throws -> Session? { try settled[id] ?? base.session(id) }

  func sessions(_ filter: SessionFilter) throws -> [Session] {
    var wider = filter
    wider.limit = filter.limit.map { $0 + settled.count }
    let kept = try base.sessions(wider).filter { settled[$0.id] == nil }
    let all = try kept + settled.values.filter { try holds($0, filter) }
    let sorted = all.sorted { ($0.interval.start, $0.id) < ($1.interval.start, $1.id) }
    return filter.limit.map { Array(sorted.prefix($0)) } ?? sorted
  }

  private func holds(_ session: Session, _ filter: SessionFilter) throws -> Bool {
    if let interval = filter.interval, !session.interval.overlaps(interval) { return false }
    if let person = filter.person, session.mentor != person, session.mentee != person { return false }
    if let pair = filter.pair, session.pair != pair { return false }
    if let series = filter.series, session.series != series { return false }
    if let room = filter.room, session.room != room { return false }
    if let statuses = filter.statuses, !statuses.contains(session.status) { return false }
    return !filter.liveOnly || session.status.isLive
  }

  func requests(of person: PersonID) throws -> [Session] {
    try base.requests(of: person).filter { settled[$0.id] == nil }
  }

  func dueRequests(at now: Instant) throws -> [Session] {
    try base.dueRequests(at: now).filter { settled[$0.id] == nil }
  }

  func nextSessions(after now: Instant) throws -> [PairID: Session] {
    var next = try base.nextSessions(after: now)
    for pair in Set(settled.values.map(\.pair)) {
      next[pair] = try sessions(SessionFilter(interval: Interval(now, .distantFuture), pair: pair)).first
    }
    return next
  }

  func pastSessions(until now: Instant) throws -> [PairID: PastSessions] {
    var past = try base.pastSessions(until: now)
    for pair in Set(settled.values.map(\.pair)) {
      let held = try sessions(SessionFilter(pair: pair)).filter { $0.interval.end <= now }
      past[pair] = held.map(\.interval.end).max().map { PastSessions(last: $0, count: held.count) }
    }
    return past
  }

  func engagements(of person: PersonID, in interval: Interval) throws -> [Engagement] {
    supposition.engagements(try base.engagements(of: person, in: interval), of: person, in: interval)
  }

  func engagements(of room: RoomID, in interval: Interval) throws -> [Engagement] {
    supposition.engagements(try base.engagements(of: room, in: interval), of: room, in: interval)
  }

  func sessionsMeetingBusyTime(after now: Instant) throws -> [BusyMeeting] {
    var meetings = try base.sessionsMeetingBusyTime(after: now).filter { settled[$0.session.id] == nil }
    for session in settled.values where session.status.isLive && session.interval.end > now {
      for person in [session.mentor, session.mentee] {
        let busy = try base.busy(of: person, in: session.interval)
        meetings += zip(busy.intervals, busy.titles).map { interval, title in
          BusyMeeting(session: session, person: person, block: BusyBlock(interval, title: title))
        }
      }
    }
    return meetings.sorted {
      ($0.session.interval.start, $0.session.id) < ($1.session.interval.start, $1.session.id)
    }
  }

  // MARK: What it passes on

  var owner: String? { base.owner }
  var knowsRoles: Bool { base.knowsRoles }
  func program() throws -> Program { try base.program() }
  func person(_ id: PersonID) throws -> Person? { try base.person(id) }
  func people(among ids: Set<PersonID>) throws -> [PersonID: Person] { try base.people(among: ids) }
  func person(login: String) throws -> Person? { try base.person(login: login) }
  func people() throws -> [Person] { try base.people() }
  func pair(_ id: PairID) throws -> Pair? { try base.pair(id) }
  func pair(mentor: PersonID, mentee: PersonID) throws -> Pair? { try base.pair(mentor: mentor, mentee: mentee) }
  func pairs() throws -> [Pair] { try base.pairs() }
  func pairs(of person: PersonID) throws -> [Pair] { try base.pairs(of: person) }
  func room(_ id: RoomID) throws -> Room? { try base.room(id) }
  func room(named name: String) throws -> Room? { try base.room(named: name) }
  func rooms() throws -> [Room] { try base.rooms() }
  func series(_ id: SeriesID) throws -> Series? { try base.series(id) }
  func series(of pair: PairID) throws -> [Series] { try base.series(of: pair) }
  func attendances(of session: SessionID) throws -> [Attendance] { try base.attendances(of: session) }
  func notebook(of pair: PairID) throws -> [NotebookEntry] { try base.notebook(of: pair) }
  func hasNotebook(of pair: PairID) throws -> Bool { try base.hasNotebook(of: pair) }
  func isReminded(_ key: String) throws -> Bool { try base.isReminded(key) }
  func notebookEntry(_ id: Int64) throws -> NotebookEntry? { try base.notebookEntry(id) }
  func busy(of person: PersonID, in interval: Interval) throws -> BusyTimeline {
    try base.busy(of: person, in: interval)
  }
  func busySources(of person: PersonID) throws -> [BusySource] { try base.busySources(of: person) }
  func busySource(_ id: Int64) throws -> BusySource? { try base.busySource(id) }
  func busyBlocks(of source: BusySource) throws -> [BusyBlock] { try base.busyBlocks(of: source) }
  func subscriptions() throws -> [BusySource] { try base.subscriptions() }
  func steps(_ filter: StepFilter) throws -> [Step] { try base.steps(filter) }
  func step(_ id: Int64) throws -> Step? { try base.step(id) }
  func reversal(of step: Int64) throws -> Step? { try base.reversal(of: step) }
  func changes(of step: Int64) throws -> [Change] { try base.changes(of: step) }
  func undoTarget(of login: String, before step: Int64?) throws -> Step? {
    try base.undoTarget(of: login, before: step)
  }
  func redoTarget(of login: String) throws -> Step? { try base.redoTarget(of: login) }
}
