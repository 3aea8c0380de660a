public import Mentoring
import Recurrence
import Scheduling

/// Series whose sessions have all gone over to another: undoing a move of the following ones leaves one, moving all that
/// were booked does. Calendars that know such a series must hear that it is off.
extension CalendarEntries {
  /// A called-off session for each emptied series of the pairs that the sessions are of.
  ///
  /// - Parameter sessions: all of their pairs.
  public func emptied(beside sessions: [Session]) throws -> [Session] {
    let filled = Set(sessions.compactMap(\.series))
    let pairs = Set(sessions.lazy.filter { $0.series != nil }.map(\.pair))
    return try pairs.sorted().flatMap { pair in
      try reader.series(of: pair).filter { !filled.contains($0.id) }.compactMap { try emptied($0) }
    }
  }

  /// A called-off session that stands for a series that has none; nil when its pair or its rule is gone, or nobody knows its zone.
  func emptied(_ series: Series) throws -> Session? {
    guard let zone = try? zones.zone(named: series.zone), let pair = try reader.pair(series.pair),
      let (rule, start) = try? series.schedule(),
      let first = rule.occurrences(from: start, zone: zone).first(where: { _ in true })
    else { return nil }
    return Session(
      uid: series.uid, pair: pair.id, mentor: pair.mentor, mentee: pair.mentee,
      interval: Interval(start: first.instant, seconds: series.length * 60), zone: series.zone, status: .cancelled,
      topic: pair.topic, series: series.id, originalStart: first.instant,
      reason: "its sessions are those of another series now")
  }
}
