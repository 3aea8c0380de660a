public import Scheduling

/// Another time for a request, proposed by either side; the other one answers.
public struct Counter: Hashable, Sendable {
  public var session: SessionID
  public var start: Instant
  /// Minutes; nil keeps the length.
  public var length: Int?
  public var message: String
  /// Whether the actor waives the soft rules that protect themselves.
  public var anyway: Bool

  public init(session: SessionID, start: Instant, length: Int? = nil, message: String = "", anyway: Bool = false) {
    self.session = session
    self.start = start
    self.length = length
    self.message = message
    self.anyway = anyway
  }
}

/// A session that took place elsewhere.
public struct Logging: Hashable, Sendable {
  public var pair: PairID
  public var start: Instant
  /// Minutes.
  public var length: Int
  /// Empty for the pair's topic.
  public var topic: String

  public init(pair: PairID, start: Instant, length: Int, topic: String = "") {
    self.pair = pair
    self.start = start
    self.length = length
    self.topic = topic
  }
}
