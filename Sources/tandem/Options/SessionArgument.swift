import ArgumentParser
import Mentoring
import Scheduling

extension GlobalOptions {
  /// Carries out one command, and tells what came of it.
  func perform(
    isDryRun: Bool = false, _ command: (CommandEnvironment, any StoreReader, Actor) throws -> Command
  ) throws {
    try run { environment in
      let store = try environment.store()
      let (actor, command, staying) = try store.read { reader in
        let actor = try environment.actor(reader)
        let command = try command(environment, reader, actor)
        return (actor, command, try command.staying(at: environment.now, reader))
      }
      let outcome = try Refusal(environment: environment, store: store, actor: actor).perform(
        command, isDryRun: isDryRun)
      try SessionOutcome(environment: environment, store: store, actor: actor).tell(
        outcome, staying: staying, isDryRun: isDryRun)
    }
  }
}

/// The session that a command is about, and how it is carried out.
protocol SessionArguments: ParsableArguments {
  var session: String { get }
  var dryRun: Bool { get }
  var options: GlobalOptions { get }
  /// What it is called.
  static var noun: String { get }
}

/// One that waits for an answer.
struct RequestArgument: SessionArguments {
  static let noun = "request"
  @Argument(help: "The request's id, see “tandem requests”.", completion: .custom(Completion.requests))
  var session: String
  @Flag(help: "Decide and tell, but write nothing.") var dryRun = false
  @OptionGroup var options: GlobalOptions
}

/// One that is over.
struct PastSessionArgument: SessionArguments {
  static let noun = "session"
  @Argument(help: "The session's id, see “tandem sessions --all”.", completion: .custom(Completion.past))
  var session: String
  @Flag(help: "Decide and tell, but write nothing.") var dryRun = false
  @OptionGroup var options: GlobalOptions
}

extension SessionArguments {
  /// Carries out what `command` makes of the session, and tells what came of it.
  func perform(
    _ command: (SessionID, any StoreReader, CommandEnvironment, ZoneRules) throws -> Command
  ) throws {
    try options.perform(isDryRun: dryRun) { environment, reader, actor in
      try command(
        try Reading.session(session, reader, as: Self.noun).id, reader, environment,
        try environment.zone(of: actor, reader))
    }
  }
}
