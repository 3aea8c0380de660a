import ArgumentParser
import Mentoring
import Scheduling

struct Todo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "todo",
    abstract: "What the two of a pair mean to do, and until when.",
    discussion: """
      EXAMPLES
        tandem todo                                what is open in your pairs
        tandem todo add ralf "Share the project files" --due fri
        tandem todo add ralf "Ralf: share the project files by fri"
        tandem todo add ralf "Try the new editor" --for ralf
        tandem todo done 7
      """, subcommands: [List.self, Add.self, Done.self, Remove.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List what is to be done.", discussion: "EXAMPLES\n  tandem todo list ralf --all")

    @Argument(help: "Only this pair's.", completion: .custom(Completion.pairs)) var pair: String?
    @Flag(help: "What is done too.") var all = false
    @OptionGroup var options: GlobalOptions

    func run() throws {
      try options.run { environment in
        try NotebookReport(environment, pair: pair) { report in
          let entries = report.entries { $0.actions }.filter { all || $0.entry.isOpenAction }
          try report.tell(entries, key: "todo", empty: "nothing is to be done") { _, item in
            guard case .action(let text, let due, let done) = item.entry.content else { return [] }
            let name = try item.entry.person.flatMap { try report.reader.person($0) }?.name ?? "?"
            let day = due.map { report.times.day($0) } ?? ""
            let isLate = due.map { $0 < report.times.zone.date(at: environment.now) } ?? false
            let state = done == nil ? (isLate ? "overdue" : "") : "done"
            return [String(item.entry.id), name, text, day, state, try report.title(item.pair)]
          }
        }.run(["Id", "Who", "What", "Until", "", "Pair"])
      }
    }
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Add something to do.",
      discussion: """
        EXAMPLES
          tandem todo add ralf "Share the project files" --due fri --for mia
          tandem todo add ralf "Mia: share the project files by fri"

        A name before a colon is who does it, a day behind “by” until when; an option overrules what the text says.
        """)

    @OptionGroup var pair: PairArgument
    @Argument(help: "What is to be done.") var text: String
    @Option(
      name: .customLong("for"), help: ArgumentHelp("Who does it; the default is you.", valueName: "login"),
      completion: .custom(Completion.logins))
    var owner: String?
    @Option(help: ArgumentHelp("Until when, “fri” or “3 dec”.", valueName: "day")) var due: String?
    @OptionGroup var options: GlobalOptions

    func run() throws {
      try options.perform { environment, reader, actor in
        let pair = try PairReference(reader, actor: actor).pair(pair.pair)
        let zone = try environment.zone(of: actor, reader)
        // What an option says is not looked for in the text.
        let people = owner == nil ? try [pair.mentor, pair.mentee].compactMap { try reader.person($0) } : []
        let task = try Reading.task(text, people: people, readsDay: due == nil, zone: zone, now: environment.now)
        guard let owner = try owner.map({ try Reading.person($0, reader).id }) ?? task.owner ?? actor.person else {
          throw ValidationError("\(actor.login) is nobody of this program; say who does it with --for LOGIN")
        }
        let day = try due.map { zone.date(at: try Reading.time($0, zone: zone, now: environment.now)) } ?? task.due
        return .notebook(.addAction(pair.id, owner: owner, text: task.text, due: day))
      }
    }
  }

  struct Done: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "done",
      abstract: "Say that something is done.", discussion: "EXAMPLES\n  tandem todo done 7\n  tandem todo done 7 --not")

    @Argument(help: "Its id, see “tandem todo”.") var id: Int64
    @Flag(help: "It is to be done again.") var not = false
    @OptionGroup var options: GlobalOptions

    func run() throws { try options.perform { _, _, _ in .notebook(.finishAction(id, isDone: !not)) } }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove",
      abstract: "Take something away that is not to be done after all.", discussion: "EXAMPLES\n  tandem todo remove 7")

    @Argument(help: "Its id, see “tandem todo”.") var id: Int64
    @OptionGroup var options: GlobalOptions

    func run() throws { try options.perform { _, _, _ in .notebook(.remove(id, .action)) } }
  }
}
