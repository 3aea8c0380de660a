public import Scheduling

extension StoreReader {
  /// Requests that nobody answered yet, in time or not: of a person in any pair, or the program's. O(open requests).
  public func openRequests(of person: PersonID?) throws -> [Session] {
    try person.map { try requests(of: $0) } ?? dueRequests(at: .distantFuture)
  }

  /// Sessions that are asked to move away from a time within `interval`, as they are asked for: wherever that is. O(open requests).
  ///
  /// - Parameter person: nil for the program's.
  public func askedToMove(of person: PersonID?, from interval: Interval) throws -> [Session] {
    try openRequests(of: person).filter { $0.ifNotMoved?.interval.overlaps(interval) == true }
  }

  /// What was agreed of sessions that are asked to move, within `interval`: until the other side says yes, they take place then.
  ///
  /// They come beside what ``sessions(_:)`` gives, which has them where they are asked for. O(open requests).
  ///
  /// - Parameter person: nil for the program's.
  public func agreed(of person: PersonID?, in interval: Interval) throws -> [Session] {
    try askedToMove(of: person, from: interval).compactMap(\.ifNotMoved)
  }
}
