import Mentoring
import Scheduling
import TerminalKit

/// Errors as the interface tells them: one sentence each.
enum ErrorWording {
  /// - Parameters:
  ///   - command: what was refused; nil for a booking.
  ///   - reasons: of a refusal, with names; where there are none the reasons are told without.
  ///   - anyway: the key that does it nevertheless where the command came from; nil where there is none.
  static func sentence(
    _ error: any Error, _ context: Context, of command: Command? = nil, reasons told: [String] = [],
    anyway: Key? = nil
  ) -> String {
    switch error {
    case CommandError.refused(let violations, _, let alternatives):
      let reasons =
        told.isEmpty
        ? violations.prefix(2).map {
          ViolationPhrase($0, viewer: context.actor.person, times: context.times).reason(room: nil, partner: nil)
        } : Array(told.prefix(2))
      let next = alternatives.first.map { "; the nearest opening is \(context.times.moment($0))" } ?? ""
      return "\(notDone(command, violations, context, anyway)): \(reasons.joined(separator: ", "))\(next)"
    case CommandError.seriesRefused(let plan):
      return
        "\(notDone(command, plan.violations, context, anyway)): \(plan.fitting) of \(plan.occurrences.count) sessions of the series can be had"
    case CommandError.breaks(let broken):
      return "Not saved: \(broken.count) more \(broken.count == 1 ? "session" : "sessions") would no longer fit"
    case CommandError.offGrid(_, let granularity, let zone, let before, let after):
      return "Sessions start every \(granularity) minutes by the clock of \(zone): "
        + "\(context.times.time(before)) or \(context.times.time(after))"
    case CommandError.invalid(let text), CommandError.notFound(let text), CommandError.notPermitted(let text),
      CommandError.changedSince(let text):
      return text
    case CommandError.badRows(let issues): return issues.first?.description ?? "the rows contradict each other"
    case CommandError.nothingToUndo: return "nothing of yours to undo"
    case CommandError.nothingToRedo: return "nothing to redo"
    case let error as StoreError: return error.message
    default: return "\(error)"
    }
  }

  /// What was not done, and for an acceptance the key that does it nevertheless.
  private static func notDone(
    _ command: Command?, _ violations: [Violation], _ context: Context, _ anyway: Key?
  ) -> String {
    switch command {
    case .accept:
      anyway.flatMap { key in
        violations.allSatisfy(context.actor.mayWaive)
          ? "Not accepted; \(key.label(context.glyphs)) accepts anyway" : nil
      } ?? "Not accepted"
    case .counter: "Not proposed"
    case .move: "Not moved"
    case .undo, .redo, .reverse: "Can't be taken back"
    case .hold, .log: "Not kept"
    default: "Not booked"
    }
  }
}
