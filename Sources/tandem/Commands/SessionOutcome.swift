import Mentoring
import Scheduling

/// Tells what a command did to one session.
struct SessionOutcome {
  let environment: CommandEnvironment
  let store: any Store
  let actor: Actor

  func tell(_ outcome: Outcome, isDryRun: Bool) throws {
    let output = environment.output
    for warning in outcome.warnings { Output.message("tandem: \(warning.message)") }
    guard output.isJSON else {
      let mark = isDryRun ? "would have: " : "\(output.good("✓")) "
      output.note(mark + outcome.summary)
      return
    }
    try store.read { reader in
      let shapes = JSONShapes(reader: reader, zones: environment.zones, viewer: actor, now: environment.now)
      var fields: [(String, JSONValue)] = [("summary", .string(outcome.summary))]
      if isDryRun { fields.append(("dryRun", true)) }
      if let session = outcome.sessions.first { fields.append(("session", try shapes.session(session))) }
      if let step = outcome.step { fields.append(("step", .number(Int(step.id)))) }
      if !outcome.warnings.isEmpty {
        fields.append(("warnings", .array(outcome.warnings.map { JSONShapes.issue($0, file: nil) })))
      }
      output.json(.object(fields))
    }
  }
}
