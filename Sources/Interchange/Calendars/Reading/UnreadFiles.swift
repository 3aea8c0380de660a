import Mentoring

/// The files of a calendar that could not be read, or not to their end, so that what they told before stays.
struct UnreadFiles {
  private(set) var issues: [CalendarIssue] = []
  private var first: String?
  private var count = 0
  private var numbers: Set<Int64> = []
  private var hasFolder = false

  /// - Parameters:
  ///   - number: see `BusyBlock.file`; nil for a folder that can't be looked into.
  ///   - sentence: names it by its path, and says why.
  mutating func add(_ issue: CalendarIssue, number: Int64?, sentence: String) {
    if issues.count < IssueList.limit { issues.append(issue) }
    first = first ?? sentence
    count += 1
    if let number { numbers.insert(number) } else { hasFolder = true }
  }

  /// All of them in one sentence; nil when everything was read.
  var sentence: String? {
    first.map { count > 1 ? "\($0) (and \(count - 1) more of its files can't be read)" : $0 }
  }

  /// - Parameter all: of the files that were looked at.
  func files(among all: [Int64]) -> BusyImport.Unread? {
    guard count > 0 else { return nil }
    return hasFolder ? .allBut(Set(all).subtracting(numbers)) : .files(numbers)
  }
}
