import Mentoring
import Scheduling

/// Whether a program agrees with itself: nobody is in two places at once, and the history, played from its beginning, comes to
/// what is there. Reads a thousand rows at a time.
public struct HistoryCheck {
  private let connection: any TableConnection

  public init(_ connection: any TableConnection) { self.connection = connection }

  /// What is wrong, a line each; empty when all is well. O(program).
  public func problems() throws -> [String] { try clashes() + history() }

  /// What contradicts itself also in a part of a program: who is in two places at once, and what is not held, or held for nothing.
  public func clashes() throws -> [String] { try overlaps() + lostHolds() }

  private func overlaps() throws -> [String] {
    try ["hold": "person", "room_hold": "room"].sorted { $0.key < $1.key }.flatMap { table, owner in
      var lines: [String] = []
      var before: (owner: Int64, end: Int64, session: Int64)?
      try connection.all(#"SELECT \#(owner), start, "end", session FROM \#(table) ORDER BY \#(owner), start"#, []) {
        row in
        let (own, start, end, session): (Int64, Int64, Int64, Int64) = (row[0], row[1], row[2], row[3])
        if let before, before.owner == own, before.end > start {
          lines.append("\(owner) \(own): sessions \(before.session) and \(session) overlap")
        }
        before = (own, end, session)
      }
      return lines
    }
  }

  /// Holds and sessions say the same: each live session holds its time for both, and what is left of an agreed one.
  private func lostHolds() throws -> [String] {
    var lines: [String] = []
    let live = "status IN ('requested', 'countered', 'confirmed', 'held')"
    try connection.all(
      """
      SELECT id FROM session WHERE \(live)
        AND 2 <> (SELECT count(*) FROM hold WHERE person IN (session.mentor, session.mentee) AND hold.start = session.start
                  AND hold."end" = session."end" AND hold.session = session.id)
      """, []
    ) { row in lines.append(Self.lost(row[0])) }
    try connection.all(
      """
      SELECT session FROM hold WHERE NOT EXISTS (SELECT 1 FROM session WHERE session.id = hold.session AND \(live)
        AND (session.start = hold.start OR session.agreed_start IS NOT NULL) AND hold.person IN (session.mentor, session.mentee))
      """, []
    ) { row in lines.append(Self.excess(row[0])) }
    try connection.all(
      """
      SELECT id FROM session WHERE \(live) AND room IS NOT NULL AND NOT EXISTS (SELECT 1 FROM room_hold
        WHERE room = session.room AND start = session.start AND "end" = session."end" AND session = session.id)
      """, []
    ) { row in lines.append(Self.lostRoom(row[0])) }
    try connection.all(
      """
      SELECT session FROM room_hold WHERE NOT EXISTS (SELECT 1 FROM session WHERE session.id = room_hold.session AND \(live)
        AND session.room = room_hold.room AND (session.start = room_hold.start OR session.agreed_start IS NOT NULL))
      """, []
    ) { row in lines.append(Self.excessRoom(row[0])) }
    var asked: [Session] = []
    try connection.all("SELECT \(Columns.session) FROM session WHERE agreed_start IS NOT NULL", []) { row in
      asked.append(try Session(row: row))
    }
    for session in asked {
      let wanted = session.engagements().map { time in
        [time.interval.start.seconds, time.interval.end.seconds, time.expires?.seconds ?? 0]
      }
      for person in [session.mentor, session.mentee] {
        let found = try held("hold", of: "person", person.rawValue, by: session)
        if wanted.contains(where: { !found.contains($0) }) { lines.append(Self.lost(session.id.rawValue)) }
        if found.contains(where: { !wanted.contains($0) }) { lines.append(Self.excess(session.id.rawValue)) }
      }
      guard let room = session.room else { continue }
      let found = try held("room_hold", of: "room", room.rawValue, by: session)
      if wanted.contains(where: { !found.contains($0) }) { lines.append(Self.lostRoom(session.id.rawValue)) }
      if found.contains(where: { !wanted.contains($0) }) { lines.append(Self.excessRoom(session.id.rawValue)) }
    }
    // What is found in two ways is told once.
    var told: Set<String> = []
    return lines.filter { told.insert($0).inserted }
  }

