import ArgumentParser
import Mentoring

struct Note: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a session's agenda, topic or room.",
    discussion: """
      EXAMPLES
        tandem note 12 "Rough cut, then titles"
        tandem note 12 --topic "Color grading"
        tandem note 12 --room Lisbon
        tandem note 12 --no-room
      """)

  @Argument(help: "The session's id, see “tandem sessions”.") var session: String
  @Argument(help: "The agenda.") var agenda: String?
  @Option(help: ArgumentHelp("Another topic.", valueName: "text")) var topic: String?
  @Option(help: ArgumentHelp("Another room.", valueName: "name")) var room: String?
  @Flag(help: "No room.") var noRoom = false
  @Option(help: "Which of its series: this one, this and the following, or all that are to come.")
  var scope: SeriesScope = .this
  @Flag(help: "Decide and tell, but write nothing.") var dryRun = false
  @OptionGroup var options: GlobalOptions

  func validate() throws {
    if agenda == nil, topic == nil, room == nil, !noRoom {
      throw ValidationError("nothing to write; give the agenda, --topic, --room or --no-room")
    }
    if room != nil, noRoom { throw ValidationError("--room and --no-room exclude each other") }
  }

  func run() throws {
    try options.run { environment in
      let store = try environment.store()
      let (actor, edit) = try store.read { reader in
        let id = try Reading.session(session, reader).id
        var edit = Edit(session: id, topic: topic, agenda: agenda, scope: scope)
        if noRoom { edit.room = .some(nil) }
        if let room { edit.room = .some(try Reading.room(room, reader).id) }
        return (try environment.actor(reader), edit)
      }
      let outcome = try Refusal(environment: environment, store: store, actor: actor).perform(
        .edit(edit), isDryRun: dryRun)
      try SessionOutcome(environment: environment, store: store, actor: actor).tell(outcome, isDryRun: dryRun)
    }
  }
}
