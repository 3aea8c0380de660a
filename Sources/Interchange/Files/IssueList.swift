import Mentoring

/// Collects issues up to a bound, so that a file with an error on every line can't fill the memory.
struct IssueList {
  static let limit = 1_000

  private(set) var issues: [ImportIssue] = []
  private var left = 0

  var isEmpty: Bool { issues.isEmpty }

  mutating func append(_ issue: ImportIssue) {
    if issues.count < Self.limit { issues.append(issue) } else { left += 1 }
  }

  /// By line; with a last word on those that were left out.
  var listed: [ImportIssue] {
    let sorted = issues.enumerated().sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }
      .map(\.element)
    return left == 0 ? sorted : sorted + [ImportIssue(line: nil, message: "\(left) more are not listed")]
  }
}
