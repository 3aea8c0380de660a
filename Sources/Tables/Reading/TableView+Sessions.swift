public import Mentoring
public import Scheduling

/// No session is longer than a day, see the schema's check.
private let longestSession: Int64 = 86_400

/// Asked before whatever is done. Between the first moment that there is and now, for so a server that keeps its plan takes few of all
/// sessions to be due, and looks for those alone.
private let sessionsDueBy =
  "SELECT \(Columns.session) FROM session WHERE deadline BETWEEN -62135596800 AND ? ORDER BY deadline, id"

private let live = "status IN ('requested', 'countered', 'confirmed', 'held')"

extension TableView {
  public func session(_ id: SessionID) throws -> Session? {
    try first("SELECT \(Columns.session) FROM session WHERE id = ?", [id.rawValue]) { try Session(row: $0) }
  }

  public func series(_ id: SeriesID) throws -> Series? {
    try first("SELECT \(Columns.series) FROM series WHERE id = ?", [id.rawValue]) { Series(row: $0) }
  }

  public func series(of pair: PairID) throws -> [Series] {
    try all("SELECT \(Columns.series) FROM series WHERE pair = ? ORDER BY id", [pair.rawValue]) { Series(row: $0) }
  }

  public func sessions(_ filter: SessionFilter) throws -> [Session] {
    var conditions: [String] = []
    var arguments: Values = []
    if let interval = filter.interval {
      conditions.append(#"start < ? AND start > ? AND "end" > ?"#)
      arguments += [interval.end.seconds, interval.start.seconds - longestSession, interval.start.seconds]
    }
    if let person = filter.person {
      conditions.append("pair IN (SELECT id FROM pair WHERE mentor = ? OR mentee = ?)")
      arguments += [person.rawValue, person.rawValue]
    }
    if let pair = filter.pair {
      conditions.append("pair = ?")
      arguments += [pair.rawValue]
    }
    if let series = filter.series {
      conditions.append("series = ?")
      arguments += [series.rawValue]
    }
    if let room = filter.room {
      conditions.append("room = ?")
      arguments += [room.rawValue]
    }
    if filter.liveOnly { conditions.append(live) }
    if let statuses = filter.statuses?.map(\.rawValue).sorted() {
      conditions.append("status IN (\(statuses.map { _ in "?" }.joined(separator: ", ")))")
      arguments += Values(statuses.map(\.columnValue))
    }
    let condition = conditions.isEmpty ? "TRUE" : conditions.joined(separator: " AND ")
    var sql = "SELECT \(Columns.session) FROM session WHERE \(condition) ORDER BY start, id"
    if let limit = filter.limit {
      sql += " LIMIT ?"
      arguments += [limit]
    }
    return try all(sql, arguments) { try Session(row: $0) }
  }

  public func requests(of person: PersonID) throws -> [Session] {
    try all(connection.dialect.requests.one, [person.rawValue]) { try Session(row: $0) }.sorted(by: Self.isEarlier)
  }

  public func requests(of people: Set<PersonID>) throws -> [Session] {
    let dialect = connection.dialect
    let sessions =
      dialect.asksOfTwo
      // In one order, by which a question that was asked beforehand is known again.
      ? try byTwos(people.sorted()) { ids in try all(dialect.requests[ids.count], Values(ids)) { try Session(row: $0) }
      }
      : try people.flatMap { try requests(of: $0) }
    // One between two of them is found with both.
    var found: Set<SessionID> = []
    return sessions.filter { found.insert($0.id).inserted }.sorted(by: Self.isEarlier)
  }

  private static func isEarlier(_ one: Session, _ other: Session) -> Bool {
    (one.interval.start, one.id) < (other.interval.start, other.id)
  }

  /// Asks about people two by two.
  private func byTwos<Found>(_ people: [PersonID], _ ask: ([ColumnValue]) throws -> [Found]) throws -> [Found] {
    try stride(from: 0, to: people.count, by: 2).flatMap { first in
      try ask(people[first..<min(first + 2, people.count)].map(\.rawValue.columnValue))
    }
  }

  public func dueRequests(at now: Instant) throws -> [Session] {
    try all(sessionsDueBy, [now.seconds]) { try Session(row: $0) }
  }

  public func nextSessions(after now: Instant) throws -> [PairID: Session] {
    // A look-up for each pair: reading only those is quicker than passing over all that is to come.
    let sql = """
      SELECT \(Columns.session) FROM session WHERE id IN (
        SELECT (SELECT id FROM session WHERE session.pair = pair.id AND start > ? AND "end" > ? AND \(live)
                ORDER BY start, id LIMIT 1) FROM pair)
      """
    let coming = try all(sql, [now.seconds - longestSession, now.seconds]) { try Session(row: $0) }
    return Dictionary(uniqueKeysWithValues: coming.map { ($0.pair, $0) })
  }

  public func pastSessions(until now: Instant) throws -> [PairID: PastSessions] {
    let sql = """
      SELECT pair, max("end"), count(*) FROM session WHERE start < ? AND "end" <= ? AND \(live) GROUP BY pair
      """
    let rows = try all(sql, [now.seconds, now.seconds]) { row in
      (PairID(row[0]), PastSessions(last: Instant(seconds: row[1]), count: row[2]))
    }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  public func engagements(of person: PersonID, in interval: Interval) throws -> [Engagement] {
    try all(
      connection.dialect.engagements.one, Values([.integer(person.rawValue)] + bounds(interval)), engagement)
  }

  public func engagements(of people: [PersonID], in interval: Interval) throws -> [PersonID: [Engagement]] {
    guard connection.dialect.asksOfTwo else {
      return Dictionary(try people.map { ($0, try engagements(of: $0, in: interval)) }) { $1 }
    }
    let found = try byTwos(people) { ids in
      try all(connection.dialect.engagements[ids.count], Values(ids + bounds(interval))) { row in
        (person: PersonID(row[6]), engagement: try engagement(row))
      }
    }
    return Dictionary(grouping: found, by: \.person).mapValues { $0.map(\.engagement) }
  }

  private func engagement(_ row: any TableRow) throws -> Engagement {
    guard let time = Interval(from: Instant(seconds: row[0]), to: Instant(seconds: row[1])) else {
      throw DamagedRow(what: "a hold's time")
    }
    return Engagement(
      session: SessionID(row[2]), interval: time, buffer: row[3], isHold: row[4],
      expires: (row[5] as Int64?).map { Instant(seconds: $0) })
  }

  public func engagements(of room: RoomID, in interval: Interval) throws -> [Engagement] {
    let sql = """
      SELECT start, "end", session, is_request, expires FROM \(connection.dialect.roomHold)
      WHERE room = ? AND start < ? AND start > ? AND "end" > ? ORDER BY start
      """
    return try all(sql, Values([.integer(room.rawValue)] + bounds(interval))) { row in
      guard let time = Interval(from: Instant(seconds: row[0]), to: Instant(seconds: row[1])) else {
        throw DamagedRow(what: "a room's hold's time")
      }
      return Engagement(
        session: SessionID(row[2]), interval: time, isHold: row[3],
        expires: (row[4] as Int64?).map { Instant(seconds: $0) })
    }
  }

  private func bounds(_ interval: Interval) -> [ColumnValue] {
    [interval.end.seconds, interval.start.seconds - longestSession, interval.start.seconds].map(\.columnValue)
  }

  public func notebook(of pair: PairID) throws -> [NotebookEntry] {
    // On a server any program of the other side may have written one: what can't be read is passed over, and “admin verify”
    // names it.
    try all("SELECT \(Columns.notebook) FROM notebook WHERE pair = ? ORDER BY id", [pair.rawValue]) {
      try? NotebookEntry(row: $0)
    }.compactMap(\.self)
  }

  public func hasNotebook(of pair: PairID) throws -> Bool {
    try first("SELECT 1 WHERE \(connection.dialect.hasNotebook)", [pair.rawValue]) { _ in true } ?? false
  }

  public func isReminded(_ key: String) throws -> Bool {
    try first("SELECT 1 FROM reminded WHERE key = ?", [key]) { $0[0] as Int64 } != nil
  }

  public func notebookEntry(_ id: Int64) throws -> NotebookEntry? {
    try first("SELECT \(Columns.notebook) FROM notebook WHERE id = ?", [id]) { try NotebookEntry(row: $0) }
  }

  public func attendances(of session: SessionID) throws -> [Attendance] {
    try all("SELECT \(Columns.attendance) FROM attendance WHERE session = ? ORDER BY person", [session.rawValue]) {
      try Attendance(row: $0)
    }
  }

  // MARK: Busy time

  public func busySources(of person: PersonID) throws -> [BusySource] {
    try all("SELECT \(Columns.busySource) FROM busy_source WHERE person = ? ORDER BY id", [person.rawValue]) {
      BusySource(row: $0)
    }
  }

  public func busySource(_ id: Int64) throws -> BusySource? {
    try first("SELECT \(Columns.busySource) FROM busy_source WHERE id = ?", [id]) { BusySource(row: $0) }
  }

  public func busyBlocks(of source: BusySource) throws -> [BusyBlock] {
    // Through the view, for on a server only it gives titles, and to their owner alone.
    let sql = #"SELECT start, "end", title, file FROM busy_in_force WHERE person = ? AND source = ?"#
    return try all(sql, [source.person.rawValue, source.id]) { row in
      guard let time = Interval(from: Instant(seconds: row[0]), to: Instant(seconds: row[1])) else {
        throw DamagedRow(what: "a busy block's time")
      }
      return BusyBlock(time, title: row[2], file: row[3])
    }
  }

  public func subscriptions() throws -> [BusySource] {
    try all("SELECT \(Columns.busySource) FROM busy_source WHERE is_subscribed ORDER BY id") { BusySource(row: $0) }
  }

  public func busy(of person: PersonID, in interval: Interval) throws -> BusyTimeline {
    let found = try all(
      connection.dialect.busy.one, Values([.integer(person.rawValue)] + busyBounds(interval)), busyBlock)
    return BusyTimeline(found.compactMap(\.self))
  }

  public func busy(of people: [PersonID], in interval: Interval) throws -> [PersonID: BusyTimeline] {
    guard connection.dialect.asksOfTwo else {
      return Dictionary(try people.map { ($0, try busy(of: $0, in: interval)) }) { $1 }
    }
    let found = try byTwos(people) { ids in
      try all(connection.dialect.busy[ids.count], Values(ids + busyBounds(interval))) { row in
        busyBlock(row).map { (person: PersonID(row[3]), block: $0) }
      }
    }
    return Dictionary(grouping: found.compactMap(\.self), by: \.person).mapValues { BusyTimeline($0.map(\.block)) }
  }

  private func busyBounds(_ interval: Interval) -> [ColumnValue] {
    [interval.end.seconds, interval.start.seconds, interval.start.seconds].map(\.columnValue)
  }

  private func busyBlock(_ row: any TableRow) -> (interval: Interval, title: String)? {
    Interval(from: Instant(seconds: row[0]), to: Instant(seconds: row[1])).map { ($0, row[2]) }
  }

  public func sessionsMeetingBusyTime(after now: Instant) throws -> [BusyMeeting] {
    let own = Columns.sessionCount
    let sql = """
      SELECT \(Columns.sessionQualified), busy.person, busy.start, busy."end", busy.title FROM session
      JOIN busy_in_force AS busy ON busy.person IN (session.mentor, session.mentee)
        AND busy.start < session."end" AND busy.start > session.start - busy.longest AND busy."end" > session.start
      WHERE session.start > ? AND session."end" > ? AND session.\(live)
      ORDER BY session.start, session.id, busy.person = session.mentee, busy.start
      """
    return try all(sql, [now.seconds - longestSession, now.seconds]) { row in
      let session = try Session(row: row)
      guard let time = Interval(from: Instant(seconds: row[own + 1]), to: Instant(seconds: row[own + 2])) else {
        throw DamagedRow(what: "a busy block's time")
      }
      return BusyMeeting(session: session, person: PersonID(row[own]), block: BusyBlock(time, title: row[own + 3]))
    }
  }
}
