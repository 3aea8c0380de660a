import Mentoring
import Scheduling

/// Tells why a booking or move was refused, with every reason and the nearest openings; the same for `check`.
struct Refusal {
  let environment: CommandEnvironment
  let store: any Store
  let actor: Actor

  /// Runs a command that may be refused.
  func perform(_ command: Command, isDryRun: Bool) throws -> Outcome {
    do {
      return try store.performOffering(
        command, by: actor, at: environment.now, isDryRun: isDryRun, zones: environment.zones)
    } catch CommandError.refused(let violations, let pair, let alternatives) {
      throw try store.read { reader in
        let length = try command.soughtTime(reader)?.length ?? 60
        return try failure(violations, alternatives, pair: pair, length: length, reader)
      }
    } catch CommandError.seriesRefused(let plan) {
      throw try store.read { reader in
        let booking: SeriesBooking? = if case .bookSeries(let booking) = command { booking } else { nil }
        return try SeriesReport(plan: plan, reader: reader, environment: environment, actor: actor).refusal(booking)
      }
    }
  }

  private func failure(
    _ violations: [Violation], _ alternatives: [Instant], pair: PairID, length: Int, _ reader: any StoreReader
  ) throws -> Failure {
    let words = try words(violations, alternatives, pair: pair, length: length, reader)
    let mayWaive = !violations.isEmpty && violations.allSatisfy(actor.mayWaive)
    let way = mayWaive ? ["You may waive \(violations.count == 1 ? "that" : "these"): add --anyway."] : []
    var failure = Failure(
      .refused, "refused",
      (["this time can't be had:"] + words.lines.map { "  ✗ \($0)" } + way + words.offers).joined(separator: "\n"),
      details: [("violations", words.violations), ("alternatives", words.alternatives)])
    if environment.output.isJSON { failure.message = words.lines.joined(separator: "; ") }
    return failure
  }

  /// The reasons and the offers, as words and as JSON.
  func words(
    _ violations: [Violation], _ alternatives: [Instant], pair: PairID, length: Int, _ reader: any StoreReader
  ) throws -> (lines: [String], offers: [String], violations: JSONValue, alternatives: JSONValue) {
    let zone = try environment.zone(of: actor, reader)
    let wording = try ViolationWording(
      reader, zones: environment.zones, viewer: actor, now: environment.now, zone: zone, clock: environment.face)
    let shapes = JSONShapes(reader: reader, zones: environment.zones, viewer: actor, now: environment.now)
    let members = try reader.pair(pair).map { [try reader.person($0.mentor), try reader.person($0.mentee)] } ?? []
    let people = members.compactMap { $0 }
    let lines = try violations.map { try wording.sentence($0) }
    var offers: [String] = []
    if !alternatives.isEmpty {
      let times = environment.times(zone)
      offers = ["The nearest openings:"]
      for start in alternatives {
        offers.append(
          "  \(times.span(Interval(start: start, seconds: length * 60)))" + (try others(start, people, zone)))
      }
    }
    return (
      lines, offers, .array(try violations.map { try shapes.violation($0, wording) }),
      .array(try alternatives.map { try shapes.opening($0, length: length, people) })
    )
  }

  /// ` · 08:30 for Ralf`, for those who live by another clock.
  func others(_ start: Instant, _ people: [Person], _ zone: ZoneRules) throws -> String {
    try people.filter { $0.zone != zone.name }.map { person in
      let times = environment.times(try environment.zones.zone(named: person.zone))
      let first = person.name.split(separator: " ").first.map(String.init) ?? person.name
      return " · \(times.time(start)) for \(first)"
    }.joined()
  }
}
