public import Scheduling

/// How often a side let the other down: it called off at short notice, or did not come.
public struct Shortfall: Hashable, Sendable {
  /// Sessions called off with less notice than the policy asks for.
  public var late = 0
  public var missed = 0

  public init(late: Int = 0, missed: Int = 0) {
    self.late = late
    self.missed = missed
  }

  /// Counts them by side, of the sessions that a reader has; nobody who never did is in it.
  ///
  /// - Parameter person: only of this person's pairs; nil for all.
  /// - Returns: for each pair those of its people.
  /// - Complexity: O(cancelled and missed sessions); O(all sessions) for all pairs.
  public static func counted(
    _ reader: any StoreReader, person: PersonID? = nil
  ) throws -> [PairID: [PersonID: Shortfall]] {
    let program = try reader.program().policy
    var notices: [PairID: Int] = [:]
    var counts: [PairID: [PersonID: Shortfall]] = [:]
    let ended: Set<Session.Status> = [.cancelled, .missed]
    for session in try reader.sessions(SessionFilter(person: person, liveOnly: false, statuses: ended)) {
      guard let closing = session.closing, let by = closing.by, by == session.mentor || by == session.mentee else {
        continue
      }
      var count = counts[session.pair]?[by] ?? Shortfall()
      if session.status == .missed {
        count.missed += 1
      } else {
        let notice =
          try notices[session.pair]
          ?? (reader.pair(session.pair).map { program.applying($0.policy) } ?? program).lateNotice
        notices[session.pair] = notice
        guard session.wasCalledOffLate(notice: notice) else { continue }
        count.late += 1
      }
      counts[session.pair, default: [:]][by] = count
    }
    return counts
  }
}

extension Session {
  /// Whether calling it off at `instant` leaves the other side less than `notice` minutes.
  func isLate(_ instant: Instant, notice: Int) -> Bool { interval.start - notice * 60 < instant }

  /// Whether one of its sides called it off and left the other less than `notice` minutes.
  public func wasCalledOffLate(notice: Int) -> Bool {
    guard status == .cancelled, let closing, closing.by == mentor || closing.by == mentee else { return false }
    return isLate(closing.at, notice: notice)
  }

  /// What there is to say of calling it off with so little notice that it is counted; nil where it is not.
  ///
  /// What was only asked for is withdrawn or declined, and a coordinator's cancellation is nobody's shortfall.
  /// - Parameters:
  ///   - instant: when it would be called off.
  ///   - person: who would do so.
  ///   - notice: minutes of notice that the pair's policy asks for.
  public func lateWarning(at instant: Instant, by person: PersonID?, notice: Int) -> String? {
    let agreed = ifNotMoved ?? self
    guard person == mentor || person == mentee, agreed.request == nil, agreed.isLate(instant, notice: notice) else {
      return nil
    }
    return "that is less than \(notice / 60) h before its start, and counts as a late cancellation"
  }
}
