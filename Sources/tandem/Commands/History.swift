import ArgumentParser
import Mentoring
import Scheduling

struct History: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what was done, by whom, when and why, the latest first.",
    discussion: """
      EXAMPLES
        tandem history
        tandem history --session 12
        tandem history --pair mia/ralf --limit 50 --json
      """)

  @Option(help: ArgumentHelp("Only this pair's.", valueName: "pair"), completion: .custom(Completion.pairs)) var pair:
    String?
  @Option(help: ArgumentHelp("Only this session's.", valueName: "id")) var session: String?
  @Option(help: ArgumentHelp("Only what this login did.", valueName: "login")) var by: String?
  @Option(help: ArgumentHelp("At most so many.", valueName: "count")) var limit = 20
  @OptionGroup var options: GlobalOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit is \(limit); it is at least 1") }
  }

  func run() throws {
    try options.run { environment in
      let store = try environment.store()
      try store.read { reader in
        let actor = try environment.actor(reader)
        let filter = StepFilter(
          actor: by, pair: try pair.map { try PairReference(reader, actor: actor).pair($0).id },
          session: try session.map { try Reading.session($0, reader).id }, limit: limit)
        let steps = try reader.steps(filter)
        let output = environment.output
        if output.isJSON {
          let shapes = JSONShapes(reader: reader, zones: environment.zones, viewer: actor, now: environment.now)
          output.json(.fields(["history": .array(steps.map { shapes.step($0) })]))
          return
        }
        if steps.isEmpty { output.note("nothing was done yet") }
        let times = TimeWording(zone: try environment.zone(of: actor, reader), now: environment.now)
        for step in steps {
          let reason = step.reason.isEmpty ? "" : " (\(step.reason))"
          output.line("\(output.dim(times.moment(step.at)))  \(step.actor)  \(step.summary)\(reason)")
        }
      }
    }
  }
}
