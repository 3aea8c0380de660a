import Mentoring
import Scheduling
import TestSupport
import Testing

@testable import PostgresStore

/// What is inserted meets no row that another commits meanwhile; who is let in no more is nobody, whatever is open.
@Suite struct ApartTests {
  private let scene: AccessScene
  private var fixture: ServerFixture { scene.fixture }

  init() throws { scene = try AccessScene() }

  private static let refusal = "what is inserted is not updated in the same statement"

  /// On each table that members insert into and update, for members and coordinators, wherever the statement stands: what a row that is met
  /// holds is read in its `WHERE` before any policy is asked.
  @Test(arguments: ["person", "pair", "room", "session", "series", "notebook", "attendance", "busy_source"])
  func nobodyUpdatesWhatAnInsertionMeets(table: String) throws {
    let key = table == "attendance" ? "session, person" : "id"
    let column = table == "attendance" ? "answer" : table == "notebook" ? "content" : "id"
    let upsert = """
      INSERT INTO tandem.\(table) AS met (\(key)) SELECT \(key) FROM tandem.\(table) LIMIT 0
      ON CONFLICT (\(key)) DO UPDATE SET \(column) = met.\(column) WHERE set_config('my.row', met::text, false) IS NULL
      """
    let ways = [
      upsert, "WITH one AS (\(upsert) RETURNING 1) SELECT count(*) FROM one", "PREPARE one AS \(upsert); EXECUTE one",
      "DO $$ BEGIN \(upsert); END $$",
      """
      CREATE TEMP TABLE own (id int); CREATE FUNCTION pg_temp.run() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \(upsert); RETURN NEW; END $$;
      CREATE TRIGGER own BEFORE INSERT ON own FOR EACH ROW EXECUTE FUNCTION pg_temp.run(); INSERT INTO own VALUES (1)
      """,
      "SELECT set_config('tandem.inserting', 'none', false); \(upsert)",
      "SET search_path = pg_temp, public; \(upsert)",
    ]
    for login in ["jonas", "kim"] {
      for way in ways {
        let result = try fixture.sql(way, as: login)
        #expect(result.errors.contains(Self.refusal), "\(login): \(way): \(result)")
      }
    }
    // Who owns it all may, and an insertion that failed leaves nothing behind.
    #expect(try fixture.sql(upsert, as: "owner").status == 0)
    let after = """
      DO $$ BEGIN INSERT INTO tandem.pair (id, mentor, mentee, kind) VALUES (1, 1, 1, 'x'); EXCEPTION WHEN OTHERS THEN NULL; END $$;
      UPDATE tandem.room SET name = name WHERE false; UPDATE tandem.pair SET topic = topic WHERE false
      """
    #expect(try fixture.sql(after, as: "jonas").status == 0)
  }

  private func connect(_ login: String) throws -> ServerConnection {
    try ServerConnection(ServerAddress(fixture.cluster.address(fixture.database, as: login)))
  }

  @discardableResult
  private func run(_ connection: ServerConnection, _ sql: String...) throws -> String? {
    var ticket: ServerConnection.Ticket?
    for text in sql { ticket = try connection.queue(text) }
    try connection.synchronize()
    return ticket?.result.flatMap { $0.count > 0 ? $0[0].text(0) : nil }
  }

  /// Nil for what is not permitted, and for what follows that in its transaction.
  private static func refused(_ ask: () throws -> String?) -> String? {
    do {
      return try ask() ?? "nothing"
    } catch ServerError.refused(let state, _, _) where ["42501", "25P02"].contains(state) {
      return nil
    } catch {
      return "\(error)"
    }
  }

  private static let looks = [
    "SELECT count(*) FROM tandem.session", "SELECT count(*) FROM tandem.person_seen",
    "SELECT count(*) FROM tandem.hold_seen", "SELECT count(*) FROM tandem.room_hold_seen",
    "SELECT count(*) FROM tandem.busy_in_force", "SELECT count(*) FROM tandem.room",
    "SELECT count(*) FROM tandem.program", "SELECT count(*) FROM tandem.pair", "SELECT count(*) FROM tandem.viewer",
  ]

