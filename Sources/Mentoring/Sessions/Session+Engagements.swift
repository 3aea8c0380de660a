public import Scheduling

extension Session {
  /// What is left of the agreed time beside the one that is asked for, while a session is asked to move: it stands again when the
  /// answer is no, so nobody else gets it. The two may overlap, and nothing is held twice.
  public var agreedRest: [Interval] {
    guard let agreed = request?.agreed?.interval else { return [] }
    return [
      Interval(from: agreed.start, to: min(agreed.end, interval.start)),
      Interval(from: max(agreed.start, interval.end), to: agreed.end),
    ].compactMap { $0 }
  }

  /// A session that is asked to move as it stands when the answer is no; nil for any other.
  public var ifNotMoved: Session? {
    guard let agreed = request?.agreed else { return nil }
    var session = self
    session.interval = agreed.interval
    session.status = .confirmed
    session.waivers = agreed.waivers
    session.request = nil
    return session
  }

  /// A session that is asked to move as calendars know it meanwhile: the agreed time, under the SEQUENCE below the question's, so
  /// that each tells one time only, in mails and in calendars. Nil for any other.
  public var beforeQuestion: Session? {
    guard var session = ifNotMoved else { return nil }
    session.sequence = max(0, session.sequence - 1)
    return session
  }

  /// All that a live session holds of somebody's time, or a room's, by start.
  ///
  /// - Parameter buffer: minutes that the one whose time it is wants around it.
  public func engagements(buffer: Int = 0) -> [Engagement] {
    let own = Engagement(session: id, interval: interval, buffer: buffer, isHold: status.isHold, expires: deadline)
    let rest = agreedRest.map { Engagement(session: id, interval: $0, buffer: buffer) }
    return rest.isEmpty ? [own] : ([own] + rest).sorted { $0.interval < $1.interval }
  }
}
