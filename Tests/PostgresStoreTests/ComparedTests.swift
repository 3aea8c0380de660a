import Glibc
import Mentoring
import Scheduling
import TestSupport
import Testing

@testable import PostgresStore

/// What somebody may not see is compared with nothing that they ask for, and so tells nothing.
@Suite struct ComparedTests {
  private static let notes = NotebookEdit.notes(SessionID(1), text: "A secret of two", links: nil)

  /// A session of Mia and Ralf with notes, of which Jonas and the coordinator may know nothing.
  private func fixture() throws -> ServerFixture {
    let fixture = try ServerFixture()
    let mia = try fixture.open(as: "mia")
    let (actor, now) = (Actor(fixture.company.mia), fixture.company.now)
    _ = try mia.perform(
      .log(Logging(pair: PairID(1), start: try fixture.company.at("2026-11-24 15:00"), length: 60)), by: actor, at: now)
    _ = try mia.perform(.notebook(Self.notes), by: actor, at: now)
    return fixture
  }

  /// By table: a column that not everybody may read.
  static let secrets = [
    ("notebook", "content", "kim"), ("session", "topic", "jonas"), ("session", "agenda", "jonas"),
    ("step", "summary", "jonas"), ("person", "email", "jonas"), ("busy_source", "name", "jonas"),
    ("attendance", "comment", "jonas"), ("pair", "topic", "jonas"), ("series", "rule", "jonas"),
    ("reversible", "direction", "jonas"),
  ]

  /// Ways to come to rows, of which each has policies of its own: read, locked, changed, deleted.
  private static func ways(_ table: String, _ column: String, _ comparison: String) -> [String] {
    let rows = "\(table) WHERE \(column) COLLATE \"C\" \(comparison)"
    return ["", "FOR UPDATE", "FOR NO KEY UPDATE", "FOR SHARE", "FOR KEY SHARE"].map { "SELECT FROM \(rows) \($0)" } + [
      "UPDATE \(table) SET \(column) = \(column) WHERE \(column) COLLATE \"C\" \(comparison)", "DELETE FROM \(rows)",
    ]
  }

