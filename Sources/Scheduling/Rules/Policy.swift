/// The rules that a program sets for its pairs, with the defaults it starts from.
public struct Policy: Hashable, Sendable, Codable {
  /// A start's wall-clock time in the mentor's zone is a multiple of this many minutes after midnight. 1 to 1,440.
  public var granularity = 15
  /// Lengths that are offered, in minutes, ascending.
  public var lengths = [30, 45, 60, 90]
  /// Minutes between now and the earliest start.
  public var notice = 120
  /// Days from now to the latest start.
  public var window = 90
  /// Minutes kept free before and after a session.
  public var buffer = 10
  /// Sessions of one person on one local day, over all roles.
  public var sessionsPerDay = 2
  /// Sessions of one person in one ISO week, over all roles.
  public var sessionsPerWeek = 5
  /// Working days after which an unanswered request expires.
  public var requestDays = 5
  /// Minutes before its start at which a request expires at the latest.
  public var requestLead = 60
  /// Whether a booking by the other side needs this person's yes.
  public var asksFirst = false
  /// Minutes before the start within which a cancellation is late.
  public var lateNotice = 1_440
  /// When someone would rather be met, within their hours and in their zone; nil when any of them is as good.
  public var preferred: WeeklyHours?

  public init() {}

  public static let standard = Policy()

  /// Whether it says nothing that can't be reckoned with.
  public var isSound: Bool {
    isReckonable(
      granularity, lengths, [notice, buffer, requestLead, lateNotice],
      [window, sessionsPerDay, sessionsPerWeek, requestDays])
  }
}

/// What a pair or a person sets differently from the program; nil keeps what the wider scope says.
public struct PolicyOverrides: Hashable, Sendable, Codable {
  public var granularity: Int?
  public var lengths: [Int]?
  public var notice: Int?
  public var window: Int?
  public var buffer: Int?
  public var sessionsPerDay: Int?
  public var sessionsPerWeek: Int?
  public var requestDays: Int?
  public var requestLead: Int?
  public var asksFirst: Bool?
  public var lateNotice: Int?
  public var preferred: WeeklyHours?

  public init() {}

  public var isEmpty: Bool { self == PolicyOverrides() }

  /// Whether it says nothing that can't be reckoned with.
  public var isSound: Bool {
    isReckonable(
      granularity ?? 15, lengths ?? [], [notice, buffer, requestLead, lateNotice].compactMap(\.self),
      [window, sessionsPerDay, sessionsPerWeek, requestDays].compactMap(\.self))
  }
}

/// - Parameters:
///   - granularity: minutes, as `lengths`.
///   - minutes: up to a year.
///   - counts: of days and sessions.
private func isReckonable(_ granularity: Int, _ lengths: [Int], _ minutes: [Int], _ counts: [Int]) -> Bool {
  (1...1_440).contains(granularity) && lengths.allSatisfy { (1...1_440).contains($0) }
    && minutes.allSatisfy { (0...525_600).contains($0) } && counts.allSatisfy { (0...10_000).contains($0) }
}

extension Policy {
  /// This policy with a more specific scope's settings: the specific one wins, except that limits and notice take the
  /// stricter.
  public func applying(_ overrides: PolicyOverrides) -> Policy {
    guard !overrides.isEmpty else { return self }
    var result = self
    if let value = overrides.granularity { result.granularity = value }
    if let value = overrides.lengths { result.lengths = value }
    if let value = overrides.notice { result.notice = max(notice, value) }
    if let value = overrides.window { result.window = value }
    if let value = overrides.buffer { result.buffer = value }
    if let value = overrides.sessionsPerDay { result.sessionsPerDay = min(sessionsPerDay, value) }
    if let value = overrides.sessionsPerWeek { result.sessionsPerWeek = min(sessionsPerWeek, value) }
    if let value = overrides.requestDays { result.requestDays = value }
    if let value = overrides.requestLead { result.requestLead = value }
    if let value = overrides.asksFirst { result.asksFirst = value }
    if let value = overrides.lateNotice { result.lateNotice = value }
    if let value = overrides.preferred { result.preferred = value }
    return result
  }
}
