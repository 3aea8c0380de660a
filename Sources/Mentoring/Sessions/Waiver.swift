public import Scheduling

/// A rule that does not count for one session: whom it protects said so, or is asked to.
public struct Waiver: Hashable, Sendable, Codable {
  /// ``Scheduling/Violation/code``.
  public var code: String
  /// Whom the rule protects, and who alone can waive it; nil for one that protects nobody in particular.
  public var person: PersonID?

  public init(code: String, person: PersonID?) {
    self.code = code
    self.person = person
  }

  /// One for each of the rules that don't count.
  static func waivers(of violations: [Violation]) -> [Waiver] {
    violations.filter { !$0.isAbsolute }.map { Waiver(code: $0.code, person: $0.person) }
  }
}

extension Session {
  /// Whether a broken rule was waived for this session, or is asked to be.
  public func waives(_ violation: Violation) -> Bool {
    !violation.isAbsolute && waivers.contains { $0.code == violation.code && $0.person == violation.person }
  }
}
