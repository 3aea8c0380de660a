import ArgumentParser
import Mentoring
import Scheduling

struct Hold: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold",
    abstract: "Say that a session took place; a past one counts as held unless someone says otherwise.",
    discussion: """
      EXAMPLES
        tandem hold 12                             also after “tandem miss 12”
        tandem log ralf "yesterday 16:00"          keeps one that was never booked
      """)

  @OptionGroup var session: PastSessionArgument

  func run() throws {
    try session.perform { id, _, _, _ in .hold(id) }
  }
}

struct Miss: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "miss",
    abstract: "Say that a session did not take place, and who missed it.",
    discussion: """
      EXAMPLES
        tandem miss 12 --by ralf
        tandem miss 12 --by ralf --reason "The train was late"
      """)

  @Option(help: ArgumentHelp("Who did not come.", valueName: "login"), completion: .custom(Completion.logins))
  var by: String
  @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason = ""
  @OptionGroup var session: PastSessionArgument

  func run() throws {
    try session.perform { id, reader, _, _ in .miss(id, by: try Reading.person(by, reader).id, reason: reason) }
  }
}

struct LogSession: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Keep a session that took place elsewhere.",
    discussion: """
      EXAMPLES
        tandem log mia/ralf "yesterday 16:00"
        tandem log ralf "23 nov 9:15-10:00" --topic "On the train"

      A weekday is the last one here, and a date without a year lies behind.
      """)

  @OptionGroup var pair: PairArgument
  @Argument(help: "When it began.") var start: String
  @Option(help: ArgumentHelp("Minutes; the default is the pair's usual length.", valueName: "minutes")) var length: Int?
  @Option(help: ArgumentHelp("The default is the pair's topic.", valueName: "text")) var topic = ""
  @Flag(help: "Decide and tell, but write nothing.") var dryRun = false
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      let store = try environment.store()
      let (actor, logging) = try store.read { reader in
        let actor = try environment.actor(reader)
        let pair = try PairReference(reader, actor: actor).pair(pair.pair)
        let zone = try environment.zone(of: actor, reader)
        let time = try Reading.span(start, length: length, zone: zone, now: environment.now, .past)
        let length = try time.length ?? Reading.length(pair.length ?? environment.standardLength)
        return (actor, Logging(pair: pair.id, start: time.start, length: length, topic: topic))
      }
      let outcome = try Refusal(environment: environment, store: store, actor: actor).perform(
        .log(logging), isDryRun: dryRun)
      try SessionOutcome(environment: environment, store: store, actor: actor).tell(outcome, isDryRun: dryRun)
    }
  }
}
