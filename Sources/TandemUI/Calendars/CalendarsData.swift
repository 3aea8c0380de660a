import Mentoring
import Scheduling

/// A person's calendars, and whether they are up to date.
struct CalendarsData: Loaded {
  struct Entry: Hashable, Sendable {
    var source: BusySource
    var state: State
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
        guard source.isSubscribed else { return Entry(source: source, state: .readOnce) }
        do {
          return Entry(source: source, state: try files.hasChanged(source) ? .changed : .upToDate)
        } catch {
          return Entry(source: source, state: .unreadable("\(error)"))
        }
      })
  }
}

extension CalendarsData.Entry {
  var stateWords: String {
    switch state {
    case .readOnce: "read once"
    case .upToDate: "up to date"
    case .changed: "changed since"
    case .unreadable: "unreadable"
    }
  }
}
