import Mentoring
import Scheduling

/// What came to nothing without the viewer: the other side declined or called off, would not move, or nobody answered. Whoever was
/// not looking then reads why, until the time is over, something else is booked instead, or a few days are gone.
struct EndedNudges {
  let viewer: Person?
  let times: TimeWording

  static let daysTold = 3

  /// - Parameter pairs: the viewer's active pairs, each with its sessions from now on at least, whatever became of them.
  func load(_ pairs: [(Pair, [Session])], _ reader: any StoreReader) throws -> [TodayData.Nudge] {
    guard let viewer else { return [] }
    let now = times.now
    return try pairs.flatMap { pair, sessions -> [TodayData.Nudge] in
      let live = Set(sessions.filter { $0.status(at: now).isLive }.map(\.id))
      let partner = try pair.partner(of: viewer.id).flatMap { try reader.person($0) }?.name ?? "?"
      let ended = try sessions.filter { session in
        guard let closing = session.closing, closing.by != viewer.id, session.interval.start > now,
          now - closing.at < Self.daysTold * 86_400,
          try session.status.isLive || !reader.isReplaced(session, since: closing.at, by: live),
          try closing.by != nil || !isUndone(session, by: viewer, reader)
        else { return false }
        return true
      }
      return ended.compactMap { session in
        // Of a series that ended at one stroke the first tells of all.
        let together = ended.filter { isAlike($0, session) }
        guard together.first?.id == session.id,
          let words = words(session, together.count, partner, isPartner: session.closing?.by != nil, times)
        else { return nil }
        return TodayData.Nudge(text: words, pair: pair.id, start: session.interval.start, days: 0)
      }
    }
  }

  /// Whether two are the same, or were called off in one step as sessions of one series.
  private func isAlike(_ one: Session, _ other: Session) -> Bool {
    one.id == other.id
      || (one.series != nil && one.series == other.series && one.status == .cancelled && other.status == .cancelled
        && one.closing == other.closing && one.reason == other.reason)
  }

  /// Whether the viewer took it back themself: what was a slip nobody called off, so only the history knows whose it was.
  private func isUndone(_ session: Session, by viewer: Person, _ reader: any StoreReader) throws -> Bool {
    guard session.status == .cancelled else { return false }
    let last = try reader.steps(StepFilter(session: session.id, limit: 1)).first
    return last?.kind == .undo && last?.actor == viewer.login
  }

  /// - Parameter count: how many of a series it tells of.
  private func words(
    _ session: Session, _ count: Int, _ partner: String, isPartner: Bool, _ times: TimeWording
  ) -> String? {
    let when = times.moment(session.interval.start)
    let why = session.reason.isEmpty ? "" : ": “\(session.reason)”"
    switch session.status {
    case .declined where isPartner: return "\(partner) declined \(when)\(why)"
    // Nobody's doing: what was decided elsewhere leaves no room, and the reason says so.
    case .declined: return "The request for \(when) with \(partner) is \(session.reason)"
    case .expired: return "Nobody answered the request for \(when) with \(partner)"
    case .cancelled where count > 1:
      return isPartner
        ? "\(partner) called off \(count) sessions of a series, from \(when) on\(why)"
        : "\(count) sessions of a series with \(partner), from \(when) on, are called off\(why)"
    case .cancelled:
      return isPartner ? "\(partner) called off \(when)\(why)" : "\(when) with \(partner) is called off\(why)"
    // It was asked to move, and stands where it was.
    case .confirmed:
      return isPartner
        ? "\(partner) keeps \(when)\(why)" : "Nobody answered about moving \(when) with \(partner); it stays"
    case .requested, .countered, .withdrawn, .held, .missed: return nil
    }
  }
}
