import ArgumentParser
import Mentoring
import Scheduling

struct History: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Show what was done, by whom, when and why, the latest first.",
    discussion: """
      EXAMPLES
        tandem history      what you did, and what is about you and your pairs
        tandem history 312  one step: each thing before and after
        tandem history --session 12
        tandem history --pair mia/ralf --limit 50 --json
        tandem history --pair mia/ralf --since "1 nov" --search moved
        tandem undo 312     takes any step back, if the rules of today allow it
      """)

  @Argument(help: "A step's number, for what it changed.") var step: Int64?
  @Option(help: ArgumentHelp("Only this pair's.", valueName: "pair"), completion: .custom(Completion.pairs)) var pair:
    String?
  @Option(help: ArgumentHelp("Only this session's.", valueName: "id")) var session: String?
  @Option(help: ArgumentHelp("Only what this login did.", valueName: "login"), completion: .custom(Completion.logins))
  var by: String?
  @Option(
    name: .customLong("for"), help: ArgumentHelp("Only what is about this person and their pairs.", valueName: "login"),
    completion: .custom(Completion.logins))
  var person: String?
  @Option(help: ArgumentHelp("Only from then on: “1 nov”, “-2w”.", valueName: "time")) var since: String?
  @Option(help: ArgumentHelp("Only steps whose words hold each of these.", valueName: "words")) var search = ""
  @Option(help: ArgumentHelp("At most so many.", valueName: "count")) var limit = 20
  @OptionGroup var options: GlobalOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit is \(limit); it is at least 1") }
  }

  func run() throws {
    try options.run { environment in
      // What is told is gathered first: a far store is asked for much of it at a time.
      let told = try environment.currentStore().readAhead { reader -> HistoryReport.Told in
        let actor = try environment.actor(reader)
        let zone = try environment.zone(of: actor, reader)
        let report = HistoryReport(
          reader: reader, environment: environment, actor: actor, times: environment.times(zone))
        if let step { return try report.told(of: step) }
        let named = try person.map { try Reading.person($0, reader).id }
        if let named, named != actor.person, !actor.isCoordinator {
          throw CommandError.notPermitted("\(actor.login) sees their own history; a coordinator sees everybody's")
        }
        var filter = StepFilter(
          actor: try by.map { try login($0, reader, environment) },
          pair: try pair.map { try PairReference(reader, actor: actor).pair($0).id },
          session: try session.map { try Reading.session($0, reader).id },
          since: try since.map { try Reading.beginning($0, zone: zone, now: environment.now, .past) }, limit: limit
        ).visible(to: actor)
        if let named { filter.person = named }
        let isFiltered = [pair, session, by, person, since].contains { $0 != nil }
        return try report.told(
          try reader.steps(filter, words: search),
          narrowedBy: isFiltered ? .filter : search.isEmpty ? .none : .words)
      }
      told.print(on: environment.output)
    }
  }

  /// As the history has it: also of who is no person of the program, and did something nevertheless.
  private func login(_ text: String, _ reader: any StoreReader, _ environment: CommandEnvironment) throws -> String {
    if let person = try reader.person(login: text) { return person.login }
    guard try text != environment.login && reader.steps(StepFilter(actor: text, limit: 1)).isEmpty else { return text }
    return try Reading.person(text, reader).login
  }
}
