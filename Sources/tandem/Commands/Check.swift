import ArgumentParser
import Mentoring
import Scheduling

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say whether a pair can meet at a time, and everything that stands against it.",
    discussion: """
      EXAMPLES
        tandem check mia/ralf "fri 14:00"
        tandem check mia/ralf 2026-11-25T14:30 --length 45 --room Lisbon --json

      Ends with 0 when the time can be booked, with 4 when it can't.
      """)

  @OptionGroup var pair: PairArgument
  @Argument(help: "The start: “fri 14:00”, “3 dec 10:00”, “+2w 14:00” or ISO 8601.") var start: String
  @Option(help: ArgumentHelp("Minutes; the default is the pair's usual length.", valueName: "minutes")) var length: Int?
  @Option(help: ArgumentHelp("With this room.", valueName: "name")) var room: String?
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      let store = try environment.currentStore()
      let isBookable = try store.read { try check($0, environment, store) }
      if !isBookable { throw ExitCode(Failure.Exit.refused.rawValue) }
    }
  }

  private func check(_ reader: any StoreReader, _ environment: CommandEnvironment, _ store: any Store) throws -> Bool {
    let actor = try environment.actor(reader)
    let pair = try PairReference(reader, actor: actor).pair(pair.pair)
    let zone = try environment.zone(of: actor, reader)
    let time = try Reading.span(start, length: length, zone: zone, now: environment.now)
    let (start, minutes) = (
      time.start, try time.length ?? Reading.length(pair.length ?? environment.standardLength)
    )
    let room = try room.map { try Reading.room($0, reader).id }
    let window = Interval(start: start, seconds: 1)
    let situation = try SituationLoader(reader, zones: environment.zones).situation(
      of: pair, at: environment.now, window: window, length: minutes * 60, room: room)
    guard situation.grid.contains(start) else {
      throw CommandError.offGrid(
        start, granularity: situation.grid.granularity, zone: situation.grid.zone.name,
        before: situation.grid.lastStart(atOrBefore: start), after: situation.grid.firstStart(atOrAfter: start))
    }
    let violations = Examination(situation, length: minutes * 60, window: window).violations(at: start)
    let alternatives =
      violations.isEmpty
      ? []
      : try AlternativeFinder(reader, zones: environment.zones).nearest(
        to: start, for: pair, length: minutes, room: room, at: environment.now)
    let refusal = Refusal(environment: environment, store: store, actor: actor)
    let words = try refusal.words(violations, alternatives, pair: pair.id, length: minutes, reader)
    let output = environment.output
    if output.isJSON {
      output.json(
        .fields([
          "bookable": .bool(violations.isEmpty), "violations": words.violations, "alternatives": words.alternatives,
        ]))
    } else {
      let people = [try reader.person(pair.mentor), try reader.person(pair.mentee)].compactMap { $0 }
      let interval = Interval(start: start, seconds: minutes * 60)
      let span =
        environment.times(zone).span(interval) + (try refusal.others(start, people, zone))
      output.line(violations.isEmpty ? "\(output.good("✓")) \(span) · free for both" : "\(output.bad("✗")) \(span)")
      for line in words.lines { output.line("  \(line)") }
      for line in words.offers { output.line(line) }
    }
    return violations.isEmpty
  }
}
