import Mentoring
import Scheduling

/// A line of the agenda: a session, or a stretch in which one can be booked.
enum AgendaItem: Hashable, Sendable {
  case session(CalendarSlice.Entry)
  /// What was agreed, of a session that is asked to move.
  case agreed(CalendarSlice.Entry, Interval)
  /// Starts from the first to the last; `count` of them on the grid.
  case free(Interval, count: Int)
  /// Imported time of the person whose calendar it is.
  case busy(Interval, title: String)
  /// What of a day that person is away.
  case away(Interval, reason: String)

  var start: Instant {
    switch self {
    case .session(let entry): entry.session.interval.start
    case .free(let interval, _), .busy(let interval, _), .agreed(_, let interval), .away(let interval, _):
      interval.start
    }
  }

  var end: Instant {
    switch self {
    case .session(let entry): entry.session.interval.end
    case .free(let interval, _), .busy(let interval, _), .agreed(_, let interval), .away(let interval, _): interval.end
    }
  }

  var isSession: Bool { if case .session = self { true } else { false } }

  /// What the dates hold, by start.
  ///
  /// - Parameter moving: a session that is being moved, and is in nobody's way.
  static func items(
    _ slice: CalendarSlice, open: OpenTimes?, zone: ZoneRules, dates: [CivilDate], moving: SessionID? = nil
  ) -> [AgendaItem] {
    guard let first = dates.first, let last = dates.last,
      let span = Interval(from: zone.startOfDay(first), to: zone.startOfDay(last + 1))
    else { return [] }
    var items = slice.entries.filter { $0.id != moving && $0.session.interval.overlaps(span) }.map {
      AgendaItem.session($0)
    }
    items += slice.entries.filter { $0.id != moving }.flatMap { entry in
      entry.session.agreedRest.filter { $0.overlaps(span) }.map { AgendaItem.agreed(entry, $0) }
    }
    if let open { items += free(open, within: span, zone: zone) }
    if slice.pair == nil, let timeline = slice.lanes.first?.attendee.busy {
      for (interval, title) in zip(timeline.intervals, timeline.titles) where interval.overlaps(span) {
        items.append(.busy(interval, title: title))
      }
      items += away(slice, within: span, zone: zone, dates: dates)
    }
    return items.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
  }

  /// Day by day, as all else is listed.
  private static func away(
    _ slice: CalendarSlice, within span: Interval, zone: ZoneRules, dates: [CivilDate]
  ) -> [AgendaItem] {
    let absences = slice.lanes.first?.attendee.availability.absences(in: span) ?? []
    return absences.flatMap { interval, absence in
      dates.compactMap { zone.interval(of: $0)?.intersection(interval) }.map { .away($0, reason: absence.reason) }
    }
  }

  /// Starts that follow each other on the grid make one stretch, which ends where a session from its last start would.
  private static func free(_ open: OpenTimes, within span: Interval, zone: ZoneRules) -> [AgendaItem] {
    let step = open.examination.situation.grid.granularity * 60
    var items: [AgendaItem] = []
    var run: [Instant] = []
    func close() {
      if let first = run.first, let last = run.last {
        items.append(.free(Interval(first, last + open.length * 60), count: run.count))
      }
      run = []
    }
    for start in open.starts where span.contains(start) {
      if let last = run.last, start - last > step || zone.date(at: last) != zone.date(at: start) { close() }
      run.append(start)
    }
    close()
    return items
  }
}
