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
    try requests(of: Set([person]))
  }

  public func requests(of people: Set<PersonID>) throws -> [Session] {
    guard !people.isEmpty else { return [] }
    let sql = connection.dialect.requests(of: people.count)
    // One between two of them is found with both.
    var found: Set<SessionID> = []
    return try all(sql, Values(people.map(\.rawValue).sorted().map(\.columnValue))) { try Session(row: $0) }
      .filter { found.insert($0.id).inserted }.sorted { ($0.interval.start, $0.id) < ($1.interval.start, $1.id) }
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
    try engagements(of: [person], in: interval)[person] ?? []
  }

  public func engagements(of people: [PersonID], in interval: Interval) throws -> [PersonID: [Engagement]] {
    guard !people.isEmpty else { return [:] }
    let sql = connection.dialect.engagements(of: people.count)
    let found = try all(sql, bounds(people.map(\.rawValue), interval)) { row in
      guard let time = Interval(from: Instant(seconds: row[0]), to: Instant(seconds: row[1])) else {
        throw DamagedRow(what: "a hold's time")
      }
      let engagement = Engagement(
        session: SessionID(row[2]), interval: time, buffer: row[3], isHold: row[4],
        expires: (row[5] as Int64?).map { Instant(seconds: $0) })
      return (person: PersonID(row[6]), engagement: engagement)
    }
    return Dictionary(grouping: found, by: \.person).mapValues { $0.map(\.engagement) }
  }

  public func engagements(of room: RoomID, in interval: Interval) throws -> [Engagement] {
    let sql = """
      SELECT start, "end", session, is_request, expires FROM \(connection.dialect.roomHold)
      WHERE room = ? AND start < ? AND start > ? AND "end" > ? ORDER BY start
      """
    return try all(sql, bounds([room.rawValue], interval)) { row in
      guard let time = Interval(from: Instant(seconds: row[0]), to: Instant(seconds: row[1])) else {
        throw DamagedRow(what: "a room's hold's time")
      }
      return Engagement(
        session: SessionID(row[2]), interval: time, isHold: row[3],
        expires: (row[4] as Int64?).map { Instant(seconds: $0) })
    }
  }

  private func bounds(_ ids: [Int64], _ interval: Interval) -> Values {
    Values(
      (ids + [interval.end.seconds, interval.start.seconds - longestSession, interval.start.seconds]).map(\.columnValue)
    )
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
    try busy(of: [person], in: interval)[person] ?? BusyTimeline(sorted: [], titles: [])
  }

  public func busy(of people: [PersonID], in interval: Interval) throws -> [PersonID: BusyTimeline] {
    guard !people.isEmpty else { return [:] }
    let sql = """
      SELECT start, "end", title, person FROM busy_in_force AS busy
      WHERE person IN (\(Dialect.placeholders(people.count))) AND start < ? AND start > ? - longest AND "end" > ?
      """
    let bounds = [interval.end.seconds, interval.start.seconds, interval.start.seconds]
    var found: [PersonID: [(interval: Interval, title: String)]] = [:]
    try connection.all(sql, Values((people.map(\.rawValue) + bounds).map(\.columnValue))) { row in
      guard let time = Interval(from: Instant(seconds: row[0]), to: Instant(seconds: row[1])) else { return }
      found[PersonID(row[3]), default: []].append((time, row[2]))
    }
    // Of one source they come in order, found by an index; to be told to sort, SQLite would set up a table for each booking.
    return found.mapValues { BusyTimeline($0) }
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
