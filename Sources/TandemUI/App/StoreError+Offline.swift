import Mentoring

/// A store that can't be reached, on one line. The cause comes first, for what has no room is cut.
extension StoreError {
  /// `Connection refused: mentoring on db.example.com does not answer`, and what stands for it where that has no room, the longest
  /// first.
  var briefs: [String] {
    guard let (cause, rest) = causeFirst else { return [message] }
    return ["\(cause): \(rest)", Self.hostless(cause), "the database does not answer"]
  }

  /// Of several hosts each says its own: where there is no room, why counts more than which.
  private static func hostless(_ cause: String) -> String {
    let all = cause.split(separator: "; ")
    guard all.count > 1 else { return cause }
    let reasons = all.map { reason in
      reason.firstRange(of: ": ").map { reason[$0.upperBound...] } ?? reason
    }
    return reasons.reduce(into: [Substring]()) { if !$0.contains($1) { $0.append($1) } }.joined(separator: "; ")
  }

  /// Why nothing can be written.
  var obstacle: String { saying("nothing can be written now") }

  /// What it means for who looks at a screen.
  var news: String { saying("nothing can be written, and what is shown is as it was") }

  private func saying(_ words: String) -> String {
    causeFirst.map { "\(Self.hostless($0.cause)): \(words) (\($0.rest))" } ?? "\(words): \(message)"
  }

  /// The cause, and what stands before it; what follows it was said of one command, or is advice.
  private var causeFirst: (cause: String, rest: Substring)? {
    guard case .unavailable(let text, let cause?) = self, let place = text.firstRange(of: ": \(cause)") else {
      return nil
    }
    return (cause, text[..<place.lowerBound])
  }
}
