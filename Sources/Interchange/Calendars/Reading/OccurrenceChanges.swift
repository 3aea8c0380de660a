import Recurrence
import Scheduling

/// What overrides say about a recurring event's occurrences: which they replace, and how they move those that follow.
struct OccurrenceChanges {
  /// The occurrences from one on, as its override has them.
  struct Following {
    /// The reading that the master's rule gave the first of them.
    var from: CivilDateTime
    /// Where the first was moved to; its zone counts for the others as well.
    var start: CalendarEvent.Start
    /// Seconds on the wall clock.
    var move: Int64
    var extent: Extent
    var title: String
    var isBusy: Bool
  }

  private var replaced: Set<CivilDateTime> = []
  private var replacedDates: Set<CivilDate> = []
  /// Ascending.
  private var following: [Following] = []

  /// Readings are compared in the master's zone.
  init(_ overrides: [CalendarEvent], master: CalendarEvent, table: ZoneTable) {
    for override in overrides {
      guard let id = override.recurrenceID else { continue }
      let from: CivilDateTime
      switch Occurrences.key(id, in: master.start, table) {
      case .at(let reading):
        replaced.insert(reading)
        from = reading
      case .on(let date):
        replacedDates.insert(date)
        from = CivilDateTime(date)
      }
      guard override.changesFollowing else { continue }
      var start = override.start
      // A series keeps its wall-clock time, so an override in UTC is read in the series' zone.
      if start.zone == ZoneTable.utc, !master.start.isDate {
        start.reading = table[master.start.zone].civil(at: table.instant(start))
        start.zone = master.start.zone
      }
      following.append(
        Following(
          from: from, start: start, move: start.reading.reading - from.reading, extent: override.extent,
          title: override.title, isBusy: override.isBusy))
    }
    following.sort { $0.from < $1.from }
  }

  var longestExtent: Int { following.map(\.extent.longest).max() ?? 0 }

  /// In seconds, at least as far as any occurrence is moved.
  var farthestMove: Int {
    following.isEmpty ? 0 : Int(following.map(\.move.magnitude).max() ?? 0) + 26 * 3_600
  }

  func replaces(_ reading: CivilDateTime) -> Bool {
    replaced.contains(reading) || !replacedDates.isEmpty && replacedDates.contains(reading.date)
  }

  /// The change that holds for an occurrence; the latest that begins before it. O(log *n*).
  func following(_ reading: CivilDateTime) -> Following? {
    var (low, high) = (0, following.count)
    while low < high {
      let middle = (low + high) / 2
      if following[middle].from <= reading { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? following[low - 1] : nil
  }
}
