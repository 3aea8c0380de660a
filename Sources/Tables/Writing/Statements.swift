/// The statements that write whole rows, put together once.
enum Statements {
  static let upsertPerson = upsert("person", Columns.person)
  static let upsertPair = upsert("pair", Columns.pair)
  static let upsertRoom = upsert("room", Columns.room)
  static let upsertSession = upsert("session", Columns.session)
  static let upsertSeries = upsert("series", Columns.series)
  static let upsertBusySource = upsert("busy_source", Columns.busySource)
  static let upsertNotebook = upsert("notebook", Columns.notebook)
  static let upsertAttendance =
    insert("attendance", Columns.attendance) + " ON CONFLICT (session, person) DO UPDATE SET "
    + "answer = excluded.answer, sequence = excluded.sequence, at = excluded.at, comment = excluded.comment"
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

  /// Not an upsert: what is new must not be there yet.
  static let insertSession = insert("session", Columns.session)

  private static func insert(_ table: String, _ columns: String) -> String {
    let placeholders = columns.split(separator: ",").map { _ in "?" }.joined(separator: ", ")
    return "INSERT INTO \(table) (\(columns)) VALUES (\(placeholders))"
  }

  /// `INSERT … ON CONFLICT DO UPDATE` over all columns. Not `REPLACE`, which would delete the row that others refer to.
  private static func upsert(_ table: String, _ columns: String) -> String {
    let names = columns.split(separator: ",").map { $0.drop { $0 == " " } }
    let updates = names.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    return "\(insert(table, columns)) ON CONFLICT (id) DO UPDATE SET \(updates)"
  }
}
