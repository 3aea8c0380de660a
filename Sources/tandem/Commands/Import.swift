import ArgumentParser
import Interchange
import Mentoring
import SQLiteStore
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
    if files.contains("") { throw ValidationError("the name of a file is empty; name at least one file") }
    if person != nil, kind != .busy { throw ValidationError("--for goes with “import busy” only") }
  }

  func run() throws {
    try options.run { environment in
      let interruption = Interruption(options)
      var tally = ImportTally(environment: environment, isDryRun: dryRun)
      if case .file(let path) = environment.place, !environment.isDefaultPlace {
        try ProgramDatabase.requireFolder(of: path)
      }
      guard environment.isProgramThere || !environment.options.readOnly || dryRun else {
        throw StoreError.readOnly(
          "there is no program at \(environment.place.title), and with --read-only none is made; leave that out, or add --dry-run"
        )
      }
      guard environment.isProgramThere else {
        try begin(&tally, environment, interruption)
        return try tally.tell()
      }
      let store = try environment.store(orMade: !dryRun)
      try bring(into: runner(store, isDryRun: dryRun, environment, interruption), &tally)
      try tally.tell()
    }
  }

  /// A first import makes the program, but not where it fails; and what it would do can be said without making it. So it is tried
  /// in one that is thrown away.
  private func begin(
    _ tally: inout ImportTally, _ environment: CommandEnvironment, _ interruption: Interruption
  ) throws {
    let trial = try TemporaryDatabase(of: "trial")
    defer { trial.remove() }
    interruption.cleanUp { trial.remove() }
    var writing = environment
    writing.options.readOnly = false
    let store = try StorePlace.file(trial.path).open(writing, orMade: true)
    var runner = try runner(store, isDryRun: dryRun, environment, interruption)
    if !dryRun {
      runner.landing = { perform in
        func make() throws -> Outcome { try perform(try environment.store(orMade: true)) }
        guard case .file(let path) = environment.place else { return try make() }
        // Of other errors another process, which makes it too, may know nothing.
        return try DatabaseFiles(path: path).making(ending: \.isFullDisk, make)
      }
    }
    try bring(into: runner, &tally)
  }

  private func runner(
    _ store: any Store, isDryRun: Bool, _ environment: CommandEnvironment, _ interruption: Interruption
  ) throws -> ImportRunner {
    ImportRunner(
      environment: environment, store: store, actor: try store.read { try environment.actor($0) }, isDryRun: isDryRun,
      interruption: interruption)
  }

  private func bring(into runner: ImportRunner, _ tally: inout ImportTally) throws {
    switch kind {
    case .people: try runner.people(files, &tally)
    case .pairs: try runner.pairs(files, &tally)
    case .rooms: try runner.rooms(files, &tally)
    case .busy: try runner.busy(files, for: person, &tally)
    }
  }
}

extension Error {
  fileprivate var isFullDisk: Bool { if case StoreError.full? = self as? StoreError { true } else { false } }
}
