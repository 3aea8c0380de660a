/// Where the two databases' SQL differs. One of each is shared: a booking asks for it a dozen times, and would copy its texts.
public final class Dialect: Sendable {
  /// What people are read from: the table, or a view that shows of others only what is needed to book.
  public let person: String
  /// What taken time of people and rooms is read from: the tables, or views that do not tell with whom others meet.
  public let hold: String
  public let roomHold: String
  /// An expression for `changes` of a step that mention one of the things, by its id (the last placeholder).
  public let mentions: @Sendable (_ thing: String) -> String

  /// An expression for the text of a step's `changes`, as whoever judged them read it.
  let changes: String

  /// Whether the pair, the placeholder, keeps anything for itself; answered also to who may not see what.
  let hasNotebook: String
  /// Makes a database that was filled at once plan by what it holds; nil where plans do not depend on that.
  let statistics: String?

  /// Statements around the removal of many people: what finds their sessions meanwhile, which no other command needs; and what takes
  /// that away again.
  let finder: (make: [String], drop: [String])

  /// Whether there is a table, the placeholder.
  let hasTable: String

  /// Whether one question about two people costs less than one about each: on a server it does, but SQLite sets up a table for
  /// a list.
  let asksOfTwo: Bool

  // Put together once: a booking asks these several times, and looks each up by its text.

  /// People, by their ids.
  let peopleByID: ByPeople
  /// People's time that sessions take: their ids, the end of what is asked for, a day before its start, its start.
  let engagements: ByPeople
  /// The open requests to and by people, in no order; one between two of them twice. Found by when they expire, which only
  /// requests do.
  let requests: ByPeople
  /// What imported calendars keep busy, in no order: their ids, the end of what is asked for, its start twice.
  let busy: ByPeople
  /// Any number of people, by their ids as a JSON array.
  let peopleAmong: String

  /// A query about one person or two.
  struct ByPeople: Sendable {
    let one: String
    let two: String

    /// - Parameter text: the query, of a condition that a column meets.
    init(_ text: (_ matches: String) -> String) {
      one = text("= ?")
      two = text("IN (?, ?)")
    }

    /// - Precondition: 1 or 2.
    subscript(_ count: Int) -> String { count == 1 ? one : two }
  }

  /// - Parameter isAmong: a condition that follows a number, and holds where it is one of a JSON array's, the placeholder.
  public init(
    person: String, hold: String, roomHold: String, isAmong: String, asksOfTwo: Bool, hasNotebook: String,
    hasTable: String, changes: String = "changes", statistics: String? = nil,
    finder: (make: [String], drop: [String]) = ([], []),
    mentions: @escaping @Sendable (_ thing: String) -> String
  ) {
    self.person = person
    self.hold = hold
    self.roomHold = roomHold
    self.mentions = mentions
    self.hasNotebook = hasNotebook
    self.changes = changes
    self.statistics = statistics
    self.finder = finder
    self.hasTable = hasTable
    self.asksOfTwo = asksOfTwo
    peopleByID = ByPeople { "SELECT \(Columns.person) FROM \(person) WHERE id \($0)" }
    peopleAmong = "SELECT \(Columns.person) FROM \(person) WHERE id \(isAmong)"
    engagements = ByPeople {
      """
      SELECT start, "end", session, buffer, is_request, expires, person FROM \(hold)
      WHERE person \($0) AND start < ? AND start > ? AND "end" > ? ORDER BY start
      """
    }
    requests = ByPeople {
      """
      SELECT \(Columns.sessionQualified) FROM \(hold) AS hold JOIN session ON session.id = hold.session
      WHERE hold.person \($0) AND hold.expires IS NOT NULL
      """
    }
    // Of one source they come in order, found by an index; to be told to sort, SQLite would set up a table for each booking.
    busy = ByPeople {
      """
      SELECT start, "end", title, person FROM busy_in_force AS busy
      WHERE person \($0) AND start < ? AND start > ? - longest AND "end" > ?
      """
    }
  }
}
