public import Scheduling

extension Session {
  /// How it stands, in words: `confirmed`, `missed by Ralf`, `asked to move`.
  ///
  /// - Parameter name: what a person is called.
  public func statusWords(at now: Instant, name: (PersonID) throws -> String?) rethrows -> String {
    let status = status(at: now)
    if status == .countered, request?.agreed != nil { return "asked to move" }
    guard status == .missed, let person = closing?.by, let name = try name(person) else { return status.rawValue }
    return "\(status.rawValue) by \(name)"
  }

  /// What is said of a question to move it that a move of its series decides: `Bob's question about Tue 15 Dec 16:00–17:00 CET is
  /// decided with it`; nil for one that is not asked to move.
  ///
  /// - Parameter whose: `Bob's`, `your`.
  public func decidedQuestion(_ whose: String, times: TimeWording) -> String? {
    guard let agreed = request?.agreed else { return nil }
    return "\(whose) question about \(times.span(agreed.interval)) is decided with it"
  }
}
