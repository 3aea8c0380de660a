import Mentoring
import Scheduling

/// Brings the versions and overrides of each event together, in whatever order and file they came.
struct EventCollector {
  /// Most events of one import.
  static let mostEvents = 1_000_000

  /// The events that share a UID.
  struct Group: Sendable {
    /// The event itself, as opposed to changes of single occurrences.
    var master: CalendarEvent?
    /// One for each RECURRENCE-ID, and range.
    var overrides: [CalendarEvent] = []
    /// Positions in `overrides`, once there are too many to look through.
    fileprivate var places: [OverrideKey: Int] = [:]

    init(_ event: CalendarEvent) {
      if event.recurrenceID == nil { master = event } else { overrides = [event] }
    }

    /// O(1).
    fileprivate mutating func place(of key: OverrideKey) -> Int? {
      guard overrides.count > 16 else { return overrides.firstIndex { OverrideKey($0) == key } }
      if places.isEmpty {
        places = Dictionary(
          overrides.indices.map { (OverrideKey(overrides[$0]), $0) }, uniquingKeysWith: { first, _ in first })
      }
      return places[key]
    }

    fileprivate mutating func append(_ event: CalendarEvent) {
      overrides.append(event)
      if !places.isEmpty { places[OverrideKey(event)] = overrides.count - 1 }
    }
  }

  fileprivate struct OverrideKey: Hashable, Sendable {
    var id: CalendarEvent.Start?
    var changesFollowing: Bool

    init(_ event: CalendarEvent) {
      id = event.recurrenceID
      changesFollowing = event.changesFollowing
    }
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
      groups.append(Group(event))
      return nil
    }
    guard let position = positions[event.uid] else {
      positions[event.uid] = groups.count
      groups.append(Group(event))
      return nil
    }
    guard event.recurrenceID != nil else { return add(master: event, to: position) }
    if let same = groups[position].place(of: OverrideKey(event)) {
      if !groups[position].overrides[same].isNewer(than: event) { groups[position].overrides[same] = event }
    } else {
      groups[position].append(event)
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
      groups.append(Group(event))
      return other
    }
    if !other.isNewer(than: event) { groups[position].master = event }
    return nil
  }
}
