import Mentoring
import PostgresStore
import Scheduling
import Tables
import TestSupport
import Testing

/// A coordinator, who may write people, pairs and calendars, tries to become somebody else for one transaction: to read notes,
/// feedback and titles, and leave no trace.
@Suite struct HostileCoordinatorTests {
  private let scene: AccessScene
  private var fixture: ServerFixture { scene.fixture }

  init() throws {
    scene = try AccessScene()
    // A pair without sessions, that has a goal; and a person without any pair, who has a calendar.
    let (company, now) = (fixture.company, fixture.company.now)
    let mia = try fixture.open(as: "mia")
    _ = try fixture.store.perform(
      .importPeople([PersonRow(line: 2, login: "lone", name: "Lone", zone: "Europe/Berlin")]),
      by: .operating(as: "owner"), at: now)
    _ = try fixture.store.perform(
      .importPairs([PairRow(line: 2, mentor: "petra", mentee: "mia")]), by: .operating(as: "owner"), at: now)
    _ = try mia.perform(.notebook(.addGoal(PairID(3), text: "Secret goal")), by: Actor(company.mia), at: now)
    let lone = try #require(try fixture.store.read { try $0.person(login: "lone") })
    let block = BusyBlock(Interval(start: now + 86_400, seconds: 3_600), title: "Doctor of lone")
    _ = try fixture.store.perform(
      .importBusy(BusyImport(person: lone.id, source: "/lone.ics", blocks: [block])), by: Actor(lone), at: now)
  }

  private static let look = """
    SELECT content FROM tandem.notebook; SELECT title FROM tandem.busy_in_force WHERE title <> '';
    SELECT changes FROM tandem.step WHERE audience <> 'program'
    """
  private static let kim = "(SELECT id FROM tandem.person WHERE login = 'kim')"
  private static let columns =
    "name, email, zone, hours, overrides, absences, role, grade, department, manager, generation, teaches, learns, "
    + "mentor_capacity, mentee_capacity, policy"
  private static let lone = "(SELECT id FROM tandem.person WHERE login = 'lone')"
  private static let source = "(SELECT id FROM tandem.busy_source WHERE name = '/lone.ics')"

