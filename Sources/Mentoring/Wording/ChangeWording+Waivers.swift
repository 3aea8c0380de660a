import Scheduling

extension ChangeWording {
  /// The rules that don't count for a session, and whom they protect: `the daily or weekly limit of Ralf Winter`.
  ///
  /// A waiver keeps which rule it is about, not the values that broke it; several of one rule are told once.
  func words(_ waivers: [Waiver]) throws -> String {
    var told: [String] = []
    for waiver in waivers {
      let owner = try waiver.person.map { " of \(try name($0))" } ?? ""
      let words = "\(waiver.rule)\(owner)"
      if !told.contains(words) { told.append(words) }
    }
    return told.joined(separator: ", ")
  }
}

extension Waiver {
  /// What need not be kept: `the notice`.
  public var rule: String { Self.rules[code] ?? code }

  /// By ``Scheduling/Violation/code``; those that are never waived are not among them.
  private static let rules = [
    "noticeTooShort": "the notice", "beyondWindow": "how far ahead can be booked", "outsideHours": "the hours",
    "absent": "the absence", "busy": "the busy time", "bufferTooShort": "the buffer",
    "limitReached": "the daily or weekly limit", "roomClosed": "the room's hours", "roomTooSmall": "the room's size",
  ]
}

extension Session {
  /// What somebody is asked to waive with it, each rule once: `the hours`.
  public func rulesToWaive(by person: PersonID?) -> [String] {
    waivers.filter { $0.person == person }.map(\.rule)
      .reduce(into: []) { told, rule in if !told.contains(rule) { told.append(rule) } }
  }
}
