import ArgumentParser
import Mentoring
import PostgresStore
import SQLiteStore
import Tables

/// Makes a large program to measure and test with; not for users, so the help does not list it.
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Fill a new database with a large made-up program.",
    discussion: """
      EXAMPLES
        tandem generate --db large.db
        tandem generate --db small.db --people 20 --pairs 10 --sessions 100 --seed 7
      """, shouldDisplay: false)

  @Option(help: "How many people; their logins are u1, u2, …") var people = 10_000
  @Option(help: "How many pairs.") var pairs = 5_000
  @Option(help: "How many sessions, two in three of them past.") var sessions = 100_000
  @Option(help: "How many busy blocks a person.") var busy = 20
  @Option(help: "The same number makes the same program.") var seed: UInt64 = 1
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      guard let path = options.database else {
        throw Failure(.usage, "noDatabase", "name the new database to fill with --db")
      }
      let store: any TableStore =
        if case .server(let address) = StorePlace(path) {
          try PostgresDatabase(address, zones: environment.zones)
        } else {
          try ProgramDatabase(path: path, zones: environment.zones, domain: "generated.tandem.invalid")
        }
      try ProgramGenerator(
        people: people, pairs: pairs, sessions: sessions, busy: busy, seed: seed, now: environment.now
      ).fill(store)
      if environment.output.isJSON {
        environment.output.json(.fields(["database": .string(StorePlace(path).title)]))
      } else {
        environment.output.line(StorePlace(path).title)
      }
    }
  }
}
