import Mentoring
import PostgresStore
import Scheduling
import TestSupport
import Testing

/// Each role tries, with plain SQL, to read and write what is not its own: the server itself refuses.
@Suite struct AccessTests {
  private let scene: AccessScene
  private var fixture: ServerFixture { scene.fixture }
  private var mine: Session { scene.mine }

  init() throws { scene = try AccessScene() }

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
    let revoked = try access.revoke("ralf")
    #expect(revoked?.connectionsLeft == 0)
    #expect(try access.entries().map(\.login) == ["jonas", "kim", "mia", "petra"])
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
