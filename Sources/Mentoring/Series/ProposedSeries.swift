import Recurrence
public import Scheduling

/// A series as one of its people would have it: as a whole at another time.
public struct ProposedSeries: Sendable {
  public let series: Series
  /// Those that are still live, where the rule would put them.
  public let sessions: [Session]

  /// - Parameters:
  ///   - session: one of them; the others go as far as it does.
  ///   - length: minutes; nil keeps the series'.
  /// - Throws: `CommandError.invalid` for a session that is of no series, and what the reader and the zones throw.
  public init(
    moving session: Session, to start: Instant, length: Int?, _ reader: any StoreReader, zones: any ZoneProvider
  ) throws {
    guard let id = session.series, var series = try reader.series(id) else {
      throw CommandError.invalid("session \(session.id) is of no series")
    }
    let zone = try zones.zone(named: series.zone)
    let shift = SeriesShift(
      from: zone.civil(at: session.originalStart ?? session.interval.start), to: zone.civil(at: start), zone: zone)
    let seconds = (length ?? series.length) * 60
    let live = try reader.sessions(SessionFilter(series: id))
    let (rule, first) = try series.schedule()
    series.rule =
      shift.rule(rule, from: first, giving: live.compactMap(\.originalStart))?.description ?? Series.ruleOfDates
    series.start = Series.text(shift.moved(first))
    series.length = seconds / 60
    self.series = series
    sessions = live.map { session in
      var moved = session
      let start = shift.moved(session.originalStart ?? session.interval.start)
      (moved.originalStart, moved.interval) = (start, Interval(start: start, seconds: seconds))
      return moved
    }
  }
}
