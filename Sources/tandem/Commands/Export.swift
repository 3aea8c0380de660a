import ArgumentParser
import Interchange
import Mentoring
import Scheduling

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write sessions as iCalendar, CSV or JSON to standard output.",
    discussion: """
      EXAMPLES
        tandem export ics > sessions.ics
        tandem export ics --pair mia/ralf
        tandem export csv --for mia
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case ics, csv, json }

  @Argument(help: "ics, csv or json.") var format: Format
  @Option(help: ArgumentHelp("Only this pair's.", valueName: "pair"), completion: .custom(Completion.pairs)) var pair:
    String?
  @Option(
    name: .customLong("for"), help: ArgumentHelp("Only this person's.", valueName: "login"),
    completion: .custom(Completion.logins))
  var person: String?
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      let store = try environment.store()
      try store.read { try export($0, environment) }
    }
  }

  private func export(_ reader: any StoreReader, _ environment: CommandEnvironment) throws {
    let actor = try environment.actor(reader)
    var filter = SessionFilter(liveOnly: false)
    filter.pair = try pair.map { try PairReference(reader, actor: actor).pair($0).id }
    filter.person = try person.map { try Reading.person($0, reader).id } ?? (actor.isCoordinator ? nil : actor.person)
    let sessions = try reader.sessions(filter)
    switch format {
    case .ics:
      let exported = try sessions.compactMap { session -> ExportedSession? in
        guard let mentor = try reader.person(session.mentor), let mentee = try reader.person(session.mentee) else {
          return nil
        }
        return ExportedSession(
          session: session, mentor: mentor, mentee: mentee, room: try session.room.flatMap { try reader.room($0) })
      }
      var text = try CalendarWriter(zones: environment.zones).text(exported, now: environment.now)
      while text.last?.isNewline == true { text.removeLast() }
      environment.output.line(text)
    case .csv:
      var writer = CsvWriter(header: ["id", "mentor", "mentee", "start", "end", "zone", "status", "room", "topic"])
      for session in sessions {
        writer.append([
          session.id.description, try reader.person(session.mentor)?.login ?? "",
          try reader.person(session.mentee)?.login ?? "", session.interval.start.description,
          session.interval.end.description, session.zone, session.status(at: environment.now).rawValue,
          try session.room.flatMap { try reader.room($0) }?.name ?? "", session.topic,
        ])
      }
      var text = writer.text
      while text.last?.isNewline == true { text.removeLast() }
      environment.output.line(text)
    case .json:
      let shapes = JSONShapes(reader: reader, zones: environment.zones, viewer: actor, now: environment.now)
      environment.output.json(.fields(["sessions": .array(try sessions.map { try shapes.session($0) })]))
    }
  }
}
