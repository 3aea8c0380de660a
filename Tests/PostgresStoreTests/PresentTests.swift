import Foundation
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
  ]

  /// A statement takes the level of its transaction back, and what nobody reads of its `WITH` is done after that, with the old view.
  @Test(arguments: changes)
  func whoIsLetInNoMoreWritesNothing(change: String, count: String) throws {
    let jonas = try ServerConnection(ServerAddress(fixture.cluster.address(fixture.database, as: "jonas")))
    let late = """
      WITH level AS MATERIALIZED (SELECT set_config('transaction_isolation', NULL, true) AS now), late AS (\(change))
      SELECT now, (SELECT count(*) FROM tandem.viewer) FROM level
      """
    try jonas.run("PREPARE late AS \(late)")
    // What they may, they may.
    try jonas.run("BEGIN", "EXECUTE late", "ROLLBACK")
    try jonas.run(
      "BEGIN ISOLATION LEVEL REPEATABLE READ", "SELECT count(*) FROM tandem.viewer",
      "EXPLAIN (COSTS OFF) EXECUTE late")
    let before = try fixture.answer(count, as: "owner")
    // As `admin revoke` does it where it may end nobody's connection.
    let revoked = try fixture.sql(
      "BEGIN; DELETE FROM tandem.access WHERE login = 'jonas'; REVOKE tandem_\(fixture.database) FROM jonas; COMMIT",
      as: "owner")
    #expect(revoked.errors.isEmpty, "\(revoked)")
    let refusal = #expect(throws: ServerError.self) { try jonas.run("EXECUTE late") }
    // By the guard; or, where the server happens to plan it anew, by its grants.
    #expect(refusal?.state == "42501", "\(String(describing: refusal))")
    _ = try? jonas.run("COMMIT")
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

  /// Of two who write what a login is, whoever is later reads what the other wrote: with a row of theirs, and with none before.
  @Test func whatARoleIsStaysWhatWasWrittenLast() throws {
    _ = try fixture.sql("UPDATE tandem.person SET role = 'coordinator' WHERE login = 'ralf'", as: "owner")
    _ = try list.revoke("ralf")
    let kim = try ServerConnection(ServerAddress(fixture.cluster.address(fixture.database, as: "kim")))
    let number = try fixture.answer("SELECT nextval('tandem.person_number')", as: "kim")
    for (login, change) in [
      ("ralf", "UPDATE tandem.person SET role = 'member' WHERE login = 'ralf'"),
      (
        "zed",
        """
        INSERT INTO tandem.person (id, login, name, email, zone, hours, overrides, absences, role, department, teaches, learns, policy)
        VALUES (\(number), 'zed', 'Zed', '', 'Europe/Berlin', '', '', '', 'member', '', '', '', '')
        """
      ),
    ] {
      try kim.run("BEGIN", change)
      // As `admin grant` writes it, while the other's transaction is open.
      let granting = Thread { [fixture] in
        _ = try? fixture.sql(
          "INSERT INTO tandem.access (login, role, granted_by) VALUES ('\(login)', 'coordinator', 'owner')", as: "owner"
        )
      }
      granting.start()
      usleep(500_000)
      try kim.run("COMMIT")
      for _ in 0..<100 where !granting.isFinished { usleep(50_000) }
      let told = try fixture.answer(
        "SELECT count(*) FROM tandem.insider JOIN tandem.person ON id = person WHERE insider.login = '\(login)' AND NOT sees_all",
        as: "owner")
      #expect(told == "1", "\(login)")
    }
    let store = try fixture.open(as: "owner")
    #expect(try store.schemaDifferences() == [])
    _ = try fixture.sql("UPDATE tandem.insider SET sees_all = true WHERE login = 'mia'", as: "owner")
    #expect(
      try store.schemaDifferences() == ["mia is taken for somebody else; “tandem admin grant” puts it right"])
    _ = try list.grant("mia", .member, at: fixture.company.now)
    #expect(try store.schemaDifferences() == [])
  }

  /// The server looks for a type in a member's temporary schema before its own, and keeps for the session what it compiled: so a domain of
  /// theirs would be asked with the owner's rights.
  @Test func noTypeOfAMembersIsAskedAsTheOwner() throws {
    let loose = try fixture.answer(
      #"""
      SELECT string_agg(proname, ' ') FROM pg_proc JOIN pg_language ON pg_language.oid = prolang
      WHERE pronamespace = 'tandem'::regnamespace AND proconfig IS NULL AND lanname = 'plpgsql'
        AND regexp_replace(prosrc, '(pg_catalog\.\w+|bigint|boolean)(\[\])?', '', 'g') ~ '\mDECLARE\s+\w+\s+[a-z]|::\s*[a-z]'
      """#, as: "owner")
    #expect(loose == "")
    let result = try fixture.sql(
      """
      CREATE FUNCTION pg_temp.look(v name) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
        RAISE NOTICE 'as %', current_user; RETURN true; END $$;
      CREATE DOMAIN pg_temp.text AS pg_catalog.text CHECK (pg_temp.look(VALUE::name));
      SELECT tandem.is_plain('1', 3);
      INSERT INTO tandem.step (id, at, actor, kind, command, summary, reason, audience, changes)
        VALUES (nextval('tandem.step_number'), 1, 'jonas', 'action', 'x', 'x', '', 'author',
        '[{"thing":"person","before":{"id":3},"after":{"id":3}}]');
      """, as: "jonas")
    #expect(!result.errors.contains("as owner") && !result.errors.contains("NOTICE"), "\(result)")
    let lax = try fixture.sql(
      """
      CREATE DOMAIN pg_temp.text AS "char"; SELECT tandem.is_plain('{"a":1,"a":2}', 3);
      UPDATE tandem.person SET absences = '[{"a":1,"a":2}]' WHERE login = 'jonas'
      """, as: "jonas")
    #expect(lax.errors.contains("\"plain\""), "\(lax)")
  }
}
