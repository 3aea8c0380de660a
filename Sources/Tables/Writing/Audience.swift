import Mentoring

/// Whom a step's changes may be told: what a pair keeps for itself stays with the pair, also in the history.
enum Audience: String {
  case program, pair
  /// Feedback, which the other side sees only when it has given its own.
  case author

  init(of changes: [Change]) {
    self = .program
    for case .notebook(let before, let after) in changes {
      if (after ?? before)?.isFeedback == true {
        self = .author
        return
      }
      self = .pair
    }
  }
}
