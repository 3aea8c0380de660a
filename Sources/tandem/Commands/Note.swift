import ArgumentParser
import Mentoring
import Scheduling

struct Note: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note",
    abstract: "Write a session's notes, which only its two people see; or its agenda, topic or room.",
    discussion: """
      EXAMPLES
        tandem note 12                          shows the notes
        tandem note 12 "Titles next time" --link https://example.org/cut
        tandem note 12 --agenda "Rough cut, then titles"
        tandem note 12 --topic "Color grading"
        tandem note 12 --room Lisbon
        tandem note 12 --no-room
      """)

  @Argument(help: "The session's id, see “tandem sessions”.", completion: .custom(Completion.sessions))
  var session: String
  @Argument(help: "The notes; empty text takes them away.") var text: String?
  @Option(
    help: ArgumentHelp(
      "What the notes refer to, in place of what they referred to; may be given several times.", valueName: "address"))
  var link: [String] = []
  @Option(
    help: ArgumentHelp("What you want to talk about; in a reverse pair the mentor decides it.", valueName: "text"))
  var agenda: String?
  @Option(help: ArgumentHelp("Another topic.", valueName: "text")) var topic: String?
  @Option(help: ArgumentHelp("Another room.", valueName: "name")) var room: String?
  @Flag(help: "No room.") var noRoom = false
  @Option(help: "Which of its series: this one, this and the following, or all that are to come.")
  var scope: SeriesScope = .this
  @Flag(help: "Decide and tell, but write nothing.") var dryRun = false
  @OptionGroup var options: GlobalOptions

  func validate() throws {
    if room != nil, noRoom { throw ValidationError("--room and --no-room exclude each other") }
    if writesNotes, writesSession {
      throw ValidationError(
        "notes and the session's agenda, topic or room are two steps; give them one after the other")
    }
  }

  private var writesNotes: Bool { text != nil || !link.isEmpty }
  private var writesSession: Bool { agenda != nil || topic != nil || room != nil || noRoom }

  func run() throws {
    if writesNotes {
      try options.perform(isDryRun: dryRun) { _, reader, _ in
        .notebook(
          .notes(try Reading.session(session, reader).id, text: text, links: link.isEmpty ? nil : link))
      }
    } else if writesSession {
      try options.perform(isDryRun: dryRun) { _, reader, _ in
        var edit = Edit(session: try Reading.session(session, reader).id, topic: topic, agenda: agenda, scope: scope)
        if noRoom { edit.room = .some(nil) }
        if let room { edit.room = .some(try Reading.room(room, reader).id) }
        return .edit(edit)
      }
    } else {
      try show()
    }
  }

  private func show() throws {
    try options.run { environment in
      let pair = try environment.store().read { String(try Reading.session(session, $0).pair.rawValue) }
      try NotebookReport(environment, pair: pair) { report in
        let id = try Reading.session(session, report.reader).id
        let notes = report.entries { $0.entries }.filter { $0.entry.session == id && $0.entry.kind == "notes" }
        guard !environment.output.isJSON, case .notes(let text, let links)? = notes.first?.entry.content else {
          return try report.tell(notes, key: "notes", empty: "no notes yet; “tandem note \(id) TEXT” writes them") {
            _, _ in []
          }
        }
        if !text.isEmpty { environment.output.lines(text) }
        for link in links { environment.output.line(link) }
      }.run([])
    }
  }
}
