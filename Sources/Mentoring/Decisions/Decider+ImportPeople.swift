import Scheduling

extension Decider {
  /// All rows or none: every contradiction is found before anything is decided.
  func importPeople(_ rows: [PersonRow]) throws -> Decision {
    try requireCoordinating("import people")
    var issues = repeats(of: rows.map { ($0.line, $0.login) }, column: "login")
    var known = Dictionary(try store.people().map { ($0.login.lowercased(), $0) }, uniquingKeysWith: { $1 })
    let before = known
    for row in rows {
      issues += zoneIssue(row.zone, line: row.line)
      var person =
        try known[row.login.lowercased()]
        ?? Person(
          id: store.newPersonID(), login: row.login, name: row.name, zone: row.zone)
      row.apply(to: &person)
      known[row.login.lowercased()] = person
    }
    // Managers may stand on later lines, so they are found when all are known.
    for row in rows {
      guard let login = row.manager else { continue }
      if login.isEmpty {
        known[row.login.lowercased()]?.manager = nil
      } else if let manager = known[login.lowercased()] {
        known[row.login.lowercased()]?.manager = manager.id
      } else {
        issues.append(
          ImportIssue(
            line: row.line, column: "manager", value: login,
            message: "“\(login)” is no login of this file or the program; a manager is a login, or empty",
            isUnresolved: true))
      }
    }
    issues += managerCycles(rows, known)
    guard issues.isEmpty else { throw CommandError.badRows(issues.sorted { ($0.line ?? 0) < ($1.line ?? 0) }) }
    let changes = rows.compactMap { row -> Change? in
      let key = row.login.lowercased()
      guard let after = known[key], after != before[key] else { return nil }
      return .person(before: before[key], after: after)
    }
    var decision = imported("import people", changes, of: rows.count, "people")
    decision.warnings = try consequences(of: changes, rows)
    return decision
  }

  /// What new managers and hours do to pairs and sessions that are there: that is the company's to know, and no reason to refuse.
  private func consequences(of changes: [Change], _ rows: [PersonRow]) throws -> [ImportIssue] {
    var changed: [PersonID: Person] = [:]
    var (shifted, demoted): ([Person], [Person]) = ([], [])
    for case .person(let before?, let after?) in changes {
      changed[after.id] = after
      if (before.zone, before.hours) != (after.zone, after.hours) { shifted.append(after) }
      if (before.role, after.role) == (.coordinator, .member) { demoted.append(after) }
    }
    guard !changed.isEmpty else { return [] }
    let lines = Dictionary(rows.map { ($0.login.lowercased(), $0.line) }, uniquingKeysWith: { $1 })
    func line(_ person: Person) -> Int? { lines[person.login.lowercased()] }
    var warnings = try pairsInLine(after: changed).map { _, found in
      ImportIssue(
        line: line(found.junior) ?? line(found.senior), column: "manager", value: found.senior.login,
        message: "\(found.words), and they are")
    }
    // An empty field is a member, and whoever made them a coordinator may not have written it there.
    warnings += demoted.map { person in
      ImportIssue(
        line: line(person), column: "role", value: person.login,
        message: "\(person.name) is no coordinator any more; write “coordinator” there if that was not meant")
    }
    for person in shifted {
      let broken = try HoursImpact(store, zones: zones, now: now).broken(by: person, openings: 0).count
      guard broken > 0 else { continue }
      warnings.append(
        ImportIssue(
          line: line(person), column: "hours", value: person.login,
          message:
            "\(Self.noLongerFit(broken)) the hours of \(person.name); \(ImportIssue.conflictsAdvice)"))
    }
    return warnings
  }

  /// Rows whose chain of managers comes back to themselves: of each circle the first. Linear, however long the chains are.
  private func managerCycles(_ rows: [PersonRow], _ known: [String: Person]) -> [ImportIssue] {
    let managers = Dictionary(known.values.map { ($0.id, $0.manager) }, uniquingKeysWith: { $1 })
    let logins = Dictionary(known.values.map { ($0.id, $0.login) }, uniquingKeysWith: { $1 })
    func manager(of person: PersonID) -> PersonID? { managers[person] ?? nil }
    // Of which walk up the chain somebody was first met: who is met twice in one walk lies on a circle.
    var walks: [PersonID: Int] = [:]
    var circling: Set<PersonID> = []
    for (walk, row) in rows.enumerated() {
      var person = known[row.login.lowercased()]?.id
      while let next = person, walks[next] == nil {
        walks[next] = walk
        person = manager(of: next)
      }
      while let next = person, walks[next] == walk, circling.insert(next).inserted { person = manager(of: next) }
    }
    return rows.compactMap { row in
      guard let person = known[row.login.lowercased()]?.id, circling.contains(person) else { return nil }
      var circle: [PersonID] = []
      var next: PersonID? = person
      while let member = next, circling.remove(member) != nil {
        circle.append(member)
        next = manager(of: member)
      }
      let path = ManagerChain(circle.compactMap { logins[$0] }).circle
      return ImportIssue(
        line: row.line, column: "manager", value: row.manager,
        message: "managers go in a circle: \(path)")
    }
  }
}

extension PersonRow {
  /// Sets what the row says; a column that the file doesn't have keeps what is there.
  func apply(to person: inout Person) {
    person.name = name
    person.zone = zone
    if let email { person.email = email }
    if let hours { person.hours = hours }
    if let role { person.role = role }
    if let grade { person.grade = grade }
    if let department { person.department = department }
    if let generation { person.generation = generation }
    if let teaches { person.teaches = teaches }
    if let learns { person.learns = learns }
    if let mentorCapacity { person.mentorCapacity = mentorCapacity }
    if let menteeCapacity { person.menteeCapacity = menteeCapacity }
  }
}
