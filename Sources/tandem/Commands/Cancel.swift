import ArgumentParser
import Mentoring
import Scheduling

struct Cancel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel",
    abstract: "Cancel a session; the other side reads the reason.",
    discussion: """
      EXAMPLES
        tandem cancel 12 --reason "I am ill"
        tandem cancel 12 --reason "New project" --scope following
        tandem undo                               takes it back
      """)

  @Argument(help: "The session's id, see “tandem sessions”.", completion: .custom(Completion.coming))
  var session: String
  @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String
  @Option(help: "Which of its series: this one, this and the following, or all that are to come.")
  var scope: SeriesScope = .this
  @Flag(help: "Decide and tell, but write nothing.") var dryRun = false
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      let store = try environment.store()
      let (actor, command, staying) = try store.read { reader in
        let command = Command.cancel(try Reading.session(session, reader).id, reason: reason, scope: scope)
        return (try environment.actor(reader), command, try command.staying(at: environment.now, reader))
      }
      let outcome = try store.perform(command, by: actor, at: environment.now, isDryRun: dryRun)
      try SessionOutcome(environment: environment, store: store, actor: actor).tell(
        outcome, staying: staying, offersReplacements: true, isDryRun: dryRun)
    }
  }
}
