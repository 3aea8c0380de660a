import Folding
import Scheduling

extension StoreReader {
  /// Steps of the history, newest first, whose words hold each of some words.
  ///
  /// - Parameter words: looked for without regard to case and accents in who acted, what was done, and why; none finds all.
  /// - Complexity: O(steps read), which is the whole history when few steps hold the words.
  public func steps(_ filter: StepFilter, words: String) throws -> [Step] {
    let wanted = words.folded.split(whereSeparator: \.isWhitespace)
    guard !wanted.isEmpty else { return try steps(filter) }
    var found: [Step] = []
    var page = filter
    page.limit = 1_000
    while found.count < filter.limit {
      let steps = try steps(page)
      found += steps.filter { step in
        let text = "\(step.actor) \(step.summary) \(step.reason)".folded
        return wanted.allSatisfy { text.contains($0) }
      }
      guard steps.count == page.limit, let last = steps.last else { break }
      page.before = last.id
    }
    return Array(found.prefix(filter.limit))
  }
}

extension StepFilter {
  /// What of the history someone may see: a coordinator all of it, others what they did and what is about them and
  /// their pairs.
  public func visible(to actor: Actor) -> StepFilter {
    var filter = self
    if !actor.isCoordinator { filter.person = actor.person }
    return filter
  }
}
