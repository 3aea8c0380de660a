import ArgumentParser
import Interchange
import Mentoring
import Scheduling

struct CalendarList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the calendars that keep people busy, and whether they are up to date.",
    discussion: """
      EXAMPLES
        tandem calendar list               yours; a coordinator's are everyone's
        tandem calendar list --for mia --json
      """)

  @OptionGroup var owner: CalendarOwner
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      let store = try environment.store(isLooking: true)
      try store.read { reader in
        let sources = try owner.sources(reader, try environment.actor(reader))
        let subscriber = CalendarSubscriber(zones: environment.zones)
        let states = sources.map { state($0.source, subscriber) }
        if environment.output.isJSON {
          environment.output.json(
            .fields([
              "calendars": .array(
                zip(sources, states).map { entry, state in
                  .fields([
                    "id": .number(Int(entry.source.id)), "person": .string(entry.person.login),
                    "path": .string(entry.source.name), "subscribed": .bool(entry.source.isSubscribed),
                    "blocks": .number(entry.source.blocks), "read": JSONShapes.instant(entry.source.importedAt),
                    "state": .string(state.code), "message": state.reason.map { .string($0) },
                    "skipped": .number(CalendarSubscriber.skipped(of: entry.source)),
                  ])
                })
            ]))
          return
        }
        guard !sources.isEmpty else {
          environment.output.note("no calendars yet; “tandem calendar add PATH” subscribes to one")
          return
        }
        let zone = try environment.zone(of: environment.actor(reader), reader)
        let times = environment.times(zone)
        environment.output.table(
          ["Id", "Person", "Busy", "Changed", "State", "Calendar"],
          zip(sources, states).map { entry, state in
            [
              "\(entry.source.id)", entry.person.login, "\(entry.source.blocks)", times.moment(entry.source.importedAt),
              state.words, entry.source.name,
            ]
          })
        for case .some(let reason) in states.map(\.reason) { Output.message("tandem: \(reason)") }
      }
    }
  }

  /// `, 2 skipped`: nothing is busy for a broken event.
  private func skipped(_ source: BusySource) -> String {
    let count = CalendarSubscriber.skipped(of: source)
    return count > 0 ? ", \(count) skipped" : ""
  }

  private func state(
    _ source: BusySource, _ subscriber: CalendarSubscriber
  ) -> (code: String, words: String, reason: String?) {
    guard source.isSubscribed else { return ("imported", "imported once", nil) }
    do {
      return try subscriber.hasChanged(source)
        ? ("changed", "changed since", nil) : ("upToDate", "up to date\(skipped(source))", nil)
    } catch .partlyUnread(let sentence) {
      return ("unreadable", "partly unreadable", source.told(unreadable: sentence))
    } catch {
      return ("unreadable", "unreadable", source.told(unreadable: error.description))
    }
  }
}

/// Whose calendars a command is about.
struct CalendarOwner: ParsableArguments {
  @Option(
    name: .customLong("for"), help: ArgumentHelp("Whose calendars.", valueName: "login"),
    completion: .custom(Completion.logins))
  var person: String?

  /// A person's calendars; a coordinator's are everyone's.
  ///
  /// - Throws: `CommandError.notPermitted` for another's calendars: their paths are theirs.
  func sources(_ reader: any StoreReader, _ actor: Actor) throws -> [(source: BusySource, person: Person)] {
    let named = try person.map { try Reading.person($0, reader) }
    if let named, !actor.isCoordinator, actor.person != named.id {
      throw CommandError.notPermitted(
        "\(actor.login) may not see \(named.name)'s calendars; \(named.login) or a coordinator can")
    }
    let own = try actor.isCoordinator ? nil : actor.person.flatMap { try reader.person($0) }
    let people = try (named ?? own).map { [$0] } ?? reader.people()
    return try people.flatMap { person in try reader.busySources(of: person.id).map { ($0, person) } }
  }
}
