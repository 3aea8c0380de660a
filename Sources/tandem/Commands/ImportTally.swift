import Mentoring

/// Counts what an import did over all its files, and tells it.
struct ImportTally {
  let environment: CommandEnvironment
  let isDryRun: Bool

  /// Warnings that are printed; a hostile file has one for each of its lines.
  private static let mostWarnings = 30

  var added = 0
  var changed = 0
  var unchanged = 0
  var summaries: [String] = []
  /// With the file each is about.
  var errors: [(file: String, issue: ImportIssue)] = []
  var warnings: [(file: String, issue: ImportIssue)] = []
  /// How many more warnings there are, which nobody kept.
  var unlisted = 0
  /// Whether rows are missing from what was read, to which others may refer.
  var hasLostRows = false

  mutating func add(_ outcome: Outcome) {
    added += outcome.added
    changed += outcome.changed
    unchanged += outcome.unchanged
    summaries.append(outcome.summary)
  }

  /// By file, as they were named, and line.
  mutating func sortErrors() {
    var order: [String: Int] = [:]
    for (file, _) in errors where order[file] == nil { order[file] = order.count }
    errors.sort { one, other in
      (order[one.file] ?? 0, one.issue.line ?? 0) < (order[other.file] ?? 0, other.issue.line ?? 0)
    }
  }

  private var document: [(String, JSONValue)] {
    [
      ("added", .number(added)), ("changed", .number(changed)), ("unchanged", .number(unchanged)),
      ("errors", .array(errors.map { JSONShapes.issue($0.issue, file: $0.file) })),
      ("warnings", .array(warnings.map { JSONShapes.issue($0.issue, file: $0.file) })),
    ] + (unlisted > 0 ? [("unlistedWarnings", .number(unlisted))] : [])
  }

  /// Warnings of one kind that are listed: of a file that is broken all over, a few say it.
  private static let mostOfAKind = 5

  private func tellWarnings() {
    var told = 0
    var ofAKind: [String: Int] = [:]
    for (file, issue) in warnings {
      // The same words about other lines and numbers.
      let kind = file + issue.message.filter { !$0.isNumber }
      ofAKind[kind, default: 0] += 1
      guard ofAKind[kind, default: 0] <= Self.mostOfAKind, told < Self.mostWarnings else { continue }
      Output.message("\(file): warning: \(issue)")
      told += 1
    }
    let left = warnings.count - told + unlisted
    guard left > 0, !environment.output.isJSON else { return }
    let alike = ofAKind.count == 1 ? " like these" : ""
    Output.message(
      "tandem: \(left) more \(left == 1 ? "warning" : "warnings")\(alike); --json lists \(unlisted > 0 ? "\(warnings.count) of all \(warnings.count + unlisted)" : "them")"
    )
  }

  /// - Throws: a ``Failure`` when there were errors; nothing was changed then.
  func tell() throws {
    tellWarnings()
    guard errors.isEmpty else {
      for (file, issue) in errors { Output.message("\(file): \(issue)") }
      let count = errors.count == 1 ? "1 error" : "\(errors.count) errors"
      throw Failure(.badFile, "badFile", "\(count); nothing was imported", details: document)
    }
    if environment.output.isJSON {
      environment.output.json(.object(document + (isDryRun ? [("dryRun", true)] : [])))
    } else {
      for summary in summaries { environment.output.note((isDryRun ? "dry run: " : "") + summary) }
    }
  }
}
