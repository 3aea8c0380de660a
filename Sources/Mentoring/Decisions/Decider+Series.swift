import Recurrence
import Scheduling

extension Decider {
  /// All sessions of a rule in one step, or none.
  func bookSeries(_ booking: SeriesBooking) throws -> Decision {
    let first = booking.first
    let pair = try pair(first.pair)
    try requireActing(for: pair)
    guard !booking.first.asks else {
      throw CommandError.invalid("a series is booked, not asked for; ask for its sessions one by one")
    }
    guard try !wantsAsking(pair) else {
      throw CommandError.invalid(
        "\(try title(of: pair)) needs the other side's yes, and a series is booked, not asked for; ask for its sessions "
          + "one by one")
    }
    try requireLength(first.length)
    let loader = try SituationLoader(store, zones: zones)
    let (mentor, mentee) = (try person(pair.mentor), try person(pair.mentee))
    let zone = try zones.zone(named: mentor.zone)
    let grid = StartGrid(zone: zone, granularity: loader.policy(of: mentor, in: pair).granularity)
    for start in [first.start] + booking.answers.values.compactMap(\.start) { try require(start, on: grid) }
    let planner = SeriesPlanner(store, zones: zones, actor: actor, now: now)
    let plan = try planner.plan(booking)
    guard plan.isBookable else { throw CommandError.seriesRefused(plan) }

    let rule = try planner.rule(booking, pair: pair)
    let id = try store.newSeriesID()
    let series = Series(
      id: id, uid: "series-\(id)@\(try store.program().domain)", pair: pair.id, rule: rule.rule.description,
      start: Series.text(zone.civil(at: first.start)), zone: zone.name, length: first.length)
    let sessions = try plan.occurrences.compactMap { occurrence -> Session? in
      guard let start = occurrence.start else { return nil }
      return Session(
        id: try store.newSessionID(), uid: series.uid, pair: pair.id, mentor: pair.mentor, mentee: pair.mentee,
        interval: Interval(start: start, seconds: first.length * 60), zone: zone.name, room: first.room,
        topic: first.topic.isEmpty ? pair.topic : first.topic, agenda: first.agenda,
        mentorBuffer: loader.policy(of: mentor, in: pair).buffer,
        menteeBuffer: loader.policy(of: mentee, in: pair).buffer,
        series: id, originalStart: occurrence.original)
    }
    let times = TimeWording(zone: zone, now: now)
    // The rule's own first may be left out or moved.
    let earliest = sessions.map(\.interval).min() ?? Interval(start: first.start, seconds: first.length * 60)
    var summary =
      "Booked \(try title(of: pair)), \(Self.count(sessions.count, "session")) "
      + "\(try series.days(in: zone, own: zone).own), from "
      + times.span(earliest)
    let (moved, skipped) = (plan.occurrences.count(where: \.isMoved), plan.occurrences.count(where: \.isSkipped))
    let exceptions = [moved > 0 ? "\(moved) moved" : "", skipped > 0 ? "\(skipped) left out" : ""]
    if moved + skipped > 0 { summary += " (\(exceptions.filter { !$0.isEmpty }.joined(separator: ", ")))" }
    var decision = Decision(
      command: "book series",
      changes: [.series(before: nil, after: series)] + sessions.map { .session(before: nil, after: $0) },
      summary: summary)
    decision.pair = pair.id
    decision.session = sessions.first?.id
    return decision
  }

  static func count(_ number: Int, _ one: String) -> String { "\(number) \(one)\(number == 1 ? "" : "s")" }
}

extension ClashAnswer {
  fileprivate var start: Instant? {
    if case .move(let start) = self { start } else { nil }
  }
}
