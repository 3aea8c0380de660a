public import Mentoring

/// A program of which a part was copied is marked by a table of its own, whose one row names the source. So nobody takes it for
/// the whole, and nobody writes to it, which the rest of the copy could not be put behind.
extension ProgramCopy {
  public static let mark = "unfinished_copy"

  /// What a copy was begun from that was not finished here; nil for a program that is whole. For who owns the store.
  public static func unfinished(_ connection: any TableConnection) throws -> String? {
    guard try connection.first(connection.dialect.hasTable, [mark], { _ in true }) != nil else { return nil }
    return try connection.first("SELECT source FROM \(mark)", []) { $0[0] as String }
  }

  /// Marks a program as a copy that is not finished.
  public static func markUnfinished(_ connection: any TableConnection, of source: String) throws {
    try connection.run("CREATE TABLE IF NOT EXISTS \(mark) (source text NOT NULL)", [])
    try connection.run("DELETE FROM \(mark)", [])
    try connection.run("INSERT INTO \(mark) (source) VALUES (?)", [source])
  }

  /// Why such a program is not opened.
  ///
  /// - Parameters:
  ///   - store: its title.
  ///   - source: what is copied; nil for who may not know.
  public static func unfinished(_ store: String, of source: String? = nil) -> StoreError {
    .unavailable("\(words(store, of: source))")
  }

  /// In words, with how it is gone on with.
  public static func words(_ store: String, of source: String?) -> String {
    "\(store) holds a part of a copy\(source.map { " of \($0)" } ?? "") that was not finished; the same “tandem admin copy --from "
      + "… --to …” goes on with it, by who began it"
  }
}
