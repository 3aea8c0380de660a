import Mentoring
import Scheduling

/// Steps of the history, the newest first, and which of them were taken back.
struct HistoryData: Loaded {
  var steps: [Step]
  /// By the step that was taken back: the step that did it.
  var reversals: [Int64: Int64]
  /// What was asked for.
  var request: HistoryRequest

  static func load(_ reader: any StoreReader, _ request: HistoryRequest) throws -> HistoryData {
    let steps = try reader.steps(request.filter, words: request.words)
    var reversals: [Int64: Int64] = [:]
    for step in steps { reversals[step.id] = try reader.reversal(of: step.id)?.id }
    return HistoryData(steps: steps, reversals: reversals, request: request)
  }
}

/// Which steps, and how many.
struct HistoryRequest: Hashable, Sendable {
  var filter: StepFilter
  var words: String

  /// Whether both are for the same steps, of which one may want more.
  func isForTheSame(as other: HistoryRequest) -> Bool {
    var other = other
    other.filter.limit = filter.limit
    return self == other
  }
}

/// Whose history is asked for; nobody where the words fit no one.
struct HistoryPerson: Loaded {
  var words: String
  var person: Person?
}

/// What one step changed.
struct HistoryDetail: Loaded {
  var step: Int64
  var lines: [ChangeWording.Line]
  /// Where its session lies, to be opened.
  var session: Session?
}
