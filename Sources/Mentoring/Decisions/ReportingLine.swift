import Scheduling

/// Two people of whom one leads the other, directly or over others: they are not paired.
struct ReportingLine {
  let senior: Person
  let junior: Person

  /// Nil when neither leads the other. O(length of their chains).
  init?(_ one: Person, _ other: Person, in people: [PersonID: Person]) {
    func leads(_ senior: Person, _ junior: Person) -> Bool {
      var seen: Set<PersonID> = []
      var current = junior.manager
      while let manager = current, seen.insert(manager).inserted {
        if manager == senior.id { return true }
        current = people[manager]?.manager
      }
      return false
    }
    if leads(one, other) {
      (senior, junior) = (one, other)
    } else if leads(other, one) {
      (senior, junior) = (other, one)
    } else {
      return nil
    }
  }

  var words: String {
    "\(junior.name) reports to \(senior.name); nobody is paired inside their own reporting line"
  }
}

/// Managers, each the next one's report.
struct ManagerChain {
  private let logins: [String]

  init(_ logins: [String]) { self.logins = logins }

  /// `a → b → a`, for those who lead each other; of many the first four.
  var circle: String {
    let told = logins.count > 8 ? logins.prefix(4) + ["… \(logins.count - 4) others"] : logins[...]
    return (told + logins.prefix(1)).joined(separator: " → ")
  }
}

extension Decider {
  /// The active pairs that are inside one reporting line once people are as given, and were not before. O(people + pairs).
  func pairsInLine(after changed: [PersonID: Person]) throws -> [(pair: Pair, line: ReportingLine)] {
    let before = Dictionary(try store.people().map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    guard changed.values.contains(where: { $0.manager != before[$0.id]?.manager }) else { return [] }
    let after = before.merging(changed) { $1 }
    return try store.pairs().filter { $0.state == .active }.compactMap { pair in
      guard let mentor = after[pair.mentor], let mentee = after[pair.mentee],
        let line = ReportingLine(mentor, mentee, in: after)
      else { return nil }
      if let mentor = before[pair.mentor], let mentee = before[pair.mentee],
        ReportingLine(mentor, mentee, in: before) != nil
      {
        return nil
      }
      return (pair, line)
    }
  }
}
