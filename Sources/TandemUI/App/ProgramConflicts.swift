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
/// Whoever books changes what fits, and a large program takes a second to look through: so after each look it rests for
/// ``restsPerLook`` times as long as that took, and what was changed meanwhile is looked at then.
final class ProgramConflictCounter: Sendable {
  private struct State {
    var isLooking = false
    /// Asked for while it looked or rested.
    var wanted: Instant?
  }

  private static let pairsAtATime = 16
  private static let restsPerLook = 20.0
  /// Seconds before the first look: the screen's own reading goes first. No rest is shorter.
  private static let settling = 0.3

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
    guard let queue else { return look(at: now) }
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
    look(at: now)
    let took = Double(DispatchTime.now().uptimeNanoseconds - begin.uptimeNanoseconds) / 1e9
    queue.asyncAfter(deadline: .now() + max(Self.settling, took * Self.restsPerLook)) { [self] in
      let next = state.withLock { state in
        defer { state.wanted = nil }
        state.isLooking = state.wanted != nil
        return state.wanted
      }
      if let next { lookAndRest(at: next, on: queue) }
    }
  }

  private func look(at now: Instant) {
    // Where the store does not answer, every other read says so; it is looked at anew when it does.
    guard let pairs = try? store.read({ try $0.pairs().map(\.id) }) else { return }
    var found: [Conflict] = []
    for first in stride(from: 0, to: pairs.count, by: Self.pairsAtATime) {
      let some = pairs[first..<min(first + Self.pairsAtATime, pairs.count)]
      guard
        let conflicts = try? store.read({ try ConflictFinder($0, zones: zones).conflicts(at: now, pairs: some) })
      else { return }
      found += conflicts
    }
    report(ProgramConflicts(conflicts: found.sorted { $0.session.interval < $1.session.interval }))
  }
}
