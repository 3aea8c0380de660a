public import Scheduling
import Synchronization

/// Who the people of the pairs are that were read: a pair never changes them, so that a booking can ask for them along with the pair.
public final class PairPeople: Sendable {
  private let known = Mutex<[PairID: [PersonID]]>([:])
  private static let mostKept = 10_000

  public init() {}

  public subscript(_ pair: PairID) -> [PersonID]? { known.withLock { $0[pair] } }

  public func keep(_ people: [PersonID], of pair: PairID) {
    known.withLock { known in
      if known.count >= Self.mostKept { known.removeAll() }
      known[pair] = people
    }
  }
}
