import Dispatch
import Mentoring
import Scheduling
import Synchronization

/// The sessions of the whole program that no longer fit, for those who look after it.
struct ProgramConflicts: Loaded {
  /// By start.
  var conflicts: [Conflict]

  /// Without those that have begun.
  func ahead(of now: Instant) -> ProgramConflicts {
    ProgramConflicts(conflicts: conflicts.filter { $0.session.interval.start > now })
  }
}

/// Looks for ``ProgramConflicts`` off the main thread, a few pairs at a time, so that nothing that is read for the screen waits
/// for it.
///
/// The first look is at every pair, which takes seconds in a large program; then only at those whom the history's new steps
/// reach. After each it rests for ``restsPerLook`` times as long as that took, and what was changed meanwhile is looked at then.
final class ProgramConflictCounter: Sendable {
  private struct State {
    var isLooking = false
    /// Asked for while it looked or rested.
    var wanted: Instant?
    var known: Known?
    /// Before then not all pairs are looked at once more.
    var allAgain = DispatchTime(uptimeNanoseconds: 0)
  }

  /// What was found, and what it was found from.
  private struct Known {
    var conflicts: [PairID: [Conflict]]
    /// The newest steps of the history by then. One that began before another can be there after it: so not only the last.
    var steps: Set<Int64>
    var program: Program
    /// When every pair was looked at.
    var wholeAt: Instant
  }

  /// At which pairs it looked.
  enum Look: Hashable {
    case some([PairID])
    case all, postponed
  }

  private static let pairsAtATime = 16
  private static let restsPerLook = 20.0
  /// Seconds before the first look: the screen's own reading goes first. No rest is shorter.
  private static let settling = 0.3
  /// Seconds after which every pair is looked at once more with the next change: what others write by plain SQL no step tells.
  private static let wholeAgain = 3_600
  /// Steps that are remembered; and how many of them may be new for their changes to be read.
  private static let steps = (known: 200, new: 50)

  private let store: any Store
  private let zones: any ZoneProvider
  private let queue: DispatchQueue?
  private let state = Mutex(State())
  /// Takes what it came to, on the thread that works.
  private let report: @Sendable (ProgramConflicts) -> Void

  /// - Parameter runsInline: works on the calling thread, for tests.
  init(
    _ store: any Store, zones: any ZoneProvider, runsInline: Bool,
    report: @escaping @Sendable (ProgramConflicts) -> Void
  ) {
    self.store = store
    self.zones = zones
    self.report = report
    queue = runsInline ? nil : DispatchQueue(label: "tandem.conflicts", qos: .utility)
  }

  /// Looks anew, at once or after the rest.
  func count(at now: Instant) {
    guard let queue else {
      _ = look(at: now, mayTakeAll: true)
      return
    }
    let begins = state.withLock { state in
      guard state.isLooking else {
        state.isLooking = true
        return true
      }
      state.wanted = now
      return false
    }
    if begins { queue.asyncAfter(deadline: .now() + Self.settling) { [self] in lookAndRest(at: now, on: queue) } }
  }

  private func lookAndRest(at now: Instant, on queue: DispatchQueue) {
    let begin = DispatchTime.now()
    let look = look(at: now, mayTakeAll: state.withLock { begin >= $0.allAgain })
    let end = DispatchTime.now()
    let rest = Double(end.uptimeNanoseconds - begin.uptimeNanoseconds) / 1e9 * Self.restsPerLook
    let next = state.withLock { state in
      switch look {
      // What some have changed meanwhile is soon looked at.
      case .all: state.allAgain = end + rest
      case .some: return end + max(rest, Self.settling)
      case .postponed:
        state.wanted = state.wanted ?? now
        return state.allAgain
      }
      return end + Self.settling
    }
    queue.asyncAfter(deadline: next) { [self] in
      let next = state.withLock { state in
        defer { state.wanted = nil }
        state.isLooking = state.wanted != nil
        return state.wanted
      }
      if let next { lookAndRest(at: next, on: queue) }
    }
  }

  /// - Parameter mayTakeAll: whether every pair may be looked at, where less is not enough.
  func look(at now: Instant, mayTakeAll: Bool) -> Look {
    let known = state.withLock { $0.known }
    do {
      // First the steps: whatever comes while the pairs are looked at is new the next time.
      let (steps, program, pairs) = try store.read { reader in
        (try reader.steps(StepFilter(limit: Self.steps.known)).map(\.id), try reader.program(), try reader.pairs())
      }
      let reached = try known.flatMap { known in
        let isOld = mayTakeAll && now - known.wholeAt >= Self.wholeAgain
        return try known.program == program && !isOld ? peopleReached(by: steps, since: known.steps) : nil
      }
      guard reached != nil || mayTakeAll else { return .postponed }
      let wanted = pairs.filter { pair in reached?.contains { $0 == pair.mentor || $0 == pair.mentee } ?? true }
      var conflicts = (reached == nil ? nil : known)?.conflicts ?? [:]
      for first in stride(from: 0, to: wanted.count, by: Self.pairsAtATime) {
        let some = wanted[first..<min(first + Self.pairsAtATime, wanted.count)].map(\.id)
        let found = try store.read { try ConflictFinder($0, zones: zones).conflicts(at: now, pairs: some) }
        for pair in some { conflicts[pair] = nil }
        conflicts.merge(Dictionary(grouping: found, by: \.session.pair)) { $1 }
      }
      let all = conflicts.values.joined().sorted {
        ($0.session.interval, $0.session.id) < ($1.session.interval, $1.session.id)
      }
      let wholeAt = (reached == nil ? nil : known)?.wholeAt ?? now
      state.withLock {
        $0.known = Known(conflicts: conflicts, steps: Set(steps), program: program, wholeAt: wholeAt)
      }
      report(ProgramConflicts(conflicts: all).ahead(of: now))
      return reached == nil ? .all : .some(wanted.map(\.id))
    } catch {
      // Where the store does not answer, every other read says so; it is looked at anew when it does.
      return .some([])
    }
  }

  /// Whose sessions the steps since can have made fit or not; nil where that can't be told, or is everybody's.
  ///
  /// A room that was taken or let go of reaches nobody else: no two sessions have it at once, for the store sees to that.
  private func peopleReached(by steps: [Int64], since known: Set<Int64>) throws -> Set<PersonID>? {
    let new = steps.filter { !known.contains($0) }
    // Another history than before, or one that went on too far.
    guard new.count <= Self.steps.new, known.isEmpty || new.count < steps.count,
      known.max() ?? 0 <= steps.max() ?? 0
    else { return nil }
    var people: Set<PersonID> = []
    for change in try store.read({ reader in try new.flatMap { try reader.changes(of: $0) } }) {
      guard let reached = change.peopleReached else { return nil }
      people.formUnion(reached)
    }
    return people
  }
}

extension Change {
  /// Whose sessions it can make fit, or no longer fit; nil for everybody's.
  fileprivate var peopleReached: Set<PersonID>? {
    switch self {
    case .person(let before, let after): Set([before?.id, after?.id].compactMap { $0 })
    case .pair(let before, let after): Set([before, after].compactMap { $0 }.flatMap { [$0.mentor, $0.mentee] })
    case .session(let before, let after): Set([before, after].compactMap { $0 }.flatMap { [$0.mentor, $0.mentee] })
    case .busySource(let before, let after): Set([before?.person, after?.person].compactMap { $0 })
    case .room: nil
    case .series, .attendance, .notebook, .reminded: []
    }
  }
}
