import ArgumentParser
import Folding
import Mentoring
import TerminalKit

struct People: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "people",
    abstract: "List the people of the program.",
    discussion: """
      EXAMPLES
        tandem people
        tandem people editing        who has to do with editing
        tandem people --json
      """)

  @Argument(help: "Words in names, logins, departments and skills.") var query: [String] = []
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      let store = try environment.store(isLooking: true)
      try store.read { reader in
        let matcher = FuzzyMatcher(query.joined(separator: " "))
        let all = try reader.people()
        let people =
          matcher.isEmpty
          ? all
          : matcher.ranked(all) { person in
            let words = [person.name, person.login, person.department] + person.teaches + person.learns
            return folded(words.joined(separator: "\n"))
          }
        let shapes = JSONShapes(
          reader: reader, zones: environment.zones, viewer: try environment.actor(reader), now: environment.now)
        if environment.output.isJSON {
          environment.output.json(.fields(["people": .array(try people.map { try shapes.person($0) })]))
          return
        }
        guard !people.isEmpty else {
          environment.output.note(
            try reader.people().isEmpty
              ? "nobody; “tandem import people FILE” brings people in"
              : "nobody fits “\(query.joined(separator: " "))”; “tandem people” lists all")
          return
        }
        environment.output.table(
          ["Login", "Name", "Department", "Zone", "Teaches", "Learns"],
          people.map { person in
            [
              person.login, person.name, person.department, person.zone, person.teaches.joined(separator: ", "),
              person.learns.joined(separator: ", "),
            ]
          })
      }
    }
  }
}
