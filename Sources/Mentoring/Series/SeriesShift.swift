import Recurrence
public import Scheduling

/// By how much the sessions of a series move: whole days of its zone's calendar, and to a time of day.
public struct SeriesShift: Sendable {
  let days: Int
  let time: CivilTime
  let zone: ZoneRules

  public init(from: CivilDateTime, to: CivilDateTime, zone: ZoneRules) {
    days = to.date - from.date
    time = to.time
    self.zone = zone
  }

  public func moved(_ civil: CivilDateTime) -> CivilDateTime { CivilDateTime(civil.date + days, time) }
  public func moved(_ original: Instant) -> Instant { zone.instant(of: moved(zone.civil(at: original))) }

  /// The rule that gives what an old one gave, moved; nil when none of the same kind does.
  ///
  /// - Parameters:
  ///   - start: the old one's.
  ///   - originals: what it must have given, before it moves.
  func rule(_ rule: RecurrenceRule, from start: CivilDateTime, giving originals: [Instant]) -> RecurrenceRule? {
    let old = Array(rule.occurrences(from: start, zone: zone))
    guard Set(old.map(\.instant)).isSuperset(of: originals) else { return nil }
    let wanted = old.map { moved($0.start) }
    return candidates(for: rule, count: old.count).first { candidate in
      guard (try? candidate.validate()) != nil else { return false }
      return candidate.occurrences(from: moved(start), zone: zone).map(\.start) == wanted
    }
  }

  /// Rules of the same kind on the days that come so much later. Of an n-th weekday it depends on the month which one that
  /// is: the day after a second Tuesday is the second Wednesday or the third.
  private func candidates(for rule: RecurrenceRule, count: Int) -> [RecurrenceRule] {
    [0, -1, 1].map { days / 7 + $0 }.map { weeks in
      var moved = rule
      // An UNTIL would cut at the old time of day.
      moved.end = .count(count)
      moved.days = rule.days.map { day in
        .init(day.weekday.after(days: days), ordinal: day.ordinal.map { $0 + weeks })
      }
      moved.monthDays = rule.monthDays.map { $0 + days }
      return moved
    }
  }

  /// A session as one of the moved series.
  ///
  /// - Parameter counts: whether calendars must hear of this change by itself.
  func adopted(_ session: Session, by series: Series, counts: Bool = true) -> Session {
    var session = session
    session.series = series.id
    session.uid = series.uid
    session.originalStart = session.originalStart.map(moved)
    if counts { session.advance() }
    return session
  }
}

extension Weekday {
  fileprivate func after(days: Int) -> Weekday {
    let all = Weekday.allCases
    let index = ((all.firstIndex(of: self) ?? 0) + days) % all.count
    return all[index < 0 ? index + all.count : index]
  }
}
