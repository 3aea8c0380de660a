import ArgumentParser
import Interchange
import Mentoring

struct CalendarRemove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "End a subscription, or forget an import; its busy time goes with it.",
    discussion: """
      EXAMPLES
        tandem calendar remove ~/.calendars/work
        tandem calendar remove 3                    its id, see “tandem calendar list”
        tandem undo                                 takes it back
      """)

  @Argument(help: "The calendar's path, or its id.", completion: .file()) var calendar: String
  @OptionGroup var owner: CalendarOwner
  @Flag(help: "Say what would change, but write nothing.") var dryRun = false
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      let store = try environment.store()
      let (actor, source) = try store.read { reader in
        let actor = try environment.actor(reader)
        return (actor, try find(try owner.sources(reader, actor).map(\.source)))
      }
      let outcome = try store.perform(
        .removeCalendar(source.id), by: actor, at: environment.now, isDryRun: dryRun)
      try SessionOutcome(environment: environment, store: store, actor: actor).tell(outcome, isDryRun: dryRun)
    }
  }

  private func find(_ sources: [BusySource]) throws -> BusySource {
    // A path first: a folder may be named 3.
    let names = SourceName.matches(calendar, among: sources.map(\.name))
    let found = sources.filter { names.contains($0.name) || $0.name == calendar }
    if found.count > 1 {
      let people = Set(found.map(\.person)).count
      throw CommandError.notFound(
        people > 1
          ? "\(people) people have the calendar \(calendar); say whose with --for, or name its id"
          : "\(found.count) calendars lead to \(calendar): \(found.map { "\($0.id), \($0.name)" }.joined(separator: "; ")); name its id"
      )
    }
    if let source = found.first ?? sources.first(where: { String($0.id) == calendar }) { return source }
    throw CommandError.notFound("“\(calendar)” is no calendar here; “tandem calendar list” lists them")
  }
}
