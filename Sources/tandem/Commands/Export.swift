import ArgumentParser
import Interchange
import Mentoring
import Scheduling

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write sessions as iCalendar, CSV or JSON to standard output.",
    discussion: """
      EXAMPLES
        tandem export ics > sessions.ics  your sessions; all, as coordinator
        tandem export ics --pair mia/ralf
        tandem export csv --for mia
        tandem export freebusy --for mia --to "+4w" > mia.ifb
        tandem export itip --session 12 > invitation.ics
        tandem export itip --session 12 --method counter --start "fri 15:00"
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case ics, csv, json, freebusy, itip }

  @Argument(
    help: "ics, csv, json, freebusy (when someone can't be met, and not why), or itip (an invitation or answer).")
  var format: Format
  @Option(help: ArgumentHelp("Only this pair's.", valueName: "pair"), completion: .custom(Completion.pairs)) var pair:
    String?
  @Option(
    name: .customLong("for"), help: ArgumentHelp("Only this person's.", valueName: "login"),
    completion: .custom(Completion.logins))
  var person: String?
  @OptionGroup(title: "Free/busy") var span: SpanOptions
  @OptionGroup(title: "Invitations") var invitation: InvitationOptions
  @OptionGroup var options: GlobalOptions

  func validate() throws {
    try invitation.validate(for: format)
    if format == .freebusy, pair != nil {
      throw ValidationError("--pair doesn't go with “export freebusy”, which is about one person; name them with --for")
    }
    if format != .freebusy, span.from != nil || span.to != nil {
      throw ValidationError("--from and --to go with “export freebusy” only")
    }
  }

  func run() throws {
    try options.run { environment in
      let store = try environment.currentStore()
      try store.read { reader in
        switch format {
        case .freebusy: try FreeBusyExport(environment: environment, reader: reader).write(login: person, span: span)
        case .itip: try InvitationExport(environment: environment, reader: reader).write(invitation, login: person)
        case .ics, .csv, .json: try export(reader, environment)
        }
      }
    }
  }

  private func export(_ reader: any StoreReader, _ environment: CommandEnvironment) throws {
    let actor = try environment.actor(reader)
    var filter = SessionFilter(liveOnly: false)
    filter.pair = try pair.map { try PairReference(reader, actor: actor).pair($0).id }
    filter.person = try person.map { try Reading.person($0, reader).id } ?? (actor.isCoordinator ? nil : actor.person)
    var sessions = try reader.sessions(filter)
    switch format {
    case .ics:
      var entries = CalendarEntries(reader, zones: environment.zones, for: .calendar)
      sessions += try entries.emptied(beside: sessions)
      environment.output.text(
        try CalendarWriter(zones: environment.zones).text(
          try entries.exported(sessions), series: try entries.series(of: sessions), now: environment.now), key: "ics")
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
      environment.output.text(writer.text, key: "csv")
    case .json:
      let shapes = JSONShapes(reader: reader, zones: environment.zones, viewer: actor, now: environment.now)
      environment.output.json(.fields(["sessions": .array(try sessions.map { try shapes.session($0) })]))
    case .freebusy, .itip: break
    }
  }
}
