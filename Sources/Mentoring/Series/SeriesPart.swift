import Scheduling

/// Coming sessions that were of one series with others, until these or those were moved with all that follow: a series of
/// their own since, which what is done to the others leaves alone.
public struct SeriesPart: Hashable, Sendable {
  /// By start; never empty.
  public let sessions: [Session]

  public var start: Instant { sessions[0].interval.start }

  /// `the 6 from Fri 5 Feb 2027 on are a series of their own`.
  public func words(_ times: TimeWording) -> String {
    sessions.count == 1
      ? "the one on \(times.day(start)) is a series of its own"
      : "the \(sessions.count) from \(times.day(start)) on are a series of their own"
  }
}

extension StoreReader {
  /// The other parts of what was one series, by start. O(series of the pair) looks at the history.
  public func parts(beside series: Series, at now: Instant) throws -> [SeriesPart] {
    let all = try self.series(of: series.pair)
    guard all.count > 1 else { return [] }
    var others: [(id: SeriesID, part: SeriesPart, kin: Set<SeriesID>)] = []
    var kin: Set<SeriesID> = [series.id]
    for other in all {
      let coming = try sessions(SessionFilter(interval: Interval(now, .distantFuture), series: other.id)).filter {
        $0.status(at: now).isLive && $0.interval.end > now
      }
      guard let first = coming.first else { continue }
      let moved = try seriesMoved(with: first)
      if other.id == series.id {
        kin.formUnion(moved)
      } else {
        others.append((other.id, SeriesPart(sessions: coming), moved))
      }
    }
    // A part may have been parted again.
    var parts: [SeriesPart] = []
    while let index = others.firstIndex(where: { kin.contains($0.id) || !kin.isDisjoint(with: $0.kin) }) {
      let found = others.remove(at: index)
      kin.formUnion(found.kin.union([found.id]))
      parts.append(found.part)
    }
    return parts.sorted { $0.start < $1.start }
  }

  /// The series that changed in moves of a session: the one that it left and the one that it came to.
  private func seriesMoved(with session: Session) throws -> Set<SeriesID> {
    var found: Set<SeriesID> = []
    for step in try steps(StepFilter(session: session.id, limit: 50)) where step.command == "move" {
      for case .series(let before, let after) in try changes(of: step.id) {
        if let id = (after ?? before)?.id { found.insert(id) }
      }
    }
    return found
  }
}
