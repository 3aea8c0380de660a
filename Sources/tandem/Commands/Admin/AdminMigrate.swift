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
      environment.output.json(ifAsked: ["done": .array(done.map { .string($0) })])
      for name in done { environment.output.note("✓ \(name)") }
      if done.isEmpty { environment.output.note("\(address.title) is up to date") }
    }
  }
}
