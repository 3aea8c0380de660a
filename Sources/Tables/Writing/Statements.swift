/// The statements that write whole rows, put together once.
enum Statements {
  static let person = Row("person", Columns.person)
  static let pair = Row("pair", Columns.pair)
  static let room = Row("room", Columns.room)
  static let session = Row("session", Columns.session)
  static let series = Row("series", Columns.series)
  static let busySource = Row("busy_source", Columns.busySource)
  static let notebook = Row("notebook", Columns.notebook)
  static let attendance = Row("attendance", Columns.attendance, keys: 2)
  static let insertStep = insert("step", Columns.step + ", audience, changes")

  /// Rows of busy time that go into one statement: a calendar has hundreds of thousands, and starting a statement costs more
  /// than a row.
  static let busyRows = 50
  private static let fullBusyInsertion = busyInsertion(of: busyRows)

  /// Placeholders for the source, the generation, and each row's start, end, title and file.
  static func insertBusy(_ rows: Int) -> String { rows == busyRows ? fullBusyInsertion : busyInsertion(of: rows) }

  private static func busyInsertion(of rows: Int) -> String {
    "INSERT INTO busy (\(Columns.busy)) VALUES "
      + (0..<rows).map { "(?1, ?2, ?\(4 * $0 + 3), ?\(4 * $0 + 4), ?\(4 * $0 + 5), ?\(4 * $0 + 6))" }.joined(
        separator: ", ")
  }

  /// How a row of a table is written: a new one that must not be there yet, or all columns of one that is. Never both in one statement:
  /// `ON CONFLICT` would meet rows that the writer may not see, and a server refuses it.
  struct Row {
    let insertion: String
    let update: String

    /// - Parameter keys: how many columns, the first ones, say which row it is.
    init(_ table: String, _ columns: String, keys: Int = 1) {
      insertion = Statements.insert(table, columns)
      let places = columns.split(separator: ",").enumerated().map { "\($1.drop { $0 == " " }) = ?\($0 + 1)" }
      update =
        "UPDATE \(table) SET \(places.dropFirst(keys).joined(separator: ", ")) WHERE "
        + places.prefix(keys).joined(separator: " AND ")
    }
  }

  private static func insert(_ table: String, _ columns: String) -> String {
    let placeholders = columns.split(separator: ",").map { _ in "?" }.joined(separator: ", ")
    return "INSERT INTO \(table) (\(columns)) VALUES (\(placeholders))"
  }
}
