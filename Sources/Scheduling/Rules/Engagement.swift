/// A live session or a request's hold, as it stands in one person's or one room's way.
public struct Engagement: Hashable, Sendable {
  public let session: SessionID
  public let interval: Interval
  /// Minutes that this session's own policy keeps free around it for this person.
  public let buffer: Int
  /// Whether it is a request that waits for its answer.
  public let isHold: Bool
  /// When a request lets go of its time; nil for a session.
  public let expires: Instant?

  public init(
    session: SessionID, interval: Interval, buffer: Int = 0, isHold: Bool = false, expires: Instant? = nil
  ) {
    self.expires = expires
    self.session = session
    self.interval = interval
    self.buffer = buffer
    self.isHold = isHold
  }

  /// Whether it is still in the way.
  public func stands(at now: Instant) -> Bool { expires.map { $0 > now } ?? true }
}
