import Mentoring
import TestSupport
import Testing

@testable import PostgresStore

/// Busy time comes to one's own calendars alone, and a step tells of what is its author's.
@Suite struct OwnCalendarTests {
  private let scene: AccessScene
  private var fixture: ServerFixture { scene.fixture }

  init() throws { scene = try AccessScene() }

  /// While an import is being written nobody else sees whose calendar it is of, and its number is drawn from a sequence that all read.
  @Test(arguments: [true, false])
  func nobodyBringsBusyTimeIntoAnothersImport(endsFirst: Bool) throws {
    let (jonas, mia) = (try connect("jonas"), try connect("mia"))
    try jonas.run("BEGIN")
    let number = try #require(try jonas.run("SELECT nextval('tandem.busy_source_number')"))
    try jonas.run(
      "INSERT INTO tandem.busy_generation (source, generation, longest) VALUES (\(number), 1, 60)",
      #"INSERT INTO tandem.busy (source, generation, start, "end", title) VALUES (\#(number), 1, 1795900000, 1795900060, 'own')"#,
      """
      INSERT INTO tandem.busy_source (id, person, name, generation, imported_at, blocks, digest)
      VALUES (\(number), 3, 'new.ics', 1, 0, 1, '')
      """)
    // Of a generation that is not told of, and is gone again: no trace would be left.
    let planted = Result {
      try mia.run(
        "BEGIN", "INSERT INTO tandem.busy_generation (source, generation, longest) VALUES (\(number), 2, 60)",
        #"INSERT INTO tandem.busy (source, generation, start, "end", title) VALUES (\#(number), 1, 1795900000, 1795986400, 'planted')"#,
        "DELETE FROM tandem.busy_generation WHERE source = \(number) AND generation = 2")
      if endsFirst { try jonas.run("COMMIT") }
      try mia.run("COMMIT")
    }
    if !endsFirst { try jonas.run("COMMIT") }
    let refusal = #expect(throws: ServerError.self) { try planted.get() }
    #expect(refusal?.state == "42501", "\(String(describing: refusal))")
    let found = "SELECT string_agg(title, ' ') FROM tandem.busy_in_force WHERE source = \(number)"
    #expect(try fixture.answer(found, as: "jonas") == "own")
  }

  /// What is brought and taken away within one transaction was one's own all the same.
  @Test func ownCalendarsComeAndGo() throws {
    let result = try fixture.sql(
      """
      BEGIN; SELECT nextval('tandem.busy_source_number');
      INSERT INTO tandem.busy_generation (source, generation, longest) VALUES (currval('tandem.busy_source_number'), 1, 60);
      INSERT INTO tandem.busy_source (id, person, name, generation, imported_at, blocks, digest)
        VALUES (currval('tandem.busy_source_number'), 3, 'x.ics', 1, 0, 0, '');
      DELETE FROM tandem.busy_source WHERE id = currval('tandem.busy_source_number'); COMMIT
      """, as: "jonas")
    #expect(result.status == 0 && result.errors.isEmpty, "\(result)")
  }

  /// A coordinator who takes such a step back would take away what its number is of, and be shown another's name.
  @Test(arguments: [
    ("mia", "mia"), ("mia", "calendar refresh"), ("kim", "calendar refresh"),
  ])
  func aStepIsOfItsOwnCalendar(login: String, actor: String) throws {
    func step(of calendar: String) -> String {
      """
      INSERT INTO tandem.step (id, at, actor, kind, command, summary, reason, audience, changes)
      SELECT nextval('tandem.step_number'), 1795700000, '\(actor)', 'action', 'import busy', 'Imported', '', 'program',
        '[{"thing":"busySource","after":{"blocks":1,"digest":"","generation":1,"id":' || id || ',"importedAt":1,"isSubscribed":false,'
        || '"name":"/mia.ics","person":1,"stamp":""}}]' FROM (\(calendar)) AS source
      """
    }
    let theirs = try fixture.answer("SELECT id FROM tandem.busy_source WHERE person = 3", as: "owner")
    let mine = try fixture.answer("SELECT id FROM tandem.busy_source WHERE person = 1", as: "owner")
    let forged = try fixture.sql(step(of: "SELECT \(theirs) AS id"), as: login)
    #expect(forged.errors.contains("row-level security"), "\(forged)")
    let honest = try fixture.sql(step(of: "SELECT \(mine) AS id"), as: login)
    #expect(honest.errors.isEmpty, "\(honest)")
  }

  @Test func aCoordinatorTellsOfNoNotes() throws {
    func step(_ audience: String, as login: String) throws -> String {
      try fixture.sql(
        """
        INSERT INTO tandem.step (id, at, actor, kind, command, summary, reason, pair, audience, changes)
        VALUES (nextval('tandem.step_number'), 1795700000, '\(login)', 'action', 'note', 'Wrote notes', '', 1, '\(audience)', '[]')
        """, as: login
      ).errors
    }
    for audience in ["pair", "author"] { #expect(try step(audience, as: "kim").contains("row-level security")) }
    #expect(try step("program", as: "kim").isEmpty)
    #expect(try step("pair", as: "mia").isEmpty)
  }

  /// When its transaction began is as long ago as its author likes.
  @Test func aStepIsTakenDownWhenItIs() throws {
    let mia = try connect("mia")
    try mia.run("BEGIN")
    let late = try #require(try mia.run("SELECT pg_sleep(0.2)", "SELECT clock_timestamp()"))
    try mia.run(
      """
      INSERT INTO tandem.step (id, at, actor, kind, command, summary, reason, audience, changes)
      VALUES (nextval('tandem.step_number'), 1795700000, 'mia', 'action', 'edit', '', '', 'author', '[]')
      """, "COMMIT")
    let told = "SELECT taken_down >= '\(late)' FROM tandem.step ORDER BY id DESC LIMIT 1"
    #expect(try fixture.answer(told, as: "owner") == "t")
  }

  private func connect(_ login: String) throws -> ServerConnection {
    try ServerConnection(ServerAddress(fixture.cluster.address(fixture.database, as: login)))
  }
}
