import Interchange
import Mentoring
import Scheduling
import TandemUI

/// The calendars of this machine, for the interface.
struct CalendarFilesOnDisk: CalendarFiles {
  let subscriber: CalendarSubscriber

  init(zones: any ZoneProvider) { subscriber = CalendarSubscriber(zones: zones) }

  func read(
    _ path: String, for person: Person, domain: String, now: Instant, isSubscribed: Bool?,
    progress: (Double) throws -> Void
  ) throws -> CalendarFound {
    let (busy, reading) = try subscriber.read(
      ImportRunner.absolute(Self.expanded(path)), for: person, domain: domain, now: now, isSubscribed: isSubscribed
    ) { try progress($0.fraction ?? 0) }
    return CalendarFound(
      busy: busy, warnings: reading.warnings.map(\.description), remark: reading.remark(at: now))
  }

  func hasChanged(_ source: BusySource) throws -> Bool { try subscriber.hasChanged(source) }

  /// `~` is what a shell would make of it.
  private static func expanded(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/"), let home = CommandEnvironment.variable("HOME") else { return path }
    return home + path.dropFirst()
  }
}
