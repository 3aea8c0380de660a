import ArgumentParser
import Mentoring
import Scheduling

struct Openings: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "openings",
    abstract: "List the times that suit both sides of a pair.",
    discussion: """
      EXAMPLES
        tandem openings mia/ralf
        tandem openings "ralf editing" --from "next mon" --to "+2w" --length 45
        tandem openings 7 --best --limit 3 --json
      """)

  @OptionGroup var pair: PairArgument
  @OptionGroup var span: SpanOptions
  @Option(help: ArgumentHelp("Minutes; the default is the pair's usual length.", valueName: "minutes")) var length: Int?
  @Option(help: ArgumentHelp("Only starts on this grid, of those that the policy's has.", valueName: "minutes"))
  var every: Int?
  @Option(help: ArgumentHelp("Only when this room is free too.", valueName: "name")) var room: String?
  @Flag(help: "The best first, with what each costs.") var best = false
  @Option(help: ArgumentHelp("At most so many.", valueName: "count")) var limit: Int?
  @OptionGroup var options: GlobalOptions

  func validate() throws {
    if let every, !(1...1_440).contains(every) { throw ValidationError("--every is \(every); it is 1 to 1440 minutes") }
    if let limit, limit < 1 { throw ValidationError("--limit is \(limit); it is at least 1") }
  }

  func run() throws {
    try options.run { environment in
      let store = try environment.currentStore()
      try store.read { try list($0, environment) }
    }
  }

  private func list(_ reader: any StoreReader, _ environment: CommandEnvironment) throws {
    let actor = try environment.actor(reader)
    let pair = try PairReference(reader, actor: actor).pair(pair.pair)
    let zone = try environment.zone(of: actor, reader)
    let now = environment.now
    let loader = try SituationLoader(reader, zones: environment.zones)
    let mentor = try reader.person(pair.mentor)
    let minutes = try Reading.length(length ?? pair.length ?? environment.standardLength)
    let days = mentor.map { loader.policy(of: $0, in: pair).window } ?? 90
    let interval = try span.interval(environment.times(zone), start: now, days: days + 1)
    let situation = try loader.situation(
      of: pair, at: now, window: interval, length: minutes * 60,
      room: try room.map { try Reading.room($0, reader).id })
    let starts = Examination(situation, length: minutes * 60, window: interval).openings(every: every)
    var ranked = starts.map { (start: $0, terms: [Preference]()) }
    if best {
      let preferences = Preferences(
        of: pair, sessions: try reader.sessions(SessionFilter(pair: pair.id)),
        mentor: situation.mentor.availability.zone, mentee: situation.mentee.availability.zone, now: now)
      ranked = starts.map { ($0, preferences.terms(for: Interval(start: $0, seconds: minutes * 60), in: situation)) }
      ranked.sort { (Self.cost($0.terms), $0.start) < (Self.cost($1.terms), $1.start) }
    }
    let shown = limit.map { Array(ranked.prefix($0)) } ?? ranked
    let people = [mentor, try reader.person(pair.mentee)].compactMap { $0 }
    if environment.output.isJSON {
      let shapes = JSONShapes(reader: reader, zones: environment.zones, viewer: actor, now: now)
      let openings = try shown.map { opening in
        try shapes.opening(
          opening.start, length: minutes, people, cost: best ? Self.cost(opening.terms) : nil, terms: opening.terms)
      }
      environment.output.json(
        .fields(["pair": .number(Int(pair.id.rawValue)), "length": .number(minutes), "openings": .array(openings)]))
      return
    }
    guard !shown.isEmpty else {
      environment.output.note("no opening of \(minutes) minutes; “tandem check” says why a time can't be had")
      return
    }
    let refusal = Refusal(environment: environment, store: try environment.currentStore(), actor: actor)
    let times = environment.times(zone)
    for opening in shown {
      let interval = Interval(start: opening.start, seconds: minutes * 60)
      let cost = best ? "  " + environment.output.dim(words(opening.terms, people)) : ""
      environment.output.line(times.span(interval) + (try refusal.others(opening.start, people, zone)) + cost)
    }
  }

  private static func cost(_ terms: [Preference]) -> Int { terms.reduce(0) { $0 + $1.cost } }

  private func words(_ terms: [Preference], _ people: [Person]) -> String {
    guard !terms.isEmpty else { return "cost 0" }
    func name(_ id: PersonID) -> String { people.first { $0.id == id }?.name ?? "?" }
    let words = terms.map { term in
      switch term {
      case .outsidePreferred(let person, let minutes): "\(minutes) min outside \(name(person))'s preferred hours"
      case .offCadence(let days): "\(days) \(days == 1 ? "day" : "days") off the cadence"
      case .early(let person, let minutes): "\(minutes) min early for \(name(person))"
      case .late(let person, let minutes): "\(minutes) min late for \(name(person))"
      case .unfair(let person): "\(name(person)) bore the last unpleasant hour"
      }
    }
    return "cost \(Self.cost(terms)): \(words.joined(separator: ", "))"
  }
}
