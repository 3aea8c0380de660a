import ArgumentParser
import Glibc
import Mentoring
import SQLiteStore
import Tables

struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Look around in a made-up company; nothing of yours is touched.",
    discussion: """
      EXAMPLES
        tandem demo                               as Mia, who mentors a senior manager
        tandem demo --as ralf                     as the senior manager
        tandem demo --as kim                      as the program's coordinator
        tandem demo --db demo.db --no-interface   only make the database
      """)

  @Flag(name: .customLong("no-interface"), help: "Only make the database, and say where it is.") var isQuietly = false
  @OptionGroup var looks: InterfaceOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      if !isQuietly { try InterfaceOptions.requireTerminal() }
      let interruption = Interruption(options)
      let temporary = try options.database == nil ? TemporaryDatabase(of: "demo") : nil
      var isKept = false
      defer { if !isKept { temporary?.remove() } }
      let path = temporary?.path ?? options.database ?? ""
      if case .server = StorePlace(path) {
        throw Failure(
          .usage, "noFile",
          "the demo is made in a file; bring it to a server with “tandem admin copy --from FILE --to postgresql://…”")
      }
      if access(path, F_OK) == 0, options.database != nil, (try? fileSize(path)) ?? 0 > 0 {
        throw Failure(.usage, "exists", "\(path) exists; the demo makes a new database, so name another file with --db")
      }
      if !isQuietly { environment.output.note("Making up a company…") }
      let files = DatabaseFiles(path: path)
      let draft = try TemporaryDatabase(of: "draft")
      interruption.cleanUp {
        draft.remove()
        temporary.map { $0.remove() } ?? files.remove()
      }
      let store = try files.making {
        defer { draft.remove() }
        let store = try ProgramDatabase(path: path, zones: environment.zones, domain: "demo.tandem.invalid")
        try build(in: store, draft: draft, environment)
        // What made the company is nobody's to take back by “undo”.
        try store.write { try $0.settle() }
        return store
      }
      interruption.end()
      if isQuietly {
        isKept = true
        if environment.output.isJSON {
          environment.output.json(.fields(["database": .string(path)]))
        } else {
          environment.output.line(path)
        }
        return
      }
      let login = options.actor ?? "mia"
      temporary?.removeAtDeath()
      try looks.open(environment, store: store, login: login)
      let shell = "TANDEM_DB=\(options.database ?? "demo.db") TANDEM_AS=\(login)"
      if options.database != nil {
        environment.output.note("The made-up company stays in \(path); to go on in the shell: export \(shell)")
      } else {
        environment.output.note(
          "The made-up company is gone. One that stays, for the shell: tandem demo --no-interface --db demo.db; "
            + "export \(shell)")
      }
    }
  }

  private func build(in store: any Store, draft: TemporaryDatabase, _ environment: CommandEnvironment) throws {
    try DemoCompany(zones: environment.zones, now: environment.now).build(
      in: store, draft: try ProgramDatabase(path: draft.path, zones: environment.zones, domain: "draft.tandem.invalid"))
  }

  private func fileSize(_ path: String) throws -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else { return 0 }
    return Int(status.st_size)
  }
}
