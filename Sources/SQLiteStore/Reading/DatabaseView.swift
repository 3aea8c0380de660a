import GRDB
import Mentoring
import Scheduling

/// Reads a program through one connection, within whatever transaction that is in.
class DatabaseView: StoreReader {
  let database: Database
  let hours: HoursCache
  private var cachedProgram: Program?
  /// A booking asks for each of its people several times.
  var cachedPeople: [PersonID: Person] = [:]

  init(_ database: Database, hours: HoursCache) {
    self.database = database
    self.hours = hours
  }

  /// The first row of a statement that is prepared once a connection.
  func first<Value>(
    _ sql: String, _ arguments: StatementArguments, _ read: (Row) throws -> Value
  ) throws -> Value? {
    let statement = try database.cachedStatement(sql: sql)
    let cursor = try Row.fetchCursor(statement, arguments: arguments)
    // The row is the statement's own, which the cursor resets when it goes: its values would be null then.
    return try withExtendedLifetime(cursor) { try cursor.next().map(read) }
  }

  func all<Value>(_ sql: String, _ arguments: StatementArguments = [], _ read: (Row) throws -> Value) throws -> [Value]
  {
    let statement = try database.cachedStatement(sql: sql)
    let cursor = try Row.fetchCursor(statement, arguments: arguments)
    var result: [Value] = []
    while let row = try cursor.next() { result.append(try read(row)) }
    return result
  }

  // MARK: People

  func program() throws -> Program {
    if let cachedProgram { return cachedProgram }
    let found = try first("SELECT name, domain, policy FROM program", []) { row in
      Program(name: row[0], domain: row[1], policy: try JSONText.decode(row[2], or: Policy.standard))
    }
    guard let found else { throw DamagedRow(what: "the program's own row") }
    cachedProgram = found
    return found
  }

  private func person(_ row: Row) throws -> Person { try Person(row: row, hours: hours) }

  func person(_ id: PersonID) throws -> Person? {
    if let known = cachedPeople[id] { return known }
    let found = try first("SELECT \(Columns.person) FROM person WHERE id = ?", [id.rawValue], person)
    cachedPeople[id] = found
    return found
  }

  func person(login: String) throws -> Person? {
    try first("SELECT \(Columns.person) FROM person WHERE login = ?", [login], person)
  }

  func people() throws -> [Person] { try all("SELECT \(Columns.person) FROM person ORDER BY name, id", [], person) }

  func pair(_ id: PairID) throws -> Pair? {
    try first("SELECT \(Columns.pair) FROM pair WHERE id = ?", [id.rawValue]) { try Pair(row: $0) }
  }

  func pair(mentor: PersonID, mentee: PersonID) throws -> Pair? {
    try first("SELECT \(Columns.pair) FROM pair WHERE mentor = ? AND mentee = ?", [mentor.rawValue, mentee.rawValue]) {
      try Pair(row: $0)
    }
  }

  func pairs() throws -> [Pair] { try all("SELECT \(Columns.pair) FROM pair ORDER BY id") { try Pair(row: $0) } }

  func pairs(of person: PersonID) throws -> [Pair] {
    try all("SELECT \(Columns.pair) FROM pair WHERE mentor = ?1 OR mentee = ?1 ORDER BY id", [person.rawValue]) {
      try Pair(row: $0)
    }
  }

  func room(_ id: RoomID) throws -> Room? {
    try first("SELECT \(Columns.room) FROM room WHERE id = ?", [id.rawValue]) { try Room(row: $0, hours: hours) }
  }

  func room(named name: String) throws -> Room? {
    try first("SELECT \(Columns.room) FROM room WHERE name = ?", [name]) { try Room(row: $0, hours: hours) }
  }

  func rooms() throws -> [Room] {
    try all("SELECT \(Columns.room) FROM room ORDER BY name") { try Room(row: $0, hours: hours) }
  }

  // MARK: History

  func steps(_ filter: StepFilter) throws -> [Step] {
    var conditions = ["1"]
    var arguments: StatementArguments = []
    func require(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
      guard let value else { return }
      conditions.append(condition)
      arguments += [value]
    }
    require("actor = ?", filter.actor)
    if let pair = filter.pair?.rawValue {
      conditions.append("(pair = ? OR session IN (SELECT id FROM session WHERE pair = ?))")
      arguments += [pair, pair]
    }
    if let person = filter.person?.rawValue {
      conditions.append(
        """
        (actor = (SELECT login FROM person WHERE id = ?) OR pair IN (SELECT id FROM pair WHERE ? IN (mentor, mentee))
          OR session IN (SELECT id FROM session WHERE ? IN (mentor, mentee))
          OR (command IN ('change hours', 'import people') AND EXISTS (SELECT 1 FROM json_each(step.changes)
            WHERE value ->> '$.thing' = 'person' AND value ->> '$.after.id' = ?)))
        """)
      arguments += [person, person, person, person]
    }
    require("at >= ?", filter.since?.seconds)
    if let session = filter.session?.rawValue {
      // A step of a series is about several, and names the first.
      conditions.append(
        """
        (session = ? OR session IN (SELECT id FROM session WHERE pair = (SELECT pair FROM session WHERE id = ?))
          AND EXISTS (SELECT 1 FROM json_each(step.changes) WHERE value ->> '$.thing' = 'session'
            AND value ->> '$.after.id' = ?))
        """)
      arguments += [session, session, session]
    }
    require("id < ?", filter.before)
    arguments += [filter.limit]
    let sql =
      "SELECT \(Columns.step) FROM step WHERE \(conditions.joined(separator: " AND ")) ORDER BY id DESC LIMIT ?"
    return try all(sql, arguments) { try Step(row: $0) }
  }

  func step(_ id: Int64) throws -> Step? {
    try first("SELECT \(Columns.step) FROM step WHERE id = ?", [id]) { try Step(row: $0) }
  }

  func reversal(of step: Int64) throws -> Step? {
    try first("SELECT \(Columns.step) FROM step WHERE target = ?", [step]) { try Step(row: $0) }
  }

  func changes(of step: Int64) throws -> [Change] {
    let text: String? = try first("SELECT changes FROM step WHERE id = ?", [step]) { $0[0] }
    return try text.map { try JSONText.decode([StoredChange].self, $0).map(\.change) } ?? []
  }

  func undoTarget(of login: String) throws -> Step? { try reversible(login, "undo") }
  func redoTarget(of login: String) throws -> Step? { try reversible(login, "redo") }

  private func reversible(_ login: String, _ direction: String) throws -> Step? {
    let top: Int64?? = try first(
      "SELECT max(step) FROM reversible WHERE actor = ? AND direction = ?", [login, direction]
    ) { $0[0] }
    return try (top ?? nil).flatMap { try step($0) }
  }
}
