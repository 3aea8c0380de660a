import Mentoring
import TestSupport
import Testing

@testable import PostgresStore

/// Who writes is who they are now; and what is hidden has no order anywhere.
@Suite struct PresentTests {
  private let scene: AccessScene
  private var fixture: ServerFixture { scene.fixture }
  private var list: AccessList {
    AccessList(ServerAddress(fixture.cluster.address(fixture.database, as: "owner")))
  }

  init() throws { scene = try AccessScene() }

  private static let changes = [
    (
      "UPDATE tandem.session SET topic = 'late' WHERE pair = 2 RETURNING 1",
      "SELECT count(*) FROM tandem.session WHERE topic = 'late'"
    ),
    (
      "UPDATE tandem.person SET policy = '{}' WHERE login = 'jonas' RETURNING 1",
      "SELECT count(*) FROM tandem.person WHERE policy = '{}'"
    ),
    (
      "DELETE FROM tandem.notebook WHERE pair = 2 RETURNING 1",
      "SELECT 2 - count(*) FROM tandem.notebook WHERE pair = 2"
    ),
    (
      "UPDATE tandem.notebook SET content = content WHERE pair = 2 AND kind = 'notes' AND set_config('my.x', 'late', false) <> '' RETURNING 1",
      "SELECT count(*) FROM tandem.notebook WHERE content = 'late'"
    ),
    (
      "DELETE FROM tandem.reversible RETURNING 1",
      "SELECT 3 - least(count(*), 3) FROM tandem.reversible WHERE actor = 'jonas'"
    ),
  ]

  /// A statement takes the level of its transaction back, and what nobody reads of its `WITH` is done after that, with the old view.
  @Test(arguments: changes)
  func whoIsLetInNoMoreWritesNothing(change: String, count: String) throws {
    let jonas = try ServerConnection(ServerAddress(fixture.cluster.address(fixture.database, as: "jonas")))
    let late = """
      WITH level AS MATERIALIZED (SELECT set_config('transaction_isolation', NULL, true) AS now), late AS (\(change))
      SELECT now, (SELECT count(*) FROM tandem.viewer) FROM level
      """
    try run(jonas, "PREPARE late AS \(late)")
    // What they may, they may.
    try run(jonas, "BEGIN", "EXECUTE late", "ROLLBACK")
    try run(
      jonas, "BEGIN ISOLATION LEVEL REPEATABLE READ", "SELECT count(*) FROM tandem.viewer",
      "EXPLAIN (COSTS OFF) EXECUTE late")
    let before = try fixture.answer(count, as: "owner")
    // As `admin revoke` does it where it may end nobody's connection.
    let revoked = try fixture.sql(
      "BEGIN; DELETE FROM tandem.access WHERE login = 'jonas'; REVOKE tandem_\(fixture.database) FROM jonas; COMMIT",
      as: "owner")
    #expect(revoked.errors.isEmpty, "\(revoked)")
    let refusal = #expect(throws: ServerError.self) { try run(jonas, "EXECUTE late") }
    // By the guard; or, where the server happens to plan it anew, by its grants.
    #expect(refusal?.state == "42501", "\(String(describing: refusal))")
    _ = try? run(jonas, "COMMIT")
    #expect(try fixture.answer(count, as: "owner") == before)
  }

  /// A text and its digest are compared before any policy, where an index has them in order or the planner has counted them.
  @Test func whatIsHiddenHasNoOrder() throws {
    let ordered = try fixture.answer(
      """
      SELECT count(*) FROM pg_index JOIN pg_class AS own ON own.oid = indexrelid JOIN pg_am ON pg_am.oid = own.relam
      WHERE own.relnamespace = 'tandem'::regnamespace AND indexprs IS NOT NULL AND amname NOT IN ('hash', 'gist')
      """, as: "owner")
    #expect(ordered == "0")
    _ = try fixture.sql("ANALYZE tandem.busy_source, tandem.series, tandem.reminded", as: "owner")
    let counted = try fixture.answer(
      """
      SELECT string_agg(own.relname, ' ') FROM pg_statistic JOIN pg_class AS own ON own.oid = starelid
      WHERE own.relkind = 'i' AND own.relnamespace = 'tandem'::regnamespace AND own.relam <> (SELECT oid FROM pg_am WHERE amname = 'gist')
      """, as: "owner")
    #expect(counted == "")
    for look in [
      "tandem.busy_source WHERE md5(person::text || ' ' || name)", "tandem.busy_source WHERE person = 1 AND md5(name)",
      "tandem.series WHERE md5(uid)", "tandem.reminded WHERE md5(key)", "tandem.series WHERE uid",
      "tandem.reminded WHERE key",
    ] {
      let plan = try fixture.sql(
        "SET enable_seqscan = off; EXPLAIN (COSTS OFF) SELECT FROM \(look) >= '4'", as: "petra"
      ).output
      let asked = plan.split(separator: "\n").filter { $0.contains("'4'") }
      #expect(asked.count == 1 && asked.allSatisfy { $0.contains("Filter: (tandem.is_") }, "\(plan)")
    }
  }

