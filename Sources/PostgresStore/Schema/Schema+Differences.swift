import Tables

extension Schema {
  /// What in a program of this version's format is not as the steps make it: a guard that another program's hand took out or
  /// switched off. Constraints and indexes that were added are nobody's harm; a trigger and a rule act, and a policy lets see.
  ///
  /// - Returns: a line each; empty when all is there.
  static func differences(_ connection: some TableConnection) throws -> [String] {
    var found: [Part: State] = [:]
    try connection.all(catalog, []) { row in
      found[Part(kind: row.text(0) ?? "", name: row.text(2) ?? "", table: row.text(1) ?? "")] = State(row.text(3) ?? "")
    }
    let tables = Set(SchemaParts.constraints.keys)
    let missingTables = tables.filter { found[Part(kind: "table", name: "", table: $0)] == nil }
    var problems = missingTables.map { "the table \($0) is missing" }
    for table in tables.subtracting(missingTables).subtracting(SchemaParts.openTables)
    where found[Part(kind: "table", name: "", table: table)] != .on {
      problems.append("the row security of \(table) is switched off")
    }
    for part in parts where !missingTables.contains(part.table) {
      guard let state = found[part] else {
        problems.append("the \(part.title) is missing")
        continue
      }
      if state == .off { problems.append("the \(part.title) is switched off") }
    }
    let acting = found.keys.filter { ["trigger", "policy", "rule"].contains($0.kind) && tables.contains($0.table) }
    problems += Set(acting).subtracting(parts).map { "the \($0.title) is not Tandem's" }
    return try problems.sorted() + mistaken(connection)
  }

  /// Logins whom the server takes for another than their person and role say. Empty for who may not look.
  private static func mistaken(_ connection: some TableConnection) throws -> [String] {
    let mayLook = try connection.first("SELECT has_table_privilege(to_regclass('tandem.insider'), 'SELECT')", []) {
      $0.integer(0) == 1
    }
    guard mayLook == true else { return [] }
    var problems: [String] = []
    try connection.all(
      """
      SELECT known.login FROM insider AS known LEFT JOIN person USING (login) LEFT JOIN access USING (login)
      WHERE (known.person, known.sees_all) IS DISTINCT FROM
        (person.id, coalesce(person.role, access.role) IS NOT DISTINCT FROM 'coordinator')
      ORDER BY known.login
      """, []
    ) { row in
      problems.append("\(row.text(0) ?? "") is taken for somebody else; “tandem admin grant” puts it right")
    }
    return problems
  }

  private struct Part: Hashable {
    let kind: String
    let name: String
    let table: String
    var title: String { "\(kind) \(name) of \(table)" }
  }

  private enum State {
    case on, off
    init(_ text: String) { self = text == "on" ? .on : .off }
  }

  private static let parts: Set<Part> = {
    var parts: Set<Part> = []
    for (kind, tables) in [
      ("trigger", SchemaParts.triggers), ("rule", SchemaParts.rules), ("policy", SchemaParts.policies),
      ("constraint", SchemaParts.constraints), ("index", SchemaParts.indexes),
    ] {
      for (table, names) in tables {
        for name in names.split(whereSeparator: \.isWhitespace) {
          parts.insert(Part(kind: kind, name: String(name), table: table))
        }
      }
    }
    return parts
  }()

  /// Kind, table, name, and whether it acts. What newer servers count among the constraints, that a column is not null, is left out.
  private static let catalog = """
    WITH own AS (SELECT oid, relname::text AS name, relrowsecurity AS guarded FROM pg_class
      WHERE relnamespace = 'tandem'::regnamespace AND relkind = 'r')
    SELECT 'table', name, '', CASE WHEN guarded THEN 'on' ELSE 'off' END FROM own
    UNION ALL SELECT 'trigger', own.name, tgname::text, CASE WHEN tgenabled IN ('O', 'A') THEN 'on' ELSE 'off' END
      FROM pg_trigger JOIN own ON own.oid = tgrelid WHERE NOT tgisinternal
    UNION ALL SELECT 'rule', own.name, rulename::text, CASE WHEN ev_enabled IN ('O', 'A') THEN 'on' ELSE 'off' END
      FROM pg_rewrite JOIN own ON own.oid = ev_class
    UNION ALL SELECT 'index', own.name, relname::text, CASE WHEN indisvalid THEN 'on' ELSE 'off' END
      FROM pg_index JOIN own ON own.oid = indrelid JOIN pg_class ON pg_class.oid = indexrelid WHERE indisunique
    UNION ALL SELECT 'policy', own.name, polname::text, 'on' FROM pg_policy JOIN own ON own.oid = polrelid
    UNION ALL SELECT 'constraint', own.name, conname::text, 'on' FROM pg_constraint JOIN own ON own.oid = conrelid
      WHERE contype <> 'n'
    """
}
