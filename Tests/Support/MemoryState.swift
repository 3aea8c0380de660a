import Mentoring
import Scheduling

/// All that a memory store holds; a value, so that a reader keeps the moment it was taken at.
struct MemoryState {
  struct Generation: Hashable {
    var source: Int64
    var number: Int64
  }

  var stored: Program
  var peopleByID: [PersonID: Person] = [:]
  var pairsByID: [PairID: Pair] = [:]
  var roomsByID: [RoomID: Room] = [:]
  var sessionsByID: [SessionID: Session] = [:]
  var seriesByID: [SeriesID: Series] = [:]
  var attendances: [SessionID: [PersonID: Attendance]] = [:]
  var notebookByID: [Int64: NotebookEntry] = [:]
  var sourcesByID: [Int64: BusySource] = [:]
  var blocksByID: [Generation: [BusyBlock]] = [:]
  var reminded: Set<String> = []
  var history: [(step: Step, changes: [Change])] = []
  var watchers: [MemoryWatch] = []
  var nextID: Int64 = 1_000
  var lastNotebookID: Int64 = 0

  init(program: Program) { stored = program }

  mutating func apply(_ change: Change) {
    switch change {
    case .person(let before, let after): peopleByID[(after ?? before)?.id ?? .unsaved] = after
    case .pair(let before, let after): pairsByID[(after ?? before)?.id ?? .unsaved] = after
    case .room(let before, let after): roomsByID[(after ?? before)?.id ?? .unsaved] = after
    case .session(let before, let after): sessionsByID[(after ?? before)?.id ?? .unsaved] = after
    case .series(let before, let after): seriesByID[(after ?? before)?.id ?? .unsaved] = after
    case .attendance(let before, let after):
      guard let attendance = after ?? before else { return }
      attendances[attendance.session, default: [:]][attendance.person] = after
    case .notebook(let before, let after): notebookByID[(after ?? before)?.id ?? 0] = after
    case .reminded(let key, _): reminded.insert(key)
    case .busySource(let before, let after): sourcesByID[(after ?? before)?.id ?? 0] = after
    }
  }

  mutating func record(_ decision: Decision, by actor: Actor, at now: Instant) -> Step {
    var step = decision.step(by: actor, at: now)
    step.id = Int64(history.count + 1)
    history.append((step, decision.changes))
    return step
  }
}

extension MemoryState: StoreReader {
  func program() -> Program { stored }
  func person(_ id: PersonID) -> Person? { peopleByID[id] }
  func people(among ids: Set<PersonID>) -> [PersonID: Person] { peopleByID.filter { ids.contains($0.key) } }
  func person(login: String) -> Person? { peopleByID.values.first { $0.login.lowercased() == login.lowercased() } }
  func people() -> [Person] { peopleByID.values.sorted { ($0.name, $0.id) < ($1.name, $1.id) } }

  func pair(_ id: PairID) -> Pair? { pairsByID[id] }
  func pair(mentor: PersonID, mentee: PersonID) -> Pair? {
    pairsByID.values.first { $0.mentor == mentor && $0.mentee == mentee }
  }
  func pairs() -> [Pair] { pairsByID.values.sorted { $0.id < $1.id } }
  func pairs(of person: PersonID) -> [Pair] { pairs().filter { $0.includes(person) } }

  func room(_ id: RoomID) -> Room? { roomsByID[id] }
  func room(named name: String) -> Room? { roomsByID.values.first { $0.name.lowercased() == name.lowercased() } }
  func rooms() -> [Room] { roomsByID.values.sorted { $0.name < $1.name } }

  func session(_ id: SessionID) -> Session? { sessionsByID[id] }
  func series(_ id: SeriesID) -> Series? { seriesByID[id] }
  func series(of pair: PairID) -> [Series] { seriesByID.values.filter { $0.pair == pair }.sorted { $0.id < $1.id } }
  func attendances(of session: SessionID) -> [Attendance] {
    (attendances[session] ?? [:]).values.sorted { $0.person < $1.person }
  }

