import ArgumentParser
import Mentoring
import Scheduling

struct Goals: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "goals",
    abstract: "What a pair wants to reach, and how far it is.",
    discussion: """
      EXAMPLES
        tandem goals                               of all your pairs
        tandem goals add ralf "Cut a five-minute film alone"
        tandem goals set 7 60                      60 percent
      """, subcommands: [List.self, Add.self, Advance.self, Remove.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List the goals.", discussion: "EXAMPLES\n  tandem goals list ralf")

    @Argument(help: "Only this pair's.", completion: .custom(Completion.pairs)) var pair: String?
    @OptionGroup var options: GlobalOptions

    func run() throws {
      try options.run { environment in
        try NotebookReport(environment, pair: pair) { report in
          try report.tell(report.entries { $0.goals }, key: "goals", empty: "no goals are set") { _, item in
            guard case .goal(let text, let progress) = item.entry.content else { return [] }
            return [String(item.entry.id), "\(progress)%", text, try report.title(item.pair)]
          }
        }.run(["Id", "Reached", "Goal", "Pair"])
      }
    }
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Set a goal.", discussion: "EXAMPLES\n  tandem goals add ralf \"Cut a five-minute film alone\"")

    @OptionGroup var pair: PairArgument
    @Argument(help: "What you want to reach.") var text: String
    @OptionGroup var options: GlobalOptions

    func run() throws {
      try options.perform { _, reader, actor in
        .notebook(.addGoal(try PairReference(reader, actor: actor).pair(pair.pair).id, text: text))
      }
    }
  }

  struct Advance: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "Say how far a goal is reached.", discussion: "EXAMPLES\n  tandem goals set 7 60")

    @Argument(help: "Its id, see “tandem goals”.") var id: Int64
    @Argument(help: "Percent, 0 to 100.") var progress: Int
    @OptionGroup var options: GlobalOptions

    func run() throws { try options.perform { _, _, _ in .notebook(.advanceGoal(id, progress: progress)) } }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove",
      abstract: "Give a goal up.", discussion: "EXAMPLES\n  tandem goals remove 7")

    @Argument(help: "Its id, see “tandem goals”.") var id: Int64
    @OptionGroup var options: GlobalOptions

    func run() throws { try options.perform { _, _, _ in .notebook(.remove(id, .goal)) } }
  }
}
