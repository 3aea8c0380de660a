import Recurrence
import Scheduling

/// A recurring event's occurrences within a window: its start, what its rules and dates add, less its exceptions.
struct Occurrences {
  struct Occurrence {
    var start: CalendarEvent.Start
    /// When that is.
    var instant: Instant
    var extent: Extent
  }

  /// More rules than anyone writes; a rule that is hard to search costs time.
  private static let mostRules = 100

  /// By start; each reading once.
  let all: [Occurrence]

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

  /// - Parameters:
  ///   - window: starts outside of it may be left out.
  ///   - steps: what the search cost beside the occurrences is added to it, also when it fails.
  /// - Throws: ``ComponentError`` for a rule that can't be read, or more than `most` occurrences.
  init(
    of master: CalendarEvent, _ recurrence: CalendarEvent.Recurrence, in window: Interval, _ table: ZoneTable,
    most: Int,
    steps: inout Int
  ) throws(ComponentError) {
    let line = recurrence.rules.first?.line ?? master.line
    guard recurrence.rules.count <= Self.mostRules else {
      throw ComponentError(line: line, reason: "it has more than \(Self.mostRules) RRULEs")
    }
    var occurrences = try Self.set(of: master, recurrence, table).occurrences(in: window)
    defer { steps += occurrences.steps }
    var all: [Occurrence] = []
    while let occurrence = occurrences.next() {
      guard all.count < most else {
        throw ComponentError(line: line, reason: "it occurs more than \(most) times in the years that are imported")
      }
      var start = master.start
      start.reading = occurrence.start
      all.append(Occurrence(start: start, instant: occurrence.instant, extent: occurrence.extent ?? master.extent))
    }
    guard !occurrences.isCut else { throw ComponentError(line: line, reason: "its RRULE is too hard to search") }
    self.all = all
  }

  /// All in the readings of the master's zone.
  private static func set(
    of master: CalendarEvent, _ recurrence: CalendarEvent.Recurrence, _ table: ZoneTable
  ) throws(ComponentError) -> RecurrenceSet {
    var rules: [RecurrenceRule] = []
    for rule in recurrence.rules {
      do {
        rules.append(try RecurrenceRule(rule.text))
      } catch {
        throw ComponentError(line: rule.line, reason: "its RRULE can't be used: \(error.description)")
      }
    }
    var exceptions: [CivilDateTime] = []
    var exceptionDates: [CivilDate] = []
    for exception in recurrence.exceptions {
      switch key(exception, in: master.start, table) {
      case .at(let reading): exceptions.append(reading)
      case .on(let date): exceptionDates.append(date)
      }
    }
    return RecurrenceSet(
      start: master.start.reading, zone: table[master.start.zone], isOfDays: master.start.isDate, rules: rules,
      dates: recurrence.dates.map { reading($0, of: master, table) },
      periods: recurrence.periods.map {
        RecurrenceSet.Period(start: reading($0.start, of: master, table), extent: $0.extent)
      }, exceptions: exceptions, exceptionDates: exceptionDates)
  }

  /// A further date as a reading in the master's zone; a date alone has the master's time of day.
  private static func reading(
    _ start: CalendarEvent.Start, of master: CalendarEvent, _ table: ZoneTable
  ) -> CivilDateTime {
    switch key(start, in: master.start, table) {
    case .at(let reading): reading
    case .on(let date): CivilDateTime(date, master.start.reading.time)
    }
  }
}
