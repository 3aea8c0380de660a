public import Scheduling
import Synchronization

/// What texts of rows say, by the text: weekly hours, of which most people of a program share a few, and reading one takes
/// microseconds; and zones.
public final class KnownTexts: Sendable {
  private struct Content {
    var hours: [String: WeeklyHours] = [:]
    var zones: [String: Bool] = [:]
  }

  private let content = Mutex(Content())
  private let zones: (any ZoneProvider)?
  /// Nobody's program has so many; a bound keeps a strange one from growing without end.
  private static let most = 10_000

  /// - Parameter zones: knows those that rows may name; nil where their names are wanted as they stand.
  public init(zones: (any ZoneProvider)? = nil) { self.zones = zones }

  func hours(_ text: String) throws -> WeeklyHours {
    if let hours = content.withLock({ $0.hours[text] }) { return hours }
    let hours = try WeeklyHours(text)
    content.withLock { content in
      if content.hours.count > Self.most { content.hours.removeAll() }
      content.hours[text] = hours
    }
    return hours
  }

  /// The name of a zone. On a server a coordinator's program may have written one that nobody knows, which must not keep others from
  /// reading: such a person or room is told in UTC, as such a session is.
  func zone(_ name: String) -> String {
    guard let zones else { return name }
    let isKnown =
      content.withLock { $0.zones[name] }
      ?? {
        let isKnown = (try? zones.zone(named: name)) != nil
        content.withLock { content in
          if content.zones.count > Self.most { content.zones.removeAll() }
          content.zones[name] = isKnown
        }
        return isKnown
      }()
    return isKnown ? name : ZoneRules.utc.name
  }
}
