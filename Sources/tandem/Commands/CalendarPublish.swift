import ArgumentParser
import Dispatch
import Interchange
import Mentoring
import Scheduling

struct CalendarPublish: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Keep a folder in step with sessions: one file each, as khal and vdirsyncer read them.",
    discussion: """
      EXAMPLES
        tandem calendar publish ~/.calendars/mentoring
        tandem calendar publish ~/.calendars/mentoring --for mia
        tandem calendar publish ~/.calendars/mentoring --watch  after every change

      Your sessions are written; a coordinator's are the program's. With --watch it goes on until Ctrl-C.

      Only what changed is written, each file in one step. What was called off is removed. Files that are not Tandem's stay
      as they are; changes that another program made to Tandem's are written over.
      """)

  @Argument(help: "The folder; made when it is not there.", completion: .directory) var path: String
  @Option(
    name: .customLong("for"), help: ArgumentHelp("Whose sessions.", valueName: "login"),
    completion: .custom(Completion.logins))
  var person: String?
  @Flag(help: "Publish again after every change, until Ctrl-C.") var watch = false
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      let store = try environment.currentStore()
      try tell(try publish(store, environment), environment)
      guard watch else { return }
      let changes = DispatchSemaphore(value: 0)
      let token = try store.watch { changes.signal() }
      defer { token.cancel() }
      // What changed between the first publishing and the watch is taken in by this one.
      changes.signal()
      while true {
        changes.wait()
        while changes.wait(timeout: .now()) == .success {}
        let outcome = try publish(store, environment)
        if outcome.written + outcome.removed > 0 { try tell(outcome, environment) }
      }
    }
  }

  private func publish(_ store: any Store, _ environment: CommandEnvironment) throws -> VdirPublisher.Outcome {
    let (sessions, series, domain, owner) = try store.read { reader in
      let actor = try environment.actor(reader)
      let owner =
        try person.map { try Reading.person($0, reader) }
        ?? (actor.isCoordinator ? nil : actor.person.flatMap { try reader.person($0) })
      let sessions = try reader.sessions(SessionFilter(person: owner?.id, liveOnly: false))
      var entries = CalendarEntries(reader, zones: environment.zones, for: .calendar)
      return (
        try entries.exported(sessions), try entries.series(of: sessions), try reader.program().domain, owner?.login
      )
    }
    return try VdirPublisher(path: path, domain: domain, owner: owner).publish(
      sessions, series: series, writer: CalendarWriter(zones: environment.zones), now: environment.now)
  }

  private func tell(_ outcome: VdirPublisher.Outcome, _ environment: CommandEnvironment) throws {
    for name in outcome.foreign {
      let place = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
      Output.message("tandem: \(place) is not, or no longer, Tandem's and was left as it is")
    }
    if environment.output.isJSON {
      environment.output.json(
        .fields([
          "path": .string(path), "written": .number(outcome.written), "removed": .number(outcome.removed),
          "unchanged": .number(outcome.unchanged), "foreign": .array(outcome.foreign.map { .string($0) }),
        ]))
    } else {
      environment.output.note(
        "\(path): \(outcome.written) written, \(outcome.removed) removed, \(outcome.unchanged) unchanged")
    }
  }
}
