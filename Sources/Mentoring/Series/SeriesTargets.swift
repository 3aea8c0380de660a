import Scheduling

/// The sessions of a series that an action on one of them is about. Past ones never are.
struct SeriesTargets {
  let series: Series
  /// By start.
  let sessions: [Session]
  /// Later ones that it passes over because they were moved by hand.
  let staying: [Session]

  /// - Throws: `CommandError.invalid` for a session that is of no series, and what the reader throws.
  init(of session: Session, scope: SeriesScope, at now: Instant, _ reader: any StoreReader) throws {
    guard let id = session.series, let original = session.originalStart, let series = try reader.series(id) else {
      throw CommandError.invalid(
        "session \(session.id) is not of a series, so there is only this one; leave the scope out")
    }
    self.series = series
    let coming = try reader.sessions(SessionFilter(series: id)).filter { $0.interval.end > now && $0.status.isLive }
    switch scope {
    case .this: (sessions, staying) = ([session], [])
    case .following:
      let later = coming.filter { $0.id != session.id && ($0.originalStart ?? $0.interval.start) > original }
      staying = later.filter(\.isMovedByHand)
      let passedOver = Set(staying.map(\.id))
      let taken = Set(later.map(\.id)).subtracting(passedOver).union([session.id])
      sessions = coming.filter { taken.contains($0.id) }
    case .all: (sessions, staying) = (coming, [])
    }
  }
}
