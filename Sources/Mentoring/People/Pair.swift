public import Scheduling

/// A mentor and a mentee who meet for a topic.
public struct Pair: Hashable, Sendable, Codable, Identifiable {
  public var id: PairID
  public var mentor: PersonID
  public var mentee: PersonID
  public var kind: Kind
  public var topic: String
  /// Wanted distance between sessions; nil when none is set.
  public var cadence: Cadence?
  /// Usual length of a session in minutes; nil for the policy's.
  public var length: Int?
  /// How many sessions the pair means to have; nil when open.
  public var sessions: Int?
  /// First and last local date of its term, in the mentor's zone; nil when open.
  public var start: CivilDate?
  public var end: CivilDate?
  public var state: State
  public var policy: PolicyOverrides

  /// Which way the learning goes.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// The junior mentors the senior.
    case reverse
    case traditional
    case peer

    /// As grades tell: a mentor of lower grade is reverse, of higher traditional; equal or unknown grades are peers.
    public init(mentorGrade: Int?, menteeGrade: Int?) {
      guard let mentor = mentorGrade, let mentee = menteeGrade, mentor != mentee else {
        self = .peer
        return
      }
      self = mentor < mentee ? .reverse : .traditional
    }
  }

  public enum State: String, Hashable, Sendable, Codable, CaseIterable {
    case active, paused, ended
  }

  public init(
    id: PairID = .unsaved, mentor: PersonID, mentee: PersonID, kind: Kind, topic: String = "",
    cadence: Cadence? = nil, length: Int? = nil, sessions: Int? = nil, start: CivilDate? = nil, end: CivilDate? = nil,
    state: State = .active, policy: PolicyOverrides = PolicyOverrides()
  ) {
    self.id = id
    self.mentor = mentor
    self.mentee = mentee
    self.kind = kind
    self.topic = topic
    self.cadence = cadence
    self.length = length
    self.sessions = sessions
    self.start = start
    self.end = end
    self.state = state
    self.policy = policy
  }

  public func includes(_ person: PersonID) -> Bool { mentor == person || mentee == person }

  /// The other side; nil for someone outside the pair.
  public func partner(of person: PersonID) -> PersonID? {
    person == mentor ? mentee : person == mentee ? mentor : nil
  }

  /// The term in instants: from the first date's start to the last date's end, open ends far away; nil when it has none.
  public func term(in zone: ZoneRules) -> Interval? {
    guard start != nil || end != nil else { return nil }
    return Interval(
      from: start.map { zone.startOfDay($0) } ?? .distantPast,
      to: end.map { zone.startOfDay($0 + 1) } ?? .distantFuture)
  }
}
