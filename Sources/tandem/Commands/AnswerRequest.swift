import ArgumentParser
import Mentoring
import Scheduling

struct Accept: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "Accept the time that the other side asks for.",
    discussion: """
      EXAMPLES
        tandem requests            what waits for you
        tandem accept 12
        tandem accept 12 --anyway  although your calendar has filled since

      The rules are checked again, but for those that the request asks you to waive.
      """)

  @Flag(help: "Waive the rules that protect only yourself.") var anyway = false
  @OptionGroup var session: RequestArgument

  func run() throws {
    try session.perform { id, _, _, _ in .accept(id, anyway: anyway) }
  }
}

struct Decline: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decline",
    abstract: "Decline the time that the other side asks for, and free it.",
    discussion: """
      EXAMPLES
        tandem decline 12 --reason "I am on the road"
        tandem counter 12 "thu 15:00"              proposes another time instead
      """)

  @Option(help: ArgumentHelp("Why; the other side reads it.", valueName: "text")) var reason = ""
  @OptionGroup var session: RequestArgument

  func run() throws {
    try session.perform { id, _, _, _ in .decline(id, reason: reason) }
  }
}

struct CounterRequest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "counter",
    abstract: "Propose another time for a request; it is held instead, and the other side answers.",
    discussion: """
      EXAMPLES
        tandem counter 12 "thu 15:00"
        tandem counter 12 "thu 15:00" --length 45 --message "I have a train at four"
      """)

  @OptionGroup var session: RequestArgument
  @Argument(help: "The start: “fri 14:00”, “3 dec 10:00”, “+2w 14:00” or ISO 8601.") var start: String
  @Option(help: ArgumentHelp("Another length, in minutes.", valueName: "minutes")) var length: Int?
  @Option(help: ArgumentHelp("What the other side reads with it.", valueName: "text")) var message = ""
  @Flag(help: "Waive the rules that protect only yourself.") var anyway = false

  func run() throws {
    try session.perform { id, _, environment, zone in
      let time = try Reading.span(start, length: length, zone: zone, now: environment.now)
      return .counter(
        Counter(session: id, start: time.start, length: time.length, message: message, anyway: anyway))
    }
  }
}

struct Withdraw: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw",
    abstract: "Withdraw a time that you asked for or proposed, and free it.",
    discussion: """
      EXAMPLES
        tandem withdraw 12
        tandem withdraw 12 --reason "Found another way"
      """)

  @Option(help: ArgumentHelp("Why; the other side reads it.", valueName: "text")) var reason = ""
  @OptionGroup var session: RequestArgument

  func run() throws {
    try session.perform { id, _, _, _ in .withdraw(id, reason: reason) }
  }
}