  /// Begin, end and expiry of what a session holds of somebody's or something's time.
  private func held(_ table: String, of column: String, _ whose: Int64, by session: Session) throws -> [[Int64]] {
    var found: [[Int64]] = []
    try connection.all(
      #"SELECT start, "end", coalesce(expires, 0) FROM \#(table) WHERE \#(column) = ? AND session = ? ORDER BY start"#,
      [whose, session.id.rawValue]
    ) { row in found.append([row[0], row[1], row[2]]) }
    return found
  }

  private static func lost(_ session: Int64) -> String {
    "session \(session) takes its people's time, and does not hold it"
  }

  private static func lostRoom(_ session: Int64) -> String {
    "session \(session) takes its room, and does not hold it"
  }

  private static func excessRoom(_ session: Int64) -> String {
    "session \(session) holds a room, and does not take it"
  }

  private static func excess(_ session: Int64) -> String {
    "session \(session) is held, and does not take that time"
  }

  /// Each thing as its last step left it.
  private func history() throws -> [String] {
    var people: [PersonID: Person] = [:]
    var pairs: [PairID: Pair] = [:]
    var rooms: [RoomID: Room] = [:]
    var sessions: [SessionID: Session] = [:]
    var series: [SeriesID: Series] = [:]
    var notebook: [Int64: NotebookEntry] = [:]
    var unread: [String] = []
    try walk(CopiedTable("program", "id, policy")) { row in
      let policy = try? JSONText.decode(row[1], or: Policy.standard)
      if policy?.isSound != true { unread.append("the program's policy is not one that this program wrote") }
    }
    // Who reads a pair passes over rules of no sense, so that they would not be missed.
    try walk(CopiedTable("pair", "id, policy")) { row in
      let policy = try? JSONText.decode(row[1], or: PolicyOverrides())
      if policy?.isSound != true { unread.append("pair \(row[0] as Int64) has rules that this program did not write") }
    }
    try walk(CopiedTable("step", "id, changes")) { row in
      guard let told = try? JSONText.decode([StoredChange].self, row[1] ?? "") else {
        // On a server any program may append one, and nobody can take it away again.
        unread.append("step \(row[0] as Int64) tells changes that this program did not write")
        return
      }
      for change in told.map(\.change) {
        switch change {
        case .person(let before, let after): set(&people, before?.id, after?.id, after)
        case .pair(let before, let after): set(&pairs, before?.id, after?.id, after)
        case .room(let before, let after): set(&rooms, before?.id, after?.id, after)
        case .session(let before, let after): set(&sessions, before?.id, after?.id, after)
        case .series(let before, let after): set(&series, before?.id, after?.id, after)
        case .notebook(let before, let after): set(&notebook, before?.id, after?.id, after)
        case .attendance, .busySource, .reminded: break
        }
      }
    }
    let hours = HoursCache()
    return try unread + differences("person", people, Columns.person, { try Person(row: $0, hours: hours) })
      + differences("pair", pairs, Columns.pair, { try Pair(row: $0) })
      + differences("room", rooms, Columns.room, { Room(row: $0, hours: hours) })
      + differences("series", series, Columns.series, { Series(row: $0) })
      + differences("session", sessions, Columns.session, { try Session(row: $0) })
      + differences("notebook", notebook, Columns.notebook, { try NotebookEntry(row: $0) })
  }

  private func walk(_ table: CopiedTable, _ body: (any TableRow) throws -> Void) throws {
    try table.walk(connection) { rows in for row in rows { try body(CopiedRow(values: row)) } }
  }

  private func set<ID, Value>(_ things: inout [ID: Value], _ before: ID?, _ after: ID?, _ value: Value?) {
    if let before { things[before] = nil }
    if let after { things[after] = value }
  }

  private func differences<Value: Identifiable & Equatable>(
    _ table: String, _ expected: [Value.ID: Value], _ columns: String, _ read: (any TableRow) throws -> Value
  ) throws -> [String] {
    var lines: [String] = []
    var rest = expected
    try walk(CopiedTable(table, columns)) { row in
      guard let found = try? read(row) else {
        lines.append("\(table) \(row[0] as Int64) holds something that this program did not write")
        return
      }
      if rest.removeValue(forKey: found.id) != found {
        lines.append("\(table) \(found.id) is not what its last step left")
      }
    }
    return lines + rest.keys.map { "\(table) \($0) is in the history, and not there" }.sorted()
  }
}
