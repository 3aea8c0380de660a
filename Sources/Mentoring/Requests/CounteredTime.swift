public import Scheduling

extension StoreReader {
  /// The time that was asked for before the other side proposed another.
  ///
  /// - Returns: nil where nothing was countered, or where the history does not tell what was.
  /// - Complexity: O(the last few steps of the session).
  public func countered(by session: Session) throws -> Interval? {
    guard session.status == .countered else { return nil }
    for step in try steps(StepFilter(session: session.id, limit: 5)) {
      // A step that another program wrote may tell nothing that can be read.
      for case .session(let before?, let after?) in (try? changes(of: step.id)) ?? []
      where after.id == session.id && before.status.isHold && before.interval != after.interval {
        return before.interval
      }
    }
    return nil
  }
}
