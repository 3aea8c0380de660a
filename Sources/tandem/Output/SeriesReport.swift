import Mentoring
import Scheduling

/// Tells what a series comes to, occurrence by occurrence.
struct SeriesReport {
  let plan: SeriesPlan
  let reader: any StoreReader
  let environment: CommandEnvironment
  let actor: Actor

  /// Reasons that an occurrence's line names; a full calendar has hundreds, and `check` and `--json` tell all.
  private static let mostReasons = 4

  /// `✓ Tue 1 Dec 14:00`, `✗ Tue 8 Dec 14:00  Ralf Winter: busy …`, a line each.
  ///
  /// - Parameter exceptionsOnly: leaves out those that stand where the rule put them.
  func lines(exceptionsOnly: Bool = false) throws -> [String] {
    let zone = try environment.zone(of: actor, reader)
    let times = environment.times(zone)
    let wording = try wording(zone)
    let output = environment.output
    return try plan.occurrences.filter { !exceptionsOnly || $0.isOpen || $0.isSkipped || $0.isMoved }.map {
      occurrence in
      let time = times.moment(occurrence.original)
      let count = occurrence.violations.count
      let shown = count > Self.mostReasons + 1 ? Self.mostReasons : count
      let why =
        try occurrence.violations.prefix(shown).map { try wording.sentence($0) }.joined(separator: "; ")
        + (shown < count ? "; and \(count - shown) more" : "")
      if occurrence.isSkipped { return "\(output.bad("–")) \(time)  left out" + (why.isEmpty ? "" : ": \(why)") }
      guard let start = occurrence.start else {
        let offer = occurrence.opening.map { "; free: \(times.moment($0))" } ?? ""
        return "\(output.bad("✗")) \(time)  \(why)\(offer)"
      }
      if occurrence.isMoved {
        return "\(output.good("→")) \(time)  moved to \(times.moment(start))" + (why.isEmpty ? "" : ": \(why)")
      }
      return "\(output.good("✓")) \(time)"
    }
  }

  /// `20 of 24 fit`.
  var summary: String { "\(plan.fitting) of \(plan.occurrences.count) fit" }

  /// Every occurrence with what became of it.
  func json() throws -> JSONValue {
    let wording = try wording(try environment.zone(of: actor, reader))
    let shapes = JSONShapes(reader: reader, zones: environment.zones, viewer: actor, now: environment.now)
    return .array(
      try plan.occurrences.map { occurrence in
        .fields([
          "original": JSONShapes.instant(occurrence.original),
          "start": occurrence.start.map { JSONShapes.instant($0) },
          "fits": .bool(occurrence.violations.isEmpty && !occurrence.isSkipped), "skipped": .bool(occurrence.isSkipped),
          "violations": .array(try occurrence.violations.map { try shapes.violation($0, wording) }),
          "opening": occurrence.opening.map { JSONShapes.instant($0) },
        ])
      })
  }

  /// The reasons of all occurrences that stand open, and the openings that would do.
  ///
  /// - Parameter command: what was refused.
  func refusal(of command: Command) throws -> Failure {
    let zone = try environment.zone(of: actor, reader)
    let wording = try wording(zone)
    let shapes = JSONShapes(reader: reader, zones: environment.zones, viewer: actor, now: environment.now)
    let pair = try reader.pair(plan.pair)
    let people = try pair.map { [try reader.person($0.mentor), try reader.person($0.mentee)].compactMap { $0 } } ?? []
    let advice =
      switch command {
      case .bookSeries(let booking): "nothing was booked\(try ways(instead: booking))"
      case .edit: "nothing was changed"
      default: "nothing was moved"
      }
    var failure = Failure(
      .refused, "refused", (["\(summary); \(advice):"] + (try lines()).map { "  \($0)" }).joined(separator: "\n"),
      details: [
        ("violations", .array(try plan.violations.map { try shapes.violation($0, wording) })),
        (
          "alternatives",
          .array(
            try plan.occurrences.filter(\.isOpen).compactMap(\.opening).map {
              try shapes.opening($0, length: plan.length, people)
            })
        ), ("occurrences", try json()),
      ])
    if environment.output.isJSON { failure.message = "\(summary); \(advice)" }
    return failure
  }

  /// What else could be tried: only what would help.
  private func ways(instead booking: SeriesBooking) throws -> String {
    let open = plan.occurrences.filter(\.isOpen)
    guard !open.isEmpty else { return "" }
    var skipping = booking
    skipping.onClash = .skip
    let planner = SeriesPlanner(reader, zones: environment.zones, actor: actor, now: environment.now)
    var ways = try planner.plan(skipping).isBookable ? ["--on-clash skip leaves them out"] : []
    if case .moveToNearest = booking.onClash {
      let some = open.count == 1 ? "the one that is left" : "the \(open.count) that are left"
      return "; near \(some) nothing is free" + ways.map { "; \($0)" }.joined()
    }
    if open.allSatisfy({ $0.opening != nil }) { ways.append("--on-clash move takes the openings named here") }
    return ways.isEmpty ? "" : "; " + ways.joined(separator: ", ")
  }

  private func wording(_ zone: ZoneRules) throws -> ViolationWording {
    try ViolationWording(
      reader, zones: environment.zones, viewer: actor, now: environment.now, zone: zone, clock: environment.face)
  }
}
