import Mentoring
import Scheduling

/// Tells what a command did to one session, or to several of a series.
struct SessionOutcome {
  let environment: CommandEnvironment
  let store: any Store
  let actor: Actor

  /// Warnings that are printed; an undo in a full calendar has hundreds.
  private static let mostWarnings = 12

  /// - Parameter plan: of a series, whose exceptions are told.
  /// - Parameter staying: what it leaves as it is of the series; see `Command.staying`.
  /// - Parameter offersReplacements: whether openings are named for a session that was called off.
  /// - Parameter listsMoves: whether each session that has another time now is told with both.
  /// - Throws: a ``Failure`` that says that it is saved, when the store goes away before that can be told as `--json` has it.
  func tell(
    _ outcome: Outcome, plan: SeriesPlan? = nil, staying: StayingSessions? = nil, offersReplacements: Bool = false,
    listsMoves: Bool = false, isDryRun: Bool
  ) throws {
    do {
      let replacements = offersReplacements ? try replacements(of: outcome) : []
      try tellAll(
        outcome, plan: plan, staying: staying, replacements: replacements, listsMoves: listsMoves, isDryRun: isDryRun)
    } catch StoreError.unavailable(let reason, let cause) {
      guard !isDryRun, let step = outcome.step else { throw StoreError.unavailable(reason, cause: cause) }
      let sentence = "\(reason); it was saved before that, as step \(step.id), and is told as the history keeps it"
      guard !environment.output.isJSON else {
        throw Failure(
          .noStore, "unavailable", sentence,
          details: [("saved", true), ("step", .number(Int(step.id))), ("summary", .string(outcome.summary))])
      }
      Output.message("tandem: \(sentence)")
      environment.output.note("\(environment.output.good("✓")) \(outcome.summary)")
    }
  }

  private func replacements(of outcome: Outcome) throws -> [Instant] {
    try store.read { reader in
      guard let session = outcome.sessions.first, outcome.sessions.count == 1, let pair = try reader.pair(session.pair)
      else { return [] }
      return try AlternativeFinder(reader, zones: environment.zones).nearest(
        to: session.interval.start, for: pair, length: session.minutes, moving: [session.id],
        avoiding: session.interval,
        at: environment.now)
    }
  }

  private func tellAll(
    _ outcome: Outcome, plan: SeriesPlan?, staying: StayingSessions?, replacements: [Instant], listsMoves: Bool,
    isDryRun: Bool
  ) throws {
    let output = environment.output
    for warning in outcome.warnings.prefix(Self.mostWarnings) { Output.message("tandem: \(warning.message)") }
    let left = outcome.warnings.count - Self.mostWarnings
    if left > 0, !output.isJSON { Output.message("tandem: \(left) more warnings; --json lists them") }
    guard output.isJSON else {
      let mark = isDryRun ? "dry run: " : "\(output.good("✓")) "
      try store.read { reader in
        let times = environment.times(try environment.zone(of: actor, reader))
        let readBack = outcome.readBack(times)
        let summary =
          actor.person == nil
          ? readBack : SummaryWording(times, zones: environment.zones).words(readBack, of: outcome.changes)
        output.note(mark + summary)
        if let words = try outcome.askedToWaive(reader) { output.note("  \(words)") }
        for words in staying?.words(times) ?? [] { output.note("  \(words)") }
        if listsMoves { for words in try outcome.moves(reader, times) { output.note("  \(words)") } }
        if let session = outcome.sessions.first, !replacements.isEmpty {
          output.note("The nearest openings to replace it:")
          let people = try [session.mentor, session.mentee].compactMap { try reader.person($0) }
          let refusal = Refusal(environment: environment, store: store, actor: actor)
          for start in replacements {
            let others = try refusal.others(start, people, times.zone)
            output.note("  \(times.span(Interval(start: start, seconds: session.interval.seconds)))\(others)")
          }
          if !isDryRun, let words = try proposing(replacements[0], for: session, reader, times) { output.note(words) }
        }
        guard let plan else { return }
        let report = SeriesReport(plan: plan, reader: reader, environment: environment, actor: actor)
        for line in try report.lines(exceptionsOnly: !isDryRun) { output.note("  \(line)") }
      }
      return
    }
    try store.read { reader in
      let shapes = JSONShapes(reader: reader, zones: environment.zones, viewer: actor, now: environment.now)
      var fields: [(String, JSONValue)] = [("summary", .string(outcome.summary))]
      if isDryRun { fields.append(("dryRun", true)) }
      // What is as it was asked to be is told as it is.
      let same = try outcome.unchanged > 0 ? outcome.session.flatMap { try reader.session($0) } : nil
      let sessions = outcome.sessions + [same].compactMap(\.self)
      if sessions.count > 1 || plan != nil {
        fields.append(("sessions", .array(try sessions.map { try shapes.session($0) })))
      }
      if let plan {
        let report = SeriesReport(plan: plan, reader: reader, environment: environment, actor: actor)
        fields.append(("occurrences", try report.json()))
      }
      if let staying { fields.append(("staying", JSONShapes.staying(staying))) }
      if let session = sessions.first { fields.append(("session", try shapes.session(session))) }
      if let session = outcome.sessions.first, !replacements.isEmpty {
        let people = [try reader.person(session.mentor), try reader.person(session.mentee)].compactMap { $0 }
        let openings = try replacements.map { try shapes.opening($0, length: session.minutes, people) }
        fields.append(("alternatives", .array(openings)))
      }
      if let step = outcome.step { fields.append(("step", .number(Int(step.id)))) }
      if !outcome.warnings.isEmpty {
        fields.append(("warnings", .array(outcome.warnings.map { JSONShapes.issue($0, file: nil) })))
      }
      output.json(.object(fields))
    }
  }
}

