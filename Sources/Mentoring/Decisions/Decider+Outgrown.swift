import Scheduling

/// What an import does to sessions that are there: the company's to know, and no reason to refuse.
extension Decider {
  /// Coming sessions of pairs that their new terms leave out, and that the old ones did not. O(sessions of the pairs whose term is
  /// another).
  ///
  /// - Parameter lines: where in the file each pair stands.
  func leftOutOfTerms(by changes: [Change], lines: [PairID: Int]) throws -> [ImportIssue] {
    try changes.compactMap { change in
      guard case .pair(let before?, let after?) = change, (before.start, before.end) != (after.start, after.end) else {
        return nil
      }
      var supposition = Supposition()
      supposition.suppose(after)
      let coming = try store.sessions(SessionFilter(interval: Interval(now, .distantFuture), pair: after.id))
      let count = try newlyInConflict(coming, supposition)
      guard count > 0 else { return nil }
      let isByEnd = after.end.map { end in before.end.map { end < $0 } ?? true } ?? false
      return ImportIssue(
        line: lines[after.id], column: isByEnd ? "end" : "start",
        value: (isByEnd ? after.end : after.start)?.description,
        message: "\(Self.noLongerFit(count)) the term of \(try title(of: after)); \(ImportIssue.conflictsAdvice)")
    }
  }

  /// Coming sessions in rooms that are too small now, or closed then, and were not. O(coming sessions), where a room is another.
  ///
  /// - Parameter lines: where in the file each room stands.
  func leftOutOfRooms(by changes: [Change], lines: [RoomID: Int]) throws -> [ImportIssue] {
    let rooms = changes.compactMap { change -> (before: Room, after: Room)? in
      guard case .room(let before?, let after?) = change,
        (before.capacity, before.hours, before.zone) != (after.capacity, after.hours, after.zone)
      else { return nil }
      return (before, after)
    }
    guard !rooms.isEmpty else { return [] }
    let coming = try store.sessions(SessionFilter(interval: Interval(now, .distantFuture)))
    let byRoom = Dictionary(grouping: coming, by: \.room)
    return try rooms.compactMap { before, after in
      var supposition = Supposition()
      supposition.suppose(after)
      let count = try newlyInConflict(byRoom[after.id] ?? [], supposition)
      guard count > 0 else { return nil }
      let isByCapacity = after.capacity < before.capacity
      return ImportIssue(
        line: lines[after.id], column: isByCapacity ? "capacity" : "hours",
        value: isByCapacity ? String(after.capacity) : after.hours?.description,
        message: "\(Self.noLongerFit(count)) in \(after.name); \(ImportIssue.conflictsAdvice)")
    }
  }

  /// `1 session no longer fits`, `2 sessions no longer fit`.
  static func noLongerFit(_ count: Int) -> String {
    count == 1 ? "1 session no longer fits" : "\(count) sessions no longer fit"
  }

  /// How many of some sessions would be in conflict for a reason that there is none of now.
  private func newlyInConflict(_ sessions: [Session], _ supposition: Supposition) throws -> Int {
    let after = try ConflictFinder(store, zones: zones, supposing: supposition).conflicts(among: sessions, at: now)
    guard !after.isEmpty else { return 0 }
    let found = Set(after.map(\.session.id))
    let before = try ConflictFinder(store, zones: zones).conflicts(
      among: sessions.filter { found.contains($0.id) }, at: now)
    func reasons(_ conflict: Conflict) -> [Reason] {
      conflict.violations.map {
        Reason(session: conflict.session.id, isIfNotMoved: conflict.isIfNotMoved, code: $0.code, person: $0.person)
      }
    }
    let known = Set(before.flatMap(reasons))
    return Set(after.flatMap(reasons).filter { !known.contains($0) }.map(\.session)).count
  }

  private struct Reason: Hashable {
    let session: SessionID
    let isIfNotMoved: Bool
    let code: String
    let person: PersonID?
  }
}
