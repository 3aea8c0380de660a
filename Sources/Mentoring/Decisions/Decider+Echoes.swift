import Scheduling

extension Decider {
  /// What a decision did to sessions of pairs that it was not about: a request that it left no room for, a session that gave
  /// way to new hours, and both again when it is taken back. Each is to be kept as a step of its own, without changes, for that
  /// is where its people look for it.
  ///
  /// - Complexity: O(changes), and a look at each such session's pair.
  public func echoes(of decision: Decision) throws -> [Decision] {
    try decision.changes.compactMap { change in
      guard case .session(let before, let after?) = change, after.id != decision.session else { return nil }
      let isTurnedDown = before.map { wasTurnedDown($0, after) } ?? false
      guard after.pair != decision.pair || isTurnedDown, let verb = Self.verb(from: before, to: after) else {
        return nil
      }
      let isElsewhere = before.map { $0.interval != after.interval } ?? false
      let old = try before.flatMap { isElsewhere ? ", \(try span(of: $0)) to" : nil } ?? ","
      var echo = try self.decision(decision.command, after, before: before, pair: try pair(after.pair)) {
        "\(verb) \($0)\(old) \($1)"
      }
      echo.changes = []
      echo.reason = after.reason.isEmpty ? decision.reason : after.reason
      return echo
    }
  }

  private func wasTurnedDown(_ before: Session, _ after: Session) -> Bool {
    before.status.isHold && (after.status == .declined || Self.standsAgain(before, after))
  }

  /// Whether the session was asked to move, and now is where it was.
  private static func standsAgain(_ before: Session, _ after: Session) -> Bool {
    before.request?.agreed?.interval == after.interval && after.request == nil
  }

  private func span(of session: Session) throws -> String {
    TimeWording(zone: zones.zone(of: session), now: now).span(session.interval)
  }

  /// Nil for what nobody would see.
  private static func verb(from before: Session?, to after: Session) -> String? {
    guard let before else { return "Booked" }
    if standsAgain(before, after) { return "Not moved:" }
    guard before.status != after.status else { return before.interval == after.interval ? nil : "Moved" }
    return switch after.status {
    case .declined: "Declined"
    case .cancelled: "Cancelled"
    case .withdrawn: "Withdrew"
    case .expired: "Expired:"
    case .requested, .countered: before.status.isLive ? "Asked for another time:" : "Waits again:"
    case .confirmed, .held: before.status.isHold ? "Confirmed" : "Brought back"
    case .missed: "Missed:"
    }
  }
}
