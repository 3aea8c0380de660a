public import Scheduling

/// Why a command was not carried out; nothing was changed.
public enum CommandError: Error, Hashable, Sendable {
  /// Rules forbid it. Alternatives are the nearest openings of the same length.
  case refused([Violation], pair: PairID, alternatives: [Instant])
  /// Occurrences of a series can't be had; the plan tells which, and why.
  case seriesRefused(SeriesPlan)
  /// The start does not lie on the grid.
  case offGrid(Instant, granularity: Int, zone: String, before: Instant, after: Instant)
  /// What was asked for makes no sense; the text says what is accepted.
  case invalid(String)
  case notFound(String)
  /// The text says who could do it.
  case notPermitted(String)
  /// An import's rows contradict each other or the store.
  case badRows([ImportIssue])
  case nothingToUndo
  case nothingToRedo
  /// A change of hours would break sessions that nothing was said about.
  case breaks([BrokenSession])
  /// An undo found a thing in another state than the step left it in.
  case changedSince(String)
}
