import GRDB

extension Schema {
  /// What in a database of this version's format is not as the steps make it: a guard that another program's hand took out,
  /// or changed. Tables and indexes that were added are nobody's harm; a trigger acts on what is written.
  ///
  /// - Returns: a line each; empty when all is there.
  static func differences(_ database: Database) throws -> [String] {
    let found = try parts(of: database)
    let made = try DatabaseQueue().writeWithoutTransaction { model in
      try model.execute(sql: "PRAGMA foreign_keys = OFF")
      try migrate(model, domain: "model.invalid")
      return try parts(of: model)
    }
    let missing = made.filter { found[$0.key] == nil }.map { "the \($0.key.title) is missing" }
    let otherwise = made.filter { part in found[part.key].map { $0 != part.value } ?? false }
      .map { "the \($0.key.title) is not as Tandem makes it" }
    let added = found.keys.filter { $0.kind == "trigger" && made[$0] == nil }.map { "the \($0.title) is not Tandem's" }
    return (missing + otherwise + added).sorted()
  }

  private struct Part: Hashable {
    let kind: String
    let name: String
    var title: String { "\(kind) \(name)" }
  }

  /// Each part's statement without what SQLite itself writes otherwise when a table is renamed: blanks and quotes.
  private static func parts(of database: Database) throws -> [Part: String] {
    let rows = try Row.fetchAll(
      database,
      sql: "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    return Dictionary(
      rows.map { row in
        let sql: String = row["sql"]
        return (Part(kind: row["type"], name: row["name"]), String(sql.filter { !$0.isWhitespace && $0 != "\"" }))
      }, uniquingKeysWith: { $1 })
  }
}
