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
  static let insertBusy = insert("busy", Columns.busy)
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
