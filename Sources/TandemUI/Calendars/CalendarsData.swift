import Mentoring
import Scheduling

/// A person's calendars, and whether they are up to date.
struct CalendarsData: Loaded {
  struct Entry: Hashable, Sendable {
    var source: BusySource
    var state: State
    /// What was passed over when it was last read, as far as that is known.
    var warnings: [String] = []
  }

  enum State: Hashable, Sendable {
    case readOnce
    case upToDate, changed
    /// Why its files can't be asked about.
    case unreadable(String)
  }

  var entries: [Entry]

  static func load(_ reader: any StoreReader, _ person: PersonID, _ files: any CalendarFiles) throws -> CalendarsData {
    CalendarsData(
      entries: try reader.busySources(of: person).map { source in
        guard source.isSubscribed else {
          return Entry(source: source, state: .readOnce, warnings: files.lastWarnings(of: source))
        }
        do {
          let state: State = try files.hasChanged(source) ? .changed : .upToDate
          return Entry(source: source, state: state, warnings: files.lastWarnings(of: source))
        } catch {
          return Entry(source: source, state: .unreadable("\(error)"))
        }
      })
  }
}

extension CalendarsData.Entry {
  /// Nil for one that can be read.
  var reasonUnreadable: String? { if case .unreadable(let reason) = state { reason } else { nil } }

  var stateWords: String {
    switch state {
    case .readOnce: "read once"
    case .upToDate: "up to date"
    case .changed: "changed since"
    case .unreadable: "unreadable"
    }
  }
}
