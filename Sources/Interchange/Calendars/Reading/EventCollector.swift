import Mentoring
import Scheduling

/// Brings the versions and overrides of each event together, in whatever order and file they came.
struct EventCollector {
  /// Most events of one import.
  static let mostEvents = 1_000_000

  /// The events that share a UID.
  struct Group {
    /// The event itself, as opposed to changes of single occurrences.
    var master: CalendarEvent?
    /// One for each RECURRENCE-ID, and range.
    var overrides: [CalendarEvent] = []
  }

  private var positions: [String: Int] = [:]
  private(set) var groups: [Group] = []
  private(set) var count = 0

  /// Keeps the event unless a newer version of it is there.
  ///
  /// - Returns: the other event, when both claim to be the same version and can't be; both are kept then.
  mutating func add(_ event: CalendarEvent) -> CalendarEvent? {
    count += 1
    guard !event.uid.isEmpty else {
      groups.append(Group(master: event))
      return nil
    }
    guard let position = positions[event.uid] else {
      positions[event.uid] = groups.count
      groups.append(event.recurrenceID == nil ? Group(master: event) : Group(overrides: [event]))
      return nil
    }
    guard let id = event.recurrenceID else { return add(master: event, to: position) }
    let same = groups[position].overrides.firstIndex {
      $0.recurrenceID == id && $0.changesFollowing == event.changesFollowing
    }
    if let same {
      if !groups[position].overrides[same].isNewer(than: event) { groups[position].overrides[same] = event }
    } else {
      groups[position].overrides.append(event)
    }
    return nil
  }

  private mutating func add(master event: CalendarEvent, to position: Int) -> CalendarEvent? {
    guard let other = groups[position].master else {
      groups[position].master = event
      return nil
    }
    guard !event.contradicts(other) else {
      // Wrongly busy is a nuisance, wrongly free a double booking.
      groups.append(Group(master: event))
      return other
    }
    if !other.isNewer(than: event) { groups[position].master = event }
    return nil
  }
}
