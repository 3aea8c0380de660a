import Scheduling

/// The people, pairs and rooms that an undo or a redo takes away or brings back: they need each other, and whoever imported others
/// since may have changed what holds between them.
struct Organization {
  private let decider: Decider
  private let verb: String
  private var store: any StoreReader { decider.store }
  private let leavingPairs: Set<PairID>
  private let leavingPeople: Set<PersonID>
  /// As they were, or are to be again.
  private let returning: [PersonID: Person]
  /// Everybody with what the step did to them taken back; read when it is first asked for.
  private var everybody: [PersonID: Person]?

  /// - Parameter done: what the step that is reversed did. O(changes).
  init(_ decider: Decider, kind: Step.Kind, reversing done: [Change]) {
    self.decider = decider
    verb = kind == .redo ? "redone" : "undone"
    leavingPairs = Set(done.compactMap { if case .pair(nil, let pair?) = $0 { pair.id } else { nil } })
    leavingPeople = Set(done.compactMap { if case .person(nil, let person?) = $0 { person.id } else { nil } })
    returning = Dictionary(
      done.compactMap { if case .person(let person?, _) = $0 { (person.id, person) } else { nil } },
      uniquingKeysWith: { $1 })
  }

  /// - Throws: `CommandError.changedSince` where what is taken away is in use, but by what is taken away with it, and where what
  ///   comes back needs what is gone.
  mutating func allow(_ reversed: Change) throws {
    switch reversed {
    case .person(let person?, nil): try requireUnused(person)
    case .pair(let pair?, nil): try requireUnused(pair)
    case .room(let room?, nil):
      guard let user = try store.sessions(SessionFilter(room: room.id, liveOnly: false, limit: 1)).first else { return }
      let times = TimeWording(zone: decider.zones.zone(of: user), now: decider.now)
      throw CommandError.changedSince(
        "\(room.name) is where the session of \(times.span(user.interval)) is"
          + "\(user.status.isLive ? "" : ", which was called off and is kept"); so its import can't be undone")
    // Hours that come back need nobody.
    case .person(let current, let person?) where current?.manager != person.manager: try requireSound(person)
    case .pair(let current, let pair?) where current == nil: try requireSound(pair)
    case .session(_, let session?):
      guard let room = session.room, try store.room(room) == nil else { return }
      throw CommandError.changedSince("the room that the session was in is gone, so this can't be \(verb)")
    case .notebook(let entry?, _) where entry.isFeedback: try decider.requireUnread(entry)
    default: break
    }
  }

  // MARK: What is taken away

  private mutating func requireUnused(_ person: Person) throws {
    guard try store.pairs(of: person.id).allSatisfy({ leavingPairs.contains($0.id) }) else {
      throw CommandError.changedSince("\(person.name) is in a pair by now, so the import can't be undone")
    }
    guard try store.busySources(of: person.id).isEmpty else {
      throw CommandError.changedSince("\(person.name) has a calendar by now, so the import can't be undone")
    }
    if let report = try reports()[person.id] {
      throw CommandError.changedSince(
        "\(report.name) reports to \(person.name) by now, so the import can't be undone")
    }
  }

  private func requireUnused(_ pair: Pair) throws {
    let title = try decider.title(of: pair)
    guard try !store.hasNotebook(of: pair.id) else {
      throw CommandError.changedSince("\(title) have notes or goals by now, so the import can't be undone")
    }
    if try !store.sessions(SessionFilter(pair: pair.id, liveOnly: true, limit: 1)).isEmpty {
      throw CommandError.changedSince("\(title) has sessions by now, so the import can't be undone")
    }
    if try !store.sessions(SessionFilter(pair: pair.id, liveOnly: false, limit: 1)).isEmpty {
      throw CommandError.changedSince(
        "\(title) had sessions, which stay in the history though they were called off, so the import can't be undone; "
          + "“history” lists what was done before, and “undo” with a step's number takes that back")
    }
  }

  // MARK: What comes back

  private mutating func requireSound(_ person: Person) throws {
    guard let manager = person.manager else { return }
    let everybody = try everyone()
    guard everybody[manager] != nil else {
      throw CommandError.changedSince("the manager of \(person.name) is gone, so this can't be \(verb)")
    }
    var chain = [person]
    var seen: Set<PersonID> = [person.id]
    while let next = chain[chain.count - 1].manager.flatMap({ everybody[$0] }) {
      if next.id == person.id {
        throw CommandError.changedSince(
          "managers would go in a circle, \(ManagerChain(chain.map(\.login)).circle), so this can't be \(verb)")
      }
      guard seen.insert(next.id).inserted else { return }
      chain.append(next)
    }
  }

  private mutating func requireSound(_ pair: Pair) throws {
    let everybody = try everyone()
    guard let mentor = everybody[pair.mentor], let mentee = everybody[pair.mentee] else {
      throw CommandError.changedSince("one of the two is gone, so the pair can't come back")
    }
    guard let line = ReportingLine(mentor, mentee, in: everybody) else { return }
    throw CommandError.changedSince("\(line.words), so the pair can't come back")
  }

  /// Pairs that what comes back puts inside one reporting line: that is told, as an import tells it.
  func warnings(after changes: [Change]) throws -> [ImportIssue] {
    let changed = changes.compactMap { change -> (before: Person, after: Person)? in
      if case .person(let before?, let after?) = change, before.manager != after.manager {
        (before, after)
      } else {
        nil
      }
    }
    guard !changed.isEmpty else { return [] }
    return try decider.pairsInLine(after: Dictionary(changed.map { ($0.after.id, $0.after) }, uniquingKeysWith: { $1 }))
      .map { ImportIssue(line: nil, message: $0.line.words) }
  }

  // MARK: Everybody

  /// O(people), once.
  private mutating func everyone() throws -> [PersonID: Person] {
    if let everybody { return everybody }
    var found = Dictionary(try store.people().map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    for id in leavingPeople { found[id] = nil }
    found.merge(returning) { $1 }
    everybody = found
    return found
  }

  private var managed: [PersonID: Person]?

  /// For each who manages somebody who stays: one of those.
  private mutating func reports() throws -> [PersonID: Person] {
    if let managed { return managed }
    let found = Dictionary(
      try everyone().values.compactMap { person in person.manager.map { ($0, person) } }, uniquingKeysWith: { $1 })
    managed = found
    return found
  }
}
