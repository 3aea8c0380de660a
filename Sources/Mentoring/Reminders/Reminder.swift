public import Scheduling

/// Something that a person should hear of now.
public struct Reminder: Hashable, Sendable {
  public enum Occasion: Hashable, Sendable {
    /// It begins soon.
    case session(Session)
    /// It waits for this person's answer, and expires soon.
    case request(Session)
    /// It is to be done by today, or was.
    case task(NotebookEntry, due: CivilDate)
  }

  public var recipient: PersonID
  public var occasion: Occasion
  /// When it happens: the start, the deadline, the end of the day.
  public var at: Instant
  /// Names this reminder among all: a session that was moved is reminded of anew.
  public var key: String

  public init(recipient: PersonID, occasion: Occasion, at: Instant, key: String) {
    self.recipient = recipient
    self.occasion = occasion
    self.at = at
    self.key = key
  }

  /// `session`, `request` or `task`.
  public var kind: String {
    switch occasion {
    case .session: "session"
    case .request: "request"
    case .task: "task"
    }
  }
}

/// Finds what a person should hear of.
public struct ReminderFinder {
  let reader: any StoreReader
  let zones: any ZoneProvider
  let now: Instant

  public init(_ reader: any StoreReader, zones: any ZoneProvider, now: Instant) {
    self.reader = reader
    self.zones = zones
    self.now = now
  }

  /// What is due, by time, whether the person has heard of it or not.
  ///
  /// - Parameter leads: minutes before a start or a deadline. Of several only the shortest that has begun counts, so who
  ///   asks late hears of a session once.
  /// - Complexity: O(sessions within the longest lead + notebooks of the person's pairs).
  public func due(for person: Person, leads: [Int]) throws -> [Reminder] {
    let zone = try zones.zone(named: person.zone)
    var reminders: [Reminder] = []
    func lead(to instant: Instant) -> Int? {
      guard instant > now else { return nil }
      return leads.filter { instant - $0 * 60 <= now }.min()
    }
    if let longest = leads.max() {
      let window = Interval(start: now, seconds: longest * 60 + 1)
      // What was agreed stands until the other side answers.
      let agreed = try reader.agreed(of: person.id, in: window)
      for session in try reader.sessions(SessionFilter(interval: window, person: person.id)) + agreed
      where session.status(at: now) == .confirmed {
        guard let lead = lead(to: session.interval.start) else { continue }
        reminders.append(
          Reminder(
            recipient: person.id, occasion: .session(session), at: session.interval.start,
            key: "session \(session.id) \(session.interval.start.seconds) \(lead) \(person.id)"))
      }
    }
    for session in try reader.requests(of: person.id) where session.status(at: now).isHold {
      guard let request = session.request, request.proposer != person.id, let lead = lead(to: request.deadline) else {
        continue
      }
      reminders.append(
        Reminder(
          recipient: person.id, occasion: .request(session), at: request.deadline,
          key: "request \(session.id) \(request.deadline.seconds) \(lead) \(person.id)"))
    }
    let today = zone.date(at: now)
    for pair in try reader.pairs(of: person.id) where pair.state == .active {
      for entry in try reader.notebook(of: pair.id) where entry.person == person.id {
        guard case .action(_, let due?, nil) = entry.content, due <= today else { continue }
        reminders.append(
          Reminder(
            recipient: person.id, occasion: .task(entry, due: due), at: zone.startOfDay(due + 1),
            key: "task \(entry.id) \(due) \(person.id)"))
      }
    }
    return reminders.sorted { ($0.at, $0.key) < ($1.at, $1.key) }
  }
}
