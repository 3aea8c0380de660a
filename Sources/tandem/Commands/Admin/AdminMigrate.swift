import ArgumentParser
import Mentoring
import PostgresStore

struct AdminMigrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Make a program in a server's database, or bring one up to date.",
    discussion: """
      EXAMPLES
        createdb mentoring
        tandem admin migrate --db postgresql:///mentoring

      As the database's owner, who may make roles. A file is brought up to date whenever it is opened.
      """)

  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      let address = try environment.server("tables are made and brought up to date")
      let done = try Migration(address).run(domain: CommandEnvironment.newDomain())
      // All that is in it may be there already, and what keeps it not.
      let differences = try PostgresDatabase(address, zones: environment.zones, takesUnfinished: true)
        .schemaDifferences()
      let missing = differences.filter { $0.hasSuffix(" is missing") }
      guard missing.isEmpty else {
        let more = missing.count > 3 ? ", and \(missing.count - 3) more" : ""
        throw StoreError.damaged(
          "\(address.title) is of this version's format, and not whole: \(missing.prefix(3).joined(separator: "; "))\(more); a restore that "
            + "stopped leaves that: restore into a new database, and see what pg_restore says")
      }
      environment.output.json(ifAsked: ["done": .array(done.map { .string($0) })])
      for name in done { environment.output.note("✓ \(name)") }
      for difference in differences { Output.message("tandem: \(difference); see “tandem admin verify”") }
      if done.isEmpty { environment.output.note("\(address.title) is up to date") }
    }
  }
}
