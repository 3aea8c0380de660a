/// Where the two databases' SQL differs.
public struct Dialect: Sendable {
  /// What people are read from: the table, or a view that shows of others only what is needed to book.
  public let person: String
  /// What taken time of people and rooms is read from: the tables, or views that do not tell with whom others meet.
  public let hold: String
  public let roomHold: String
  /// An expression for `changes` of a step that mention one of the things, by its id (the last placeholder).
  public let mentions: @Sendable (_ thing: String) -> String

  /// Whether the pair, the placeholder, keeps anything for itself; answered also to who may not see what.
  let hasNotebook: String
  /// Makes a database that was filled at once plan by what it holds; nil where plans do not depend on that.
  let statistics: String?

  /// Whether there is a table, the placeholder.
  let hasTable: String

  // Put together once: a booking asks these several times, and looks each up by its text.

  /// One person, by their id.
  let personByID: String
  /// Two, by their ids.
  let peopleOfTwo: String
  /// Two people's time that sessions take, for that is asked for each booking: their ids, the end of what is asked for, a day before
  /// its start, its start.
  let engagementsOfTwo: String
  /// The open requests to and by one of two people, in no order. Found by when they expire, which only requests do.
  let requestsOfTwo: String

  /// Several people, by their ids as a JSON array.
  let peopleByID: String

  /// - Parameter isAmong: a condition that follows a number, and holds where it is one of a JSON array's, the placeholder.
  public init(
    person: String, hold: String, roomHold: String, isAmong: String, hasNotebook: String, hasTable: String,
    statistics: String? = nil,
    mentions: @escaping @Sendable (_ thing: String) -> String
  ) {
    self.person = person
    self.hold = hold
    self.roomHold = roomHold
    self.mentions = mentions
    self.hasNotebook = hasNotebook
    self.statistics = statistics
    self.hasTable = hasTable
    personByID = "SELECT \(Columns.person) FROM \(person) WHERE id = ?"
    peopleOfTwo = "SELECT \(Columns.person) FROM \(person) WHERE id IN (?, ?)"
    peopleByID = "SELECT \(Columns.person) FROM \(person) WHERE id \(isAmong)"
    engagementsOfTwo = Self.engagements(of: 2, hold)
    requestsOfTwo = Self.requests(of: 2, hold)
  }

  func engagements(of people: Int) -> String { people == 2 ? engagementsOfTwo : Self.engagements(of: people, hold) }

  private static func engagements(of people: Int, _ hold: String) -> String {
    """
    SELECT start, "end", session, buffer, is_request, expires, person FROM \(hold)
    WHERE person IN (\(placeholders(people))) AND start < ? AND start > ? AND "end" > ? ORDER BY start
    """
  }

  func requests(of people: Int) -> String { people == 2 ? requestsOfTwo : Self.requests(of: people, hold) }

  private static func requests(of people: Int, _ hold: String) -> String {
    """
    SELECT \(Columns.sessionQualified) FROM \(hold) AS hold JOIN session ON session.id = hold.session
    WHERE hold.person IN (\(placeholders(people))) AND hold.expires IS NOT NULL
    """
  }

  static func placeholders(_ count: Int) -> String { Array(repeating: "?", count: count).joined(separator: ", ") }
}
