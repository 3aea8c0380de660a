public import Scheduling

/// The mentoring program that a store holds; one a store.
public struct Program: Hashable, Sendable, Codable {
  public var name: String
  /// Makes the uids of its sessions unique among all calendars; set once when the store is made.
  public var domain: String
  public var policy: Policy

  public init(name: String = "Mentoring", domain: String, policy: Policy = .standard) {
    self.name = name
    self.domain = domain
    self.policy = policy
  }
}
