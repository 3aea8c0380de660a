import Mentoring
import PostgresStore
import Scheduling
import TestSupport
import Testing

/// Each role tries, with plain SQL, to read and write what is not its own: the server itself refuses.
@Suite struct AccessTests {
  private let fixture: ServerFixture
  /// A session of Mia and Ralf, and one of Jonas and Petra, with notes, feedback and a calendar each.
  private let mine: Session
  private let theirs: Session

  init() throws {
    fixture = try ServerFixture()
    let (company, now) = (fixture.company, fixture.company.now)
    let (mia, jonas) = (try fixture.open(as: "mia"), try fixture.open(as: "jonas"))
    let booked = try mia.perform(try fixture.booking("2026-11-26 15:00"), by: Actor(company.mia), at: now)
    mine = try #require(booked.sessions.first)
    let other = try jonas.perform(try fixture.booking("2026-11-26 10:00", pair: 2), by: Actor(company.jonas), at: now)
    theirs = try #require(other.sessions.first)
    let after = now + 3 * 86_400
    for (store, person, session) in [(mia, company.mia, mine.id), (jonas, company.jonas, theirs.id)] {
      let actor = Actor(person)
      _ = try store.perform(
        .notebook(.notes(session, text: "Secret of \(person.login)", links: [])), by: actor, at: after)
      _ = try store.perform(
        .notebook(.feedback(session, rating: 2, comment: "Opinion of \(person.login)")), by: actor, at: after)
      let block = BusyBlock(Interval(start: now + 86_400, seconds: 3_600), title: "Doctor of \(person.login)")
      _ = try store.perform(
        .importBusy(BusyImport(person: person.id, source: "/\(person.login).ics", blocks: [block])), by: actor, at: now)
    }
  }

  @Test func eachSeesTheirOwnInFullAndOfOthersWhatBookingNeeds() throws {
    #expect(try fixture.answer("SELECT id FROM tandem.pair", as: "mia") == "1")
    #expect(try fixture.answer("SELECT id FROM tandem.session", as: "mia") == "\(mine.id)")
    #expect(try fixture.answer("SELECT id FROM tandem.pair ORDER BY id", as: "kim") == "1\n2")
    #expect(try fixture.answer("SELECT count(*) FROM tandem.session", as: "kim") == "2")
    // Free or busy of all, titles of one's own alone.
    #expect(try fixture.answer("SELECT count(*) FROM tandem.hold_seen", as: "mia") == "4")
    #expect(try fixture.answer("SELECT title FROM tandem.busy_in_force ORDER BY person", as: "mia") == "Doctor of mia")
    for role in ["ralf", "kim"] {
      #expect(try fixture.answer("SELECT DISTINCT title = '' FROM tandem.busy_in_force", as: role) == "t")
    }
    // Name and hours of all; who they are, of those one meets.
    let known = "SELECT name, hours <> '', department FROM tandem.person_seen WHERE login = "
    #expect(try fixture.answer(known + "'petra'", as: "mia") == "Petra Lindqvist|t|")
    #expect(try fixture.answer(known + "'RALF'", as: "mia") == "Ralf Winter|t|Sales")
    #expect(try fixture.answer(known + "'petra'", as: "kim") == "Petra Lindqvist|t|Finance")
  }

  @Test func notesAndFeedbackAreThePairs() throws {
    #expect(try fixture.answer("SELECT kind FROM tandem.notebook ORDER BY kind", as: "mia") == "feedback\nnotes")
    // Ralf has not given his yet.
    #expect(try fixture.answer("SELECT kind FROM tandem.notebook", as: "ralf") == "notes")
    #expect(try fixture.answer("SELECT count(*) FROM tandem.notebook", as: "kim") == "0")
    #expect(try fixture.answer("SELECT count(*) FROM tandem.step WHERE command = 'notebook'", as: "kim") == "0")
    #expect(
      try fixture.answer(
        "SELECT count(*) FROM tandem.step WHERE changes LIKE '%Opinion%' OR changes LIKE '%jonas%'", as: "ralf")
        == "0")
    let ralf = try fixture.open(as: "ralf")
    _ = try ralf.perform(
      .notebook(.feedback(mine.id, rating: 5, comment: "Good")), by: Actor(fixture.company.ralf),
      at: fixture.company.now + 4 * 86_400)
    #expect(try fixture.answer("SELECT count(*) FROM tandem.notebook WHERE kind = 'feedback'", as: "ralf") == "2")
  }

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
    let before = try fixture.answer(
      "SELECT md5(string_agg(s::text, '' ORDER BY id)) FROM tandem.step AS s", as: "owner")
    let result = try fixture.sql(statement, as: "mia")
    #expect(result.status != 0 || result.output.allSatisfy(\.isWhitespace), "\(statement): \(result.output)")
    #expect(
      try fixture.answer("SELECT md5(string_agg(s::text, '' ORDER BY id)) FROM tandem.step AS s", as: "owner") == before
    )
  }

  @Test func aCoordinatorCantWriteHistoryAnewNorReadNotes() throws {
    for statement in [
      "UPDATE tandem.step SET summary = 'x'", "DELETE FROM tandem.step", "SELECT title FROM tandem.busy",
      "INSERT INTO tandem.step SELECT 900, 0, 'mia', 'action', 'book', '', '', NULL, NULL, NULL, 'program', '[]'",
      "UPDATE tandem.notebook SET content = '{}' RETURNING id", "DELETE FROM tandem.notebook RETURNING id",
      "INSERT INTO tandem.access SELECT 'eve', 'coordinator'", "DELETE FROM tandem.session",
    ] {
      let result = try fixture.sql(statement, as: "kim")
      #expect(result.status != 0 || result.output.allSatisfy(\.isWhitespace), "\(statement): \(result.output)")
    }
  }

  @Test func whoIsNotLetInSeesNothing() throws {
    _ = try fixture.cluster.sql(
      "DO $$ BEGIN CREATE ROLE stranger LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$", database: "postgres",
      as: "owner")
    #expect(try fixture.sql("SELECT 1 FROM tandem.person_seen", as: "stranger").status != 0)
    #expect(throws: StoreError.self) { try fixture.open(as: "stranger") }
    // Ralf is shown out, and what he did stays.
    let access = AccessList(fixture.owner)
    #expect(try access.revoke("ralf") == 0 && access.entries().map(\.login) == ["jonas", "kim", "mia", "petra"])
    #expect(throws: StoreError.self) { try fixture.open(as: "ralf") }
    #expect(try access.revoke("ralf") == nil)
    #expect(throws: CommandError.self) { try access.grant("nobody", .member, at: fixture.company.now) }
    #expect(throws: CommandError.self) {
      try AccessList(ServerAddress(fixture.cluster.address(fixture.database, as: "kim"))).grant(
        "kim", .coordinator, at: fixture.company.now)
    }
  }

  @Test func nobodyActsUnderAnothersName() throws {
    let mia = try fixture.open(as: "mia")
    #expect(throws: CommandError.self) {
      try mia.perform(try fixture.booking("2026-11-30 15:00"), by: Actor(fixture.company.ralf), at: fixture.company.now)
    }
  }
}
