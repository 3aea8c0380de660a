import Recurrence
import Scheduling
import TestSupport

/// libical's iterator as a second voice, in processes of its own: on some rules it never comes back.
struct LibicalVoice {
  struct Question {
    var rule: RecurrenceRule
    var start: CivilDateTime
    var until: CivilDateTime
  }

  enum Answer: Equatable {
    case readings([CivilDateTime])
    /// It would not take the rule.
    case refused
    /// It took more than a quarter of a second of the processor.
    case lost
  }

  /// Readings at most of each rule.
  let limit: Int

  /// Answers in the order of the questions. A process that is ended by a rule's time limit is followed by one for the
  /// rest.
  func answers(to questions: [Question]) throws -> [Answer] {
    var answers: [Answer] = []
    while answers.count < questions.count {
      let rest = questions[answers.count...].prefix(200)
      let arguments = rest.flatMap { question in
        let start = question.start.description.filter { $0 != "-" && $0 != ":" }
        return [start, String(question.until.reading), question.rule.description]
      }
      let child = try ChildProcess("SecondVoice", [String(limit)] + arguments)
      let found = child.finish()
      let lines = found.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      answers += lines.map { line in
        line == "refused"
          ? .refused
          : .readings(line.split(separator: " ").compactMap { Int64($0) }.map { CivilDateTime(reading: $0) })
      }
      if lines.count < rest.count { answers.append(.lost) }
    }
    return answers
  }
}
