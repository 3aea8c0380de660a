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
        let sought = try command.soughtTime(reader)
        // What is done again can't be asked for.
        let way = sought == nil ? nil : try way(violations, of: pair, reader)
        let tried: (start: Instant, length: Int)? =
          if case .log(let logging) = command {
            (logging.start, logging.length)
          } else {
            sought.map { ($0.start, $0.length) }
          }
        return try failure(violations, alternatives, pair: pair, tried, way, reader)
      }
    } catch CommandError.seriesRefused(let plan) {
      throw try store.read { reader in
        try SeriesReport(plan: plan, reader: reader, environment: environment, actor: actor).refusal(of: command)
      }
    }
  }

  private func failure(
    _ violations: [Violation], _ alternatives: [Instant], pair: PairID, _ tried: (start: Instant, length: Int)?,
    _ way: String?,
    _ reader: any StoreReader
  ) throws -> Failure {
    let words = try words(violations, alternatives, pair: pair, length: tried?.length ?? 60, reader)
    // What was typed as `fri 14:00` is told with its date.
    let time = try tried.map { tried in
      environment.times(try environment.zone(of: actor, reader)).span(
        Interval(start: tried.start, seconds: tried.length * 60))
    }
    var failure = Failure(
      .refused, "refused",
      (["\(time ?? "this time") can't be had:"] + words.lines.map { "  ✗ \($0)" } + [way].compactMap(\.self)
        + words.offers).joined(
          separator: "\n"),
      details: [("violations", words.violations), ("alternatives", words.alternatives)])
    if environment.output.isJSON { failure.message = words.lines.joined(separator: "; ") }
    return failure
  }

  /// How a time that is refused can be had all the same; nil where it can't.
  private func way(_ violations: [Violation], of pair: PairID, _ reader: any StoreReader) throws -> String? {
    guard !violations.isEmpty else { return nil }
    if violations.allSatisfy(actor.mayWaive) {
      return "You may waive \(violations.count == 1 ? "that" : "these"): add --anyway."
    }
    // The other side's rules are theirs to waive.
    guard let own = actor.person, let partner = try reader.pair(pair)?.partner(of: own),
      violations.allSatisfy({ !$0.isAbsolute && $0.person != nil }), let name = try reader.person(partner)?.name
    else { return nil }
    let anyway = violations.contains { $0.person == own } ? ", with --anyway for what protects you" : ""
    return "You may ask \(name) whether it suits all the same: add --request\(anyway)."
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

  /// ` · 08:30 for Ralf`, ` · Fri 06:00 for Ralf`, for those who live by another clock.
  func others(_ start: Instant, _ people: [Person], _ zone: ZoneRules) throws -> String {
    try people.filter { $0.zone != zone.name }.map { person in
      let their = try environment.zones.zone(named: person.zone)
      let times = environment.times(their)
      let date = their.date(at: start)
      let day = date == zone.date(at: start) ? "" : "\(date.weekday.shortName) "
      let first = person.firstName
      return " · \(day)\(times.time(start)) for \(first)"
    }.joined()
  }
}
