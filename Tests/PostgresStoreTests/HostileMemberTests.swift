import Mentoring
import PostgresStore
import Scheduling
import TestSupport
import Testing

/// A member who knows PostgreSQL well, and means harm: to become more than they are, to learn with whom others meet, to write under
/// others' names, and to stand in everybody's way.
@Suite struct HostileMemberTests {
  private let fixture: ServerFixture
  private let mine: Session
  private let theirs: Session

  init() throws {
    fixture = try ServerFixture()
    let (company, now) = (fixture.company, fixture.company.now)
    let mia = try fixture.open(as: "mia")
    let jonas = try fixture.open(as: "jonas")
    mine = try #require(
      try mia.perform(try fixture.booking("2026-11-26 15:00"), by: Actor(company.mia), at: now).sessions.first)
    theirs = try #require(
      try jonas.perform(
        .book(
          Booking(
            pair: PairID(2), start: try company.at("2026-11-26 10:00"), length: 60, room: RoomID(1), topic: "Merger")),
        by: Actor(company.jonas), at: now
      ).sessions.first)
    let block = BusyBlock(Interval(start: now + 86_400, seconds: 3_600), title: "Doctor of jonas")
    _ = try jonas.perform(
      .importBusy(BusyImport(person: company.jonas.id, source: "/jonas.ics", blocks: [block])),
      by: Actor(company.jonas), at: now)
    #expect(try fixture.sql("ANALYZE").status == 0)
  }

  private static let step =
    "INSERT INTO tandem.step (id, at, actor, kind, command, summary, reason, target, pair, session, audience, changes)"
  private static let locked =
    "SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND classid = 0 AND pid = pg_backend_pid()"
  /// Another pair's session, as if it were one's own pair's.
  private static let forged =
    #"'[{"thing":"session","before":{"id":2,"pair":1,"status":"confirmed"},"after":{"id":2,"pair":1,"status":"cancelled"}}]'"#
  private static let drawn = "nextval('tandem.step_number')"

  /// Statements that must fail, or tell and touch nothing.
  @Test(arguments: [
    // With whom others meet, and what is known of them in statistics.
    "SELECT session FROM tandem.hold", "SELECT session FROM tandem.room_hold",
    "SELECT 1 FROM tandem.hold_seen AS a JOIN tandem.session AS b ON a.session = b.id WHERE a.person > 2",
    "SELECT session FROM tandem.hold_seen WHERE person > 2 AND session > 0",
    "SELECT session FROM tandem.room_hold_seen WHERE session > 0",
    "SELECT tablename FROM pg_stats WHERE schemaname = 'tandem' AND tablename NOT IN ('format')",
    "DO $$ BEGIN PERFORM tandem.lock_session(2); END $$; \(locked)",
    "DO $$ BEGIN PERFORM tandem.lock_pair(2, NULL); END $$; \(locked)",
    "COPY tandem.busy TO STDOUT", "COPY tandem.hold TO STDOUT", "COPY tandem.person TO PROGRAM 'cat'",
    "COPY (SELECT * FROM tandem.session WHERE pair = 2) TO STDOUT", "TABLE tandem.access",
    // Another person than one is.
    """
    WITH gone AS (DELETE FROM tandem.person WHERE id = 1 RETURNING *)
    INSERT INTO tandem.person SELECT id, login, name, email, zone, hours, overrides, absences, 'coordinator', grade, department,
      manager, generation, teaches, learns, mentor_capacity, mentee_capacity, policy FROM gone RETURNING id
    """,
    "DELETE FROM tandem.person WHERE id = 1 RETURNING id", "UPDATE tandem.person SET login = 'MIA' WHERE id = 1",
    "CREATE TEMP TABLE person AS SELECT 1 AS id, 'mia' AS login, 'coordinator' AS role; SELECT 1 WHERE tandem.coordinates()",
    """
    CREATE FUNCTION pg_temp.me() RETURNS bigint LANGUAGE sql AS 'SELECT 3'; SET search_path = pg_temp, tandem;
    SELECT id FROM tandem.pair WHERE id = 2
    """,
    "SELECT id FROM tandem.viewer WHERE id <> 1", "UPDATE tandem.viewer SET id = 3", "DELETE FROM tandem.viewer",
    "SELECT 1 FROM tandem.overseer WHERE sees_all", "CREATE OR REPLACE VIEW tandem.overseer AS SELECT true AS sees_all",
    """
    CREATE TEMP VIEW viewer AS SELECT 3::bigint AS id; SET search_path = pg_temp, tandem;
    SELECT id FROM tandem.pair WHERE id = 2
    """,
    "SET row_security = off; SELECT id FROM tandem.pair WHERE id = 2",
    // The history of others, or of oneself in what others did; numbers that others will be given; times that are none.
    "\(step) SELECT \(drawn), 0, 'mia', 'action', 'book', 'x', '', NULL, 2, NULL, 'program', '[]'",
    "\(step) SELECT \(drawn), 0, 'mia', 'action', 'book', 'x', '', NULL, NULL, 2, 'program', '[]'",
    "\(step) SELECT \(drawn), 0, 'mia', 'undo', 'book', 'x', '', 1, NULL, NULL, 'program', '[]'",
    "\(step) SELECT \(drawn), 0, 'tandem', 'action', 'expire', 'x', '', NULL, 2, NULL, 'program', '[]'",
    "\(step) SELECT 900, 0, 'mia', 'action', 'book', 'x', '', NULL, 1, NULL, 'program', '[]'",
    "\(step) SELECT \(drawn), 9e17::bigint, 'mia', 'action', 'book', 'x', '', NULL, 1, NULL, 'program', '[]'",
    "\(step) SELECT \(drawn), 0, 'mia', 'action', 'book', 'x', '', NULL, 1, NULL, 'program', 'x'",
    "\(step) SELECT \(drawn), 0, 'mia', 'action', 'cancel', 'x', '', NULL, 1, NULL, 'program', \(forged)",
    "\(step) SELECT \(drawn), 0, 'mia', 'action', 'cancel', 'x', '', NULL, 1, 1, 'program', \(forged)",
    """
    \(step) SELECT \(drawn), 0, 'mia', 'action', 'answer', 'x', '', NULL, 1, NULL, 'program',
      '[{"thing":"attendance","after":{"session":2,"person":3}}]'
    """,
    """
    SELECT 1 WHERE tandem.may_tell(row(1, 0, 'mia', 'action', 'x', '', '', NULL, NULL, NULL, 'program', \(forged), NULL, NULL)::tandem.step)
    """,
    // Numbers below those that are given out.
    """
    INSERT INTO tandem.session SELECT -9223372036854775808, 'x', pair, mentor, mentee, start + 864000, "end" + 864000, zone, status, 0,
      NULL, '', '', 0, 0, NULL, NULL, '' FROM tandem.session WHERE pair = 1
    """,
    "\(step) SELECT -9223372036854775808, 0, 'mia', 'action', 'book', 'x', '', NULL, 1, NULL, 'program', '[]'",
    "\(step) SELECT 0, 0, 'mia', 'action', 'book', 'x', '', NULL, 1, NULL, 'program', '[]'",
    // Sessions of one's own that stand in others' way, or reach into another pair's.
    """
    INSERT INTO tandem.session SELECT 900, 'x', 1, 1, 2, 10, 20, 'UTC', 'confirmed', 0, NULL, '', '', 0, 0, NULL, NULL, ''
    """,
    "UPDATE tandem.session SET start = 9e17::bigint, \"end\" = 9e17::bigint + 60",
    "UPDATE tandem.session SET mentee_buffer = 1e15",
    "UPDATE tandem.session SET sequence = 9223372036854775807",
    "UPDATE tandem.session SET series = 1, original_start = 0 WHERE pair = 1",
    "INSERT INTO tandem.series SELECT nextval('tandem.series_number'), 'u', 2, 'FREQ=DAILY', '2026-12-01T10:00', 'UTC', 60",
    "INSERT INTO tandem.attendance SELECT id, 4, 'accepted', 0, 0, '' FROM tandem.session",
    // Busy time for others, put there before their calendar is.
    "INSERT INTO tandem.busy_generation (source, generation, longest) SELECT 99, 1, 60",
    "INSERT INTO tandem.busy SELECT 99, 1, 10, 20, 'x'", "INSERT INTO tandem.busy SELECT 1, 1, 10, 20, 'x'",
    "INSERT INTO tandem.busy_generation (source, generation, longest) SELECT 1, 9, 60",
    "INSERT INTO tandem.busy_generation (source, generation, longest, owner) SELECT nextval('tandem.busy_source_number'), 1, 60, 3",
    "INSERT INTO tandem.busy_source SELECT 99, 1, 'x', 1, 0, 0, ''",
    // What nobody could read.
    "UPDATE tandem.person SET absences = 'x' WHERE id = 1", "UPDATE tandem.person SET absences = '[1]' WHERE id = 1",
    #"UPDATE tandem.person SET absences = '[{"reason":"","x":[1e131071,0.0E-16383]}]' WHERE id = 1"#,
  ])
  func heldBack(statement: String) throws {
    let result = try fixture.sql(statement, as: "mia")
    #expect(result.status != 0 || result.output.allSatisfy(\.isWhitespace), "\(statement): \(result.output)")
  }

  /// A number that has no counterpart above zero, wherever one came from: it is read, and nothing ends with it.
  @Test func theLeastNumberIsRead() throws {
    let least = "-9223372036854775808"
    try #require(
      try fixture.sql("UPDATE tandem.person SET grade = \(least) WHERE login = 'mia'", as: "owner").status == 0)
    #expect(try fixture.open(as: "mia").read { try $0.person(PersonID(1)) }?.grade == Int.min)
  }

  /// A function that tells what it is given is asked about one's own rows alone, however cheap it says it is.
  @Test(arguments: [
    "tandem.busy_in_force WHERE pg_temp.tell(title)",
    "tandem.person_seen WHERE pg_temp.tell(email || department || absences)",
    "tandem.session WHERE pg_temp.tell(topic)", "tandem.step WHERE pg_temp.tell(summary)",
    "tandem.hold_seen WHERE pg_temp.tell('session ' || session)",
  ])
  func functionsThatTell(of place: String) throws {
    let result = try fixture.sql(
      """
      CREATE FUNCTION pg_temp.tell(told text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS
        $$ BEGIN RAISE WARNING '%', told; RETURN true; END $$;
      SELECT FROM \(place)
      """, as: "mia")
    #expect(result.status == 0)
    for secret in ["Doctor", "Merger", "Finance", "jonas", "session \(theirs.id)"] {
      #expect(!result.errors.contains(secret), "\(result.errors)")
    }
  }

  /// What people write of themselves everybody reads: whatever it is, it harms its writer alone.
  @Test(arguments: [
    #"absences = '[{}]'"#, #"absences = '[{"reason":"","span":{"exact":{"_0":{"start":20,"end":10}}}}]'"#,
    #"overrides = '[{"date":"2026-11-26","ranges":[{"start":9,"end":-9223372036854775808}]}]'"#, "hours = 'whenever'",
    "overrides = 'x'", #"policy = '{"granularity":0}'"#, #"policy = '{"buffer":9223372036854775807}'"#, "policy = '[]'",
  ])
  func whatCantBeReadHarmsItsWriterAlone(assignment: String) throws {
    #expect(try fixture.answer("UPDATE tandem.person SET \(assignment) WHERE id = 1 RETURNING id", as: "mia") == "1")
    for login in ["ralf", "jonas", "kim"] {
      let people = try fixture.open(as: login).read { try $0.people() }
      #expect(people.count == fixture.company.people.count)
      // Policies are seen by those who meet their owner.
      let isSeen = login != "jonas" || !assignment.hasPrefix("policy")
      #expect(people.first { $0.login == "mia" }?.hours == (isSeen ? WeeklyHours() : .officeHours))
    }
    let booked = try fixture.open(as: "jonas").perform(
      try fixture.booking("2026-11-27 10:00", pair: 2), by: Actor(fixture.company.jonas), at: fixture.company.now)
    #expect(booked.sessions.count == 1)
  }

  @Test(arguments: ["waivers = 'x'", "reason = repeat('x', 60000)", "uid = 'session-' || id || E'@a\\r\\nb'"])
  func whatIsWrittenIntoASessionKeepsNobodyFromReading(assignment: String) throws {
    #expect(try fixture.sql("UPDATE tandem.session SET \(assignment)", as: "mia").status == 0)
    for login in ["ralf", "kim"] {
      #expect(try fixture.open(as: login).read { try $0.session(mine.id) }?.id == mine.id)
    }
  }

  /// Members could write such before.
  @Test func aStepThatIsMadeUpKeepsNobodyFromReadingTheHistory() throws {
    #expect(
      try fixture.sql(
        """
        \(Self.step) SELECT \(Self.drawn), 0, 'mia', 'action', 'x', 'x', '', NULL, 1, NULL, 'program',
          '[{"thing":"attendance","after":{"session":"x"}},{"thing":"series"}]'
        """, as: "owner"
      ).status == 0)
    for login in ["ralf", "kim"] {
      var filter = StepFilter()
      filter.person = fixture.company.ralf.id
      #expect(try !fixture.open(as: login).read { try $0.steps(filter) }.isEmpty)
    }
  }
}
