import ArgumentParser
import Mentoring
import Scheduling

/// Whose hours change, and what becomes of the sessions that this breaks.
struct HoursOptions: ParsableArguments {
  @OptionGroup var owner: HoursOwner
  @Option(
    name: .customLong("on-break"),
    help: ArgumentHelp(
      "What becomes of sessions that no longer fit: change nothing and list them, leave them as they are, move each to the "
        + "nearest opening, or ask the other side for it.", valueName: "choice"))
  var onBreak: OnBreak = .fail
  @Option(help: ArgumentHelp("With “--on-break ask”: what the other side reads.", valueName: "text")) var message = ""
  @Flag(help: "Decide and tell, but write nothing.") var dryRun = false
  @OptionGroup var options: GlobalOptions

  enum OnBreak: String, ExpressibleByArgument, CaseIterable {
    case fail, leave, move, ask
  }

  /// Makes the edits, and tells what came of them.
  func perform(_ edits: (Person, ZoneRules, CommandEnvironment) throws -> [HoursEdit]) throws {
    try options.run { environment in
      let store = try environment.store()
      let (actor, change) = try store.read { reader in
        let actor = try environment.actor(reader)
        let person = try owner.person(actor, reader)
        let zone = try environment.zones.zone(named: person.zone)
        return (actor, try intended(person, try edits(person, zone, environment), reader, environment))
      }
      do {
        let outcome = try Refusal(environment: environment, store: store, actor: actor).perform(
          .changeHours(change), isDryRun: dryRun)
        try SessionOutcome(environment: environment, store: store, actor: actor).tell(
          outcome, listsMoves: true, isDryRun: dryRun)
      } catch CommandError.breaks(let broken) {
        throw try store.read { try HoursReport($0, environment, actor).failure(broken) }
      }
    }
  }

  private func intended(
    _ person: Person, _ edits: [HoursEdit], _ reader: any StoreReader, _ environment: CommandEnvironment
  ) throws -> HoursChange {
    var change = HoursChange(person: person.id, edits: edits, leavesOthers: onBreak == .leave)
    guard onBreak == .move || onBreak == .ask else { return change }
    let impact = HoursImpact(reader, zones: environment.zones, now: environment.now)
    for broken in try impact.nearestOpenings(by: try person.applying(edits)) {
      guard let start = broken.openings.first else {
        throw Failure(
          .refused, "breaks",
          "session \(broken.session.id) has no opening near to move to; nothing was changed. Move or cancel it first, or use "
            + "“--on-break leave”")
      }
      change.remedies.append(
        Remedy(broken.session.id, onBreak == .move ? .move(start) : .ask(start, message: message)))
    }
    return change
  }
}

/// Whose hours a command is about.
struct HoursOwner: ParsableArguments {
  @Option(
    name: .customLong("for"), help: ArgumentHelp("Whose; the default is you.", valueName: "login"),
    completion: .custom(Completion.logins))
  var login: String?

  func person(_ actor: Actor, _ reader: any StoreReader) throws -> Person {
    if let login { return try Reading.person(login, reader) }
    guard let person = try actor.person.flatMap({ try reader.person($0) }) else {
      throw ValidationError("\(actor.login) is nobody of this program; say whose with --for LOGIN")
    }
    return person
  }
}
