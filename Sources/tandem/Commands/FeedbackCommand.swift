import ArgumentParser
import Mentoring
import Scheduling

struct FeedbackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feedback",
    abstract: "Say how a session was; the other side sees it once both have.",
    discussion: """
      EXAMPLES
        tandem feedback 12 5 "I can do titles on my own now"
        tandem feedback 12                         what was given, as far as you may see it
      """)

  @Argument(help: "The session's id, see “tandem sessions --all”.") var session: String
  @Argument(help: "1 to 5.") var rating: Int?
  @Argument(help: "A sentence.") var comment = ""
  @OptionGroup var options: GlobalOptions

  func run() throws {
    if let rating {
      return try options.perform { _, reader, _ in
        .notebook(.feedback(try Reading.session(session, reader).id, rating: rating, comment: comment))
      }
    }
    try options.run { environment in
      let pair = try environment.store().read { String(try Reading.session(session, $0).pair.rawValue) }
      try NotebookReport(environment, pair: pair) { report in
        let id = try Reading.session(session, report.reader).id
        let given = report.entries { $0.feedback(on: id) }
        try report.tell(given, key: "feedback", empty: "none yet, or not yet by both") { _, item in
          guard case .feedback(let rating, let comment) = item.entry.content else { return [] }
          let name = try item.entry.person.flatMap { try report.reader.person($0) }?.name ?? "?"
          return [name, "\(rating) of 5", comment]
        }
      }.run(["Who", "Rating", "Comment"])
    }
  }
}
