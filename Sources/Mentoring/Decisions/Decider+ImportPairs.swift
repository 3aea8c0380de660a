import Scheduling

extension Decider {
  func importPairs(_ rows: [PairRow]) throws -> Decision {
    try requireCoordinating("import pairs")
    var issues = repeats(of: rows.map { ($0.line, "\($0.mentor)/\($0.mentee)") }, column: "mentor, mentee")
    let people = Dictionary(try store.people().map { ($0.login.lowercased(), $0) }, uniquingKeysWith: { $1 })
    let byID = Dictionary(people.values.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    var changes: [Change] = []
    var load = Dictionary(grouping: try store.pairs().filter { $0.state == .active }, by: \.mentor).mapValues(\.count)
    var warnings: [ImportIssue] = []
    var lines: [PairID: Int] = [:]
    for row in rows {
      let found = members(of: row, in: people)
      issues += found.issues
      guard let (mentor, mentee) = found.members else { continue }
      let before = try store.pair(mentor: mentor.id, mentee: mentee.id)
      // Who became the other's manager since they were paired stays paired, and the same file can be imported again.
      if before == nil, let line = ReportingLine(mentor, mentee, in: byID) {
        issues.append(ImportIssue(line: row.line, column: "mentee", value: row.mentee, message: line.words))
        continue
      }
      let derived = Pair.Kind(mentorGrade: mentor.grade, menteeGrade: mentee.grade)
      var pair = try before ?? Pair(id: store.newPairID(), mentor: mentor.id, mentee: mentee.id, kind: derived)
      if let kind = row.kind { pair.kind = kind ?? derived }
      if let topic = row.topic { pair.topic = topic }
      if let cadence = row.cadence { pair.cadence = cadence }
      if let length = row.length { pair.length = length }
      if let sessions = row.sessions { pair.sessions = sessions }
      if let start = row.start { pair.start = start }
      if let end = row.end { pair.end = end }
      if let start = pair.start, let end = pair.end, end < start {
        issues.append(
          ImportIssue(
            line: row.line, column: "end", value: end.description,
            message: "\(end) lies before the start, \(start); a pair's term ends on or after its first day"))
      }
      guard pair != before else { continue }
      changes.append(.pair(before: before, after: pair))
      lines[pair.id] = row.line
      if before == nil {
        load[mentor.id, default: 0] += 1
        if let capacity = mentor.mentorCapacity, load[mentor.id, default: 0] > capacity {
          warnings.append(
            ImportIssue(
              line: row.line, column: "mentor", value: row.mentor,
              message: "\(mentor.name) mentors \(load[mentor.id, default: 0]) by now, and wanted at most \(capacity)"))
        }
      }
    }
    guard issues.isEmpty else { throw CommandError.badRows(issues.sorted { ($0.line ?? 0) < ($1.line ?? 0) }) }
    var decision = imported("import pairs", changes, of: rows.count, "pairs")
    decision.warnings = try warnings + leftOutOfTerms(by: changes, lines: lines)
    return decision
  }

  private func members(
    of row: PairRow, in people: [String: Person]
  ) -> (members: (Person, Person)?, issues: [ImportIssue]) {
    let mentor = people[row.mentor.lowercased()]
    let mentee = people[row.mentee.lowercased()]
    var issues: [ImportIssue] = []
    for (column, login, person) in [("mentor", row.mentor, mentor), ("mentee", row.mentee, mentee)] where person == nil
    {
      issues.append(
        ImportIssue(
          line: row.line, column: column, value: login,
          message: "“\(login)” is nobody's login; import the person first, or correct it"))
    }
    guard let mentor, let mentee else { return (nil, issues) }
    if mentor.id == mentee.id {
      issues.append(
        ImportIssue(
          line: row.line, column: "mentee", value: row.mentee,
          message: "\(mentor.name) can't be paired with themselves; mentor and mentee are two people"))
    }
    return issues.isEmpty ? ((mentor, mentee), []) : (nil, issues)
  }
}
