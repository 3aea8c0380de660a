import Recurrence
import Scheduling

/// A recurring event's occurrences within a window: its rules and dates, less its exceptions.
struct Occurrences {
  let starts: [(start: CalendarEvent.Start, extent: Extent)]

  /// What a RECURRENCE-ID or EXDATE means among a master's occurrences.
  enum Key: Hashable {
    /// The reading in the master's zone.
    case at(CivilDateTime)
    /// All of a local date.
    case on(CivilDate)
  }

  /// Readings of other zones are turned into the master's; an all-day master's occurrences are found by date, and a date
  /// stands for all occurrences on it.
  static func key(_ start: CalendarEvent.Start, in master: CalendarEvent.Start, _ table: ZoneTable) -> Key {
    if master.isDate {
      // Some programs write the local midnight in UTC.
      let date =
        start.zone == ZoneTable.utc
        ? table[ZoneTable.own].date(at: Instant(seconds: start.reading.reading)) : start.reading.date
      return .at(CivilDateTime(date))
    }
    if start.isDate { return .on(start.reading.date) }
    return .at(start.zone == master.zone ? start.reading : table[master.zone].civil(at: table.instant(start)))
  }

  init(
    of master: CalendarEvent, _ recurrence: CalendarEvent.Recurrence, in window: Interval, _ table: ZoneTable
  ) throws(ComponentError) {
    starts = [(master.start, master.extent)]
  }
}
