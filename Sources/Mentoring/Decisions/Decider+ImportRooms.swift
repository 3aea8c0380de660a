import Scheduling

extension Decider {
  func importRooms(_ rows: [RoomRow]) throws -> Decision {
    try requireCoordinating("import rooms")
    var issues = repeats(of: rows.map { ($0.line, $0.name) }, column: "name")
    var changes: [Change] = []
    var lines: [RoomID: Int] = [:]
    for row in rows {
      issues += zoneIssue(row.zone, line: row.line)
      let before = try store.room(named: row.name)
      var room = try before ?? Room(id: store.newRoomID(), name: row.name, zone: row.zone)
      room.zone = row.zone
      if let location = row.location { room.location = location }
      if let capacity = row.capacity { room.capacity = capacity }
      if let hours = row.hours { room.hours = hours }
      guard room != before else { continue }
      changes.append(.room(before: before, after: room))
      lines[room.id] = row.line
    }
    guard issues.isEmpty else { throw CommandError.badRows(issues.sorted { ($0.line ?? 0) < ($1.line ?? 0) }) }
    var decision = imported("import rooms", changes, of: rows.count, "rooms")
    decision.warnings = try leftOutOfRooms(by: changes, lines: lines)
    return decision
  }

  // MARK: Shared by the imports

  /// Keys that stand on more than one line, compared without regard to case.
  func repeats(of keys: [(line: Int, key: String)], column: String) -> [ImportIssue] {
    var first: [String: Int] = [:]
    return keys.compactMap { line, key in
      guard let earlier = first[key.lowercased()] else {
        first[key.lowercased()] = line
        return nil
      }
      return ImportIssue(
        line: line, column: column, value: key, message: "“\(key)” stands on line \(earlier) already; it must be unique"
      )
    }
  }

  func zoneIssue(_ zone: String, line: Int) -> [ImportIssue] {
    do {
      _ = try zones.zone(named: zone)
      return []
    } catch {
      return [ImportIssue(line: line, column: "zone", value: zone, message: error.description)]
    }
  }

  func imported(_ command: String, _ changes: [Change], of rows: Int, _ things: String) -> Decision {
    let added = changes.count(where: \.isAddition)
    var decision = Decision(
      command: command, changes: changes,
      summary: "Imported \(things): \(added) added, \(changes.count - added) changed, \(rows - changes.count) unchanged"
    )
    decision.unchanged = rows - changes.count
    return decision
  }
}
