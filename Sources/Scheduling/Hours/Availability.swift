/// When a person can be met at all: weekly hours in their zone, days that differ, and absences.
public struct Availability: Sendable, Equatable {
  public var zone: ZoneRules
  public var weekly: WeeklyHours
  /// Local dates whose hours replace the weekly ones; an empty list is a day off.
  public var overrides: [CivilDate: [MinuteRange]]
  public var absences: [Absence]

  public init(
    zone: ZoneRules, weekly: WeeklyHours = .officeHours, overrides: [CivilDate: [MinuteRange]] = [:],
    absences: [Absence] = []
  ) {
    self.zone = zone
    self.weekly = weekly
    self.overrides = overrides
    self.absences = absences
  }

  /// Hours and overrides, absences not taken off, as instants within `window`.
  ///
  /// Wall-clock ends that a clock change skips or repeats are read as ``ZoneRules/instant(of:)`` says, so a day's hours
  /// are as long as its clocks make them. O(days of the window).
  public func hours(in window: Interval) -> IntervalSet {
    // A range may run past midnight into the window's first day, and zones differ by up to 26 hours.
    var date = zone.date(at: window.start) - 2
    let last = zone.date(at: window.end) + 1
    var pieces: [Interval] = []
    pieces.reserveCapacity((last - date) * 2)
    while date <= last {
      for range in overrides.isEmpty ? weekly[date.weekday] : overrides[date] ?? weekly[date.weekday] {
        if let piece = interval(of: range, on: date)?.intersection(window) { pieces.append(piece) }
      }
      date = date + 1
    }
    return IntervalSet(pieces)
  }

  /// The instants of a range that belongs to `date`; nil when the zone skipped the date, or a clock change the range.
  private func interval(of range: MinuteRange, on date: CivilDate) -> Interval? {
    let start = zone.resolve(CivilDateTime(date, minuteOfDay: range.start))
    if case .skipped = start, zone.interval(of: date) == nil { return nil }
    return Interval(from: start.instant, to: zone.instant(of: CivilDateTime(date, minuteOfDay: range.end)))
  }

  /// Absences that overlap `window`, whole, each with its reason, ordered by start.
  public func absences(in window: Interval) -> [(interval: Interval, absence: Absence)] {
    absences.compactMap { absence in
      guard let interval = absence.interval(in: zone), interval.overlaps(window) else { return nil }
      return (interval, absence)
    }.sorted { $0.interval < $1.interval }
  }

  /// Hours and overrides, less absences, within `window`.
  public func available(in window: Interval) -> IntervalSet {
    guard !absences.isEmpty else { return hours(in: window) }
    return hours(in: window).subtracting(IntervalSet(absences(in: window).map(\.interval)))
  }
}
