import Mentoring
import TestSupport
import Testing

@testable import PostgresStore

/// A row that is locked is read as it is by now: so by who one is now, whatever one's transaction goes on to see.
@Suite struct LockedRowTests {
  private let scene: AccessScene
  private var fixture: ServerFixture { scene.fixture }

  init() throws { scene = try AccessScene() }

  /// A statement takes its transaction's level back before it looks at rows, or between looking and locking.
  private static let ways = [
    """
    WITH level AS MATERIALIZED (SELECT set_config('transaction_isolation', NULL, true) AS now)
    SELECT session.topic FROM level, tandem.session WHERE session.pair = 2 AND now IS NOT NULL FOR UPDATE OF session
    """,
    """
    SELECT session.topic FROM tandem.session,
      LATERAL (SELECT set_config('transaction_isolation', NULL, session.id IS NOT NULL) AS now OFFSET 0) AS level
    WHERE session.pair = 2 AND now IS NOT NULL FOR SHARE OF session
    """,
  ]
  private static let ends = [
    ("jonas", "DELETE FROM tandem.access WHERE login = 'jonas'"),
    (
      "kim",
      "UPDATE tandem.access SET role = 'member' WHERE login = 'kim'; UPDATE tandem.person SET role = 'member' WHERE login = 'kim'"
    ),
  ]

  @Test(arguments: ways, ends)
  func whoOneWasLocksNoRows(way: String, end: (login: String, change: String)) throws {
    let reader = try ServerConnection(ServerAddress(fixture.cluster.address(fixture.database, as: end.login)))
    try reader.run("PREPARE late AS \(way)")
    // Whoever they are now, they may look.
    try reader.run("BEGIN")
    #expect(try reader.run("EXECUTE late") != nil)
    try reader.run(
      "ROLLBACK", "BEGIN ISOLATION LEVEL REPEATABLE READ", "SELECT count(*) FROM tandem.session", "SAVEPOINT before")
    _ = try fixture.sql("\(end.change); UPDATE tandem.session SET topic = 'written since' WHERE pair = 2", as: "owner")
    #expect(
      try fixture.answer("SELECT DISTINCT topic FROM tandem.session WHERE pair = 2", as: "owner") == "written since")
    for _ in 0..<2 {
      let found = try? reader.run("EXECUTE late")
      #expect(found == nil)
      try reader.run("ROLLBACK TO before")
    }
  }

  @Test(arguments: ["FOR UPDATE", "FOR NO KEY UPDATE", "FOR SHARE", "FOR KEY SHARE"])
  func rowsAreLockedByWhoMaySeeThem(lock: String) throws {
    let rows = "SELECT count(*) FROM (SELECT FROM tandem.session \(lock)) AS locked"
    #expect(try fixture.answer(rows, as: "mia") == "1")
    #expect(try fixture.answer(rows, as: "kim") == "2")
    // With the view of its beginning nobody writes, and nobody locks.
    #expect(try fixture.sql("BEGIN ISOLATION LEVEL REPEATABLE READ; \(rows)", as: "mia").output.contains("0"))
    #expect(try fixture.answer("UPDATE tandem.session SET topic = 'mine' RETURNING 1", as: "mia").hasPrefix("1"))
  }
}
