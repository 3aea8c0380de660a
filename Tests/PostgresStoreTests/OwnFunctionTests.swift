import Mentoring
import TestSupport
import Testing

@testable import PostgresStore

/// The server's functions are called by who is let in.
@Suite struct OwnFunctionTests {
  private let scene: AccessScene
  private var fixture: ServerFixture { scene.fixture }

  init() throws { scene = try AccessScene() }

  /// Whose calendar it is and whether a step is somebody's, answered without asking who asks: not to who is let in no more.
  @Test(arguments: ["source_owner(1)", "may_stack('mia', 1)", "me()"])
  func whoIsLetInNoMoreCallsNone(call: String) throws {
    let mia = try ServerConnection(ServerAddress(fixture.cluster.address(fixture.database, as: "mia")))
    try mia.run("PREPARE asked AS SELECT tandem.\(call)", "EXECUTE asked", "EXPLAIN EXECUTE asked")
    let revoked = try fixture.sql(
      "BEGIN; DELETE FROM tandem.access WHERE login = 'mia'; REVOKE tandem_\(fixture.database) FROM mia; COMMIT",
      as: "owner")
    #expect(revoked.errors.isEmpty, "\(revoked)")
    let refusal = #expect(throws: ServerError.self) { try mia.run("EXECUTE asked") }
    #expect(refusal?.state == "42501", "\(String(describing: refusal))")
  }

  /// A version that adds a function leaves it to everybody, unless somebody thinks of it.
  @Test func noneIsEverybodys() throws {
    let open = """
      SELECT count(*) FROM pg_proc WHERE pronamespace = 'tandem'::regnamespace AND EXISTS (
        SELECT 1 FROM aclexplode(coalesce(proacl, acldefault('f', proowner))) WHERE grantee = 0)
        AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')
      """
    #expect(try fixture.answer(open, as: "owner") == "0")
    #expect(
      try fixture.answer("SELECT has_function_privilege('mia', 'tandem.source_owner(bigint)', 'EXECUTE')", as: "owner")
        == "t")
    for withheld in ["note_insider(text)", "is_theirs(jsonb, bigint)", "require_present()", "remove_blocks()"] {
      #expect(
        try fixture.answer("SELECT has_function_privilege('mia', 'tandem.\(withheld)', 'EXECUTE')", as: "owner") == "f",
        "\(withheld)")
    }
  }

  /// A database that was restored without its rights, or under another name, lets its members call what they need, and no more.
  @Test func aMigrationGrantsThemAnew() throws {
    let group = "tandem_\(fixture.database)"
    let lost = try fixture.sql(
      """
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA tandem TO PUBLIC; REVOKE ALL ON ALL FUNCTIONS IN SCHEMA tandem FROM \(group)
      """, as: "owner")
    #expect(lost.errors.isEmpty, "\(lost)")
    _ = try Migration(fixture.owner).run(domain: "test.invalid")
    try noneIsEverybodys()
  }

  @Test func aStepTellsAList() throws {
    let step = """
      INSERT INTO tandem.step (id, at, actor, kind, command, summary, reason, pair, session, audience, changes)
        VALUES (nextval('tandem.step_number'), 1795700000, 'mia', 'action', 'notebook', 'x', '', 1, \(scene.mine.id), 'pair', '')
      """
    let refused = try fixture.sql(step, as: "mia")
    #expect(refused.errors.contains("row-level security"), "\(refused)")
    // What an earlier version took is in nobody's way.
    let kept = try fixture.sql(step.replacing("'pair', '')", with: "'program', '')"), as: "owner")
    #expect(kept.errors.isEmpty, "\(kept)")
    // Of another session of theirs is asked what all their steps changed.
    let mia = try fixture.open(as: "mia")
    let other = try mia.perform(
      try fixture.booking("2026-11-27 15:00"), by: Actor(fixture.company.mia), at: fixture.company.now
    ).sessions[0]
    #expect(try mia.read { try $0.steps(StepFilter(session: other.id)) }.count == 1)
  }
}
