import Mentoring
import Recurrence
import Scheduling

/// A session's series, as its sheet tells of it.
struct SeriesOverview: Hashable, Sendable {
  /// `every week on Tuesday, 6 times`, `on days of their own`.
  let words: String
  /// Those that are live, in the order of the rule.
  let sessions: [Session]
  /// What was one series with these, by start.
  let parts: [SeriesPart]
  /// What an action on more than the one session would be about.
  private let targets: [SeriesScope: SeriesTargets]

  /// Nil for a session that stands alone.
  init?(of id: SessionID, _ reader: any StoreReader, _ zones: any ZoneProvider, now: Instant) throws {
    guard let session = try reader.session(id), let series = session.series, let found = try reader.series(series)
    else { return nil }
    let all = try reader.sessions(SessionFilter(series: series, liveOnly: false))
    let sessions = all.filter(\.status.isLive).sorted {
      ($0.originalStart ?? $0.interval.start, $0.id) < ($1.originalStart ?? $1.interval.start, $1.id)
    }
    self.sessions = sessions
    targets = Dictionary(
      uniqueKeysWithValues: [.following, .all].map { scope in
        (scope, SeriesTargets(of: session, in: found, all, scope: scope, at: now))
      })
    parts = try reader.parts(beside: found, at: now)
    let zone = (try? zones.zone(named: found.zone)) ?? .utc
    words = (try? found.words(of: sessions, zone: zone)) ?? "by a rule that can't be read"
  }

  /// What an action on several of them takes, `3 sessions from Tue 8 Dec 15:00 on`, and what it leaves as it is, `1 stays: moved
  /// by hand (Wed 23 Dec)`; nil for one on a single session.
  func reach(of scope: SeriesScope, _ times: TimeWording) -> (taken: String, staying: [String])? {
    guard let targets = targets[scope] else { return nil }
    let count = targets.sessions.count
    let from = targets.sessions.first.map { times.moment($0.interval.start) } ?? ""
    let taken =
      count == 0 ? "none is still to come" : count == 1 ? "1 session, \(from)" : "\(count) sessions, from \(from) on"
    return (taken, targets.staying.words(times))
  }

  func index(of id: SessionID) -> Int? { sessions.firstIndex { $0.id == id } }

  /// What lies beyond an end of it though it was one series once: `the 6 from Fri 5 Feb on are a series of their own`; nil
  /// for nothing.
  func beyond(_ step: Int, times: TimeWording) -> String? {
    guard let end = step > 0 ? sessions.last : sessions.first else { return nil }
    let parts = parts.filter { ($0.start > end.interval.start) == (step > 0) }
    return parts.isEmpty ? nil : parts.map { $0.words(times) }.joined(separator: ", ")
  }

  /// The session so many places further on; nil beyond either end.
  func session(_ step: Int, from id: SessionID) -> Session? {
    guard let index = index(of: id), sessions.indices.contains(index + step) else { return nil }
    return sessions[index + step]
  }
}

extension SeriesScope {
  /// As a choice.
  var words: String {
    switch self {
    case .this: "this one"
    case .following: "this and the following"
    case .all: "all to come"
    }
  }

  func next(_ step: Int) -> SeriesScope {
    let all = Self.allCases
    let index = all.firstIndex(of: self) ?? 0
    return all[((index + step) % all.count + all.count) % all.count]
  }
}
