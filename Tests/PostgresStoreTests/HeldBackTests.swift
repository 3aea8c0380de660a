import Mentoring
import PostgresStore
import Scheduling
import TestSupport
import Testing

/// What a member tries with plain SQL, and may not. Nothing of it changes anything, so all of it is tried on one scene.
@Suite struct HeldBackTests {
  private static let scene = Result { try AccessScene() }

  /// Statements that must fail, or touch no row.
  @Test(arguments: [
    // Reading around the views.
    "SELECT title FROM tandem.busy", "SELECT * FROM tandem.busy", "SELECT * FROM tandem.access",
    // Others' sessions, and one's own under another's name.
    "UPDATE tandem.session SET topic = 'x' WHERE pair = 2 RETURNING id",
    "UPDATE tandem.session SET pair = 2, mentor = 3, mentee = 4 WHERE pair = 1 RETURNING id",
    "UPDATE tandem.session SET mentee = 4 WHERE pair = 1 RETURNING id",
    "INSERT INTO tandem.session SELECT 900, 'x', 2, 3, 4, 10, 20, 'UTC', 'confirmed', 0, NULL, '', '', 0, 0, NULL, NULL, ''",
    "INSERT INTO tandem.session SELECT 900, 'x', 1, 1, 4, 10, 20, 'UTC', 'confirmed', 0, NULL, '', '', 0, 0, NULL, NULL, ''",
    "DELETE FROM tandem.session", "TRUNCATE tandem.session",
    // The time itself.
    "INSERT INTO tandem.hold VALUES (4, 1, 2, 1, 0, false, NULL)", "DELETE FROM tandem.hold",
    "UPDATE tandem.hold SET \"end\" = start + 1", "DELETE FROM tandem.room_hold",
    // People, pairs, rooms and the program.
    "UPDATE tandem.person SET hours = '' WHERE id = 2 RETURNING id",
    "UPDATE tandem.person SET role = 'coordinator' WHERE id = 1",
    "UPDATE tandem.person SET grade = 9 WHERE id = 1", "UPDATE tandem.person SET login = 'kim2' WHERE id = 1",
    "INSERT INTO tandem.person SELECT 77, 'eve', 'Eve', '', 'UTC', '', '', '', 'coordinator'",
    "DELETE FROM tandem.person WHERE id = 4 RETURNING id", "UPDATE tandem.pair SET topic = 'x' RETURNING id",
    "INSERT INTO tandem.pair SELECT 77, 1, 4, 'peer', '', NULL, NULL, NULL, NULL, NULL, 'active', ''",
    "DELETE FROM tandem.pair RETURNING id", "UPDATE tandem.room SET capacity = 99 RETURNING id",
    "UPDATE tandem.program SET name = 'x' RETURNING id",
    // Calendars.
    "DELETE FROM tandem.busy_source WHERE person = 3 RETURNING id",
    "DELETE FROM tandem.busy WHERE source = 2 RETURNING source",
    "INSERT INTO tandem.busy SELECT 2, 1, 10, 20, 'x'",
    "INSERT INTO tandem.busy_source SELECT 77, 3, 'x', 1, 0, 0, ''",
    "UPDATE tandem.busy_source SET person = 3 RETURNING id",
    // What others wrote.
    "UPDATE tandem.notebook SET content = '{}' WHERE pair = 2 RETURNING id",
    "INSERT INTO tandem.notebook SELECT 77, 2, NULL, NULL, 'goal', '{}'",
    "INSERT INTO tandem.notebook SELECT 77, 1, 1, 2, 'feedback', '{}'",
    "DELETE FROM tandem.notebook WHERE pair = 2 RETURNING id",
    // The history.
    "UPDATE tandem.step SET summary = 'x'", "DELETE FROM tandem.step", "TRUNCATE tandem.step",
    "INSERT INTO tandem.step SELECT 900, 0, 'ralf', 'action', 'book', '', '', NULL, NULL, NULL, 'program', '[]'",
    "DELETE FROM tandem.reversible WHERE actor = 'jonas' RETURNING step",
    "INSERT INTO tandem.reversible SELECT 'jonas', 'undo', 1",
    "INSERT INTO tandem.reminded SELECT 'session 1 0 60 2', 0",
    // The rules themselves.
    "ALTER TABLE tandem.session DISABLE ROW LEVEL SECURITY", "DROP TRIGGER session_inserted ON tandem.session",
    "CREATE TABLE tandem.mine (id int)", "SELECT setval('tandem.session_number', 1)",
    "INSERT INTO tandem.access SELECT 'mia', 'coordinator'",
    "SET SESSION AUTHORIZATION owner", "SET ROLE kim", "GRANT SELECT ON tandem.busy TO mia",
    "CREATE OR REPLACE FUNCTION tandem.coordinates() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
  ])
  func aMembersHandIsHeldBack(statement: String) throws {
    let fixture = try Self.scene.get().fixture
    let before = try fixture.answer(
      "SELECT md5(string_agg(s::text, '' ORDER BY id)) FROM tandem.step AS s", as: "owner")
    let result = try fixture.sql(statement, as: "mia")
    #expect(result.status != 0 || result.output.allSatisfy(\.isWhitespace), "\(statement): \(result.output)")
    #expect(
      try fixture.answer("SELECT md5(string_agg(s::text, '' ORDER BY id)) FROM tandem.step AS s", as: "owner") == before
    )
  }
}