  /// Statements that were planned before need no rights again within their transaction; and somebody's open transaction holds what says who
  /// one is.
  @Test(arguments: [false, true])
  func whoIsLetInNoMoreReadsNothing(isMadeCoordinator: Bool) throws {
    let list = AccessList(ServerAddress(fixture.cluster.address(fixture.database, as: "owner")))
    _ = try fixture.sql(
      "INSERT INTO tandem.room (id, name, zone, capacity) VALUES (900, 'Attic', 'UTC', 3)", as: "owner")
    let (petra, kim) = (try connect("petra"), try connect("kim"))
    try run(petra, "BEGIN")
    for (index, look) in Self.looks.enumerated() {
      try run(petra, "PREPARE look\(index) AS \(look)")
      for _ in 0..<7 { #expect(try run(petra, "EXECUTE look\(index)") != nil) }
    }
    try run(petra, "PREPARE note(text) AS UPDATE tandem.session SET agenda = $1 WHERE id = \(scene.theirs.id)")
    for _ in 0..<7 { try run(petra, "EXECUTE note('before')") }
    if isMadeCoordinator {
      try run(kim, "BEGIN")
      try run(kim, "UPDATE tandem.person SET role = 'coordinator' WHERE login = 'petra'")
    }
    // As `admin revoke` does it where it may end nobody's connection; nor does it wait for that transaction.
    let group = "tandem_\(fixture.database)"
    let revoked = try fixture.sql(
      "SET lock_timeout = '5s'; BEGIN; DELETE FROM tandem.access WHERE login = 'petra'; REVOKE \(group) FROM petra; COMMIT",
      as: "owner")
    #expect(revoked.status == 0 && revoked.errors.isEmpty, "\(revoked)")
    if isMadeCoordinator { try run(kim, "COMMIT") }
    // Where the server plans anew meanwhile, it asks for the rights again, and refuses.
    for look in Self.looks.indices {
      let told = Self.refused { try run(petra, "EXECUTE look\(look)") }
      #expect(told == "0" || told == nil, "\(Self.looks[look])")
    }
    _ = Self.refused { try run(petra, "EXECUTE note('after')") }
    try run(petra, "COMMIT")
    let agenda = try fixture.answer("SELECT agenda FROM tandem.session WHERE id = \(scene.theirs.id)", as: "owner")
    #expect(agenda == "before" || agenda == "")
    _ = try list.grant("petra", .member, at: fixture.company.now)
    #expect(try fixture.answer("SELECT sees_all FROM tandem.overseer", as: "petra") == "f")
    #expect(try fixture.answer("SELECT count(*) FROM tandem.pair", as: "petra") == "1")
  }

  @Test func whatIsToldBesideIsLess() throws {
    // Of no text that is not everybody's anything is counted.
    let counted = try fixture.answer(
      """
      SELECT string_agg(attrelid::regclass || '.' || attname, ' ') FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
      WHERE relnamespace = 'tandem'::regnamespace AND relkind = 'r' AND atttypid = 'text'::regtype AND attnum > 0 AND attstattarget <> 0
        AND attname IN ('topic', 'department', 'teaches', 'learns', 'generation', 'content', 'agenda', 'title', 'summary', 'command', 'key')
      """, as: "owner")
    #expect(counted == "")
    let index = try fixture.answer("SELECT pg_get_indexdef('tandem.session_pair'::regclass)", as: "owner")
    #expect(index.contains(#"(pair, start, "end") INCLUDE (mentor, mentee, status)"#))
    // Everybody reads everybody's absences, and has to wait for them.
    let long = "[' || rtrim(repeat('{},', 90000), ',') || ']"
    let result = try fixture.sql("UPDATE tandem.person SET absences = '\(long)' WHERE login = 'jonas'", as: "jonas")
    #expect(result.errors.contains("of_some_size"), "\(result)")
  }
}
