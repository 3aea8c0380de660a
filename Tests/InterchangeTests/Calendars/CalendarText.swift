import Interchange
import Mentoring
import Scheduling
import SystemZones

/// Reads calendar text as the calendar of someone in Berlin, from 2026 to 2028 unless said otherwise.
struct CalendarText {
  static let zones = SystemZoneProvider()

  /// Lines of events, without the VCALENDAR around them.
  static func read(
    _ lines: String, own: String = "Europe/Berlin", from: String = "2026-01-01", to: String = "2028-01-01"
  ) throws -> CalendarReading {
    try readFile("BEGIN:VCALENDAR\nVERSION:2.0\n" + lines + "\nEND:VCALENDAR\n", own: own, from: from, to: to)
  }

  /// A whole file.
  static func readFile(
    _ text: String, own: String = "Europe/Berlin", from: String = "2026-01-01", to: String = "2028-01-01"
  ) throws -> CalendarReading {
    try readFile(Array(text.utf8), own: own, from: from, to: to)
  }

  static func readFile(
    _ bytes: [UInt8], own: String = "Europe/Berlin", from: String = "2026-01-01", to: String = "2028-01-01"
  ) throws -> CalendarReading {
    guard let start = Instant(iso: from + "T00:00:00Z"), let end = Instant(iso: to + "T00:00:00Z") else {
      throw Misuse()
    }
    let reader = CalendarReader(zones: zones, own: try zones.zone(named: own), horizon: Interval(start, end))
    return try reader.read(bytes, name: "test.ics")
  }

  struct Misuse: Error {}
}

extension CalendarReading {
  /// `2026-11-25T13:30:00Z/2026-11-25T14:30:00Z title`, one a block.
  var told: [String] { blocks.map { "\($0.interval) \($0.title)" } }

  /// `line: message`.
  var warned: [String] { warnings.map { "\($0.line ?? 0): \($0.message)" } }
}