extension SessionOutcome {
  /// As commands name a pair: `mia/ralf`.
  private func name(of pair: Pair, _ reader: any StoreReader) throws -> String {
    try [pair.mentor, pair.mentee].map { try reader.person($0)?.login ?? "?" }.joined(separator: "/")
  }

  /// How who called off at short notice asks for a replacement, which they owe the other side; nil for what was called off in time, or
  /// not by its sides.
  private func proposing(
    _ start: Instant, for session: Session, _ reader: any StoreReader, _ times: TimeWording
  ) throws -> String? {
    guard let pair = try reader.pair(session.pair), let own = actor.person, session.closing?.by == own,
      session.wasCalledOffLate(notice: try reader.program().policy.applying(pair.policy).lateNotice),
      let partner = try pair.partner(of: own).flatMap({ try reader.person($0) })
    else { return nil }
    let moment = times.zone.civil(at: start).description.prefix(16)
    return
      "So late, \(partner.firstName) is owed another time: tandem book \(try name(of: pair, reader)) \(moment) --length \(session.minutes) "
      + "--request"
  }
}

extension Outcome {
  /// `session 12, Mia Chen → Ralf Winter: Wed 25 Nov 14:30–15:30 CET → Mon 14 Dec 13:45–14:45 CET`, of each that has another time now, or
  /// would have.
  fileprivate func moves(_ reader: any StoreReader, _ times: TimeWording) throws -> [String] {
    try changes.compactMap { change in
      guard case .session(let before?, let after?) = change, before.interval != after.interval else { return nil }
      let names = try [after.mentor, after.mentee].map { try reader.person($0)?.name ?? "?" }
      let joint = after.status.isHold ? ", asked for " : " → "
      return "\(before.status.isHold ? "request" : "session") \(after.id), \(names[0]) → \(names[1]): "
        + "\(times.span(before.interval))\(joint)\(times.span(after.interval))"
    }
  }

  /// `asks Ralf Winter to waive the hours`: what stands in the way of whom a time was asked of; nil for what asks for nothing of it.
  fileprivate func askedToWaive(_ reader: any StoreReader) throws -> String? {
    guard let session = sessions.first, session.status.isHold, let request = session.request else { return nil }
    let partner = session.mentor == request.proposer ? session.mentee : session.mentor
    let rules = session.rulesToWaive(by: partner)
    guard !rules.isEmpty, let name = try reader.person(partner)?.name else { return nil }
    return "asks \(name) to waive \(rules.joined(separator: ", "))"
  }
}
