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

  /// Up to `count` openings of the same length, ascending: the nearest within three days before and three weeks after.
  ///
  /// - Parameter length: minutes.
  /// - Throws: what the reader throws, and ``ZoneError``.
  public func nearest(
    to start: Instant, for pair: Pair, length: Int, room: RoomID? = nil, moving: Set<SessionID> = [], at now: Instant,
    count: Int = 3
  ) throws -> [Instant] {
    let from = max(start - 3 * 86_400, now)
    let anchor = max(start, now)
    let window = Interval(from, anchor + 21 * 86_400)
    let situation = try SituationLoader(reader, zones: zones, supposing: supposition).situation(
      of: pair, at: now, window: window, length: length * 60, room: room, moving: moving)
    let openings = Examination(situation, length: length * 60, window: window).openings()
    return openings.sorted { abs($0 - anchor) < abs($1 - anchor) }.prefix(count).sorted()
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
