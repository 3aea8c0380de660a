import Mentoring
import Scheduling

/// Steps of the history, the newest first, and which of them were taken back.
struct HistoryData: Loaded {
  var steps: [Step]
  /// By the step that was taken back: the step that did it.
  var reversals: [Int64: Int64]
  /// What each says to the viewer, on their clock, and what that can be cut down to; none for an operator, who reads them as they are.
  var forms: [Int64: [String]] = [:]
  /// What was asked for.
  var request: HistoryRequest

  static func load(
    _ reader: any StoreReader, _ request: HistoryRequest, _ wording: SummaryWording, for viewer: PersonID?
  ) throws -> HistoryData {
    let steps = try reader.steps(request.filter, words: request.words)
    var reversals: [Int64: Int64] = [:]
    for step in steps { reversals[step.id] = try reader.reversal(of: step.id)?.id }
    let forms = try viewer.map { try wording.forms(of: steps, reader, for: $0) } ?? [:]
    return HistoryData(steps: steps, reversals: reversals, forms: forms, request: request)
  }

  /// What a step says, the longest first.
  func forms(of step: Step) -> [String] { forms[step.id] ?? [step.summary] }
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