  /// Two of one name are refused all the same, and whoever has what is asked for finds it.
  @Test func whatIsThereOnceStaysSo() throws {
    let twice = """
      INSERT INTO tandem.busy_source (id, person, name, generation, imported_at, blocks, digest)
      SELECT nextval('tandem.busy_source_number'), person, name, 1, 0, 0, '' FROM tandem.busy_source LIMIT 1
      """
    #expect(try fixture.sql(twice, as: "owner").errors.contains("busy_source_name"))
    let reminder = "INSERT INTO tandem.reminded (key, at) VALUES ('print session 1 2 3 4', 1)"
    let result = try fixture.sql("\(reminder); \(reminder)", as: "owner")
    #expect(result.errors.contains("reminded_once"), "\(result)")
  }

  /// Where members may make schemas, a function of theirs stands in front of the server's.
  @Test func conditionsAskTheServersFunctions() throws {
    _ = try fixture.sql("GRANT CREATE ON DATABASE \(fixture.database) TO jonas", as: "owner")
    let made = try fixture.sql(
      """
      CREATE SCHEMA mine; CREATE FUNCTION mine.json_typeof(json) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT 'string' $$;
      CREATE FUNCTION mine.jsonb_path_exists(jsonb, jsonpath) RETURNS boolean IMMUTABLE LANGUAGE sql AS $$ SELECT false $$
      """, as: "jonas")
    #expect(made.errors.isEmpty, "\(made)")
    for (write, condition) in [
      (#"UPDATE tandem.person SET absences = '[{"a":1,"a":2}]' WHERE login = 'jonas'"#, "plain"),
      (
        """
        INSERT INTO tandem.step (id, at, actor, kind, command, summary, reason, audience, changes)
        VALUES (nextval('tandem.step_number'), 1795700000, 'jonas', 'action', 'edit', '', '', 'author', '[1]')
        """, "sound"
      ),
    ] {
      let result = try fixture.sql("SET search_path = mine, pg_catalog; \(write)", as: "jonas")
      #expect(result.errors.contains("check constraint \"\(condition)\""), "\(result)")
    }
  }

  /// A comparison of logins passes over what can't be seen, and a reader of the history does not see it.
  @Test func aStepIsOfALoginAsWritten() throws {
    for actor in ["'jo' || chr(8203) || 'nas'", "E'jo\\u0001nas'"] {
      let step = """
        INSERT INTO tandem.step (id, at, actor, kind, command, summary, reason, audience, changes)
        VALUES (nextval('tandem.step_number'), 1795700000, \(actor), 'action', 'edit', '', '', 'author', '')
        """
      let result = try fixture.sql(step, as: "jonas")
      #expect(result.errors.contains("row-level security"), "\(actor): \(result)")
    }
  }

  /// One who is made a member while another's transaction writes their role coordinates no more, whichever ends first.
  @Test func whatARoleIsStaysWhatWasWrittenLast() throws {
    let kim = try ServerConnection(ServerAddress(fixture.cluster.address(fixture.database, as: "kim")))
    try run(kim, "BEGIN", "UPDATE tandem.person SET role = 'coordinator' WHERE login = 'petra'")
    _ = try? list.grant("petra", .member, at: fixture.company.now)
    try run(kim, "COMMIT")
    _ = try list.grant("petra", .member, at: fixture.company.now)
    #expect(try fixture.answer("SELECT sees_all FROM tandem.overseer", as: "petra") == "f")
    #expect(
      try fixture.answer("SELECT known[2] IS NULL AND known[1] IS NOT NULL FROM tandem.asker", as: "petra") == "t")
  }

  @discardableResult
  private func run(_ connection: ServerConnection, _ sql: String...) throws -> String? {
    var ticket: ServerConnection.Ticket?
    for text in sql { ticket = try connection.queue(text) }
    try connection.synchronize()
    return ticket?.result.flatMap { $0.count > 0 ? $0[0].text(0) : nil }
  }
}
