import ArgumentParser
import Interchange
import Mentoring

struct CalendarRefresh: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refresh",
    abstract: "Read again the subscribed calendars whose files changed.",
    discussion: """
      EXAMPLES
        tandem calendar refresh               yours; a coordinator's are everyone's
        tandem calendar refresh --for mia
        tandem calendar refresh --all         also what did not change

      On a server everybody reads their own: another's path would name a file of this machine.

      Ends with 5 when a file can't be read, is empty or cut off; its busy time stays as it was, and the other files of its
      folder are read.
      """)

  @OptionGroup var owner: CalendarOwner
  @Flag(help: "Read also what did not change.") var all = false
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      let store = try environment.store()
      let (sources, person) = try store.read { reader in
        let actor = try environment.actor(reader)
        let named = try owner.person.map { try Reading.person($0, reader).id }
        let asked = named ?? (actor.isCoordinator && !environment.isOnServer ? nil : actor.person)
        if environment.isOnServer, asked == nil || asked != actor.person {
          throw CommandError.notPermitted(
            "calendars lie on the machines of those who subscribed to them, and are read again by themselves")
        }
        return (
          try owner.sources(reader, actor).filter { $0.source.isSubscribed && (asked == nil || $0.person.id == asked) },
          asked
        )
      }
      if sources.isEmpty { environment.output.note("no subscriptions; “tandem calendar add PATH” makes one") }
      let interruption = Interruption(options)
      defer { interruption.end() }
      // Each is brought in step by itself.
      interruption.tell(
        changed: sources.count > 1
          ? "those that were read before it are brought in step"
          : "whether it was brought in step, “tandem calendar list” tells")
      let bar = ProgressBar(isShown: !environment.options.quiet && !environment.options.json)
      let refreshed = try CalendarSubscriber(zones: environment.zones).refresh(
        store, person: person, now: environment.now, isForced: all
      ) { bar.show("reading \($0.name)", share: $1.fraction ?? 0) }
      bar.clear()
      try tell(refreshed, environment)
    }
  }

  private func tell(_ refreshed: [CalendarSubscriber.Refreshed], _ environment: CommandEnvironment) throws {
    var failures: [String] = []
    var shapes: [JSONValue] = []
    for one in refreshed {
      let (code, message): (String, String)
      switch one.result {
      case .unchanged: (code, message) = ("unchanged", "\(one.source.name): unchanged")
      case .read(let outcome, let warnings):
        (code, message) = ("read", outcome.summary)
        warn(warnings, outcome)
      case .partly(let outcome, let warnings, let reason):
        (code, message) = ("partly", one.source.told(unreadable: reason))
        environment.output.note(outcome.summary)
        warn(warnings, outcome)
        failures.append(message)
      case .failed(let reason):
        (code, message) = ("failed", one.source.told(unreadable: reason))
        failures.append(message)
      }
      if code != "failed", code != "partly" { environment.output.note(message) }
      shapes.append(
        .fields([
          "id": .number(Int(one.source.id)), "path": .string(one.source.name), "result": .string(code),
          "message": .string(message),
        ]))
    }
    guard failures.isEmpty else {
      throw Failure(
        .badFile, "badFile", failures.joined(separator: "\n"), details: [("calendars", .array(shapes))])
    }
    environment.output.json(ifAsked: ["calendars": .array(shapes)])
  }

  private func warn(_ warnings: [CalendarIssue], _ outcome: Outcome) {
    for issue in warnings { Output.message("tandem: warning: \(issue)") }
    for issue in outcome.warnings { Output.message("tandem: warning: \(issue)") }
  }
}
