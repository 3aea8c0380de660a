public import Scheduling

/// Finds the openings nearest to a start that could not be had.
public struct AlternativeFinder {
  let reader: any StoreReader
  let zones: any ZoneProvider
  let supposition: Supposition

  public init(
    _ reader: any StoreReader, zones: any ZoneProvider, supposing supposition: Supposition = Supposition()
  ) {
    self.reader = reader
    self.zones = zones
    self.supposition = supposition
  }

  /// Up to `count` openings of the same length, ascending: the nearest within three days before and three weeks after, of two as
  /// near the later one.
  ///
  /// - Parameters:
  ///   - length: minutes.
  ///   - lost: a time that can't be had, whatever the rules say: nothing that overlaps it is offered.
  /// - Throws: what the reader throws, and ``ZoneError``.
  public func nearest(
    to start: Instant, for pair: Pair, length: Int, room: RoomID? = nil, moving: Set<SessionID> = [],
    avoiding lost: Interval? = nil, at now: Instant, count: Int = 3
  ) throws -> [Instant] {
    let anchor = max(start, now)
    let (openings, _) = try openings(
      from: max(start - 3 * 86_400, now), to: anchor + 21 * 86_400, for: pair, length: length, room: room,
      moving: moving, at: now)
    return openings.filter { opening in !(lost?.overlaps(Interval(start: opening, seconds: length * 60)) ?? false) }
      .sorted { (abs($0 - anchor), $1) < (abs($1 - anchor), $0) }.prefix(count).sorted()
  }

  /// Up to `count` openings, one a day and the nearest day first: of each day the one whose hour, by the mentor's clock,
  /// is nearest to that of `start`. For a session whose own day is lost: people keep their hour.
  public func nearestDays(
    to start: Instant, for pair: Pair, length: Int, room: RoomID? = nil, moving: Set<SessionID> = [], at now: Instant,
    count: Int = 3
  ) throws -> [Instant] {
    let anchor = max(start, now)
    let (openings, zone) = try openings(
      from: max(start - 7 * 86_400, now), to: anchor + 21 * 86_400, for: pair, length: length, room: room,
      moving: moving, at: now)
    let hour = zone.civil(at: start).time.minuteOfDay
    func distance(_ opening: Instant) -> Int { abs(zone.civil(at: opening).time.minuteOfDay - hour) }
    let days = Dictionary(grouping: openings) { zone.date(at: $0) }
    return days.values.compactMap { $0.min { (distance($0), $0) < (distance($1), $1) } }
      .sorted { (abs($0 - anchor), $0) < (abs($1 - anchor), $1) }.prefix(count).map { $0 }
  }

  private func openings(
    from: Instant, to: Instant, for pair: Pair, length: Int, room: RoomID?, moving: Set<SessionID>, at now: Instant
  ) throws -> (openings: [Instant], zone: ZoneRules) {
    let window = Interval(from, to)
    let situation = try SituationLoader(reader, zones: zones, supposing: supposition).situation(
      of: pair, at: now, window: window, length: length * 60, room: room, moving: moving)
    let openings = Examination(situation, length: length * 60, window: window).openings()
    return (openings, situation.mentor.availability.zone)
  }
}

extension Store {
  /// Carries out a command; a refusal of a booking or move comes back with the nearest openings.
  ///
  /// They are searched after the transaction, so that nobody else waits for it.
  /// - Throws: as ``Store/perform(_:by:at:isDryRun:)``.
  public func performOffering(
    _ command: Command, by actor: Actor, at now: Instant, isDryRun: Bool = false, zones: any ZoneProvider
  ) throws -> Outcome {
    do {
      return try perform(command, by: actor, at: now, isDryRun: isDryRun)
    } catch CommandError.refused(let violations, let pairID, _) {
      let alternatives = try read { reader -> [Instant] in
        guard let pair = try reader.pair(pairID) else { return [] }
        guard let sought = try command.soughtTime(reader) else { return [] }
        return try AlternativeFinder(reader, zones: zones).nearest(
          to: sought.start, for: pair, length: sought.length, room: sought.room, moving: sought.moving, at: now)
      }
      throw CommandError.refused(violations, pair: pairID, alternatives: alternatives)
    }
  }
}
