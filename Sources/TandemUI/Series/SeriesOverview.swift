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

  /// Nil for a session that stands alone.
  init?(of id: SessionID, _ reader: any StoreReader, _ zones: any ZoneProvider, now: Instant) throws {
    guard let series = try reader.session(id)?.series, let found = try reader.series(series) else { return nil }
    let sessions = try reader.sessions(SessionFilter(series: series)).sorted {
      ($0.originalStart ?? $0.interval.start, $0.id) < ($1.originalStart ?? $1.interval.start, $1.id)
    }
    self.sessions = sessions
    parts = try reader.parts(beside: found, at: now)
    let zone = (try? zones.zone(named: found.zone)) ?? .utc
    words = (try? found.words(of: sessions, zone: zone)) ?? "by a rule that can't be read"
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
