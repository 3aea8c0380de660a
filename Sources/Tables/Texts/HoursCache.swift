import Scheduling
import Synchronization

/// Weekly hours by their text: most people of a program share a few, and reading one takes microseconds.
public final class HoursCache: Sendable {
  private let known = Mutex<[String: WeeklyHours]>([:])

  public init() {}

  func hours(_ text: String) throws -> WeeklyHours {
    if let hours = known.withLock({ $0[text] }) { return hours }
    let hours = try WeeklyHours(text)
    known.withLock { known in
      // Nobody's program has so many; a bound keeps a strange one from growing without end.
      if known.count > 10_000 { known.removeAll() }
      known[text] = hours
    }
    return hours
  }
}
