import ArgumentParser
import Interchange
import Mentoring

struct CalendarAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Subscribe to calendar files or folders: their events keep someone busy.",
    discussion: """
      EXAMPLES
        tandem calendar add ~/.calendars/work  a folder, as vdirsyncer keeps it
        tandem calendar add ~/work.ics ~/home.ics --for mia
        tandem undo                            takes it back

      It is read again when its files change: while the interface is open at once, else by “tandem calendar refresh”.
      What Tandem itself published or sent is passed over.
      """)

  @Argument(help: "iCalendar files, or folders that hold one event a file.", completion: .file()) var paths: [String]
  @Option(
    name: .customLong("for"), help: ArgumentHelp("Whose calendar it is; the default is who acts.", valueName: "login"),
    completion: .custom(Completion.logins))
  var person: String?
  @Flag(help: "Say what would change, but write nothing.") var dryRun = false
  @OptionGroup var options: GlobalOptions

  func validate() throws {
    if paths.isEmpty { throw ValidationError("name at least one file or folder") }
    if paths.contains("") { throw ValidationError("the name of a file is empty; name at least one file or folder") }
  }

  func run() throws {
    try options.run { environment in
      let store = try environment.store()
      let actor = try store.read { try environment.actor($0) }
      var tally = ImportTally(environment: environment, isDryRun: dryRun)
      let runner = ImportRunner(
        environment: environment, store: store, actor: actor, isDryRun: dryRun, interruption: Interruption(options))
      try runner.calendars(paths, for: person, isSubscribed: true, &tally)
      try tally.tell()
    }
  }
}
