import Mentoring
import Scheduling

/// Errors as the interface tells them: one sentence each.
enum ErrorWording {
  static func sentence(_ error: any Error, _ context: Context) -> String {
    switch error {
    case CommandError.refused(let violations, _, let alternatives):
      let reasons = violations.prefix(2).map {
        ViolationPhrase($0, viewer: context.actor.person, times: context.times).reason(room: nil, partner: nil)
      }
      let next = alternatives.first.map { "; the nearest opening is \(context.times.moment($0))" } ?? ""
      return "Not booked: \(reasons.joined(separator: ", "))\(next)"
    case CommandError.seriesRefused(let plan):
      return "Not booked: \(plan.fitting) of \(plan.occurrences.count) sessions of the series can be had"
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

  /// Why a request can't be accepted, and how it can.
  static func refusedAcceptance(_ violations: [Violation], _ context: Context) -> String {
    let reasons = violations.prefix(2).map { violation in
      let phrase = ViolationPhrase(violation, viewer: context.actor.person, times: context.times)
      let whose = violation.person == context.actor.person && violation.person != nil ? "you: " : ""
      return whose + phrase.reason(room: "the room", partner: nil)
    }
    let way = violations.allSatisfy(context.actor.mayWaive) ? "; A accepts anyway" : ""
    return "Not accepted\(way): \(reasons.joined(separator: ", "))"
  }
}
