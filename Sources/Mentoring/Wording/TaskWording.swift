/// What is said of something to do that was given to somebody.
///
/// The history tells that it was, and not what: that is for the two alone. Who has just written it reads it back, to see how
/// it was understood.
enum TaskWording {
  /// What stands in the history for the task's own words.
  static let untold = "something to do"
}

extension Outcome {
  /// The summary for whoever did it: `Gave Ralf Winter “share the files” to do by Fri 27 Nov`.
  ///
  /// What is undone or done again may be somebody else's doing, and is told as the history has it.
  public func readBack(_ times: TimeWording) -> String {
    guard step?.kind ?? .action == .action else { return summary }
    for case .notebook(nil, let entry?) in changes {
      guard case .action(let text, let due, _) = entry.content else { continue }
      let day = due.map { " by \(times.day($0))" } ?? ", with no day"
      return summary.replacing(TaskWording.untold, with: "“\(text)” to do\(day)", maxReplacements: 1)
    }
    return summary
  }
}
