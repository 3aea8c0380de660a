import ArgumentParser
import Mentoring
import Scheduling

struct MoveSession: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "move",
    abstract: "Move a session to another time, or change its length.",
    discussion: """
      EXAMPLES
        tandem move 12 "thu 15:00"
        tandem move 12 2026-11-26T15:00 --length 45 --dry-run
        tandem move 12 "thu 15:00" --request --message "I am at a fair on Thursday"
        tandem move 12 "thu 15:00" --scope following  and the later ones
      """)

  @Argument(help: "The session's id, see “tandem sessions”.", completion: .custom(Completion.coming))
  var session: String
  @Argument(help: "The new start: “fri 14:00”, “3 dec 10:00”, “+2w 14:00” or ISO 8601.") var start: String
  @Option(help: ArgumentHelp("Another length, in minutes.", valueName: "minutes")) var length: Int?
  @Option(help: "Which of its series: this one, this and the following, or all that are to come.")
  var scope: SeriesScope = .this
  @Flag(help: "Waive the rules that protect only yourself.") var anyway = false
  @Flag(help: "Ask the other side; until they answer the new time is held, and a no brings the old one back.")
  var request = false
  @Option(help: ArgumentHelp("Ask, as --request does, with what the other side reads.", valueName: "text"))
  var message = ""
  @Flag(help: "Decide and tell, but write nothing.") var dryRun = false
  @OptionGroup var options: GlobalOptions

  private var asks: Bool { request || !message.isEmpty }

  func validate() throws {
    guard !asks || scope == .this else {
      throw ValidationError("--request asks for one session; move the others of its series each by itself")
    }
  }

  func run() throws {
    try options.perform(isDryRun: dryRun) { environment, reader, actor in
      let session = try Reading.session(session, reader)
      let zone = try environment.zone(of: actor, reader)
      let time = try Reading.span(start, length: length, zone: zone, now: environment.now)
      return .move(
        Move(
          session: session.id, start: time.start, length: time.length, scope: scope, anyway: anyway, asks: asks,
          message: message))
    }
  }
}
