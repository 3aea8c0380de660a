public import Scheduling

/// The sessions of a series that an action on one of them is about. Past ones never are.
public struct SeriesTargets: Hashable, Sendable {
  public let series: Series
  /// By start.
  public let sessions: [Session]
  /// What might be taken for meant too, and is left as it is.
  public internal(set) var staying: StayingSessions

  /// - Throws: `CommandError.invalid` for a session that is of no series, and what the reader throws.
  init(of session: Session, scope: SeriesScope, at now: Instant, _ reader: any StoreReader) throws {
    guard let id = session.series, session.originalStart != nil, let series = try reader.series(id) else {
      throw CommandError.invalid(
        "session \(session.id) is not of a series, so there is only this one; leave the scope out")
    }
    let all = try reader.sessions(SessionFilter(series: id, liveOnly: false))
    self.init(of: session, in: series, all, scope: scope, at: now)
  }

  /// - Parameter all: the sessions of the series, also those that were called off.
  public init(of session: Session, in series: Series, _ all: [Session], scope: SeriesScope, at now: Instant) {
    self.series = series
    staying = StayingSessions()
    guard scope != .this else {
      sessions = [session]
      return
    }
    let place = session.place
    // Those before it nobody takes for following ones.
    let meant = all.filter { scope == .all || $0.id == session.id || $0.place > place }
    let coming = meant.filter { $0.interval.end > now && $0.status.isLive }
    let movedByHand = scope == .all ? [] : coming.filter { $0.id != session.id && $0.isMovedByHand }
    let passedOver = Set(movedByHand.map(\.id))
    sessions = coming.filter { !passedOver.contains($0.id) }
    staying.movedByHand = movedByHand
    staying.over = meant.filter { $0.interval.end <= now && $0.status.isLive }
    staying.cancelled = meant.filter { $0.interval.end > now && !$0.status.isLive }
  }

  /// What a move leaves behind: those of the old series that still come before its sessions.
  mutating func leaveBehind(at now: Instant, _ reader: any StoreReader) throws {
    let taken = Set((sessions + staying.movedByHand).map(\.id))
    let first = sessions.compactMap(\.originalStart).min() ?? .distantFuture
    staying.before = try reader.sessions(SessionFilter(series: series.id)).count { other in
      other.interval.end > now && !taken.contains(other.id) && other.originalStart.map { $0 < first } ?? false
    }
  }

  /// What was one series with these, where it might be taken for part of it.
  mutating func findParts(
    from session: Session, _ scope: SeriesScope, at now: Instant, _ reader: any StoreReader
  ) throws {
    staying.parts = try reader.parts(beside: series, at: now).filter {
      scope == .all || $0.start > session.interval.start
    }
  }
}

extension Session {
  /// Where it stands in the order of its series.
  fileprivate var place: Instant { originalStart ?? interval.start }
}
