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
  /// A person's time that sessions take: id, the end of what is asked for, a day before its start, its start.
  let engagementsOfPerson: String
  /// The open requests to and by a person, in no order. Found by when they expire, which only requests do.
  public let requestsOfPerson: String

  /// Several people, by their ids as a JSON array.
  let peopleByID: String

  /// - Parameter numbers: an expression for the set of numbers of a JSON array, the placeholder.
  public init(
    person: String, hold: String, roomHold: String, numbers: String, hasNotebook: String, hasTable: String,
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
    peopleByID = "SELECT \(Columns.person) FROM \(person) WHERE id IN (\(numbers))"
    engagementsOfPerson = """
      SELECT start, "end", session, buffer, is_request, expires FROM \(hold)
      WHERE person = ? AND start < ? AND start > ? AND "end" > ? ORDER BY start
      """
    requestsOfPerson = """
      SELECT \(Columns.sessionQualified) FROM \(hold) AS hold JOIN session ON session.id = hold.session
      WHERE hold.person = ? AND hold.expires IS NOT NULL
      """
  }
}
