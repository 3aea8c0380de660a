import ArgumentParser
import Folding
import Mentoring
import Scheduling
import TerminalKit

struct Pairs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pairs",
    abstract: "List the pairs, with each one's next session.",
    discussion: """
      EXAMPLES
        tandem pairs
        tandem pairs editing         pairs that have to do with editing
        tandem pairs mia/ralf        one pair, as its id does too
        tandem pairs --mine --json
      """)

  @Argument(help: "A pair's id, mentor/mentee, or words in names, logins, departments, skills and topics.") var query:
    [String] = []
  @Flag(help: "Only those of the one who acts.") var mine = false
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      let store = try environment.currentStore()
      try store.read { reader in
        let actor = try environment.actor(reader)
        let people = Dictionary(try reader.people().map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        let next = try reader.nextSessions(after: environment.now)
        let matcher = FuzzyMatcher(query.joined(separator: " ").replacing("/", with: " "))
        // An id and `mentor/mentee` name one pair, as everywhere.
        let isNamed = query.count == 1 && (query[0].contains("/") || Int64(query[0]) != nil)
        let named = isNamed ? try? PairReference(reader, actor: actor).pair(query[0]) : nil
        let all = try mine ? actor.person.map { try reader.pairs(of: $0) } ?? [] : reader.pairs()
        let pairs =
          if let named {
            all.filter { $0.id == named.id }
          } else if matcher.isEmpty {
            all
          } else {
            matcher.ranked(all) { pair in
              let members = [people[pair.mentor], people[pair.mentee]].compactMap { $0 }
              let words = members.flatMap { [$0.name, $0.login, $0.department] + $0.teaches + $0.learns }
              return folded(([pair.topic] + words).joined(separator: "\n"))
            }
          }
        if environment.output.isJSON {
          let shapes = JSONShapes(reader: reader, zones: environment.zones, viewer: actor, now: environment.now)
          let counted = try Shortfall.counted(reader, person: actor.isCoordinator ? nil : actor.person)
          environment.output.json(
            .fields([
              "pairs": .array(
                try pairs.map { pair in
                  let isOwn = actor.isCoordinator || actor.person.map(pair.includes) ?? false
                  return try shapes.pair(
                    pair, next: next[pair.id], shortfalls: isOwn ? counted[pair.id] ?? [:] : nil)
                })
            ]))
          return
        }
        guard !pairs.isEmpty else {
          environment.output.note(
            !query.isEmpty
              ? "no pair fits"
              : actor.isCoordinator
                ? "no pairs; “tandem import pairs FILE” brings them in"
                : "you have no pair yet; a coordinator makes pairs")
          return
        }
        let times = environment.times(try environment.zone(of: actor, reader))
        environment.output.table(
          ["Id", "Mentor", "Mentee", "Kind", "Next", "Topic"],
          pairs.map { pair in
            [
              String(pair.id.rawValue), people[pair.mentor]?.name ?? "?", people[pair.mentee]?.name ?? "?",
              pair.kind.rawValue + (pair.state == .active ? "" : " (\(pair.state.rawValue))"),
              next[pair.id].map { times.moment($0.interval.start) + ($0.status.isHold ? " (requested)" : "") } ?? "–",
              pair.topic,
            ]
          })
      }
    }
  }
}
