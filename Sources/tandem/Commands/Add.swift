import ArgumentParser
import Mentoring
import Scheduling

struct Add: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Book a session from one line: with whom, when, how long, where, what about.",
    discussion: """
      EXAMPLES
        tandem add "ralf fri 14:00 45m editing: color grading"
        tandem add ralf next tue 9:15-10:00 @Lisbon            quotes can be left out
        tandem add "3 dec at 14:00 with ralf for 1h30" --dry-run
        tandem add "ralf fri 18:00" --request --message "Before you fly?"

      Whom: words that fit one of your pairs alone, or mentor/mentee. When: “fri 14:00”, “next tue 9:15”, “3 dec 10:00”,
      “+2w 14:00”, “14:00-14:45” or ISO 8601. “45m” or “1h30” is the length, “@Lisbon” the room, what remains the topic;
      behind a colon stands the agenda.

      Ends with 4 when a rule forbids it, and tells every reason and the nearest openings.
      """)

  @Argument(help: ArgumentHelp("The line.", valueName: "line")) var words: [String]
  @Flag(help: "Ask the other side; the time is held until they answer.") var request = false
  @Option(help: ArgumentHelp("What the other side reads with a request.", valueName: "text")) var message: String?
  @Flag(help: "Waive the rules that protect only yourself.") var anyway = false
  @Flag(help: "Decide and tell, but write nothing.") var dryRun = false
  @OptionGroup var options: GlobalOptions

  /// Characters; what is longer was meant for something else.
  private static let longest = 1_000

  func validate() throws {
    let count = words.reduce(words.count - 1) { $0 + $1.count }
    guard count <= Self.longest else {
      throw ValidationError(
        "the line has \(count) characters, and \(Self.longest) is the most; an agenda can follow with “tandem note ID --agenda”"
      )
    }
  }

  func run() throws {
    try options.run { environment in
      let store = try environment.store()
      let (actor, line, booking) = try store.read { reader in
        let actor = try environment.actor(reader)
        let zone = try environment.zone(of: actor, reader)
        let line = try QuickAddReader(reader, actor: actor, now: environment.now, zone: zone)
          .read(words.joined(separator: " "))
        let booking = line.booking(
          standardLength: environment.standardLength, anyway: anyway, asks: request || message != nil,
          message: message ?? "")
        guard let booking else { throw Self.failure(line) }
        return (actor, line, booking)
      }
      let outcome = try Refusal(environment: environment, store: store, actor: actor).perform(
        .book(booking), isDryRun: dryRun)
      try SessionOutcome(environment: environment, store: store, actor: actor).tell(outcome, isDryRun: dryRun)
      let agenda = line.agenda.isEmpty ? "" : "agenda: \(line.agenda)"
      let details = [line.room?.name ?? "", line.topic, agenda].filter { !$0.isEmpty }
      if !environment.output.isJSON, !details.isEmpty {
        environment.output.note("  " + details.joined(separator: " · "))
      }
    }
  }

  /// Every problem, with the words it is about.
  private static func failure(_ line: QuickAdd) -> CommandError {
    let problems = line.problems
    let message = problems.map(\.message).joined(separator: "\n  ")
    if problems.count == 1 { return problems[0].error }
    return .invalid("“\(line.text)” can't be booked:\n  \(message)")
  }
}
