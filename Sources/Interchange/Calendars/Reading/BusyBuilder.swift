import Mentoring
import Recurrence
import Scheduling

/// Turns groups of events into busy blocks over a horizon.
struct BusyBuilder {
  /// Most occurrences of one event within the horizon; a meeting every half hour for three years has 52,000.
  static let mostOccurrences = 60_000
  /// Days, months and the like that a rule is counted or searched through in the time that an occurrence takes.
  private static let stepsOfOne = 16

  let table: ZoneTable
  let horizon: Interval
  /// The numbers of the files that are read; see `BusyBlock.file`.
  let files: [Int64]
  private(set) var blocks: [BusyBlock] = []
  private(set) var lookedAt = 0

  init(table: ZoneTable, horizon: Interval, files: [Int64]) {
    self.files = files
    self.table = table
    self.horizon = horizon
  }

  /// Adds what a group keeps busy. O(occurrences within the horizon).
  ///
  /// - Throws: ``ComponentError`` about the master, whose occurrences are left out then; overrides count nevertheless.
  mutating func add(_ group: EventCollector.Group) throws(ComponentError) {
    var overrides = group.overrides
    // Cancelling the whole event cancels what was changed before.
    if let master = group.master, master.isCancelled { overrides.removeAll { $0.sequence <= master.sequence } }
    for override in overrides where override.isBusy {
      add(override.start, override.extent, override.title, of: override.file)
    }
    guard let master = group.master else { return }
    guard let recurrence = master.recurrence else {
      if master.isBusy && !isReplaced(master.start, of: master, by: overrides) {
        add(master.start, master.extent, master.title, of: master.file)
      }
      return
    }
    guard !master.isCancelled else { return }
    try add(master, recurrence, overrides)
  }

  private func isReplaced(
    _ start: CalendarEvent.Start, of master: CalendarEvent, by overrides: [CalendarEvent]
  ) -> Bool {
    overrides.contains { $0.recurrenceID.map { Occurrences.key($0, in: master.start, table) } == .at(start.reading) }
  }

  private mutating func add(
    _ master: CalendarEvent, _ recurrence: CalendarEvent.Recurrence, _ overrides: [CalendarEvent]
  ) throws(ComponentError) {
    let changes = OccurrenceChanges(overrides, master: master, table: table)
    let longest = max(master.extent.longest, changes.longestExtent, recurrence.periods.map(\.extent.longest).max() ?? 0)
    let reach = longest + changes.farthestMove
    guard let window = Interval(from: horizon.start - reach, to: horizon.end + changes.farthestMove) else { return }
    // What occurs too often costs as much as what is kept.
    lookedAt += Self.mostOccurrences
    var steps = 0
    defer { lookedAt += steps / Self.stepsOfOne }
    let occurrences = try Occurrences(
      of: master, recurrence, in: window, table, most: Self.mostOccurrences, steps: &steps)
    lookedAt += occurrences.all.count - Self.mostOccurrences
    for occurrence in occurrences.all where !changes.replaces(occurrence.start.reading) {
      guard let change = changes.following(occurrence.start.reading) else {
        if master.isBusy {
          add(occurrence.start, occurrence.extent, master.title, of: master.file, at: occurrence.instant)
        }
        continue
      }
      guard change.isBusy else { continue }
      var moved = change.start
      moved.reading = CivilDateTime(reading: occurrence.start.reading.reading + change.move)
      add(moved, change.extent, change.title, of: master.file)
    }
  }

  private mutating func add(
    _ start: CalendarEvent.Start, _ extent: Extent, _ title: String, of file: Int, at instant: Instant? = nil
  ) {
    guard extent.isPositive, let interval = table.interval(start, extent, at: instant), interval.overlaps(horizon)
    else { return }
    blocks.append(BusyBlock(interval, title: title, file: files[file]))
  }
}
