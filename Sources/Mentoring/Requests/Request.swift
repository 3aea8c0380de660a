public import Scheduling

/// What makes a session a request: someone asks the other side of a pair for a time, which is held until they answer.
public struct Request: Hashable, Sendable, Codable {
  /// Who proposed the time that is held; the other side of the pair answers.
  public var proposer: PersonID
  /// When it expires.
  public var deadline: Instant
  /// In the proposer's words; empty without.
  public var message: String
  /// The time that was agreed before, when a session is asked to move; nil for one that never had any.
  public var agreed: Agreed?

  /// A time that both sides agreed on, and what they waived for it.
  public struct Agreed: Hashable, Sendable, Codable {
    public var interval: Interval
    public var waivers: [Waiver]

    public init(interval: Interval, waivers: [Waiver] = []) {
      self.interval = interval
      self.waivers = waivers
    }
  }

  public init(proposer: PersonID, deadline: Instant, message: String = "", agreed: Agreed? = nil) {
    self.agreed = agreed
    self.proposer = proposer
    self.deadline = deadline
    self.message = message
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
