import Interchange
import Mentoring
import TandemUI

extension Notices {
  /// Tells what became of subscriptions that were read again while the interface is open.
  func tell(_ refreshed: [CalendarSubscriber.Refreshed]) {
    for one in refreshed {
      switch one.result {
      case .unchanged: break
      case .read(let outcome, let warnings): tell(outcome, warnings, of: one.source)
      case .partly(let outcome, let warnings, let reason):
        tell(outcome, warnings, of: one.source)
        tell(one.source.told(unreadable: reason), .error)
      case .failed(let reason): tell(one.source.told(unreadable: reason), .error)
      }
    }
    calendarsWereLookedAfter()
  }

  private func tell(_ outcome: Outcome, _ warnings: [CalendarIssue], of source: BusySource) {
    for warning in warnings.prefix(20) { tell(warning.description, .warning) }
    let count = warnings.count == 1 ? "1 warning" : "\(warnings.count) warnings"
    tell(
      outcome.summary + (warnings.isEmpty ? "" : " (\(count), L)"), warnings.isEmpty ? .success : .warning,
      of: source.name)
  }

  /// Tells which mails were not taken.
  func tell(_ delivery: Outbox.Delivery) {
    for (to, reason) in delivery.failed {
      tell("the mail to \(to) was not sent: \(reason); it is kept and tried again", .warning)
    }
  }
}
