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

  private static let tables = ["person", "pair", "room", "session", "series", "notebook", "attendance", "busy_source"]

  /// On each table that members insert into and update, for whoever asks, wherever the statement stands: what a row that is met holds is read
  /// in its `WHERE` before any policy is asked.
  @Test(arguments: tables)
  func nobodyUpdatesWhatAnInsertionMeets(table: String) throws {
    let key = table == "attendance" ? "session, person" : "id"
    let column = table == "attendance" ? "answer" : table == "notebook" ? "content" : "id"
    let insert = "INSERT INTO tandem.\(table) AS met (\(key)) SELECT \(key) FROM tandem.\(table) LIMIT 0"
    let upsert =
      "\(insert) ON CONFLICT (\(key)) DO UPDATE SET \(column) = met.\(column) WHERE set_config('my.row', met::text, false) IS NULL"
    let merge = """
      MERGE INTO tandem.\(table) AS met USING (SELECT 1 AS one) AS new ON false WHEN MATCHED THEN UPDATE SET \(column) = met.\(column)
      """
    let ways = [
      upsert, "WITH one AS (\(upsert) RETURNING 1) SELECT count(*) FROM one", "PREPARE one AS \(upsert); EXECUTE one",
      "DO $$ BEGIN \(upsert); END $$", "\(insert) ON CONFLICT DO NOTHING", merge,
      """
      CREATE TEMP TABLE own (id int); CREATE FUNCTION pg_temp.run() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \(upsert); RETURN NEW; END $$;
      CREATE TRIGGER own BEFORE INSERT ON own FOR EACH ROW EXECUTE FUNCTION pg_temp.run(); INSERT INTO own VALUES (1)
      """,
      "SET search_path = pg_temp, public; \(upsert)",
      // What runs before updates runs once a statement and table.
      """
      WITH used AS (UPDATE tandem.\(table) SET \(column) = \(column) WHERE false RETURNING 1), one AS (\(upsert) RETURNING 1)
      SELECT count(*) FROM used, one
      """,
    ]
    for login in ["jonas", "kim", "owner"] {
      for way in ways {
        let result = try fixture.sql(way, as: login)
        #expect(
          result.errors.contains("cannot be used with table that has INSERT or UPDATE rules")
            || result.errors.contains("MERGE is not supported for relations with rules")
            || result.errors.contains("cannot execute MERGE on relation"), "\(login): \(way): \(result)")
      }
    }
    // The rule is in no update's way, in whatever it stands.
    let updates = """
      UPDATE tandem.\(table) SET \(column) = \(column) WHERE false RETURNING 1;
      WITH one AS (UPDATE tandem.\(table) SET \(column) = \(column) WHERE false RETURNING 1) SELECT count(*) FROM one
      """
    let result = try fixture.sql(updates, as: "kim")
    #expect(result.status == 0, "\(result)")
  }

  /// A transaction that keeps the view of its beginning does not know that somebody is let in no more, or coordinates no more.
  @Test(arguments: ["REPEATABLE READ", "SERIALIZABLE"])
  func nobodyWritesWithAnOldView(level: String) throws {
    let tables = Set(SchemaParts.triggers.filter { $0.value.contains("present") }.keys)
    #expect(tables == Set(SchemaParts.policies.keys))
    for (login, table) in ["petra", "kim"].flatMap({ login in tables.sorted().map { (login, $0) } }) {
      let column = try fixture.answer(
        "SELECT min(column_name) FROM information_schema.column_privileges WHERE table_name = '\(table)' AND privilege_type = 'UPDATE'",
        as: login)
      var changes = ["DELETE FROM tandem.\(table)", "INSERT INTO tandem.\(table) DEFAULT VALUES"]
      if !column.isEmpty {
        changes += [
          "UPDATE tandem.\(table) SET \"\(column)\" = \"\(column)\"",
          // A statement that begins where it may write, and turns that before it is asked who writes.
          """
          UPDATE tandem.\(table) SET "\(column)" = "\(column)" WHERE (SELECT set_config('transaction_read_only', 'on', true)) = 'on'
          """,
        ]
      }
      for change in changes {
        let tried = try fixture.sql("BEGIN ISOLATION LEVEL \(level); \(change); COMMIT", as: login)
        #expect(
          tried.errors.contains("READ COMMITTED write here") || tried.errors.contains("permission denied for table"),
          "\(login): \(change): \(tried)")
      }
    }
    let read = "BEGIN ISOLATION LEVEL \(level) READ ONLY; SELECT 'sees ' || count(*) FROM tandem.pair; COMMIT"
    #expect(try fixture.sql(read, as: "petra").output.contains("sees 1"))
    // Who owns it all may write so, as with a tool of the server's.
    #expect(
      try fixture.sql("BEGIN ISOLATION LEVEL \(level); DELETE FROM tandem.reminded; COMMIT", as: "owner").status == 0)
  }

  /// A statement can take the level of its transaction back, and what its `WITH` does comes after that.
  @Test func whoCoordinatesNoMoreWritesAsNone() throws {
    let list = AccessList(ServerAddress(fixture.cluster.address(fixture.database, as: "owner")))
    let kim = try connect("kim")
    let change = "UPDATE tandem.pair SET topic = topic WHERE id = 1 RETURNING 1"
    // While they coordinate, it is theirs to do.
    try kim.run("BEGIN")
    #expect(try kim.run(change) == "1")
    try kim.run("COMMIT", "BEGIN ISOLATION LEVEL REPEATABLE READ", "SELECT count(*) FROM tandem.person")
    _ = try list.grant("kim", .member, at: fixture.company.now)
    let told = Self.refused {
      try kim.run(
        """
        WITH late AS (UPDATE tandem.pair SET topic = 'late' WHERE id = 1 RETURNING 1)
        SELECT set_config('transaction_isolation', NULL, false)
        """)
    }
    #expect(told == nil)
    _ = try? kim.run("COMMIT")
    #expect(try fixture.answer("SELECT count(*) FROM tandem.pair WHERE topic = 'late'", as: "owner") == "0")
    // What is theirs as a member they write.
    let own = try fixture.sql("UPDATE tandem.person SET hours = hours WHERE login = 'kim'", as: "kim")
    #expect(own.status == 0, "\(own)")
  }

  /// Whoever becomes a member within a statement is to the guards one, and to the policies a coordinator.
  @Test func nobodyBecomesSomebodyElseWithinAStatement() throws {
    let mia = try fixture.open(as: "mia")
    let blocks = [BusyBlock(Interval(start: fixture.company.now + 86_400, seconds: 3_600), title: "Dentist")]
    _ = try mia.perform(
      .importBusy(BusyImport(person: PersonID(1), source: "a.ics", blocks: blocks)), by: Actor(fixture.company.mia),
      at: fixture.company.now)
    let source = try fixture.answer("SELECT max(id) FROM tandem.busy_source WHERE person = 1", as: "owner")
    let list = AccessList(ServerAddress(fixture.cluster.address(fixture.database, as: "owner")))
    _ = try list.grant("hr", .coordinator, at: fixture.company.now)
    let asNobody = try fixture.sql(
      """
      BEGIN; DELETE FROM tandem.busy_source WHERE id = \(source); SELECT nextval('tandem.person_number');
      WITH new AS (
        INSERT INTO tandem.person (id, login, name, email, zone, hours, overrides, absences, role, department, teaches, learns, policy)
        VALUES (currval('tandem.person_number'), 'hr', 'HR', '', 'Europe/Berlin', '', '', '', 'member', '', '', '', '') RETURNING id)
      INSERT INTO tandem.busy_source (id, person, name, generation, imported_at, blocks, digest)
        SELECT \(source), new.id, 'x', 1, 0, 1, '' FROM new;
      SELECT title FROM tandem.busy_in_force WHERE source = \(source); ROLLBACK
      """, as: "hr")
    #expect(!asNobody.output.contains("Dentist") && asNobody.errors.contains("was another's"), "\(asNobody)")
    let gone = try fixture.answer(
      """
      WITH new AS (INSERT INTO tandem.pair (id, mentor, mentee, kind, topic, state, policy)
        VALUES (nextval('tandem.pair_number'), 1, 4, 'peer', 'x', 'active', '') RETURNING id) SELECT id FROM new
      """, as: "owner")
    _ = try fixture.sql("DELETE FROM tandem.pair WHERE id = \(gone)", as: "owner")
    let asMember = try fixture.sql(
      """
      WITH one AS (UPDATE tandem.person SET role = 'member' WHERE login = 'kim' RETURNING 1)
      INSERT INTO tandem.pair (id, mentor, mentee, kind, topic, state, policy) SELECT \(gone), 2, 4, 'peer', 'x', 'active', '' FROM one
      """, as: "kim")
    #expect(asMember.errors.contains("was another's"), "\(asMember)")
  }

  /// What the database or the role has for a transaction that does not say its level is not the program's.
  @Test(arguments: ["serializable", "repeatable read", "read uncommitted"])
  func theProgramSaysItsLevel(level: String) throws {
    _ = try fixture.sql(
      "ALTER DATABASE \(fixture.database) SET default_transaction_isolation = '\(level)'", as: "owner")
    let jonas = fixture.company.jonas
    let store = try fixture.open(as: "jonas")
    let booking = Booking(pair: PairID(2), start: try fixture.company.at("2026-12-03 15:00"), length: 45)
    _ = try store.perform(.book(booking), by: Actor(jonas), at: fixture.company.now)
    _ = try store.perform(.undo, by: Actor(jonas), at: fixture.company.now)
  }

  /// An index in order tells what it holds letter by letter, before any policy is asked.
  @Test func noIndexHoldsHiddenTextInOrder() throws {
    let ordered = try fixture.answer(
      """
      SELECT string_agg(format('%s.%s', place.relname, attname), ' ' ORDER BY place.relname, attname)
      FROM pg_index JOIN pg_class AS place ON place.oid = indrelid JOIN pg_class AS own ON own.oid = indexrelid
        JOIN pg_am ON pg_am.oid = own.relam JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey::int2[])
      WHERE place.relnamespace = 'tandem'::regnamespace AND amname <> 'hash' AND atttypid = 'text'::regtype
        AND place.relname NOT IN ('access', 'insider', 'removed', 'format')
      """, as: "owner")
    // Logins and rooms' names everybody knows; a session's state only lies beside the order.
    #expect(ordered == "person.login reversible.actor reversible.direction room.name session.status")
  }

  @Test func aRuleThatIsGoneOrNotOursIsTold() throws {
    let store = try fixture.open(as: "owner")
    #expect(try store.schemaDifferences() == [])
    _ = try fixture.sql(
      """
      DROP RULE apart ON tandem.session; ALTER TABLE tandem.notebook DISABLE RULE apart; DROP INDEX tandem.step_target;
      CREATE RULE spy AS ON INSERT TO tandem.notebook DO ALSO SELECT pg_notify('x', NEW.content)
      """, as: "owner")
    #expect(
      try store.schemaDifferences() == [
        "the index step_target of step is missing", "the rule apart of notebook is switched off",
        "the rule apart of session is missing",
        "the rule spy of notebook is not Tandem's",
      ])
  }

  /// A comparison of logins passes over what can't be seen.
  @Test func nobodyTakesAnothersPlaceByALookalike() throws {
    let list = AccessList(ServerAddress(fixture.cluster.address(fixture.database, as: "owner")))
    for login in ["m\u{AD}ia", "mia\u{200B}", "\u{202E}mia", "mi\u{7}a"] {
      #expect(throws: CommandError.self, "\(login.debugDescription)") {
        _ = try list.grant(login, .member, at: fixture.company.now)
      }
    }
    #expect(try fixture.answer("SELECT count(*) FROM tandem.pair", as: "mia") != "0")
  }

  /// The history and what can be undone go by more than the login.
  @Test func whoIsLetInNoMoreHasNoHistory() throws {
    let petra = try connect("petra")
    try petra.run("BEGIN")
    try petra.run("PREPARE told AS SELECT count(*) FROM tandem.step")
    try petra.run("PREPARE stacked AS SELECT count(*) FROM tandem.reversible")
    try petra.run(
      "PREPARE stack AS INSERT INTO tandem.reversible SELECT actor, 'redo', id FROM tandem.step WHERE actor = 'petra' LIMIT 1"
    )
    for _ in 0..<7 { #expect(try petra.run("EXECUTE told") != "0") }
    for _ in 0..<7 { _ = try petra.run("EXECUTE stacked") }
    _ = try fixture.sql("BEGIN; DELETE FROM tandem.access WHERE login = 'petra'; COMMIT", as: "owner")
    #expect(Self.refused { try petra.run("EXECUTE told") } ?? "0" == "0")
    #expect(Self.refused { try petra.run("EXECUTE stacked") } ?? "0" == "0")
    _ = Self.refused { try petra.run("EXECUTE stack") }
    _ = try? petra.run("COMMIT")
    #expect(try fixture.answer("SELECT count(*) FROM tandem.reversible WHERE direction = 'redo'", as: "owner") == "0")
  }

  /// `DROP OWNED` of anybody holds the database's own row until its transaction is over.
  @Test func nobodyHoldsUpThatSomebodyIsLetInNoMore() throws {
    let list = AccessList(ServerAddress(fixture.cluster.address(fixture.database, as: "owner")))
    // Of this database alone: a role of several would hold the rows of all of them, and other tests up.
    let holder = "holder_of_\(fixture.database)"
    let made = try fixture.sql(
      "CREATE ROLE \(holder) LOGIN; GRANT CONNECT ON DATABASE \(fixture.database) TO \(holder)")
    #expect(made.errors.isEmpty, "\(made)")
    let connection = try connect(holder)
    try connection.run("BEGIN")
    try connection.run("DROP OWNED BY \(holder)")
    let revoked = try #require(try list.revoke("petra"))
    #expect(revoked.mayConnect?.contains(holder) == true)
    #expect(try fixture.answer("SELECT count(*) FROM tandem.access WHERE login = 'petra'", as: "owner") == "0")
    try connection.run("ROLLBACK")
    #expect(try list.revoke("petra")?.mayConnect == nil)
    #expect(try list.revoke("petra") == nil)
  }

  @Test func namesHaveSomeSize() throws {
    let step = """
      INSERT INTO tandem.step (id, at, actor, kind, command, summary, reason, pair, audience, changes)
      VALUES (nextval('tandem.step_number'), 1795700000, 'jonas' || repeat(chr(8203), 1000), 'action', 'edit', '', '', NULL, 'program', '')
      """
    #expect(try fixture.sql(step, as: "owner").errors.contains("actor_of_some_size"))
    let name = "UPDATE tandem.person SET name = repeat('x', 20000) WHERE login = 'jonas'"
    #expect(try fixture.sql(name, as: "kim").errors.contains("names_of_some_size"))
  }

  private func connect(_ login: String) throws -> ServerConnection {
    try ServerConnection(ServerAddress(fixture.cluster.address(fixture.database, as: login)))
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
    try petra.run("BEGIN")
    for (index, look) in Self.looks.enumerated() {
      try petra.run("PREPARE look\(index) AS \(look)")
      for _ in 0..<7 { #expect(try petra.run("EXECUTE look\(index)") != nil) }
    }
    try petra.run("PREPARE note(text) AS UPDATE tandem.session SET agenda = $1 WHERE id = \(scene.theirs.id)")
    for _ in 0..<7 { try petra.run("EXECUTE note('before')") }
    if isMadeCoordinator {
      try kim.run("BEGIN")
      try kim.run("UPDATE tandem.person SET role = 'coordinator' WHERE login = 'petra'")
    }
    // As `admin revoke` does it where it may end nobody's connection; nor does it wait for that transaction.
    let group = "tandem_\(fixture.database)"
    let revoked = try fixture.sql(
      "SET lock_timeout = '5s'; BEGIN; DELETE FROM tandem.access WHERE login = 'petra'; REVOKE \(group) FROM petra; COMMIT",
      as: "owner")
    #expect(revoked.status == 0 && revoked.errors.isEmpty, "\(revoked)")
    if isMadeCoordinator { try kim.run("COMMIT") }
    // Where the server plans anew meanwhile, it asks for the rights again, and refuses.
    for look in Self.looks.indices {
      let told = Self.refused { try petra.run("EXECUTE look\(look)") }
      #expect(told == "0" || told == nil, "\(Self.looks[look])")
    }
    _ = Self.refused { try petra.run("EXECUTE note('after')") }
    try petra.run("COMMIT")
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
