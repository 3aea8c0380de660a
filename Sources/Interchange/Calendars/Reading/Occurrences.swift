import Scheduling

/// A recurring event's occurrences within a window: its start, what its rules and dates add, less its exceptions.
struct Occurrences {
  struct Occurrence {
    var start: CalendarEvent.Start
    var extent: Extent
  }

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

  /// - Parameter window: starts outside of it may be left out.
  /// - Throws: ``ComponentError`` for a rule that can't be read, or more than `most` occurrences.
  init(
    of master: CalendarEvent, _ recurrence: CalendarEvent.Recurrence, in window: Interval, _ table: ZoneTable, most: Int
  ) throws(ComponentError) {
    var readings: [CivilDateTime] = []
    let rules = RuleExpansion(master.start, zone: table[master.start.zone], window: window)
    for rule in recurrence.rules { readings += try rules.starts(rule.text, line: rule.line, most: most) }
    if recurrence.rules.isEmpty { readings = [master.start.reading] }
    readings += recurrence.dates.map { Self.reading($0, of: master, table) }
    var own: [CivilDateTime: Extent] = [:]
    for period in recurrence.periods { own[Self.reading(period.start, of: master, table)] = period.extent }
    readings += own.keys
    var exceptions: Set<CivilDateTime> = []
    var exceptionDates: Set<CivilDate> = []
    for exception in recurrence.exceptions {
      switch Self.key(exception, in: master.start, table) {
      case .at(let reading): exceptions.insert(reading)
      case .on(let date): exceptionDates.insert(date)
      }
    }
    guard readings.count <= most else {
      throw ComponentError(
        line: recurrence.rules.first?.line ?? master.line,
        reason: "it occurs more than \(most) times in the years that are imported")
    }
    if recurrence.rules.count != 1 || !recurrence.dates.isEmpty || !own.isEmpty { readings.sort() }
    var all: [Occurrence] = []
    all.reserveCapacity(readings.count)
    for reading in readings where reading != all.last?.start.reading {
      if exceptions.contains(reading) { continue }
      if !exceptionDates.isEmpty && exceptionDates.contains(reading.date) { continue }
      var start = master.start
      start.reading = reading
      all.append(Occurrence(start: start, extent: own[reading] ?? master.extent))
    }
    self.all = all
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
