public import Scheduling

extension StoreReader {
  /// What becomes of the requests whose deadline has come, by deadline.
  func expired(at now: Instant) throws -> [(before: Session, after: Session)] {
    let changes = try dueRequests(at: now).map { session in
      Change.session(
        before: session,
        after: session.ended(.expired, reason: "nobody answered in time", by: nil, at: session.deadline ?? now))
    }
    return try counted(changes).compactMap { change in
      guard case .session(let before?, let after?) = change else { return nil }
      return (before, after)
    }
  }

  /// What of somebody's engagements stands at a time: a request whose time is over holds nothing, also before anybody has written that,
  /// and what was agreed of a session that was asked to move stands whole again.
  ///
  /// - Complexity: O(*n*), and a look-up for each request that is over.
  public func standing(_ engagements: [Engagement], at now: Instant) throws -> [Engagement] {
    let over = engagements.filter { !$0.stands(at: now) }
    guard !over.isEmpty else { return engagements }
    var standing = engagements.filter { $0.stands(at: now) }
    for engagement in over {
      guard let back = try session(engagement.session)?.ifNotMoved else { continue }
      standing.removeAll { $0.session == back.id }
      standing += back.engagements(buffer: engagement.buffer)
    }
    return standing.sorted { $0.interval < $1.interval }
  }
}
