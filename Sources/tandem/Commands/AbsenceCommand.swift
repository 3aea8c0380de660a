import ArgumentParser
import Mentoring
import Scheduling

struct AbsenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "absence",
    abstract: "When someone is away.",
    discussion: """
      EXAMPLES
        tandem absence                                         yours
        tandem absence add "7 dec" "11 dec" --reason vacation  both days included
        tandem absence add "fri 14:00-16:00" --reason dentist
        tandem absence add "7 dec" --on-break ask --message "I am ill"
        tandem absence remove 2

      An absence that breaks sessions is refused, and lists them with openings; --on-break says what becomes of them.
      """, subcommands: [List.self, Add.self, Remove.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List absences.", discussion: "EXAMPLES\n  tandem absence list --for ralf\n  tandem absence list --all")

    @OptionGroup var owner: HoursOwner
    @Flag(help: "Past ones too.") var all = false
    @OptionGroup var options: GlobalOptions

    func run() throws {
      try options.run { environment in
        try environment.store(isLooking: true).read { reader in
          let actor = try environment.actor(reader)
          let person = try owner.person(actor, reader)
          let zone = try environment.zones.zone(named: person.zone)
          let wording = HoursWording(person: person, times: environment.times(zone))
          let listed = person.absences(in: zone).enumerated().filter { _, absence in
            all || (absence.interval(in: zone)?.end ?? .distantPast) > environment.now
          }
          guard !environment.output.isJSON else {
            environment.output.json(
              .fields([
                "login": .string(person.login),
                "absences": .array(listed.map { index, absence in Self.shape(index + 1, absence, zone) }),
              ]))
            return
          }
          guard !listed.isEmpty else { return environment.output.note("\(person.name) has no absence to come") }
          environment.output.table(
            ["Number", "When", "Reason"],
            listed.map { index, absence in [String(index + 1), wording.span(absence), absence.reason] })
        }
      }
    }

    private static func shape(_ number: Int, _ absence: Absence, _ zone: ZoneRules) -> JSONValue {
      let interval = absence.interval(in: zone)
      return .fields([
        "number": .number(number), "start": interval.map { JSONShapes.instant($0.start) },
        "end": interval.map { JSONShapes.instant($0.end) },
        "reason": absence.reason.isEmpty ? nil : .string(absence.reason),
      ])
    }
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Add an absence.",
      discussion: """
        EXAMPLES
          tandem absence add "7 dec" "11 dec" --reason vacation
          tandem absence add "fri 14:00-16:00" --reason dentist --dry-run
          tandem absence add "fri 22:00" "sun 8:00"
          tandem absence add fri 22:00 to sun 8:00               quotes can be left out
        """)

    @Argument(help: "The first day, or the start: “7 dec”, “fri 14:00”; or both ends in one: “fri 14:00-16:00”.")
    var from: String
    @Argument(help: "The last day, or the end; one day without.") var to: [String] = []
    @Option(help: ArgumentHelp("Why, for those who ask why the time is blocked.", valueName: "text")) var reason = ""
    @OptionGroup var change: HoursOptions

    func run() throws {
      try change.perform { _, zone, environment in
        // Several words are a line without its quotes.
        let line = to.count > 1 ? ([from] + to).joined(separator: " ") : from
        let end = to.count == 1 ? to[0] : nil
        return [.addAbsence(try Reading.absence(line, end, reason, zone: zone, now: environment.now))]
      }
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove",
      abstract: "Take an absence away.", discussion: "EXAMPLES\n  tandem absence remove 2")

    @Argument(help: "Its number, see “tandem absence”.") var number: Int
    @OptionGroup var change: HoursOptions

    func run() throws {
      try change.perform { person, zone, _ in
        let absences = person.absences(in: zone)
        guard absences.indices.contains(number - 1) else {
          throw CommandError.notFound("\(person.name) has no absence \(number); “tandem absence list --all” lists them")
        }
        return [.removeAbsence(absences[number - 1])]
      }
    }
  }
}
