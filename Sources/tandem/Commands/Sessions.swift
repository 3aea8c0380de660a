import ArgumentParser
import Mentoring
import Scheduling

struct Sessions: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sessions",
    abstract: "List sessions, by default the coming ones.",
    discussion: """
      EXAMPLES
        tandem sessions                        everybody's coming sessions
        tandem sessions --pair mia/ralf --all  a pair's, with past and cancelled ones
        tandem sessions --for mia --from today --to +2w --json
      """)

  @Option(help: ArgumentHelp("Only this pair's.", valueName: "pair"), completion: .custom(Completion.pairs)) var pair:
    String?
  @Option(
    name: .customLong("for"), help: ArgumentHelp("Only this person's.", valueName: "login"),
    completion: .custom(Completion.logins))
  var person: String?
  @Flag(help: "Past, cancelled and declined ones too.") var all = false
  @OptionGroup var span: SpanOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      let store = try environment.currentStore()
      try store.read { reader in
        let actor = try environment.actor(reader)
        let zone = try environment.zone(of: actor, reader)
        var filter = SessionFilter(liveOnly: !all)
        if all, span.from == nil, span.to == nil {
          filter.interval = nil
        } else {
          filter.interval = try span.interval(
            environment.times(zone), start: environment.now, days: 3_660, all ? .nearest : .coming)
        }
        filter.pair = try pair.map { try PairReference(reader, actor: actor).pair($0).id }
        filter.person = try person.map { try Reading.person($0, reader).id }
        let sessions = try reader.sessions(filter)
        let shapes = JSONShapes(reader: reader, zones: environment.zones, viewer: actor, now: environment.now)
        if environment.output.isJSON {
          environment.output.json(.fields(["sessions": .array(try sessions.map { try shapes.session($0) })]))
        } else if sessions.isEmpty {
          environment.output.note("no sessions; “tandem openings PAIR” lists times to book")
        } else {
          let times = environment.times(zone)
          environment.output.table(
            ["Id", "When", "Mentor", "Mentee", "Status", "Room", "Topic"],
            try sessions.map { session in
              [
                String(session.id.rawValue), times.span(session.interval),
                try reader.person(session.mentor)?.name ?? "?",
                try reader.person(session.mentee)?.name ?? "?",
                try session.statusWords(at: environment.now) {
                  try reader.person($0).map { String($0.name.prefix { $0 != " " }) }
                },
                try session.room.flatMap { try reader.room($0) }?.name ?? "", session.topic,
              ]
            })
        }
      }
    }
  }
}
