import Recurrence
import Scheduling

/// Looks up an event's zones and works out how long it lasts.
struct EventResolver {
  var table: ZoneTable
  var book: ZoneBook
  /// Makes the zones that one calendar defines differ from another's of the same name.
  private var calendar = 0

  init(table: ZoneTable, book: ZoneBook) {
    self.table = table
    self.book = book
  }

  mutating func beginCalendar() {
    calendar += 1
    book.beginCalendar()
  }

  private mutating func position(_ found: ZoneBook.Found, _ name: String) -> Int {
    table.position(of: found.rules, key: found.isOfCalendar ? "\(calendar)\n\(name)" : name)
  }

  /// The first zone name that nobody knows yet; nil when the event can be resolved.
  mutating func unknownZone(of event: EventText) -> String? {
    event.firstZone { book.zone(named: $0) == nil }
  }

  /// - Throws: ``ComponentError`` for an unknown zone, or an end before the start.
  mutating func resolve(_ text: EventText, file: Int) throws(ComponentError) -> CalendarEvent {
    let start = try self.start(text.start, text.startLine)
    let extent = try extent(from: start, to: text.end, duration: text.duration, line: text.endLine)
    var recurrence: CalendarEvent.Recurrence?
    if let written = text.recurrence {
      var dates: [CalendarEvent.Start] = []
      for date in written.dates { dates.append(try self.start(date, text.line)) }
      var exceptions: [CalendarEvent.Start] = []
      for date in written.exceptions { exceptions.append(try self.start(date, text.line)) }
      var periods: [(start: CalendarEvent.Start, extent: Extent)] = []
      for period in written.periods {
        let begins = try self.start(period.start, text.line)
        periods.append(
          (begins, try self.extent(from: begins, to: period.end, duration: period.duration, line: text.line)))
      }
      recurrence = CalendarEvent.Recurrence(
        rules: written.rules, dates: dates, periods: periods, exceptions: exceptions)
    }
    return CalendarEvent(
      uid: text.uid, file: file, line: text.line, title: text.title,
      isBusy: !text.isTransparent && !text.isCancelled, isCancelled: text.isCancelled, sequence: text.sequence,
      stamp: text.stamp, start: start, extent: extent,
      recurrenceID: try text.recurrenceID.map { time throws(ComponentError) in try self.start(time, text.line) },
      changesFollowing: text.changesFollowing, recurrence: recurrence)
  }

  private mutating func start(_ time: CalendarTime, _ line: Int) throws(ComponentError) -> CalendarEvent.Start {
    switch time {
    case .date(let date):
      return CalendarEvent.Start(reading: CivilDateTime(date), zone: ZoneTable.own, isDate: true)
    case .floating(let civil):
      return CalendarEvent.Start(reading: civil, zone: ZoneTable.own, isDate: false)
    case .utc(let instant):
      return CalendarEvent.Start(
        reading: CivilDateTime(reading: instant.seconds), zone: ZoneTable.utc, isDate: false)
    case .zoned(let civil, let name):
      guard let found = book.zone(named: name) else {
        if let fault = book.fault(ofZone: name) {
          throw ComponentError(
            line: line,
            reason:
              "its time zone \(quoted(name)) is not known to the system, and the file's VTIMEZONE of that name can't be used "
              + "(line \(fault.line): \(fault.reason))")
        }
        let place =
          book.leavesOutDefinitions ? "as one of the file's first 1,000 VTIMEZONEs" : "as a VTIMEZONE of the file"
        throw ComponentError(
          line: line, reason: "its time zone \(quoted(name)) is known neither to the system nor \(place)")
      }
      return CalendarEvent.Start(reading: civil, zone: position(found, name), isDate: false)
    }
  }

  /// An end counts more than a duration, which some programs write beside it; without either, a day lasts a day and a
  /// time no time (RFC 5545, 3.6.1).
  private mutating func extent(
    from start: CalendarEvent.Start, to end: CalendarTime?, duration: Extent?, line: Int
  ) throws(ComponentError) -> Extent {
    guard let end else { return duration ?? Extent(days: start.isDate ? 1 : 0) }
    if start.isDate, case .date(let date) = end {
      let days = date - start.reading.date
      guard days >= 0 else { throw ComponentError(line: line, reason: "it ends on \(date), before it starts") }
      // Some programs end a day's event on that day.
      return Extent(days: max(1, days))
    }
    let ends = try self.start(end, line)
    var seconds = table.instant(ends) - table.instant(start)
    // A start that the clocks skip is read with the offset before, past an end that they skip to: it is as long as it is written.
    if seconds < 0, ends.zone == start.zone { seconds = Int(ends.reading.reading - start.reading.reading) }
    guard seconds >= 0 else {
      throw ComponentError(line: line, reason: "it ends at \(ends.reading), before it starts at \(start.reading)")
    }
    return Extent(seconds: seconds)
  }
}
