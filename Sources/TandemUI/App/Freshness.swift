import Mentoring
import Scheduling

/// Until when what was read is what would be read anew, as long as nobody changes the store.
///
/// The clock alone makes something begin, end, run out, or become another day's. Each of these moments is known beforehand, so
/// an interface that is left alone asks at them and at no others.
struct Freshness: Hashable, Sendable {
  private let now: Instant
  private(set) var end = Instant.distantFuture

  /// - Parameter zones: where the days are told, each until its next midnight.
  init(at now: Instant, days zones: some Sequence<ZoneRules>) {
    self.now = now
    for zone in zones { end(withDayIn: zone) }
  }

  /// With the day that it is there.
  mutating func end(withDayIn zone: ZoneRules) { end(at: zone.startOfDay(zone.date(at: now) + 1)) }

  /// What has come already says nothing.
  mutating func end(at instant: Instant) {
    if instant > now { end = min(end, instant) }
  }

  /// Its begin, its end and the time to answer it, there and where it stands if it is not moved.
  mutating func end(with session: Session) {
    for interval in [session.interval, session.request?.agreed?.interval].compactMap(\.self) {
      end(at: interval.start)
      end(at: interval.end)
    }
    if let deadline = session.deadline { end(at: deadline) }
  }

  /// When a start that could be had comes too near, and one that is too far ahead comes near enough.
  mutating func end(with start: Instant, of situation: Situation) {
    end(at: start)
    end(at: start - situation.notice * 60 + 1)
    end(at: start - situation.window * 86_400)
  }

  func isOver(at now: Instant) -> Bool { end <= now }
}
