import Recurrence
public import Scheduling

/// Checks a series as a whole: the preview and the commit ask the same.
public struct SeriesPlanner {
  let reader: any StoreReader
  let zones: any ZoneProvider
  let actor: Actor
  let now: Instant

  public init(_ reader: any StoreReader, zones: any ZoneProvider, actor: Actor, now: Instant) {
    self.reader = reader
    self.zones = zones
    self.actor = actor
    self.now = now
  }

  /// O(occurrences) examinations.
  ///
  /// - Throws: `CommandError.invalid` for a rule that no series can have, `CommandError.notFound`, and what the reader
  ///   throws.
  public func plan(_ booking: SeriesBooking) throws -> SeriesPlan {
    guard let pair = try reader.pair(booking.first.pair) else {
      throw CommandError.notFound("there is no pair \(booking.first.pair)")
    }
    let rule = try rule(booking, pair: pair)
    let plan = try plan(booking, of: pair, by: rule, carrier: nil)
    // One that is moved carries those after it, which were looked at before it had a time.
    guard let carrier = plan.firstBooked, plan.occurrences[carrier].isMoved,
      plan.occurrences[carrier...].contains(where: { !$0.violations.isEmpty })
    else { return plan }
    let carried = try self.plan(booking, of: pair, by: rule, carrier: carrier)
    return carried.firstBooked == carrier ? carried : plan
  }

  /// - Parameter carrier: the first that will be booked, if that is known: those after it may lie further away than can be
  ///   booked. Otherwise they may from the first on that can be had where the rule puts it.
  private func plan(
    _ booking: SeriesBooking, of pair: Pair, by rule: SeriesRule, carrier: Int?
  ) throws -> SeriesPlan {
    var examiner = OccurrenceExaminer(reader, zones: zones, pair: pair, now: now)
    if booking.first.anyway {
      let actor = actor
      examiner.isWaived = { actor.mayWaive($0) }
    }
    func wanted(_ start: Instant) -> OccurrenceExaminer.Wanted {
      .init(start: start, length: booking.first.length, room: booking.first.room)
    }
    var plan = SeriesPlan(pair: pair.id, length: booking.first.length, occurrences: [])
    func isFirst(_ index: Int) -> Bool {
      !(carrier.map { $0 < index } ?? false) && plan.occurrences[..<index].allSatisfy { $0.start == nil }
    }
    // All that can stay where the rule puts them come first: what is moved goes around them.
    for (index, occurrence) in rule.occurrences.enumerated() {
      var planned = SeriesPlan.Occurrence(original: occurrence.instant, violations: [])
      switch booking.answers[planned.original] {
      case .skip:
        planned.isSkipped = true
        planned.violations = try examiner.violations(wanted(planned.original), isFirst: isFirst(index)).filter {
          !examiner.isWaived($0)
        }
      // Its own time may be free; it is not wanted.
      case .move: break
      case .stop, .moveToNearest, nil:
        planned.violations = try examiner.take(wanted(planned.original), isFirst: isFirst(index))
        if planned.violations.isEmpty { planned.start = planned.original }
      }
      plan.occurrences.append(planned)
    }
    for index in plan.occurrences.indices where plan.occurrences[index].isOpen {
      let original = plan.occurrences[index].original
      let isFirst = isFirst(index)
      let answer = booking.answers[original] ?? booking.onClash
      switch answer {
      case .skip: plan.occurrences[index].isSkipped = true
      case .move(let start):
        plan.occurrences[index].violations = try examiner.take(wanted(start), isFirst: isFirst)
        if plan.occurrences[index].violations.isEmpty { plan.occurrences[index].start = start }
      case .stop, .moveToNearest: break
      }
      guard plan.occurrences[index].isOpen else { continue }
      plan.occurrences[index].opening = try examiner.opening(
        near: wanted(original), after: neighbor(before: index, in: plan), before: neighbor(after: index, in: plan),
        isFirst: isFirst)
      if answer == .moveToNearest, let opening = plan.occurrences[index].opening,
        try examiner.take(wanted(opening), isFirst: isFirst).isEmpty
      {
        plan.occurrences[index].start = opening
      }
    }
    return plan
  }

  /// The rule with what it gives in the zone that the series is agreed in: the mentor's.
  func rule(_ booking: SeriesBooking, pair: Pair) throws -> SeriesRule {
    guard let mentor = try reader.person(pair.mentor) else {
      throw CommandError.notFound("person \(pair.mentor) is gone")
    }
    let zone = try zones.zone(named: mentor.zone)
    return try SeriesRule(
      booking.rule, from: booking.first.start, zone: zone, times: TimeWording(zone: zone, now: now))
  }

  /// What is moved stays between the occurrences beside it, and within three days of its own.
  private func neighbor(before index: Int, in plan: SeriesPlan) -> Instant {
    let near = plan.occurrences[index].original - 3 * 86_400
    return index > 0 ? max(near, plan.occurrences[index - 1].original) : near
  }

  private func neighbor(after index: Int, in plan: SeriesPlan) -> Instant {
    let near = plan.occurrences[index].original + 3 * 86_400
    return index + 1 < plan.occurrences.count ? min(near, plan.occurrences[index + 1].original) : near
  }
}
