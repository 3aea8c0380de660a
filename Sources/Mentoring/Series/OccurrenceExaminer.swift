import Scheduling

/// Examines times that one pair wants at once: each against the store, and against those before it.
struct OccurrenceExaminer {
  let reader: any StoreReader
  let zones: any ZoneProvider
  let pair: Pair
  let now: Instant
  /// Sessions that give up the time they have.
  var moving: Set<SessionID> = []
  var supposition = Supposition()
  /// Up to when the first may lie although that is further away than can be booked; see `Situation.agreed`.
  var agreed: Instant?
  /// Which violations don't count.
  var isWaived: (Violation) -> Bool = { _ in false }

  /// A time that is wanted.
  struct Wanted {
    var start: Instant
    /// Minutes.
    var length: Int
    var room: RoomID?
  }

  /// Times that were found good, in the way of what comes after.
  private var taken: [Wanted] = []

  init(
    _ reader: any StoreReader, zones: any ZoneProvider, pair: Pair, now: Instant, moving: Set<SessionID> = []
  ) {
    self.moving = moving
    self.reader = reader
    self.zones = zones
    self.pair = pair
    self.now = now
  }

  /// What forbids a time. When nothing does, it is taken.
  ///
  /// - Parameter isFirst: of those of a series that are booked; it alone is bound by how far ahead can be booked.
  mutating func take(_ wanted: Wanted, isFirst: Bool) throws -> [Violation] {
    let violations = try violations(wanted, isFirst: isFirst).filter { !isWaived($0) }
    if violations.isEmpty { keep(wanted) }
    return violations
  }

  /// All that forbids a time, waived or not.
  func violations(_ wanted: Wanted, isFirst: Bool) throws -> [Violation] {
    let window = Interval(start: wanted.start, seconds: 1)
    let situation = try situation(window, wanted, isFirst: isFirst)
    return Examination(situation, length: wanted.length * 60, window: window).violations(at: wanted.start)
  }

  /// Takes a time, whatever forbids it.
  mutating func keep(_ wanted: Wanted) { taken.append(wanted) }

  /// The opening nearest to a time that can't be had, strictly between two instants.
  func opening(near wanted: Wanted, after: Instant, before: Instant, isFirst: Bool) throws -> Instant? {
    let from = max(after + 1, now)
    guard from < before else { return nil }
    let window = Interval(from, before)
    let examination = Examination(
      try situation(window, wanted, isFirst: isFirst), length: wanted.length * 60, window: window)
    return examination.openings().min { abs($0 - wanted.start) < abs($1 - wanted.start) }
  }

  private func situation(_ window: Interval, _ wanted: Wanted, isFirst: Bool) throws -> Situation {
    var situation = try SituationLoader(reader, zones: zones, supposing: supposition).situation(
      of: pair, at: now, window: window, length: wanted.length * 60, room: wanted.room, moving: moving)
    let slice = Situation.slice(for: window, length: wanted.length * 60)
    let buffers = (mentor: situation.mentor.policy.buffer, mentee: situation.mentee.policy.buffer)
    for (index, sibling) in taken.enumerated() {
      let interval = Interval(start: sibling.start, seconds: sibling.length * 60)
      guard interval.overlaps(slice) else { continue }
      // Not stored yet, and never the same as one that is.
      let id = SessionID(Int64(-1 - index))
      situation.mentor.engagements.insert(
        sorted: Engagement(session: id, interval: interval, buffer: buffers.mentor))
      situation.mentee.engagements.insert(
        sorted: Engagement(session: id, interval: interval, buffer: buffers.mentee))
      if let room = sibling.room, room == situation.room?.room {
        situation.room?.engagements.insert(sorted: Engagement(session: id, interval: interval))
      }
    }
    if let agreed { situation.agreed = agreed }
    if !isFirst {
      situation.mentor.policy.window = SeriesRule.longest + situation.mentor.policy.window
      situation.mentee.policy.window = SeriesRule.longest + situation.mentee.policy.window
    }
    return situation
  }
}

extension [Engagement] {
  fileprivate mutating func insert(sorted engagement: Engagement) {
    let index = firstIndex { $0.interval.start > engagement.interval.start } ?? endIndex
    insert(engagement, at: index)
  }
}
