import ArgumentParser
import Configuration
import Glibc
import TandemUI

/// The program: without a subcommand it opens the interface.
@main
struct Tandem: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "tandem",
    abstract: "Book mentoring sessions that never collide.",
    discussion: """
      EXAMPLES
        tandem                                    open the interface
        tandem demo                               look around in a made-up company
        tandem openings mia/ralf --limit 5        times that suit both
        tandem book mia/ralf "fri 14:00"          take one
        tandem check mia/ralf "fri 14:00"         why a time can't be had
      """,
    version: version,
    subcommands: [
      Demo.self, Import.self, Export.self, Calendars.self, Inbox.self, OutboxCommand.self, People.self, Pairs.self,
      Sessions.self, Requests.self, Agenda.self, Week.self, Busy.self,
      Hours.self, AbsenceCommand.self, Openings.self, Check.self, Conflicts.self, Add.self, Book.self, MoveSession.self,
      Cancel.self, Note.self,
      Accept.self, Decline.self, CounterRequest.self, Withdraw.self, Hold.self, Miss.self, LogSession.self, Todo.self,
      Goals.self, FeedbackCommand.self, Undo.self,
      Redo.self, History.self, Remind.self, ConfigCommand.self, Admin.self, Doctor.self, Completions.self,
      Generate.self,
    ])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var looks: InterfaceOptions

  func run() throws {
    try options.run { environment in
      try InterfaceOptions.requireTerminal()
      let notices = Notices()
      let store = try environment.store(
        orMade: !environment.isPlaceNamed, isLooking: true, onDelivery: { notices.tell($0) },
        onDelay: { notices.tell($0, .warning) },
        onWait: { notices.tellWait($0) })
      try looks.open(environment, store: store, notices: notices)
      environment.deliverMail(waits: true)
    }
  }

  /// The subcommand alone, for making the tree of all of them takes a third of what a short command does. What it doesn't
  /// understand, help too, is left to the whole tree, which knows the way to it.
  private static func named(by arguments: [String]) -> (any ParsableCommand)? {
    let type = configuration.subcommands.first { $0.configuration.commandName == arguments.first }
    return try? type?.parseAsRoot(Array(arguments.dropFirst()))
  }

  /// By the whole tree. A word that is no command is told as that: the parser would only call it unexpected.
  private static func anyOf(_ arguments: [String]) throws -> any ParsableCommand {
    guard let word = arguments.first, !word.hasPrefix("-") else { return try parseAsRoot(arguments) }
    let names =
      configuration.subcommands.flatMap {
        [$0.configuration.commandName ?? ""] + $0.configuration.aliases
      } + ["help"]
    let asked = word == "help" ? arguments.dropFirst().first { !$0.hasPrefix("-") } ?? word : word
    guard !names.contains(asked) else { return try parseAsRoot(arguments) }
    throw ValidationError(
      "there is no command “\(asked.prefix(80))”"
        + (nearest(to: asked, among: names).map { "; did you mean \($0)?" } ?? "; “tandem --help” lists them"))
  }

  /// Global options may stand before the subcommand too; the parser wants them behind it.
  static func main() {
    // A file that may grow no further is told of as a full disk; whatever is started has its own way back.
    signal(SIGXFSZ) { _ in }
    OpenFiles.require()
    Threads.require()
    let given = Array(CommandLine.arguments.dropFirst())
    let arguments = GlobalOptions.moved(given)
    do {
      try GlobalOptions.requireAgreement(given)
      var command = try named(by: arguments) ?? anyOf(arguments)
      try command.run()
    } catch {
      Failure.exit(with: error, arguments: arguments)
    }
  }
}
