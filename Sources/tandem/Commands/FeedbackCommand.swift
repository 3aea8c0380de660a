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
        tandem feedback 12 4  another rating, as long as the other side has given none
        tandem feedback 12    what was given, as far as you may see it
      """)

  @Argument(help: "The session's id, see “tandem sessions --all”.", completion: .custom(Completion.past))
  var session: String
  @Argument(help: "1 to 5.") var rating: Int?
  @Argument(help: "A sentence; without one, that of your rating before stays.") var comment: String?
  @OptionGroup var options: GlobalOptions

  func run() throws {
    if let rating {
      return try options.perform { _, reader, actor in
        let session = try Reading.session(session, reader)
        let own = try reader.notebook(of: session.pair).first {
          $0.isFeedback && $0.session == session.id && $0.person == actor.person
        }
        var before = ""
        if case .feedback(_, let comment) = own?.content { before = comment }
        return .notebook(.feedback(session.id, rating: rating, comment: comment ?? before))
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
