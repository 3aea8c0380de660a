import Recurrence
import Scheduling

/// The zones that an import's events need, by small numbers.
struct ZoneTable {
  /// Position of UTC, and of the zone of the person whose calendar it is.
  static let utc = 0
  static let own = 1

  private(set) var zones: [ZoneRules]
  private var positions: [String: Int] = [:]

  init(own: ZoneRules) {
    zones = [.utc, own]
  }

  subscript(position: Int) -> ZoneRules { zones[position] }

  /// Position of a zone that the system knows; `key` is its name in the calendar.
  mutating func position(of zone: ZoneRules, key: String) -> Int {
    if let position = positions[key] { return position }
    zones.append(zone)
    positions[key] = zones.count - 1
    return zones.count - 1
  }

  /// The instant at which something starts; a day at its first moment. O(log *n*).
  func instant(_ start: CalendarEvent.Start) -> Instant {
    if start.zone == Self.utc { return Instant(seconds: start.reading.reading) }
    return start.isDate
      ? zones[start.zone].startOfDay(start.reading.date) : zones[start.zone].instant(of: start.reading)
  }

  /// From a start for an extent; nil when that is no time at all. O(log *n*).
  ///
  /// - Parameter known: the instant of the start, where it is known already.
  func interval(_ start: CalendarEvent.Start, _ extent: Extent, at known: Instant? = nil) -> Interval? {
    let begins = known ?? instant(start)
    guard extent.days > 0 else { return Interval(from: begins, to: begins + extent.seconds) }
    var last = start
    last.reading = CivilDateTime(reading: start.reading.reading + Int64(extent.days) * 86_400)
    return Interval(from: begins, to: instant(last) + extent.seconds)
  }
}
