extension StoreReader {
  /// The question as it stood before this time was proposed, by the other side or by who asked.
  ///
  /// - Returns: nil where nothing was countered, or where the history does not tell what was.
  /// - Complexity: O(the last few steps of the session), which are asked for together.
  public func countered(by session: Session) throws -> Session? {
    guard session.status == .countered else { return nil }
    let steps = try steps(StepFilter(session: session.id, limit: 10)).filter { $0.kind == .action }
    // A step that another program wrote may tell nothing that can be read.
    let all = steps.map { (try? changes(of: $0.id)) ?? [] }
    for change in all.joined() {
      // What was taken back since led to another time than this.
      guard case .session(let before?, let after?) = change, after.id == session.id, after.interval == session.interval,
        before.interval != after.interval || !before.status.isHold
      else { continue }
      // One that was agreed and is asked to move counters nothing.
      return before.status.isHold ? before : nil
    }
    return nil
  }
}
