public import Scheduling

/// What speaks by now against a time that was asked for: something may have happened since.
public struct RequestExamination {
  /// Of the day around it.
  public let situation: Situation
  /// All that its start violates, waived or not.
  public let violations: [Violation]
  /// What the answer would be refused for.
  public let obstacles: [Violation]
}

extension SituationLoader {
  /// Examines a request's time as its acceptance does.
  ///
  /// - Parameter day: that the situation is wanted of; the request's start lies in it.
  public func examination(of request: Session, _ pair: Pair, at now: Instant, day: Interval) throws
    -> RequestExamination
  {
    let length = request.interval.seconds
    let situation = try situation(
      of: pair, at: now, window: day, length: length, room: request.room, moving: [request.id])
    let start = request.interval.start
    let violations = Examination(situation, length: length, window: Interval(start: start, seconds: 1))
      .violations(at: start)
    return RequestExamination(
      situation: situation, violations: violations, obstacles: request.obstacles(among: violations))
  }
}

extension Session {
  /// What forbids to accept a request, out of all that its time violates.
  func obstacles(among violations: [Violation]) -> [Violation] {
    violations.filter { violation in
      // Notice was given when it was asked for, and the window can only have come nearer.
      if case .noticeTooShort = violation { return false }
      return !waives(violation)
    }
  }
}
