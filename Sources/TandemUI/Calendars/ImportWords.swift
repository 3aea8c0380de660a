import Mentoring

/// How it is told that a calendar came in: where there is little room, how many sessions no longer fit goes before where it lies.
struct ImportWords: Hashable {
  let text: String
  /// What can stand for it, the longest first.
  let briefs: [String]

  /// Nil for other commands.
  init?(_ command: Command, _ outcome: Outcome) {
    guard case .importBusy(let busy) = command else { return nil }
    // The shell's command for it is a key here.
    let warnings = outcome.warnings.map {
      $0.message.replacing(ImportIssue.conflictsAdvice, with: "! goes there")
    }
    text = warnings.isEmpty ? outcome.summary : "\(outcome.summary) (\(warnings.joined(separator: "; ")))"
    let name = busy.source.split(separator: "/").last.map(String.init) ?? busy.source
    // What the calendar holds, without whose it is.
    let held = outcome.summary.firstRange(of: busy.source).map { name + outcome.summary[$0.upperBound...] } ?? text
    let counts = warnings.map { $0.split(separator: ":").first.map(String.init) ?? $0 }.joined(separator: "; ")
    briefs =
      warnings.isEmpty
      ? [outcome.summary.replacing(busy.source, with: name), held]
      : ["\(warnings.joined(separator: "; ")) · \(held)", "\(counts) · \(held)", counts]
  }
}
