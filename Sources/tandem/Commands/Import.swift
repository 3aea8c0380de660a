import ArgumentParser
import Glibc
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
      // A first import makes the program, but not where it fails; and what it would do can be said without making it.
      if !environment.isProgramThere, dryRun || files.allSatisfy(Self.canBeReadTwice) {
        let trial = try TemporaryDatabase(of: "trial")
        defer { trial.remove() }
        interruption.cleanUp { trial.remove() }
        var writing = environment
        writing.options.readOnly = false
        let store = try StorePlace.file(trial.path).open(writing, orMade: true)
        var tried = ImportTally(environment: environment, isDryRun: true)
        try run(into: store, isDryRun: true, &tried, environment, interruption)
        if dryRun || !tried.errors.isEmpty { return try tried.tell() }
      }
      func runInPlace() throws {
        try run(into: try environment.store(orMade: !dryRun), isDryRun: dryRun, &tally, environment, interruption)
      }
      if case .file(let path) = environment.place {
        // Of other errors another process, which makes it too, may know nothing.
        try DatabaseFiles(path: path).making(ending: \.isFullDisk, runInPlace)
      } else {
        try runInPlace()
      }
      try tally.tell()
    }
  }

  private func run(
    into store: any Store, isDryRun: Bool, _ tally: inout ImportTally, _ environment: CommandEnvironment,
    _ interruption: Interruption
  ) throws {
    let runner = ImportRunner(
      environment: environment, store: store, actor: try store.read { try environment.actor($0) }, isDryRun: isDryRun,
      interruption: interruption)
    switch kind {
    case .people: try runner.people(files, &tally)
    case .pairs: try runner.pairs(files, &tally)
    case .rooms: try runner.rooms(files, &tally)
    case .busy: try runner.busy(files, for: person, &tally)
    }
  }

  /// Not a pipe, which is empty the second time.
  private static func canBeReadTwice(_ file: String) -> Bool {
    var status = stat()
    return file != "-"
      && (stat(file, &status) != 0 || status.st_mode & S_IFMT == S_IFREG || status.st_mode & S_IFMT == S_IFDIR)
  }
}

extension Error {
  fileprivate var isFullDisk: Bool { if case StoreError.full? = self as? StoreError { true } else { false } }
}
