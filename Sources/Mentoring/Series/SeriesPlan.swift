public import Scheduling

/// What a series would come to: every occurrence, checked together with its siblings, before anything is written.
public struct SeriesPlan: Hashable, Sendable {
  public struct Occurrence: Hashable, Sendable {
    /// The start that the rule gives.
    public var original: Instant
    /// What forbids it there and is not waived; empty when it can be had. Of one with a time of its own, what forbids that.
    public var violations: [Violation]
    /// Where it would be booked; nil for one that is left out, or about which nothing is decided.
    public var start: Instant?
    public var isSkipped = false
    /// For one that can't be had: the nearest opening between its neighbors.
    public var opening: Instant?

    public var isMoved: Bool { start.map { $0 != original } ?? false }
    /// Whether something must still be decided.
    public var isOpen: Bool { start == nil && !isSkipped }
  }

  public var pair: PairID
  /// Minutes.
  public var length: Int
  /// Ascending.
  public var occurrences: [Occurrence]
  /// Of a move, the sessions that were asked to move: it decides those questions.
  public var asked: [Session] = []
  /// Of a move, what it leaves as it is.
  public var staying = StayingSessions()

  /// How many can be had where the rule puts them.
  public var fitting: Int { occurrences.count { $0.violations.isEmpty } }
  /// Which is the first that is booked: how far ahead can be booked binds it and those before it.
  var firstBooked: Int? { occurrences.firstIndex { $0.start != nil } }
  /// Whether every occurrence has its time or is left out, and one at least is booked.
  public var isBookable: Bool { occurrences.allSatisfy { !$0.isOpen } && occurrences.contains { $0.start != nil } }
  /// All that stands in the way, occurrence by occurrence; where all are left out, why.
  public var violations: [Violation] {
    let open = occurrences.filter(\.isOpen)
    return (open.isEmpty ? occurrences : open).flatMap(\.violations)
  }
}
