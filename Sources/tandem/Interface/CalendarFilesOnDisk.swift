import Configuration
import Interchange
import Mentoring
import Scheduling
import Synchronization
import TandemUI

/// The calendars of this machine, for the interface.
final class CalendarFilesOnDisk: CalendarFiles {
  let subscriber: CalendarSubscriber
  /// What was passed over when they were last read, by path.
  private let warnings = Mutex<[String: [String]]>([:])

  init(zones: any ZoneProvider) { subscriber = CalendarSubscriber(zones: zones) }

  func read(
    _ path: String, for person: Person, domain: String, now: Instant, isSubscribed: Bool?, known: [String],
    progress: (Double) throws -> Void
  ) throws -> CalendarFound {
    let (busy, reading) = try subscriber.read(
      SourceName.of(Self.expanded(path), among: known), for: person, domain: domain, now: now,
      isSubscribed: isSubscribed
    ) { try progress($0.fraction ?? 0) }
    let told = reading.warnings.map(\.description)
    warnings.withLock { $0[busy.source] = told }
    return CalendarFound(busy: busy, warnings: told, remark: reading.remark(at: now))
  }

  /// Takes what was passed over in calendars that were looked after elsewhere.
  func keepWarnings(of refreshed: [CalendarSubscriber.Refreshed]) {
    for one in refreshed where one.wasRead {
      let told: [String] =
        switch one.result {
        case .read(_, let warnings), .partly(_, let warnings, _): warnings.map(\.description)
        case .unchanged, .failed: []
        }
      warnings.withLock { $0[one.source.name] = told }
    }
  }

  func lastWarnings(of source: BusySource) -> [String] { warnings.withLock { $0[source.name] } ?? [] }

  func hasChanged(_ source: BusySource) throws -> Bool { try subscriber.hasChanged(source) }

  /// `~` is what a shell would make of it.
  private static func expanded(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/") else { return path }
    return homeFolder(CommandEnvironment.variable) + path.dropFirst()
  }
}
