import Mentoring

/// Counts what an import did over all its files, and tells it.
struct ImportTally {
  let environment: CommandEnvironment
  let isDryRun: Bool

  var added = 0
  var changed = 0
  var unchanged = 0
  var summaries: [String] = []
  /// With the file each is about.
  var errors: [(file: String, issue: ImportIssue)] = []
  var warnings: [(file: String, issue: ImportIssue)] = []

  mutating func add(_ outcome: Outcome) {
    added += outcome.added
    changed += outcome.changed
    unchanged += outcome.unchanged
    summaries.append(outcome.summary)
  }

  private var document: [(String, JSONValue)] {
    [
      ("added", .number(added)), ("changed", .number(changed)), ("unchanged", .number(unchanged)),
      ("errors", .array(errors.map { JSONShapes.issue($0.issue, file: $0.file) })),
      ("warnings", .array(warnings.map { JSONShapes.issue($0.issue, file: $0.file) })),
    ]
  }

  /// - Throws: a ``Failure`` when there were errors; nothing was changed then.
  func tell() throws {
    for (file, issue) in warnings { Output.message("\(file): warning: \(issue)") }
    guard errors.isEmpty else {
      for (file, issue) in errors { Output.message("\(file): \(issue)") }
      let count = errors.count == 1 ? "1 error" : "\(errors.count) errors"
      throw Failure(.badFile, "badFile", "\(count); nothing was imported", details: document)
    }
    if environment.output.isJSON {
      environment.output.json(.object(document + (isDryRun ? [("dryRun", true)] : [])))
    } else {
      for summary in summaries { environment.output.note((isDryRun ? "would have: " : "") + summary) }
    }
  }
}
