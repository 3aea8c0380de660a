import ArgumentParser
import Interchange
import Mentoring
import Scheduling

struct Inbox: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inbox",
    abstract: "Apply answers to invitations that came back as files.",
    discussion: """
      EXAMPLES
        tandem inbox reply.ics  accepted, tentative or declined, as the file says
        tandem inbox reply.ics --dry-run
        tandem inbox -          from standard input, as a mail program pipes it
        tandem undo             takes it back

      Who declines calls the session off. A proposal of another time (COUNTER) changes nothing: it is shown with how to take it
      or turn it down. What a file says about one session of a series goes before what it says about more of them.
      An answer to a version of a session that was changed since is refused. What a file answers is one step, and none of
      it when one is refused; files are taken one after the other. Answers to requests are a step each.
      """)

  @Argument(
    help: "Files of METHOD REPLY or COUNTER (RFC 5546), - for standard input.", completion: .file(extensions: ["ics"]))
  var files: [String]
  @Flag(help: "Say what would change, but write nothing.") var dryRun = false
  @OptionGroup var options: GlobalOptions

  func validate() throws {
    if files.isEmpty { throw ValidationError("name at least one file") }
    if files.contains("") { throw ValidationError("the name of a file is empty; name at least one file") }
  }

  func run() throws {
    try options.run { environment in
      let store = try environment.store()
      let (actor, zone) = try store.read { reader in
        let actor = try environment.actor(reader)
        return (actor, try environment.zone(of: actor, reader))
      }
      let reader = InvitationReader(zones: environment.zones, own: zone)
      // All are read before the first is applied.
      let answers = try files.map { file in (file, try reader.read(file)) }
      let desk = AnswerDesk(environment: environment, store: store, actor: actor, isDryRun: dryRun)
      var shapes: [JSONValue] = []
      for (file, answers) in answers { shapes += try desk.take(answers, file: file) }
      environment.output.json(ifAsked: ["answers": .array(shapes)])
    }
  }
}
