/// What someone who was invited said (RFC 5545, 3.2.12).
public enum Participation: String, Hashable, Sendable, Codable, CaseIterable {
  case needsAction, accepted, tentative, declined
}
