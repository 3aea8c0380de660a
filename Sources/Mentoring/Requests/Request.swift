public import Scheduling

/// What makes a session a request: someone asks the other side of a pair for a time, which is held until they answer.
public struct Request: Hashable, Sendable, Codable {
  /// Who proposed the time that is held; the other side of the pair answers.
  public var proposer: PersonID
  /// When it expires.
  public var deadline: Instant
  /// The rules that the proposer waived or asks the other side to waive.
  public var waivers: [Waiver]
  /// In the proposer's words; empty without.
  public var message: String

  public init(proposer: PersonID, deadline: Instant, waivers: [Waiver] = [], message: String = "") {
    self.proposer = proposer
    self.deadline = deadline
    self.waivers = waivers
    self.message = message
  }

  /// A rule that is not to count for one session.
  public struct Waiver: Hashable, Sendable, Codable {
    /// ``Scheduling/Violation/code``.
    public var code: String
    /// Whom the rule protects, and who alone can waive it.
    public var person: PersonID

    public init(code: String, person: PersonID) {
      self.code = code
      self.person = person
    }
  }

  /// Whether a broken rule was waived, or is asked to be.
  public func waives(_ violation: Violation) -> Bool {
    !violation.isAbsolute && waivers.contains { $0.code == violation.code && $0.person == violation.person }
  }
}

/// How a session came to its end before its time, or without both.
public struct Closing: Hashable, Sendable, Codable {
  /// Who declined, withdrew or cancelled it, or didn't come; nil for someone outside the pair, and when it expired.
  public var by: PersonID?
  public var at: Instant

  public init(by: PersonID?, at: Instant) {
    self.by = by
    self.at = at
  }
}
