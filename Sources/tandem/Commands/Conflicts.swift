import ArgumentParser
import Mentoring
import Scheduling

struct Conflicts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conflicts",
    abstract: "List sessions, booked or asked for, that no longer fit, for instance after a calendar was imported.",
    discussion: """
      EXAMPLES
        tandem conflicts
        tandem conflicts --for mia --json
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
        // A member sees their own; a coordinator everybody's.
        let named = try person.map { try Reading.person($0, reader).id }
        if let named, named != actor.person, !actor.isCoordinator {
          throw CommandError.notPermitted("\(actor.login) sees only their own conflicts; a coordinator sees all")
        }
        let conflicts = try ConflictFinder(reader, zones: environment.zones).conflicts(
          at: environment.now, person: named ?? (actor.isCoordinator ? nil : actor.person))
        let zone = try environment.zone(of: actor, reader)
        let wording = try ViolationWording(
          reader, zones: environment.zones, viewer: actor, now: environment.now, zone: zone, clock: environment.face)
        let output = environment.output
        if output.isJSON {
          let shapes = JSONShapes(reader: reader, zones: environment.zones, viewer: actor, now: environment.now)
          output.json(
            .fields([
              "conflicts": .array(
                try conflicts.map { conflict in
                  .fields([
                    "session": try shapes.session(conflict.session),
                    "violations": .array(try conflict.violations.map { try shapes.violation($0, wording) }),
                  ])
                })
            ]))
          return
        }
        if conflicts.isEmpty {
          let whose =
            try named.map { try " of \(reader.person($0)?.name ?? "?")" } ?? (actor.isCoordinator ? "" : " of yours")
          output.note("no conflicts: every session\(whose) that is booked or asked for still fits")
        }
        let times = environment.times(zone)
        for conflict in conflicts {
          let session = conflict.session
          let mentor = try reader.person(session.mentor)?.name ?? "?"
          let mentee = try reader.person(session.mentee)?.name ?? "?"
          output.line(
            "\(output.bad("!")) \(times.span(session.interval))  \(mentor) → \(mentee)  (session \(session.id)"
              + (conflict.isIfNotMoved ? ", if not moved)" : session.status.isHold ? ", asked for)" : ")"))
          for violation in conflict.violations { output.line("    \(try wording.sentence(violation))") }
        }
      }
    }
  }
}