  func sessions(_ filter: SessionFilter) -> [Session] {
    let found = sessionsByID.values.filter { session in
      (filter.interval.map { $0.overlaps(session.interval) } ?? true)
        && (filter.person.map { session.mentor == $0 || session.mentee == $0 } ?? true)
        && (filter.pair.map { session.pair == $0 } ?? true)
        && (filter.series.map { session.series == $0 } ?? true)
        && (filter.room.map { session.room == $0 } ?? true)
        && (filter.statuses.map { $0.contains(session.status) } ?? true) && (!filter.liveOnly || session.status.isLive)
    }.sorted { ($0.interval.start, $0.id) < ($1.interval.start, $1.id) }
    return filter.limit.map { Array(found.prefix($0)) } ?? found
  }

  func notebook(of pair: PairID) -> [NotebookEntry] {
    notebookByID.values.filter { $0.pair == pair }.sorted { $0.id < $1.id }
  }
  func hasNotebook(of pair: PairID) -> Bool { !notebook(of: pair).isEmpty }
  func notebookEntry(_ id: Int64) -> NotebookEntry? { notebookByID[id] }
  func isReminded(_ key: String) -> Bool { reminded.contains(key) }

  func requests(of person: PersonID) -> [Session] {
    sessions(SessionFilter(person: person)).filter { $0.status.isHold }
  }

  func dueRequests(at now: Instant) -> [Session] {
    // A loop: the optimizer of Swift 6.3 crashes over the same as a filter.
    var due: [(deadline: Instant, session: Session)] = []
    for session in sessions(SessionFilter(liveOnly: false)) {
      guard let request = session.request, request.deadline <= now else { continue }
      due.append((request.deadline, session))
    }
    return due.sorted { ($0.deadline, $0.session.id) < ($1.deadline, $1.session.id) }.map(\.session)
  }

