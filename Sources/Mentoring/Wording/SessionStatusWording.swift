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
}
