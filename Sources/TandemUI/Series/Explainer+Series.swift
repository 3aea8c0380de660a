import Mentoring
import Scheduling

extension Explainer {
  /// Of those that can't move so many are told with their reasons.
  private static let mostTold = 4

  private func whose(_ person: PersonID) -> String {
    person == slice.viewer.person ? "your" : "\(slice.shortName(person))'s"
  }

  /// Whether several sessions of a series can move along together, and which of them can't.
  func explain(_ plan: SeriesPlan) -> Explanation {
    let open = plan.occurrences.filter(\.isOpen)
    let count = plan.occurrences.count
    guard let first = plan.occurrences.first, !open.isEmpty else {
      let first = plan.occurrences.first.map { times.moment($0.original) } ?? ""
      let line = count == 1 ? "this one moves alone, to \(first)" : "all \(count) can be moved, from \(first) on"
      let decided = plan.asked.compactMap { session in
        session.request.flatMap { session.decidedQuestion(whose($0.proposer), times: times) }
      }
      return Explanation(
        isOpen: true, line: line, why: line, reasons: [], mayWaive: false,
        besides: plan.staying.words(times) + decided)
    }
    let line =
      count == 1
      ? "not possible on \(times.moment(first.original))"
      : "\(open.count) of \(count) can't be moved along"
    var reasons = [Explanation.Reason(sentence: line, fix: nil)]
    reasons += open.prefix(Self.mostTold).map { occurrence in
      let told = occurrence.violations.map(sentence).joined(separator: ", ")
      return Explanation.Reason(sentence: "\(times.moment(occurrence.original)) · \(told)", fix: nil)
    }
    if case let more = open.count - Self.mostTold, more > 0 {
      reasons.append(Explanation.Reason(sentence: "and \(more) more", fix: nil))
    }
    return Explanation(
      isOpen: false, line: line, why: line, reasons: reasons,
      mayWaive: open.flatMap(\.violations).allSatisfy(slice.viewer.mayWaive))
  }
}