  func nextSessions(after now: Instant) -> [PairID: Session] {
    let coming = sessions(SessionFilter()).filter { $0.interval.end > now }
    return Dictionary(coming.map { ($0.pair, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func pastSessions(until now: Instant) -> [PairID: PastSessions] {
    let past = sessions(SessionFilter()).filter { $0.interval.end <= now }
    return Dictionary(grouping: past, by: \.pair).compactMapValues { sessions in
      sessions.map(\.interval.end).max().map { PastSessions(last: $0, count: sessions.count) }
    }
  }

  func engagements(of person: PersonID, in interval: Interval) -> [Engagement] {
    engagements(in: interval) { session in
      guard session.mentor == person || session.mentee == person else { return nil }
      return person == session.mentor ? session.mentorBuffer : session.menteeBuffer
    }
  }

  func engagements(of room: RoomID, in interval: Interval) -> [Engagement] {
    engagements(in: interval) { $0.room == room ? 0 : nil }
  }

  private func engagements(in interval: Interval, buffer: (Session) -> Int?) -> [Engagement] {
    sessions(SessionFilter()).flatMap { session in buffer(session).map(session.engagements) ?? [] }
      .filter { $0.interval.overlaps(interval) }.sorted { $0.interval < $1.interval }
  }

  func busy(of person: PersonID, in interval: Interval) -> BusyTimeline {
    BusyTimeline(allBlocks(of: person).filter { $0.interval.overlaps(interval) }.map { ($0.interval, $0.title) })
  }

  private func allBlocks(of person: PersonID) -> [BusyBlock] {
    busySources(of: person).flatMap { blocksByID[Generation(source: $0.id, number: $0.generation)] ?? [] }
  }

  func busySources(of person: PersonID) -> [BusySource] {
    sourcesByID.values.filter { $0.person == person }.sorted { $0.id < $1.id }
  }

  func busySource(_ id: Int64) -> BusySource? { sourcesByID[id] }
  func busyBlocks(of source: BusySource) -> [BusyBlock] {
    blocksByID[Generation(source: source.id, number: source.generation)] ?? []
  }
  func subscriptions() -> [BusySource] { sourcesByID.values.filter(\.isSubscribed).sorted { $0.id < $1.id } }

  func sessionsMeetingBusyTime(after now: Instant) -> [BusyMeeting] {
    sessions(SessionFilter(interval: Interval(now, .distantFuture))).flatMap { session in
      [session.mentor, session.mentee].flatMap { person in
        allBlocks(of: person).filter { $0.interval.overlaps(session.interval) }.map {
          BusyMeeting(session: session, person: person, block: $0)
        }
      }
    }
  }

  func steps(_ filter: StepFilter) -> [Step] {
    let found = history.reversed().filter { step, changes in
      (filter.actor.map { $0 == step.actor } ?? true) && (filter.pair.map { $0 == step.pair } ?? true)
        && (filter.person.map { isAbout($0, step, changes) } ?? true)
        && (filter.since.map { step.at >= $0 } ?? true)
        && (filter.session.map { id in step.session == id || changes.contains { $0.isOf(id) } } ?? true)
        && (filter.before.map { step.id < $0 } ?? true)
    }
    return found.prefix(filter.limit).map(\.step)
  }

  private func isAbout(_ person: PersonID, _ step: Step, _ changes: [Change]) -> Bool {
    let pair = step.pair ?? step.session.flatMap { sessionsByID[$0]?.pair }
    let isTheirs = pair.flatMap { pairsByID[$0] }.map { $0.includes(person) } ?? false
    let isOfThem = changes.contains { if case .person(_, let after?) = $0 { after.id == person } else { false } }
    return peopleByID[person]?.login == step.actor || isTheirs || isOfThem
  }

  func reversal(of step: Int64) -> Step? { history.first { $0.step.target == step }?.step }
  func step(_ id: Int64) -> Step? { history.first { $0.step.id == id }?.step }
  func changes(of step: Int64) -> [Change] { history.first { $0.step.id == step }?.changes ?? [] }

  func undoTarget(of login: String, before step: Int64?) -> Step? {
    stacks(of: login).undo.last { $0.id < step ?? .max }
  }
  func redoTarget(of login: String) -> Step? { stacks(of: login).redo.last }

  /// Of an actor's steps those that nothing took back; an action clears what could be redone.
  private func stacks(of login: String) -> (undo: [Step], redo: [Step]) {
    let reversed = Set(history.compactMap(\.step.target))
    // Those without changes only tell what another came to.
    let own = history.filter { !$0.changes.isEmpty }.map(\.step).filter { $0.actor == login }
    let lastAction = own.last { $0.kind == .action }?.id ?? 0
    let standing = own.filter { !reversed.contains($0.id) }
    return (standing.filter { $0.kind != .undo }, standing.filter { $0.kind == .undo && $0.id > lastAction })
  }
}

extension Change {
  fileprivate func isOf(_ session: SessionID) -> Bool {
    if case .session(_, let after?) = self { after.id == session } else { false }
  }
}

/// A draft of the state, given up when the command is refused.
final class MemoryTransaction: StoreTransaction {
  private(set) var state: MemoryState
  private var lastSession: Int64?

  init(_ state: MemoryState) { self.state = state }

  func apply(_ changes: [Change]) {
    for change in changes { state.apply(change) }
  }

  func record(_ decision: Decision, by actor: Actor, at now: Instant) -> Step {
    state.record(decision, by: actor, at: now)
  }

  private func newID() -> Int64 {
    state.nextID += 1
    return state.nextID
  }

  func newPersonID() -> PersonID { PersonID(newID()) }
  func newPairID() -> PairID { PairID(newID()) }
  func newRoomID() -> RoomID { RoomID(newID()) }
  func newSessionID() -> SessionID {
    lastSession = (lastSession ?? state.sessionsByID.keys.map(\.rawValue).max() ?? 0) + 1
    return SessionID(lastSession ?? 1)
  }
  func newSeriesID() -> SeriesID { SeriesID(newID()) }
  func newBusySourceID() -> Int64 { newID() }
  func newNotebookID() -> Int64 {
    state.lastNotebookID += 1
    return state.lastNotebookID
  }

  func latestBusyGeneration(of source: Int64) -> Int64 {
    state.blocksByID.keys.filter { $0.source == source }.map(\.number).max() ?? 0
  }

  func insert(_ blocks: [BusyBlock], source: Int64, person: PersonID, generation: Int64) {
    state.blocksByID[MemoryState.Generation(source: source, number: generation)] = blocks
  }

  func program() -> Program { state.program() }
  func person(_ id: PersonID) -> Person? { state.person(id) }
  func people(among ids: Set<PersonID>) -> [PersonID: Person] { state.people(among: ids) }
  func person(login: String) -> Person? { state.person(login: login) }
  func people() -> [Person] { state.people() }
  func pair(_ id: PairID) -> Pair? { state.pair(id) }
  func pair(mentor: PersonID, mentee: PersonID) -> Pair? { state.pair(mentor: mentor, mentee: mentee) }
  func pairs() -> [Pair] { state.pairs() }
  func pairs(of person: PersonID) -> [Pair] { state.pairs(of: person) }
  func room(_ id: RoomID) -> Room? { state.room(id) }
  func room(named name: String) -> Room? { state.room(named: name) }
  func rooms() -> [Room] { state.rooms() }
  func session(_ id: SessionID) -> Session? { state.session(id) }
  func series(_ id: SeriesID) -> Series? { state.series(id) }
  func series(of pair: PairID) -> [Series] { state.series(of: pair) }
  func attendances(of session: SessionID) -> [Attendance] { state.attendances(of: session) }
  func sessions(_ filter: SessionFilter) -> [Session] { state.sessions(filter) }
  func notebook(of pair: PairID) -> [NotebookEntry] { state.notebook(of: pair) }
  func hasNotebook(of pair: PairID) -> Bool { !state.notebook(of: pair).isEmpty }
  func notebookEntry(_ id: Int64) -> NotebookEntry? { state.notebookEntry(id) }
  func isReminded(_ key: String) -> Bool { state.isReminded(key) }
  func requests(of person: PersonID) -> [Session] { state.requests(of: person) }
  func dueRequests(at now: Instant) -> [Session] { state.dueRequests(at: now) }
  func nextSessions(after now: Instant) -> [PairID: Session] { state.nextSessions(after: now) }
  func pastSessions(until now: Instant) -> [PairID: PastSessions] { state.pastSessions(until: now) }
  func engagements(of person: PersonID, in interval: Interval) -> [Engagement] {
    state.engagements(of: person, in: interval)
  }
  func engagements(of room: RoomID, in interval: Interval) -> [Engagement] { state.engagements(of: room, in: interval) }
  func busy(of person: PersonID, in interval: Interval) -> BusyTimeline { state.busy(of: person, in: interval) }
  func busySources(of person: PersonID) -> [BusySource] { state.busySources(of: person) }
  func busySource(_ id: Int64) -> BusySource? { state.busySource(id) }
  func busyBlocks(of source: BusySource) -> [BusyBlock] { state.busyBlocks(of: source) }
  func subscriptions() -> [BusySource] { state.subscriptions() }
  func sessionsMeetingBusyTime(after now: Instant) -> [BusyMeeting] { state.sessionsMeetingBusyTime(after: now) }
  func steps(_ filter: StepFilter) -> [Step] { state.steps(filter) }
  func step(_ id: Int64) -> Step? { state.step(id) }
  func reversal(of step: Int64) -> Step? { state.reversal(of: step) }
  func changes(of step: Int64) -> [Change] { state.changes(of: step) }
  func undoTarget(of login: String, before step: Int64?) -> Step? { state.undoTarget(of: login, before: step) }
  func redoTarget(of login: String) -> Step? { state.redoTarget(of: login) }
}
