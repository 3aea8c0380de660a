import ArgumentParser
import Mentoring
import Scheduling

struct Requests: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "requests",
    abstract: "List what waits for an answer: yours, and the other side's.",
    discussion: """
      EXAMPLES
        tandem requests  of your pairs; a coordinator sees all
        tandem requests --for ralf
        tandem accept 12
      """)

  @Option(
    name: .customLong("for"), help: ArgumentHelp("Only this person's.", valueName: "login"),
    completion: .custom(Completion.logins))
  var person: String?
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      let store = try environment.currentStore()
      try store.read { reader in
        let actor = try environment.actor(reader)
        let person = try person.map { try Reading.person($0, reader).id } ?? (actor.isCoordinator ? nil : actor.person)
        let requests = try reader.openRequests(of: person).filter { $0.status(at: environment.now).isHold }.sorted {
          ($0.interval.start, $0.id) < ($1.interval.start, $1.id)
        }
        let zone = try environment.zone(of: actor, reader)
        let wording = try ViolationWording(
          reader, zones: environment.zones, viewer: actor, now: environment.now, zone: zone, clock: environment.face)
        let obstacles = try obstacles(requests, environment, reader)
        if environment.output.isJSON {
          let shapes = JSONShapes(reader: reader, zones: environment.zones, viewer: actor, now: environment.now)
          environment.output.json(
            .fields([
              "requests": .array(
                try zip(requests, obstacles).map { session, obstacles in
                  try shapes.session(session).with(
                    "violations", .array(obstacles.map { try shapes.violation($0, wording) }))
                })
            ]))
        } else if requests.isEmpty {
          environment.output.note("nothing waits for an answer; “tandem book PAIR START --request” asks for a time")
        } else {
          try show(
            zip(requests, obstacles).map { ($0, try $1.map(wording.sentence)) }, environment, reader, actor,
            environment.times(zone))
        }
      }
    }
  }

  /// What each could not be accepted for by now.
  private func obstacles(
    _ requests: [Session], _ environment: CommandEnvironment, _ reader: any StoreReader
  ) throws -> [[Violation]] {
    let loader = try SituationLoader(reader, zones: environment.zones)
    return try requests.map { session in
      guard let pair = try reader.pair(session.pair) else { return [] }
      let time = Interval(start: session.interval.start, seconds: 1)
      return try loader.examination(of: session, pair, at: environment.now, day: time).obstacles
    }
  }

  private func show(
    _ requests: [(Session, obstacles: [String])], _ environment: CommandEnvironment, _ reader: any StoreReader,
    _ actor: Actor, _ times: TimeWording
  ) throws {
    environment.output.table(
      ["Id", "When", "Instead of", "Asked by", "Waits for", "Until", "Asks to waive", "Can't be now", "Message"],
      try requests.map { session, obstacles in
        guard let request = session.request, let pair = try reader.pair(session.pair) else { return [] }
        let answering = try pair.partner(of: request.proposer).flatMap { try reader.person($0) }
        return [
          String(session.id.rawValue), times.span(session.interval),
          try (request.agreed?.interval ?? reader.countered(by: session)?.interval).map(times.span) ?? "",
          try reader.person(request.proposer)?.name ?? "?",
          actor.person == answering?.id ? "you" : answering?.name ?? "?",
          "\(times.moment(request.deadline)) (\(times.distance(to: request.deadline)))",
          session.rulesToWaive(by: answering?.id).joined(separator: ", "), obstacles.joined(separator: ", "),
          request.message,
        ]
      }, optional: ["Instead of", "Asks to waive", "Can't be now", "Message"])
  }
}
