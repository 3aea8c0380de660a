import Mentoring
import Recurrence
import Scheduling
import TestSupport

extension Company {
  /// Books so many Tuesdays from 1 December on, 15:00 in Berlin.
  func bookTuesdays(_ count: Int, in store: MemoryStore) throws {
    let booking = SeriesBooking(
      first: Booking(pair: PairID(1), start: try at("2026-12-01 15:00"), length: 60),
      rule: try RecurrenceRule("FREQ=WEEKLY;COUNT=\(count)"))
    _ = try store.perform(.bookSeries(booking), by: Actor(mia), at: now)
  }
}