  @Test(arguments: [
    // Another's login, and another's number.
    "UPDATE tandem.person SET login = 'kim0' WHERE login = 'kim'; UPDATE tandem.person SET login = 'kim' WHERE login = 'jonas'",
    "UPDATE tandem.person SET login = 'KIM' WHERE login = 'jonas'",
    "DELETE FROM tandem.person WHERE login = 'kim'; UPDATE tandem.person SET login = 'kim' WHERE login = 'jonas'",
    """
    CREATE TEMP TABLE lone AS SELECT id AS number FROM tandem.person WHERE login = 'lone';
    WITH gone AS (DELETE FROM tandem.person WHERE login IN ('lone', 'kim') RETURNING *)
    INSERT INTO tandem.person (id, login, \(columns)) SELECT number, login, \(columns) FROM gone, lone WHERE login = 'kim'
    """,
    """
    CREATE TEMP TABLE lone AS SELECT id AS number FROM tandem.person WHERE login = 'lone';
    CREATE TEMP TABLE cal AS SELECT * FROM tandem.busy_source WHERE name = '/lone.ics';
    DELETE FROM tandem.busy_source WHERE name = '/lone.ics'; DELETE FROM tandem.person WHERE login = 'lone';
    WITH gone AS (DELETE FROM tandem.person WHERE login = 'kim' RETURNING *)
    INSERT INTO tandem.person (id, login, \(columns)) SELECT number, login, \(columns) FROM gone, lone;
    INSERT INTO tandem.busy_source SELECT * FROM cal
    """,
    """
    WITH gone AS (DELETE FROM tandem.person WHERE login IN ('jonas', 'kim') RETURNING *)
    INSERT INTO tandem.person (id, login, \(columns)) SELECT id, 'kim', \(columns) FROM gone WHERE login = 'jonas'
    """,
    "UPDATE tandem.person SET id = id + 100 WHERE login = 'lone'",
    // Another's pair.
    "UPDATE tandem.pair SET mentee = \(kim) WHERE id = 3", "UPDATE tandem.pair SET mentor = \(kim) WHERE id = 3",
    """
    WITH gone AS (DELETE FROM tandem.pair WHERE id = 3 RETURNING *)
    INSERT INTO tandem.pair SELECT id, mentor, \(kim), kind, topic, cadence, length, sessions, start, "end", state, policy FROM gone
    """,
    "UPDATE tandem.pair SET id = 33 WHERE id = 3",
    // Another's calendar, as it is and after it was taken away; the time that lies under its number.
    "UPDATE tandem.busy_source SET person = \(kim)",
    "UPDATE tandem.busy_source SET id = 1000 + id",
    """
    WITH gone AS (DELETE FROM tandem.busy_source RETURNING *)
    INSERT INTO tandem.busy_source SELECT id, \(kim), name || id, generation, imported_at, blocks, digest FROM gone
    """,
    """
    CREATE TEMP TABLE cal AS SELECT * FROM tandem.busy_source; DELETE FROM tandem.busy_source;
    DELETE FROM tandem.busy_generation;
    INSERT INTO tandem.busy_generation (source, generation, longest) SELECT id, generation, 86400 FROM cal;
    INSERT INTO tandem.busy_source SELECT id, \(kim), name || id, generation, imported_at, blocks, digest FROM cal
    """,
    """
    DELETE FROM tandem.busy_generation; INSERT INTO tandem.busy_generation (source, generation, longest)
      SELECT id, generation, 86400 FROM tandem.busy_source
    """,
    // What goes with them.
    "UPDATE tandem.series SET pair = 1", "UPDATE tandem.notebook SET pair = 1 RETURNING id",
    "UPDATE tandem.attendance SET person = \(kim)", "DELETE FROM tandem.removed", "TABLE tandem.removed",
    "INSERT INTO tandem.access (login, role) VALUES ('kim', 'coordinator')",
    "UPDATE tandem.notebook SET stands = true", "SET SESSION AUTHORIZATION jonas", "SET ROLE jonas",
  ])
  func nobodyBecomesAnother(statement: String) throws {
    for end in ["ROLLBACK", "COMMIT"] {
      let result = try fixture.sql("BEGIN; \(statement); \(Self.look); \(end)", as: "kim")
      #expect(result.status != 0 || result.output.allSatisfy(\.isWhitespace), "\(statement): \(result.output)")
      for secret in ["Secret", "Opinion", "Doctor"] { #expect(!result.output.contains(secret), "\(statement)") }
    }
  }

  /// Also when all that says whose it was came with a copy, or from an earlier version.
  @Test func whatIsLeftOfACalendarIsNobodysWhoTakesItsNumber() throws {
    let jonas = try fixture.open(as: "jonas")
    let calendar = try #require(try jonas.read { try $0.busySources(of: fixture.company.jonas.id) }.first)
    _ = try jonas.perform(.removeCalendar(calendar.id), by: Actor(fixture.company.jonas), at: fixture.company.now)
    for memory in ["", "DELETE FROM tandem.removed"] {
      #expect(try fixture.sql(memory, as: "owner").status == 0)
      for (role, person) in [("kim", fixture.company.kim), ("mia", fixture.company.mia)] {
        for before in [
          "", "INSERT INTO tandem.busy_generation (source, generation, longest) SELECT \(calendar.id), 0, 60; ",
        ] {
          let result = try fixture.sql(
            """
            BEGIN; \(before)INSERT INTO tandem.busy_source VALUES (\(calendar.id), \(person.id.rawValue), 's', 1, 1, 1, '');
            SELECT title FROM tandem.busy_in_force; ROLLBACK
            """, as: role)
          #expect(result.status != 0 && !result.output.contains("Doctor of jonas"), "\(role) \(before)")
        }
      }
    }
  }

  /// What was taken back can come back as what it was.
  @Test func importsAreUndoneAndRedoneByWhoMay() throws {
    let kim = try fixture.open(as: "kim")
    let (actor, now) = (Actor(fixture.company.kim), fixture.company.now)
    _ = try kim.perform(
      .importPeople([PersonRow(line: 2, login: "eve", name: "Eve", zone: "Europe/Berlin")]), by: actor, at: now)
    _ = try kim.perform(.importPairs([PairRow(line: 2, mentor: "eve", mentee: "mia")]), by: actor, at: now)
    for _ in 1...2 { _ = try kim.perform(.undo, by: actor, at: now) }
    for _ in 1...2 { _ = try kim.perform(.redo, by: actor, at: now) }
    #expect(try kim.read { try $0.person(login: "eve") }?.name == "Eve")
    let eve = try #require(try kim.read { try $0.person(login: "eve") })
    let blocks = [BusyBlock(Interval(start: now + 86_400, seconds: 3_600), title: "Dentist")]
    _ = try kim.perform(
      .importBusy(BusyImport(person: eve.id, source: "/e.ics", blocks: blocks)), by: actor, at: now)
    _ = try kim.perform(.undo, by: actor, at: now)
    _ = try kim.perform(.redo, by: actor, at: now)
    #expect(try kim.read { try $0.busySources(of: eve.id) }.map(\.blocks) == [1])
    #expect(try fixture.store.readTables { try HistoryCheck($0).problems() } == [])
    // Who owns the database puts right what was wrong from the beginning.
    #expect(try fixture.sql("UPDATE tandem.person SET login = 'eva' WHERE login = 'eve'", as: "owner").status == 0)
  }

  /// A pair's notes keep its import from being taken back, and that is told in words to who can't see them.
  @Test func aPairWithNotesStaysAndSaysWhy() throws {
    let kim = try fixture.open(as: "kim")
    let step = try #require(
      try fixture.store.read { try $0.steps(StepFilter()) }.first { $0.command == "import pairs" && $0.id > 2 })
    do {
      _ = try kim.perform(.reverse(step.id), by: Actor(fixture.company.kim), at: fixture.company.now)
      Issue.record("it was undone")
    } catch CommandError.changedSince(let sentence) {
      #expect(sentence.contains("have notes or goals by now"))
    }
  }
}
