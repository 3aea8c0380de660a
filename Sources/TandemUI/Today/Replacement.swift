import Mentoring
import Scheduling

extension StoreReader {
  /// Whether the pair has booked or asked for something since a session came to nothing, which still stands.
  ///
  /// - Parameters:
  ///   - end: when it came to nothing.
  ///   - live: the pair's sessions that still stand.
  func isReplaced(_ session: Session, since end: Instant, by live: Set<SessionID>) throws -> Bool {
    guard live.contains(where: { $0 > session.id }) else { return false }
    let steps = try steps(StepFilter(pair: session.pair, since: end))
    // Of what was done within one second the numbers tell which came first.
    let ending = steps.first { $0.session == session.id && $0.at == end }?.id
    return steps.contains { step in
      (ending.map { step.id > $0 } ?? (step.at > end)) && ["book", "request", "book series"].contains(step.command)
        && (step.session.map { $0 != session.id && live.contains($0) } ?? false)
    }
  }
}