  /// Whatever a comparison is said to cost, the policy costs less; also where several policies are asked, one after the other.
  @Test(arguments: [
    "", "SET cpu_operator_cost = 0;", "SET cpu_operator_cost = 1e10;", "SET cpu_tuple_cost = 0; SET seq_page_cost = 0;",
  ])
  func policiesComeFirst(setting: String) throws {
    let fixture = try fixture()
    var refused = 0
    for (table, column, login) in Self.secrets {
      for comparison in [">= ANY ('{A}'::text[])", ">= 'A'", "= ANY ('{A,B,C}'::text[])"] {
        for way in Self.ways(table, column, comparison) {
          let said = try fixture.sql("SET search_path = tandem; \(setting) EXPLAIN (COSTS off) \(way)", as: login)
          // Who may not come to any row that way learns nothing.
          guard said.status == 0 else {
            #expect(said.errors.contains("permission denied for table \(table)"), "\(said)")
            refused += 1
            continue
          }
          // Whether who asks coordinates is no matter of rows, and comes before any.
          if way.hasPrefix("DELETE FROM person") || (table == "pair" && !way.hasSuffix(comparison + " ")) {
            #expect(said.output.contains("One-Time Filter: $") || said.output.contains("Filter: ($"), "\(said.output)")
            continue
          }
          let filter =
            said.output.split(separator: "\n").first { $0.contains("Filter: ") && $0.contains(column + ")") } ?? ""
          let policy = filter.firstRange(of: /is_(own|among|kept|told|answered|stacked)\(/)
          let asked = filter.firstRange(of: column + ")")
          #expect(policy != nil && asked != nil, "\(way)\n\(said.output)")
          if let policy, let asked { #expect(policy.lowerBound < asked.lowerBound, "\(way)\n\(filter)") }
        }
      }
    }
    // Of the history and what can be undone nothing is changed, and locked, by whoever is let in.
    #expect(refused < Self.secrets.count * 3 * 4)
  }

  /// Rows, by who may not see all of them: the column that is theirs to keep.
  private static let hidden = [
    ("notebook", "content", "kind = 'notes' AND pair = 1", "jonas"),
    ("notebook", "content", "kind = 'notes' AND pair = 1", "kim"),
    ("notebook", "content", "kind = 'feedback' AND pair = 1", "ralf"),
    ("notebook", "content", "kind = 'feedback' AND pair = 1", "kim"), ("session", "topic", "pair = 1", "jonas"),
    ("person", "email", "login = 'mia'", "jonas"), ("person", "absences", "login = 'mia'", "jonas"),
    ("busy_source", "name", "person <> 4", "jonas"),
  ]

  /// What the server did on the way to no row is the same, whether what was asked of it is so.
  @Test func theWayToNoRowIsTheSameWhateverIsAsked() throws {
    let fixture = try AccessScene().fixture
    let jonas = try fixture.answer("SELECT id FROM tandem.person WHERE login = 'jonas'", as: "owner")
    for (table, column, row, login) in Self.hidden {
      let row = row.replacing("person <> 4", with: "person <> \(jonas)")
      let found = try fixture.answer("SELECT count(*) FROM tandem.\(table) WHERE \(row)", as: "owner")
      #expect(found != "0", "\(table)")
      let plans = try [">= ''", "< ''"].map { comparison in
        try Self.ways(table, column, "\(comparison) AND \(row)").map { way in
          let said = try fixture.sql(
            "SET search_path = tandem; EXPLAIN (ANALYZE, COSTS off, TIMING off, SUMMARY off) \(way)", as: login)
          return (said.output + said.errors).replacing(#/(>=|<) ''/#, with: "")
        }
      }
      for (one, other) in zip(plans[0], plans[1]) { #expect(one == other, "\(table) as \(login)") }
    }
  }

  @Test func whatIsHiddenAnswersTheSameWhateverIsAsked() throws {
    let fixture = try fixture()
    func asked(_ text: String, as login: String) throws -> String {
      try fixture.answer(
        """
        SET search_path = tandem; SET enable_seqscan = off; SET enable_bitmapscan = off;
        EXPLAIN (ANALYZE, COSTS off, TIMING off, SUMMARY off) SELECT FROM notebook
          WHERE session = 1 AND kind = 'notes' AND content COLLATE "C" >= ANY ('{"\(text)"}'::text[])
        """, as: login
      ).replacing(text, with: "")
    }
    for login in ["kim", "jonas"] {
      #expect(try asked("!", as: login) == asked("~", as: login))
    }
    // The row is there.
    #expect(try fixture.answer("SELECT count(*) FROM tandem.notebook", as: "mia") == "1")
  }

  /// `ON CONFLICT DO UPDATE … WHERE` reads the row that is in the way before a policy is asked.
  @Test func aRowThatIsInTheWayIsNotReadByWhoMayNotSeeIt() throws {
    let fixture = try fixture()
    let pair = "SELECT id, mentor, mentee FROM tandem.pair LIMIT 1"
    func session(_ condition: String) -> String {
      """
      INSERT INTO tandem.session (id, uid, pair, mentor, mentee, start, "end", zone, status, sequence, topic, agenda,
          mentor_buffer, mentee_buffer, reason)
        SELECT 1, 'x', id, mentor, mentee, 2000000000, 2000003600, 'UTC', 'cancelled', 0, '', '', 0, 0, '' FROM (\(pair)) AS own
        ON CONFLICT (id) DO UPDATE SET reason = '' WHERE session.topic \(condition)
      """
    }
    func notebook(_ key: String, _ condition: String) -> String {
      """
      INSERT INTO tandem.notebook (id, pair, session, kind, content)
        SELECT \(key == "(id)" ? "1" : "nextval('tandem.notebook_number')"), id, 1, 'notes', '{"notes":{"text":"","links":[]}}'
          FROM (\(pair)) AS own
        ON CONFLICT \(key) DO UPDATE SET content = notebook.content WHERE notebook.content \(condition)
      """
    }
    func person(_ condition: String) -> String {
      """
      INSERT INTO tandem.person SELECT (jsonb_populate_record(person, '{"login":"mia"}')).* FROM tandem.person
        ON CONFLICT (login) DO UPDATE SET hours = '' WHERE person.email \(condition)
      """
    }
    for statement in [
      session, person, { notebook("(id)", $0) }, { notebook("(session) WHERE kind = 'notes'", $0) },
    ] {
      let said = try [">= ''", "< ''"].map { try fixture.sql(statement($0), as: "jonas") }
      #expect(said.allSatisfy { $0.status != 0 }, "\(said)")
      let words = said.map { $0.errors.split(separator: "\n").first.map(String.init) ?? "" }
      #expect(words[0] == words[1], "\(words)")
    }
    // Who may see it changes it as ever.
    let mia = try fixture.sql(session(">= ''"), as: "mia")
    #expect(mia.status == 0 || !mia.errors.contains("is there already"), "\(mia.errors)")
  }

  @Test func nothingIsCountedOfWhatIsSecret() throws {
    let fixture = try fixture()
    let counted = try fixture.answer(
      """
      ANALYZE tandem.notebook, tandem.session, tandem.step, tandem.person;
      SELECT attname FROM pg_stats WHERE schemaname = 'tandem'
        AND (tablename, attname) IN (('notebook', 'content'), ('session', 'topic'), ('step', 'changes'), ('person', 'email'))
      """, as: "owner")
    #expect(!counted.contains("content") && !counted.contains("topic") && !counted.contains("email"), "\(counted)")
  }

  /// What a role may do is known to a transaction until it ends; who is let in is asked by each statement.
  @Test func whoIsLetInNoMoreReadsNothingMoreEvenInAnOpenTransaction() throws {
    let fixture = try fixture()
    let mia = try ServerConnection(ServerAddress(fixture.cluster.address(fixture.database, as: "mia")))
    func count(_ sql: String) throws -> Int64? {
      let ticket = try mia.queue(sql)
      try mia.synchronize()
      return ticket.result?[0].integer(0)
    }
    try mia.queue("BEGIN")
    #expect(try count("SELECT count(*) FROM session") == 1)
    #expect(try fixture.sql("DELETE FROM tandem.access WHERE login = 'mia'").status == 0)
    #expect(try count("SELECT count(*) FROM session") == 0)
    let refusal = #expect(throws: ServerError.self) {
      try count("WITH done AS (UPDATE session SET topic = 'x' RETURNING 1) SELECT count(*) FROM done")
    }
    #expect(refusal?.state == "42501")
  }

  @Test func aCoordinatorTakesNothingBackThatTheyMayNotRead() throws {
    let fixture = try fixture()
    let step = try #require(try fixture.store.read { try $0.steps(StepFilter()) }.first { $0.command == "notebook" })
    func undo(_ target: Int64) throws -> (status: Int32, output: String, errors: String) {
      try fixture.sql(
        """
        INSERT INTO tandem.step (id, at, actor, kind, command, summary, reason, target, pair, session, audience, changes)
          VALUES (nextval('tandem.step_number'), 0, 'kim', 'undo', 'note', 'undo', '', \(target), 1, 1, 'pair', '')
        """, as: "kim")
    }
    let refused = try undo(step.id)
    #expect(refused.status != 0 && refused.errors.contains("row-level security"), "\(refused)")
  }

  @Test(arguments: ["tandem", "Calendar Refresh"])
  func nobodyIsTheProgram(login: String) throws {
    let fixture = try ServerFixture()
    #expect(throws: CommandError.self) {
      try AccessList(fixture.owner).grant(login, .coordinator, at: fixture.company.now)
    }
  }

  /// One who rests between two changes takes in what comes meanwhile: else the server's queue stays full, for everybody.
  @Test func whoWatchesTakesInWhatComesWhileItRests() throws {
    let fixture = try ServerFixture()
    let token = try fixture.open(as: "mia").watch {}
    defer { token.cancel() }
    let flood =
      "DO $$ BEGIN FOR i IN 1..6000 LOOP PERFORM pg_notify('tandem', i::text || repeat('x', 7900)); END LOOP; END $$"
    #expect(try fixture.sql(flood, as: "ralf").status == 0)
    var isEmpty = false
    for _ in 0..<100 where !isEmpty {
      isEmpty = try fixture.answer("SELECT pg_notification_queue_usage() < 0.0001", as: "owner") == "t"
      if !isEmpty { usleep(100_000) }
    }
    #expect(isEmpty)
  }
}
