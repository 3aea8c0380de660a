import Mentoring
import Scheduling
import Tables

/// What a command will ask the store, as far as that can be known before: asked along with the transaction's beginning.
///
/// A wrong forecast costs a round trip, never a wrong answer: what was not forecast is asked for when it is wanted.
final class Forecaster: Sendable {
  private let hours: HoursCache
  private let people: PairPeople

  init(hours: HoursCache, people: PairPeople) {
    self.hours = hours
    self.people = people
  }

  /// The queries that `command` begins with, whom it is about, and of which tables it will need a number.
  func forecast(
    _ command: Command, at now: Instant, over connection: ServerConnection
  ) throws(ServerError) -> (queries: [Query], people: [PersonID], numbers: [NumberedTable]) {
    guard let aim = try Aim.of(command, over: connection) else { return ([], [], [.step]) }
    let people = try people(of: aim.pair, over: connection)
    let recorder = QueryRecorder()
    let view = TableView(recorder, hours: hours)
    // Only what is asked counts: the recorder has no answers.
    func ask(_ question: () throws -> some Any) { _ = try? question() }
    ask { try view.dueRequests(at: now) }
    ask { try view.program() }
    if let session = aim.session { ask { try view.session(session) } }
    ask { try view.pair(aim.pair) }
    let slice = aim.start.map { Situation.slice(for: Interval(start: $0, seconds: 1), length: aim.length * 60) }
    ask { try view.people(among: Set(people)) }
    if let slice {
      ask { try view.busy(of: people, in: slice) }
      ask { try view.engagements(of: people, in: slice) }
      ask { try view.requests(of: Set(people)) }
    }
    if let slice, let room = aim.room {
      ask { try view.room(room) }
      ask { try view.engagements(of: room, in: slice) }
    }
    return (recorder.queries, people, aim.session == nil ? [.session, .step] : [.step])
  }

  private func people(of pair: PairID, over connection: ServerConnection) throws(ServerError) -> [PersonID] {
    if let known = people[pair] { return known }
    let ticket = try connection.queue("SELECT mentor, mentee FROM pair WHERE id = ?", [pair.rawValue])
    try connection.synchronize()
    guard let rows = ticket.result, rows.count > 0, let mentor = rows[0].integer(0), let mentee = rows[0].integer(1)
    else { return [] }
    let found = [PersonID(mentor), PersonID(mentee)]
    people.keep(found, of: pair)
    return found
  }
}

/// The pair and the time that a command is about.
private struct Aim {
  var pair: PairID
  var session: SessionID?
  /// Nil where no time is asked for.
  var start: Instant?
  /// Minutes.
  var length = 0
  var room: RoomID?

  /// Nil for a command that is about more than one pair or session.
  static func of(_ command: Command, over connection: ServerConnection) throws(ServerError) -> Aim? {
    switch command {
    case .book(let booking):
      return Aim(pair: booking.pair, start: booking.start, length: booking.length, room: booking.room)
    case .move(let move) where move.scope == .this:
      return try of(move.session, over: connection)?.moved(to: move.start, length: move.length)
    case .counter(let counter):
      return try of(counter.session, over: connection)?.moved(to: counter.start, length: counter.length)
    case .accept(let id, _): return try of(id, over: connection)
    case .cancel(let id, _, .this), .decline(let id, _), .withdraw(let id, _), .hold(let id), .miss(let id, _, _):
      return try of(id, over: connection)?.moved(to: nil, length: nil)
    default: return nil
    }
  }

  /// As the session stands; nil when there is none, or the role may not see it.
  private static func of(_ id: SessionID, over connection: ServerConnection) throws(ServerError) -> Aim? {
    let ticket = try connection.queue(
      #"SELECT pair, start, "end" - start, room FROM session WHERE id = ?"#, [id.rawValue])
    try connection.synchronize()
    guard let rows = ticket.result, rows.count > 0, let pair = rows[0].integer(0), let start = rows[0].integer(1),
      let seconds = rows[0].integer(2)
    else { return nil }
    return Aim(
      pair: PairID(pair), session: id, start: Instant(seconds: start), length: Int(seconds / 60),
      room: rows[0].integer(3).map { RoomID($0) })
  }

  private func moved(to start: Instant?, length: Int?) -> Aim {
    var moved = self
    moved.start = start
    moved.length = length ?? self.length
    return moved
  }
}

/// Notes what is asked, and answers that there is nothing.
private final class QueryRecorder: TableConnection {
  let dialect = Dialect.postgres
  private(set) var queries: [Query] = []

  func all(_ sql: String, _ values: Values, _ body: (any TableRow) throws -> Void) throws {
    queries.append(Query(sql: sql, values: values))
  }
  func first<Value>(_ sql: String, _ values: Values, _ body: (any TableRow) throws -> Value) throws -> Value? {
    queries.append(Query(sql: sql, values: values))
    return nil
  }
  func run(_ sql: String, _ values: Values) throws {}
  func newNumber(_ table: NumberedTable) throws -> Int64 { 0 }
  func lastNumber(_ table: NumberedTable) throws -> Int64 { 0 }
  func giveNoNumber(of table: NumberedTable, upTo last: Int64) throws {}
}
