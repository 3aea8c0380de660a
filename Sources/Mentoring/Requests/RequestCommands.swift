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

extension Logging {
  /// Why a pair can't have met at a start: it is on a day before it began, or after it ended. Nil when it can have.
  ///
  /// A date without a year lies behind, and may be one that was not meant.
  ///
  /// - Parameter times: by the mentor's clock.
  public static func obstacle(at start: Instant, to pair: Pair, _ times: TimeWording) -> String? {
    let day = times.zone.date(at: start)
    if let first = pair.start, day < first {
      return "\(times.moment(start)) is before the pair began, \(times.day(first))"
    }
    if let last = pair.end, day > last { return "\(times.moment(start)) is after the pair ended, \(times.day(last))" }
    return nil
  }

  /// What of a start's violations stands in the way of what took place then: it takes its people's time, as anything else does.
  public static func obstacles(among violations: [Violation]) -> [Violation] {
    violations.filter { violation in
      switch violation {
      case .sessionClash, .roomTaken: true
      default: false
      }
    }
  }
}
