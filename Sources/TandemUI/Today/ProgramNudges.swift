import Mentoring
import Scheduling

/// The pairs of the program that somebody should look after: read apart, for it takes all pairs.
struct ProgramNudges: Loaded {
  /// Those that have waited longest first.
  var nudges: [TodayData.Nudge]
  var fill: ProgramFill
  var freshness: Freshness

  /// More than anyone works through in a day; the list of pairs has them all.
  private static let most = 50

  /// O(people + pairs + sessions).
  static func load(_ reader: any StoreReader, _ zones: any ZoneProvider, viewer: Actor, now: Instant) throws
    -> ProgramNudges
  {
    let list = try PairList.load(reader, zones, viewer: viewer, now: now)
    let nudges = list.rows.compactMap { row -> TodayData.Nudge? in
      guard let risk = row.risk else { return nil }
      let days = row.last.map { (now - $0) / 86_400 } ?? Int.max
      return TodayData.Nudge(
        text: "\(row.mentor.name) → \(row.mentee.name): \(risk)", pair: row.pair.id, days: days)
    }
    // Who has not met at all comes after those who stopped.
    let sorted = nudges.sorted { one, other in
      let ranks = (one.days == .max ? -1 : one.days, other.days == .max ? -1 : other.days)
      return ranks.0 != ranks.1 ? ranks.0 > ranks.1 : one.pair < other.pair
    }
    return ProgramNudges(nudges: Array(sorted.prefix(most)), fill: list.fill, freshness: list.freshness)
  }
}
