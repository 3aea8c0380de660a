import ArgumentParser
import Interchange
import Mentoring
import Scheduling

struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Bring in people, pairs, rooms, or a person's busy time.",
    discussion: """
      EXAMPLES
        tandem import people people.csv
        tandem import pairs pairs.csv --dry-run
        tandem import busy ~/calendar.ics --for mia

      All or nothing: every error is listed, and then nothing was changed. The same file again changes nothing.
      """)

  enum Kind: String, ExpressibleByArgument, CaseIterable { case people, pairs, rooms, busy }

  @Argument(help: "people, pairs, rooms or busy.") var kind: Kind
  @Argument(help: "CSV files; for busy iCalendar files, or folders that hold one event a file.", completion: .file())
  var files: [String]
  @Option(
    name: .customLong("for"), help: ArgumentHelp("Whose calendar it is; the default is who acts.", valueName: "login"),
    completion: .custom(Completion.logins))
  var person: String?
  @Flag(help: "Say what would change, but write nothing.") var dryRun = false
  @OptionGroup var options: GlobalOptions

  func validate() throws {
    if files.isEmpty { throw ValidationError("name at least one file") }
    if person != nil, kind != .busy { throw ValidationError("--for goes with “import busy” only") }
  }

  func run() throws {
    try options.run { environment in
      let interruption = Interruption(options)
      // What a first import would do can be said, though it must not make the program.
      let trial = try dryRun && !environment.isProgramThere ? TemporaryDatabase(of: "trial") : nil
      defer { trial?.remove() }
      let store: any Store
      if let trial {
        interruption.cleanUp { trial.remove() }
        store = try StorePlace.file(trial.path).open(environment, orMade: true)
      } else {
        store = try environment.store(orMade: !dryRun)
      }
      let actor = try store.read { try environment.actor($0) }
      var tally = ImportTally(environment: environment, isDryRun: dryRun)
      let runner = ImportRunner(
        environment: environment, store: store, actor: actor, isDryRun: dryRun, interruption: interruption)
      switch kind {
      case .people: try runner.people(files, &tally)
      case .pairs: try runner.pairs(files, &tally)
      case .rooms: try runner.rooms(files, &tally)
      case .busy: try runner.busy(files, for: person, &tally)
      }
      try tally.tell()
    }
  }
}
