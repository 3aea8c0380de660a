import Mentoring
import Scheduling
import Synchronization

/// A store in memory, as obvious as it can be: whole arrays, filtered. Judges the real ones, and feeds the screens' tests.
public final class MemoryStore: Store {
  private let state: Mutex<MemoryState>
  private let zones: any ZoneProvider
  /// Why it can't be reached; nil while it can.
  private let trouble = Mutex<StoreError?>(nil)

  public init(zones: any ZoneProvider, program: Program = Program(name: "Test", domain: "test.invalid")) {
    self.zones = zones
    state = Mutex(MemoryState(program: program))
  }

  public func read<Result>(_ body: (any StoreReader) throws -> Result) throws -> Result {
    try requireWay()
    return try body(state.withLock { $0 })
  }

  /// From now on it can't be reached, as a server that went away; nil: it is back. Who watches hears of it.
  public func setTrouble(_ reason: StoreError?) {
    trouble.withLock { $0 = reason }
    for watcher in state.withLock({ $0.watchers }) { watcher.onChange() }
  }

  private func requireWay() throws(StoreError) {
    if let reason = trouble.withLock({ $0 }) { throw reason }
  }

  public func perform(_ command: Command, by actor: Actor, at now: Instant, isDryRun: Bool) throws -> Outcome {
    try requireWay()
    let (outcome, watchers) = try state.withLock { state in
      let draft = MemoryTransaction(state)
      let expirer = Decider(draft, zones: zones, actor: .program, now: now)
      let expired = try expirer.expireRequests()
      if !expired.changes.isEmpty {
        draft.apply(expired.changes)
        _ = draft.record(expired, by: .program, at: now)
        for echo in try expirer.echoes(of: expired) { _ = draft.record(echo, by: .program, at: now) }
      }
      let decider = Decider(draft, zones: zones, actor: actor, now: now)
      var decision = try decider.decide(command)
      var outcome = Outcome(
        summary: decision.summary, changes: decision.changes, warnings: decision.warnings,
        unchanged: decision.unchanged, session: decision.session)
      if !decision.changes.isEmpty {
        let retired = try decider.retireImpossible(try decider.openRequests(beside: decision), after: decision)
        decision.changes += retired.map(\.change)
        outcome.changes = decision.changes
        outcome.warnings += retired.map { ImportIssue(line: nil, message: $0.message) }
      }
      guard !isDryRun else { return (outcome, [MemoryWatch]()) }
      if !decision.changes.isEmpty {
        draft.apply(decision.changes)
        if decision.isRecorded {
          outcome.step = draft.record(decision, by: actor, at: now)
          for echo in try decider.echoes(of: decision) { _ = draft.record(echo, by: actor, at: now) }
        }
      }
      state = draft.state
      return (outcome, state.watchers)
    }
    for watcher in watchers { watcher.onChange() }
    return outcome
  }

  public func watch(_ onChange: @escaping @Sendable () -> Void) throws -> any WatchToken {
    let watch = MemoryWatch(onChange)
    state.withLock { $0.watchers.append(watch) }
    return watch
  }

  /// Puts people, pairs, rooms and sessions in without asking any rule.
  public func insert(people: [Person] = [], pairs: [Pair] = [], rooms: [Room] = [], sessions: [Session] = []) {
    state.withLock { state in
      for person in people { state.peopleByID[person.id] = person }
      for pair in pairs { state.pairsByID[pair.id] = pair }
      for room in rooms { state.roomsByID[room.id] = room }
      for session in sessions { state.sessionsByID[session.id] = session }
    }
  }

  /// Puts busy blocks in, under a source of their own.
  public func insertBusy(_ blocks: [BusyBlock], for person: PersonID) {
    state.withLock { state in
      let id = Int64(state.sourcesByID.count + 1)
      state.sourcesByID[id] = BusySource(
        id: id, person: person, name: "memory-\(id)", generation: 1, importedAt: Instant(seconds: 0),
        blocks: blocks.count, digest: "\(id)")
      state.blocksByID[MemoryState.Generation(source: id, number: 1)] = blocks
    }
  }
}

/// Calls back until it is cancelled.
final class MemoryWatch: WatchToken {
  private let callback: Mutex<(@Sendable () -> Void)?>

  init(_ onChange: @escaping @Sendable () -> Void) { callback = Mutex(onChange) }

  func onChange() { callback.withLock { $0 }?() }
  func cancel() { callback.withLock { $0 = nil } }
}
