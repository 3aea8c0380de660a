import ArgumentParser
import Mentoring
import Scheduling

struct Busy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "busy",
    abstract: "Show a person's imported busy time, merged; titles are never shown.",
    discussion: """
      EXAMPLES
        tandem busy ralf
        tandem busy ralf --from "next mon" --to "+2w" --json
      """)

  @Argument(help: "The person's login.", completion: .custom(Completion.logins)) var login: String
  @OptionGroup var span: SpanOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      let store = try environment.store(isLooking: true)
      try store.read { reader in
        let actor = try environment.actor(reader)
        let person = try Reading.person(login, whose: "busy time", isSeenBy: actor, reader)
        let zone = try environment.zone(of: actor, reader)
        let interval = try span.interval(environment.times(zone), start: environment.now, days: 14)
        let busy = try reader.busy(of: person.id, in: interval).merged.clipped(to: interval)
        if environment.output.isJSON {
          environment.output.json(
            .fields([
              "person": .string(person.login),
              "busy": .array(
                busy.intervals.map {
                  .fields(["start": JSONShapes.instant($0.start), "end": JSONShapes.instant($0.end)])
                }),
            ]))
          return
        }
        if busy.isEmpty { environment.output.note("\(person.name) has no imported busy time then") }
        let times = environment.times(zone)
        for block in busy.intervals { environment.output.line(times.span(block)) }
      }
    }
  }
}
