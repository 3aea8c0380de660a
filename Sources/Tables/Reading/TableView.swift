public import Mentoring
public import Scheduling

private let pairByID = "SELECT \(Columns.pair) FROM pair WHERE id = ?"

/// Reads a program through one connection, within whatever transaction that is in.
public class TableView: StoreReader {
  public let connection: any TableConnection
  let hours: HoursCache
  /// Is told the people of each pair that is read.
  private let pairPeople: PairPeople?
  private var cachedProgram: Program?
  /// A booking asks for each of its people several times.
  var cachedPeople: [PersonID: Person] = [:]

  public init(_ connection: any TableConnection, hours: HoursCache, pairPeople: PairPeople? = nil) {
    self.connection = connection
    self.hours = hours
    self.pairPeople = pairPeople
  }

  public var owner: String? { connection.owner }
  public var knowsRoles: Bool { connection.knowsRoles }

  func first<Value>(_ sql: String, _ values: Values, _ read: (any TableRow) throws -> Value) throws -> Value? {
    try connection.first(sql, values, read)
  }

  func all<Value>(_ sql: String, _ values: Values = [], _ read: (any TableRow) throws -> Value) throws -> [Value] {
    var result: [Value] = []
    try connection.all(sql, values) { result.append(try read($0)) }
    return result
  }

  /// What people are read from.
  private var personTable: String { connection.dialect.person }

  // MARK: People

  public func program() throws -> Program {
    if let cachedProgram { return cachedProgram }
    let found = try first("SELECT name, domain, policy FROM program", []) { row in
      let policy = try JSONText.decode(row[2], or: Policy.standard)
      guard policy.isSound else { throw DamagedRow(what: "a policy of the program that can't be reckoned with") }
      return Program(name: row[0], domain: row[1], policy: policy)
    }
    guard let found else { throw DamagedRow(what: "the program's own row") }
    cachedProgram = found
    return found
  }

  private func person(_ row: any TableRow) throws -> Person { try Person(row: row, hours: hours) }

  public func person(_ id: PersonID) throws -> Person? {
    if let known = cachedPeople[id] { return known }
    let found = try first(connection.dialect.peopleByID.one, [id.rawValue], person)
    cachedPeople[id] = found
    return found
  }

  public func people(among ids: Set<PersonID>) throws -> [PersonID: Person] {
    let wanted = ids.filter { cachedPeople[$0] == nil }
    if !wanted.isEmpty {
      let numbers = wanted.map(\.rawValue).sorted()
      let dialect = connection.dialect
      if numbers.count == 1 || (numbers.count == 2 && !dialect.asksOfTwo) {
        for id in wanted { _ = try person(id) }
      } else {
        // A server makes no new plan each time where it sees how many they are; a booking asks for two.
        let found =
          numbers.count == 2
          ? try all(dialect.peopleByID.two, Values(numbers.map(\.columnValue)), person)
          : try all(dialect.peopleAmong, ["[\(numbers.map(String.init).joined(separator: ","))]"], person)
        for person in found { cachedPeople[person.id] = person }
      }
    }
    return cachedPeople.filter { ids.contains($0.key) }
  }

  public func person(login: String) throws -> Person? {
    try first("SELECT \(Columns.person) FROM \(personTable) WHERE login = ?", [login], person)
  }

  public func people() throws -> [Person] {
    try all("SELECT \(Columns.person) FROM \(personTable) ORDER BY name, id", [], person)
  }

  public func pair(_ id: PairID) throws -> Pair? {
    try first(pairByID, [id.rawValue], pair)
  }

  private func pair(_ row: any TableRow) throws -> Pair {
    let pair = try Pair(row: row)
    pairPeople?.keep([pair.mentor, pair.mentee], of: pair.id)
    return pair
  }

  public func pair(mentor: PersonID, mentee: PersonID) throws -> Pair? {
    try first(
      "SELECT \(Columns.pair) FROM pair WHERE mentor = ? AND mentee = ?", [mentor.rawValue, mentee.rawValue], pair)
  }

  public func pairs() throws -> [Pair] { try all("SELECT \(Columns.pair) FROM pair ORDER BY id", [], pair) }

  public func pairs(of person: PersonID) throws -> [Pair] {
    try all("SELECT \(Columns.pair) FROM pair WHERE mentor = ?1 OR mentee = ?1 ORDER BY id", [person.rawValue], pair)
  }

  public func room(_ id: RoomID) throws -> Room? {
    try first("SELECT \(Columns.room) FROM room WHERE id = ?", [id.rawValue]) { Room(row: $0, hours: hours) }
  }

  public func room(named name: String) throws -> Room? {
    try first("SELECT \(Columns.room) FROM room WHERE name = ?", [name]) { Room(row: $0, hours: hours) }
  }

  public func rooms() throws -> [Room] {
    try all("SELECT \(Columns.room) FROM room ORDER BY name") { Room(row: $0, hours: hours) }
  }

  // MARK: History

  public func steps(_ filter: StepFilter) throws -> [Step] {
    var conditions = ["TRUE"]
    var arguments: Values = []
    func require(_ condition: String, _ value: (any ColumnConvertible)?) {
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
        (actor = (SELECT login FROM \(personTable) WHERE id = ?) OR pair IN (SELECT id FROM pair WHERE ? IN (mentor, mentee))
          OR session IN (SELECT id FROM session WHERE ? IN (mentor, mentee))
          OR (command IN ('change hours', 'import people') AND \(connection.dialect.mentions("person"))))
        """)
      arguments += [person, person, person, person]
    }
    require("at >= ?", filter.since?.seconds)
    if let session = filter.session?.rawValue {
      // A step of a series is about several, and names the first.
      conditions.append(
        """
        (session = ? OR session IN (SELECT id FROM session WHERE pair = (SELECT pair FROM session WHERE id = ?))
          AND \(connection.dialect.mentions("session")))
        """)
      arguments += [session, session, session]
    }
    require("id < ?", filter.before)
    arguments += [filter.limit]
    let sql =
      "SELECT \(Columns.step) FROM step WHERE \(conditions.joined(separator: " AND ")) ORDER BY id DESC LIMIT ?"
    return try all(sql, arguments) { try Step(row: $0) }
  }

  public func step(_ id: Int64) throws -> Step? {
    try first("SELECT \(Columns.step) FROM step WHERE id = ?", [id]) { try Step(row: $0) }
  }

  public func reversal(of step: Int64) throws -> Step? {
    try first("SELECT \(Columns.step) FROM step WHERE target = ?", [step]) { try Step(row: $0) }
  }

  public func changes(of step: Int64) throws -> [Change] {
    let text: String? = try first("SELECT \(connection.dialect.changes) FROM step WHERE id = ?", [step]) { $0[0] }
    do {
      return try text.map { try JSONText.decode([StoredChange].self, $0).map(\.change) } ?? []
    } catch {
      throw CommandError.invalid(
        "step \(step) tells changes that this program did not write; they can't be shown, nor taken back")
    }
  }

  public func undoTarget(of login: String, before id: Int64?) throws -> Step? {
    try reversible(login, "undo", before: id)
  }

  public func redoTarget(of login: String) throws -> Step? { try reversible(login, "redo", before: nil) }

  private func reversible(_ login: String, _ direction: String, before id: Int64?) throws -> Step? {
    let top: Int64?? = try first(
      "SELECT max(step) FROM reversible WHERE actor = ? AND direction = ? AND step < ?",
      [login, direction, id ?? .max]
    ) { $0[0] }
    return try (top ?? nil).flatMap { try step($0) }
  }
}
