public import Scheduling

/// What a command comes to: the changes to write and how the history tells them.
public struct Decision: Hashable, Sendable {
  public var changes: [Change]
  public var summary: String
  public var reason = ""
  public var kind = Step.Kind.action
  /// ``Command/name``, of the reversed command for an undo or redo.
  public var command: String
  public var target: Int64?
  public var pair: PairID?
  public var session: SessionID?
  public var warnings: [ImportIssue] = []
  public var unchanged = 0
  /// Whether the history tells it; what only a program notes for itself is not.
  public var isRecorded = true

  public init(command: String, changes: [Change], summary: String) {
    self.command = command
    self.changes = changes
    self.summary = summary
  }

  /// The history's entry for it.
  public func step(by actor: Actor, at now: Instant) -> Step {
    Step(
      at: now, actor: actor.login, kind: kind, command: command, summary: summary, reason: reason, target: target,
      pair: pair, session: session)
  }
}

/// Decides commands over one transaction's view: pure but for what it reads through it and the ids it draws.
///
/// A store calls it inside its write transaction, writes the changes, and records the step.
public struct Decider {
  let store: any StoreTransaction
  let zones: any ZoneProvider
  let actor: Actor
  let now: Instant
  /// What the same step has changed already, but not written.
  var supposition = Supposition()

  public init(_ store: any StoreTransaction, zones: any ZoneProvider, actor: Actor, now: Instant) {
    self.store = store
    self.zones = zones
    self.actor = actor
    self.now = now
  }

  /// - Throws: ``CommandError`` when it is refused, ``ZoneError`` for a zone that is gone, and what the store throws.
  public func decide(_ command: Command) throws -> Decision {
    var decision = try decision(on: command)
    try requireReadableTexts(decision)
    decision.changes = try store.counted(decision.changes)
    return decision
  }

  private func decision(on command: Command) throws -> Decision {
    switch command {
    case .importPeople(let rows): try importPeople(rows)
    case .importPairs(let rows): try importPairs(rows)
    case .importRooms(let rows): try importRooms(rows)
    case .importBusy(let busy): try importBusy(busy)
    case .removeCalendar(let id): try removeCalendar(id)
    case .book(let booking): try book(booking)
    case .bookSeries(let booking): try bookSeries(booking)
    case .move(let move): try self.move(move)
    case .edit(let edit): try self.edit(edit)
    case .answer(let answering): try answer(answering)
    case .answers(let all): try answers(all)
    case .accept(let session, let anyway): try accept(session, anyway: anyway)
    case .decline(let session, let reason): try decline(session, reason: reason)
    case .counter(let counter): try self.counter(counter)
    case .withdraw(let session, let reason): try withdraw(session, reason: reason)
    case .expireRequests: try expireRequests()
    case .hold(let session): try hold(session)
    case .miss(let session, let person, let reason): try miss(session, by: person, reason: reason)
    case .log(let logging): try log(logging)
    case .notebook(let edit): try self.edit(edit)
    case .changeHours(let change): try changeHours(change)
    case .remind(let keys): try remind(keys)
    case .cancel(let session, let reason, let scope): try cancel(session, reason: reason, scope: scope)
    case .undo: try undo()
    case .redo: try redo()
    case .reverse(let id): try reverse(id)
    }
  }
}
