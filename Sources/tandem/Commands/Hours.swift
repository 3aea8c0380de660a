import ArgumentParser
import Mentoring
import Scheduling

struct Hours: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hours",
    abstract: "When someone can be met, and would rather be.",
    discussion: """
      EXAMPLES
        tandem hours                      yours
        tandem hours set "Mon-Thu 09:00-17:00; Fri 09:00-13:00"
        tandem hours day fri 10:00-12:00  this Friday only
        tandem hours day fri off
        tandem hours prefer "Tue-Thu 10:00-16:00"
        tandem hours ask-first yes        others ask before they book

      A change that breaks sessions is refused, and lists them with openings; --on-break says what becomes of them.
      """, subcommands: [Show.self, Set.self, Day.self, Prefer.self, AskFirst.self], defaultSubcommand: Show.self)

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Show hours, days that differ, absences and preferences.",
      discussion: "EXAMPLES\n  tandem hours show --for ralf")

    @OptionGroup var owner: HoursOwner
    @OptionGroup var options: GlobalOptions

    func run() throws {
      try options.run { environment in
        try environment.store(isLooking: true).read { reader in
          let actor = try environment.actor(reader)
          let person = try owner.person(actor, reader)
          let asksFirst = try reader.program().policy.applying(person.policy).asksFirst
          if environment.output.isJSON {
            let shapes = JSONShapes(reader: reader, zones: environment.zones, viewer: actor, now: environment.now)
            environment.output.json(try shapes.hours(person, asksFirst: asksFirst))
            return
          }
          let zone = try environment.zones.zone(named: person.zone)
          let wording = HoursWording(person: person, times: environment.times(zone))
          for line in lines(person, asksFirst, wording, environment) { environment.output.line(line) }
        }
      }
    }

    private func lines(
      _ person: Person, _ asksFirst: Bool, _ wording: HoursWording, _ environment: CommandEnvironment
    ) -> [String] {
      let today = wording.times.zone.date(at: environment.now)
      var lines = ["\(person.name)'s hours (\(person.zone)): \(person.hours)"]
      for day in person.overrides where day.date >= today {
        lines.append(
          "  \(wording.times.day(day.date)): \(day.ranges.isEmpty ? "off" : HoursWording.ranges(day.ranges))")
      }
      for (index, absence) in person.absences(in: wording.times.zone).enumerated() {
        guard absence.interval(in: wording.times.zone).map({ $0.end > environment.now }) ?? false else { continue }
        lines.append("  away \(wording.words(absence))  (absence \(index + 1))")
      }
      if let preferred = person.policy.preferred { lines.append("  prefers \(preferred)") }
      lines.append(asksFirst ? "  wants to be asked before being booked" : "  can be booked without being asked")
      return lines
    }
  }

  struct Set: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set",
      abstract: "Set the hours of an ordinary week.",
      discussion: """
        EXAMPLES
          tandem hours set "Mon-Thu 09:00-12:30 13:30-17:30; Fri 09:00-13:00"
          tandem hours set "Mon-Fri 10:00-18:00" --on-break move
        """)

    @Argument(help: "Weekdays with their ranges; days that aren't named are off.") var hours: String
    @OptionGroup var change: HoursOptions

    func run() throws {
      try change.perform { _, _, _ in [.weekly(try Reading.hours(hours))] }
    }
  }

  struct Day: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "day",
      abstract: "Set the hours of one day, in place of the weekly ones.",
      discussion: """
        EXAMPLES
          tandem hours day fri 10:00-12:00 14:00-15:00
          tandem hours day "24 dec" off
          tandem hours day fri usual                   as every week again
        """)

    @Argument(help: "The day: “fri”, “24 dec”.") var day: String
    @Argument(help: "Its ranges, “off”, or “usual”.") var ranges: [String]
    @OptionGroup var change: HoursOptions

    func run() throws {
      try change.perform { _, zone, environment in
        let date = try Reading.day(day, zone: zone, now: environment.now)
        guard ranges.map({ $0.lowercased() }) != ["usual"] else { return [.day(date, nil)] }
        return [.day(date, try Reading.ranges(ranges.joined(separator: " ")))]
      }
    }
  }

  struct Prefer: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "prefer",
      abstract: "Say which of the hours suit best; “openings --best” and the grid order by it.",
      discussion: "EXAMPLES\n  tandem hours prefer \"Tue-Thu 10:00-16:00\"\n  tandem hours prefer any")

    @Argument(help: "Weekdays with their ranges, or “any”, which takes a preference back.") var hours: String
    @OptionGroup var change: HoursOptions

    func run() throws {
      try change.perform { _, _, _ in
        [.preferred(hours.lowercased() == "any" ? nil : try Reading.hours(hours))]
      }
    }
  }

  struct AskFirst: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "ask-first",
      abstract: "Say whether others ask before they book you.",
      discussion: "EXAMPLES\n  tandem hours ask-first yes\n  tandem hours ask-first usual     as the program has it")

    @Argument(help: "“yes”, “no”, or “usual”.") var answer: Answer
    @OptionGroup var change: HoursOptions

    enum Answer: String, ExpressibleByArgument, CaseIterable {
      case yes, no, usual
    }

    func run() throws {
      try change.perform { _, _, _ in [.asksFirst(answer == .usual ? nil : answer == .yes)] }
    }
  }
}
