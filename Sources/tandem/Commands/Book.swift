import ArgumentParser
import Mentoring
import Recurrence
import Scheduling

struct Book: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "book",
    abstract: "Book a session for both sides of a pair, in one step or not at all.",
    discussion: """
      EXAMPLES
        tandem book mia/ralf "fri 14:00"
        tandem book mia/ralf 2026-11-25T14:30 --room Lisbon --topic "Color grading"
        tandem book ralf "next tue 9:15" --dry-run  says what would happen
        tandem book ralf "fri 18:00" --request --message "Before you fly?"
        tandem book ralf "tue 14:00" --repeat "weekly, 6 times" --on-clash move
        tandem book ralf "tue 14:00" --repeat "FREQ=MONTHLY;BYDAY=2TU;COUNT=6"

      With --request the other side is asked, and sees which of its rules the time would break; some people are always
      asked. The time is held for both until they answer or the request expires.

      With --repeat, in words or as a rule of RFC 5545, all sessions are booked in one step or none. It repeats daily,
      weekly or monthly, ends within two years, and keeps its wall-clock time in the mentor's zone.

      Ends with 4 when a rule forbids it, and tells every reason and the nearest openings.
      """)

  @OptionGroup var pair: PairArgument
  @Argument(help: "The start: “fri 14:00”, “3 dec 10:00”, “+2w 14:00” or ISO 8601.") var start: String
  @Option(help: ArgumentHelp("Minutes; the default is the pair's usual length.", valueName: "minutes")) var length: Int?
  @Option(help: ArgumentHelp("Take this room too.", valueName: "name")) var room: String?
  @Option(help: ArgumentHelp("The default is the pair's topic.", valueName: "text")) var topic: String?
  @Option(help: ArgumentHelp("What you want to talk about.", valueName: "text")) var agenda: String?
  @Option(help: ArgumentHelp("Book a series: “weekly, 6 times”, “every 2 weeks until 31 mar”.", valueName: "rule"))
  var `repeat`: String?
  @Option(
    help: "What to do about a session of the series that can't be had; fail, unless you say otherwise, books none.")
  var onClash: OnClash?
  @Flag(help: "Ask the other side; the time is held until they answer.") var request = false
  @Option(help: ArgumentHelp("Ask, as --request does, with what the other side reads.", valueName: "text"))
  var message: String?
  @Flag(help: "Waive the rules that protect only yourself.") var anyway = false
  @Flag(help: "Decide and tell, but write nothing.") var dryRun = false
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      let store = try environment.store()
      let (actor, rule, booking) = try store.read { reader in
        let actor = try environment.actor(reader)
        let pair = try PairReference(reader, actor: actor).pair(pair.pair)
        let zone = try environment.zone(of: actor, reader)
        let time = try Reading.span(start, length: length, zone: zone, now: environment.now)
        return (
          actor, try self.rule(environment.now, zone),
          Booking(
            pair: pair.id, start: time.start,
            length: try time.length ?? Reading.length(pair.length ?? environment.standardLength),
            room: try room.map { try Reading.room($0, reader).id }, topic: topic ?? "", agenda: agenda ?? "",
            anyway: anyway, asks: request || message != nil, message: message ?? "")
        )
      }
      let command: Command
      var plan: SeriesPlan?
      if let rule {
        let series = SeriesBooking(first: booking, rule: rule, onClash: (onClash ?? .fail).answer)
        plan = try store.read { reader in
          try SeriesPlanner(reader, zones: environment.zones, actor: actor, now: environment.now).plan(series)
        }
        command = .bookSeries(series)
      } else {
        command = .book(booking)
      }
      let outcome = try Refusal(environment: environment, store: store, actor: actor).perform(command, isDryRun: dryRun)
      try SessionOutcome(environment: environment, store: store, actor: actor).tell(
        outcome, plan: plan, isDryRun: dryRun)
    }
  }

  enum OnClash: String, ExpressibleByArgument, CaseIterable {
    case fail, skip, move

    var answer: ClashAnswer {
      switch self {
      case .fail: .stop
      case .skip: .skip
      case .move: .moveToNearest
      }
    }
  }

  private func rule(_ now: Instant, _ zone: ZoneRules) throws -> RecurrenceRule? {
    guard let text = `repeat` else {
      guard onClash == nil else { throw ValidationError("--on-clash is for a series; add --repeat") }
      return nil
    }
    guard !text.allSatisfy(\.isWhitespace) else {
      throw ValidationError("--repeat is empty; write for example “weekly, 6 times”, or leave it out")
    }
    do {
      guard RepeatPhrase.isRule(text) else { return try RepeatPhrase(text, now: now, zone: zone).rule }
      return try RecurrenceRule(text)
    } catch let error as TimePhraseError {
      throw ValidationError("--repeat: \(error)")
    } catch {
      throw ValidationError("--repeat: \(error); write for example “FREQ=WEEKLY;COUNT=6”")
    }
  }
}
