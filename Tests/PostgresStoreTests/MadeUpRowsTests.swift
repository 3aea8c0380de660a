import Dispatch
import Glibc
import Mentoring
import PostgresStore
import Scheduling
import Synchronization
import Tables
import TestSupport
import Testing

/// What a member may write, made up: the server takes only what has a shape and is theirs to say, and what got in before passes
/// nobody's reading but its writer's.
@Suite struct MadeUpRowsTests {
  private let scene: AccessScene
  private var fixture: ServerFixture { scene.fixture }

  init() throws { scene = try AccessScene() }

  private static let step =
    "INSERT INTO tandem.step (id, at, actor, kind, command, summary, reason, target, pair, session, audience, changes) "
    + "SELECT nextval('tandem.step_number'), 1795599720,"
  private static let entry =
    "INSERT INTO tandem.notebook (id, pair, session, person, kind, content) SELECT nextval('tandem.notebook_number'), 1,"

  /// An answer in another pair's session, told as what one's own was before.
  private static let otherAnswer =
    #"[{"thing":"attendance","before":{"session":2,"person":3,"answer":"declined"},"after":{"session":1,"person":1}}]"#
  private static let series =
    "INSERT INTO tandem.series SELECT nextval('tandem.series_number'), 'u', 1,"

  @Test(arguments: [
    // A request that nobody made, or somebody else.
    "UPDATE tandem.session SET status = 'requested', deadline = 1796130000",
    "UPDATE tandem.session SET status = 'requested', deadline = 1796130000, proposer = 3",
    "UPDATE tandem.session SET zone = 'Mars/Böse'",
    "INSERT INTO tandem.series SELECT nextval('tandem.series_number'), 'u', 1, 'FREQ=DAILY', '2026-12-01T10:00', 'UTC', 9000000000",
    // A rule without an end, or with none that anybody could wait for.
    "\(series) 'FREQ=SECONDLY;COUNT=999', '2026-12-01T10:00', 'UTC', 60",
    "\(series) 'FREQ=DAILY', '2026-12-01T10:00', 'UTC', 60",
    "\(series) 'FREQ=DAILY;BYSECOND=1,2,3;COUNT=999', '2026-12-01T10:00', 'UTC', 60",
    "\(series) 'FREQ=DAILY;COUNT=999999999', '2026-12-01T10:00', 'UTC', 60",
    // What nests so deep that whoever reads it, or restores it, runs out of room.
    #"UPDATE tandem.person SET absences = '[{"x":' || repeat('[', 3000) || repeat(']', 3000) || '}]' WHERE id = 1"#,
    #"\#(step) 'mia', 'action', 'x', 'x', '', NULL, 1, NULL, 'program', '[{"thing":"session","x":' || repeat('[', 5000) || repeat(']', 5000) || '}]'"#,
    // What says two things: the server took the last, and the program the first.
    #"\#(entry) NULL, NULL, 'goal', '{"goal":{"text":"x","progress":150},"goal":{"text":"x","progress":5}}'"#,
    #"UPDATE tandem.person SET absences = '[{"reason":"x","reason":"y"}]' WHERE id = 1"#,
    #"\#(step) 'mia', 'action', 'x', 'x', '', NULL, 1, NULL, 'program', '\#(otherAnswer)'"#,
    // Steps of no shape, and of what is others'.
    #"\#(step) 'mia', 'action', 'x', 'forged', '', NULL, 1, NULL, 'program', '[{"x":1}]'"#,
    #"\#(step) 'mia', 'action', 'x', 'forged', '', NULL, 1, NULL, 'program', '[{"thing":"moon"}]'"#,
    #"\#(step) 'mia', 'action', 'x', 'forged', '', NULL, 1, NULL, 'program', '[{"thing":["session"]}]'"#,
    #"\#(step) 'mia', 'action', 'x', 'forged', '', NULL, 1, NULL, 'program', '{"thing":"session"}'"#,
    #"\#(step) 'mia', 'action', 'x', 'forged', '', NULL, 1, NULL, 'program', '[[{"thing":"session"}]]'"#,
    #"""
    \#(step) 'mia', 'action', 'x', 'x', '', NULL, NULL, NULL, 'program',
      '[{"thing":"person","before":{"id":1,"role":"coordinator"},"after":{"id":1,"role":"member"}}]'
    """#,
    #"\#(step) 'mia', 'action', 'x', 'x', '', NULL, 1, NULL, 'program', '[{"thing":"pair","before":{"id":1}}]'"#,
    #"\#(step) 'mia', 'action', 'x', 'x', '', NULL, 1, NULL, 'program', '[{"thing":"session","before":{"id":2,"pair":2}}]'"#,
    #"\#(step) 'mia', 'action', 'x', 'x', '', NULL, 1, NULL, 'program', '[{"thing":"busySource","before":{"id":2,"person":3}}]'"#,
    // Under the program's names.
    "\(step) 'tandem', 'action', 'expire', 'x', '', NULL, 1, 1, 'program', '[]'",
    "\(step) 'tandem', 'action', 'book', 'x', '', NULL, 1, 1, 'program', '[]'",
    #"""
    \#(step) 'tandem', 'action', 'expire', 'x', '', NULL, 1, 1, 'program',
      '[{"thing":"session","before":{"id":1,"pair":1},"after":{"id":1,"pair":1}}]'
    """#,
    "\(step) 'calendar refresh', 'action', 'import busy', 'x', '', NULL, 1, NULL, 'program', '[]'",
    "\(step) 'calendar refresh', 'action', 'import busy', 'x', '', NULL, NULL, NULL, 'program', '[]'",
    #"""
    \#(step) 'calendar refresh', 'action', 'import busy', 'x', '', NULL, NULL, NULL, 'program',
      '[{"thing":"busySource","after":{"id":2,"person":3,"generation":1}}]'
    """#,
    "INSERT INTO tandem.reversible SELECT 'mia', 'undo', id FROM tandem.step WHERE actor <> 'mia'; SELECT 1/0",
    "INSERT INTO tandem.reversible VALUES ('tandem', 'undo', 1)",
    "INSERT INTO tandem.reversible VALUES ('mia', 'undo', 1)",
    "INSERT INTO tandem.step (id, taken_down) SELECT 1, now()", "UPDATE tandem.notebook SET written_in = '1'",
    // Entries of no shape, and that become something else.
    "\(entry) 1, 1, 'feedback', '{}'", #"\#(entry) NULL, NULL, 'goal', '{"goal":{"text":"x"}}'"#,
    #"\#(entry) NULL, NULL, 'goal', '{"goal":{"text":"x","progress":1e300}}'"#,
    #"\#(entry) NULL, NULL, 'goal', '{"goal":{"text":"x","progress":1},"notes":1}'"#,
    #"\#(entry) NULL, 1, 'action', '{"goal":{"text":"x","progress":1}}'"#,
    "UPDATE tandem.notebook SET kind = 'action' WHERE kind = 'notes'",
    "UPDATE tandem.notebook SET content = '[]' WHERE kind = 'notes'",
    "INSERT INTO tandem.busy_generation (source, generation, longest) SELECT 1, 9223372036854775807, 60",
    // Texts without end, which everybody would have to read.
    "UPDATE tandem.session SET topic = repeat('x', 140000)", "UPDATE tandem.session SET agenda = repeat('ü', 70000)",
    "UPDATE tandem.session SET reason = repeat('x', 140000)",
    "UPDATE tandem.person SET hours = repeat('x', 9000000) WHERE id = 1",
    "UPDATE tandem.busy SET title = repeat('x', 140000)", "UPDATE tandem.busy_source SET name = repeat('x', 140000)",
    #"\#(entry) NULL, NULL, 'goal', jsonb_build_object('goal', jsonb_build_object('text', repeat('x', 600000), 'progress', 1))"#,
    "\(step) 'mia', 'action', 'x', repeat('x', 140000), '', NULL, 1, NULL, 'program', '[]'",
  ])
  func refused(statement: String) throws {
    let result = try fixture.sql(statement, as: "mia")
    #expect(result.status != 0, "\(statement): \(result.output)")
  }

  /// Feedback of the other side is read by who gave theirs: for good, and not only until they roll it back.
  @Test func feedbackIsNotReadByWhoTakesTheirsBack() throws {
    let given = #"\#(Self.entry) 1, 2, 'feedback', '{"feedback":{"comment":"","rating":1}}'"#
    let read = "SELECT content FROM tandem.notebook WHERE kind = 'feedback' AND person = 1"
    for mark in ["", "SAVEPOINT a; ", "DO $$ BEGIN PERFORM 1; EXCEPTION WHEN OTHERS THEN NULL; END $$; "] {
      let result = try fixture.sql("BEGIN; \(mark)\(given); \(read); ROLLBACK", as: "ralf")
      #expect(result.status == 0 && !result.output.contains("Opinion"), "\(result.errors)")
    }
    for rating in ["0", "6", "1.5", "\"1\"", "null"] {
      let junk = given.replacing(#""rating":1"#, with: #""rating":\#(rating)"#)
      #expect(try fixture.sql(junk, as: "ralf").status != 0, "\(rating)")
    }
    #expect(try fixture.sql(given, as: "ralf").status == 0)
    #expect(try fixture.answer(read, as: "ralf").contains("Opinion of mia"))
    // It stands by now, for both.
    for role in ["ralf", "mia"] {
      for statement in [
        "DELETE FROM tandem.notebook WHERE kind = 'feedback'",
        #"UPDATE tandem.notebook SET content = '{"feedback":{"comment":"x","rating":5}}' WHERE kind = 'feedback'"#,
      ] { #expect(try fixture.sql(statement, as: role).status != 0, "\(role): \(statement)") }
    }
    #expect(try fixture.store.read { try $0.notebook(of: PairID(1)) }.count == 3)
  }

  /// Both give theirs at once, and neither saw the other's: it stands all the same from the moment that both are there.
  @Test func feedbackGivenAtOnceStands() throws {
    let content = #"'{"feedback":{"comment":"","rating":1}}'"#
    #expect(
      try fixture.sql("DELETE FROM tandem.notebook WHERE kind = 'feedback' AND person = 1", as: "mia").status == 0)
    let (fixture, isDone) = (fixture, DispatchSemaphore(value: 0))
    DispatchQueue.global().async {
      _ = try? fixture.sql(
        "BEGIN; \(Self.entry) 1, 1, 'feedback', \(content); SELECT pg_sleep(2); COMMIT", as: "mia")
      isDone.signal()
    }
    for _ in 0..<100 {
      let sleeping =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep(2)%' AND usename = 'mia'"
      if try fixture.answer(sleeping, as: "owner") != "0" { break }
      usleep(20_000)
    }
    usleep(300_000)
    #expect(try fixture.sql("\(Self.entry) 1, 2, 'feedback', \(content)", as: "ralf").status == 0)
    isDone.wait()
    #expect(try fixture.answer("SELECT count(*) FROM tandem.notebook WHERE kind = 'feedback'", as: "mia") == "2")
    for role in ["ralf", "mia"] {
      for statement in [
        "DELETE FROM tandem.notebook WHERE kind = 'feedback'",
        #"UPDATE tandem.notebook SET content = '{"feedback":{"comment":"x","rating":5}}' WHERE kind = 'feedback'"#,
      ] { #expect(try fixture.sql(statement, as: role).status != 0, "\(role): \(statement)") }
    }
  }

  /// Both looks are older than what the other does: it is waited for, or ends what looks.
  @Test func anOlderLookMakesNothingAnothers() throws {
    let calendar = try fixture.answer(
      "SELECT id FROM tandem.busy_source WHERE person = \(fixture.company.jonas.id)", as: "owner")
    let fixture = fixture
    let done = Mutex<(status: Int32, output: String)?>(nil)
    let kim = fixture.company.kim.id
    let group = DispatchGroup()
    DispatchQueue.global().async(group: group) {
      let taken = try? fixture.sql(
        """
        BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1 FROM tandem.busy_source; SELECT pg_sleep(1.5);
        INSERT INTO tandem.busy_source (id, person, name, generation, imported_at, blocks, digest)
          VALUES (\(calendar), \(kim), 'x', 1, 1, 1, '');
        SELECT title FROM tandem.busy_in_force; COMMIT
        """, as: "kim")
      done.withLock { $0 = taken.map { ($0.status, $0.output + $0.errors) } }
    }
    usleep(700_000)
    #expect(try fixture.sql("DELETE FROM tandem.busy_source WHERE id = \(calendar)", as: "kim").status == 0)
    group.wait()
    let taken = done.withLock { $0 }
    #expect(taken?.status != 0 && taken?.output.contains("Doctor") == false, "\(String(describing: taken))")
  }

  /// Of two equal keys a policy sees the last: whoever takes the step back does what was judged, and nothing else.
  @Test func whatIsTakenBackIsWhatWasJudged() throws {
    let (mia, actor) = (try fixture.open(as: "mia"), Actor(fixture.company.mia))
    let away = Absence(.days(try #require(CivilDate("2026-12-21")), try #require(CivilDate("2026-12-22"))))
    let change = HoursChange(
      person: fixture.company.mia.id, edits: [.addAbsence(away)], remedies: [], leavesOthers: false)
    _ = try mia.perform(.changeHours(change), by: actor, at: fixture.company.now)
    let told = try fixture.answer("SELECT changes FROM tandem.step ORDER BY id DESC LIMIT 1", as: "owner")
    func side(_ name: String, _ role: String) throws -> String {
      try fixture.answer(
        "SELECT jsonb_set('\(told)'::jsonb #> '{0,\(name)}', '{role}', '\"\(role)\"')", as: "owner")
    }
    let forged =
      try #"[{"thing":"person","before":"# + side("before", "coordinator")
      + #","after":"# + side("after", "member") + #","before":"# + side("before", "member") + "}]"
    let step =
      "\(Self.step) 'mia', 'action', 'hours', 'x', '', NULL, NULL, NULL, 'program', '\(forged)' RETURNING id"
    #expect(try fixture.sql(step, as: "mia").status != 0)
    // One that is there, as from an earlier version.
    let made = try fixture.sql(step, as: "owner")
    let id = try #require(Int64(made.output.split(whereSeparator: \.isWhitespace).first ?? ""), "\(made.errors)")
    let roles = try fixture.store.read { try $0.changes(of: id) }.map {
      if case .person(let before?, _) = $0 { before.role } else { Person.Role.coordinator }
    }
    #expect(roles == [.member])
    _ = try? fixture.open(as: "kim").perform(.reverse(id), by: Actor(fixture.company.kim), at: fixture.company.now)
    #expect(try fixture.answer("SELECT role FROM tandem.person WHERE id = 1", as: "owner") == "member")
  }

  /// The last number that iCalendar has, and a session of ten seconds: the other side ends both.
  @Test(arguments: ["sequence = 2147483647", #""end" = start + 10"#])
  func aSessionOfNoShapeCanBeEnded(assignment: String) throws {
    #expect(try fixture.sql("UPDATE tandem.session SET \(assignment)", as: "mia").status == 0)
    let cancelled = try fixture.open(as: "ralf").performOffering(
      .cancel(scene.mine.id, reason: "x", scope: .this), by: Actor(fixture.company.ralf), at: fixture.company.now,
      zones: Company.zones)
    #expect(cancelled.sessions.first?.status == .cancelled)
  }

  /// A row that is not written marks nothing.
  @Test func feedbackThatWasNotGivenMakesNothingStand() throws {
    let number = try fixture.answer("SELECT id FROM tandem.notebook WHERE kind = 'feedback'", as: "mia")
    // Under a number that is taken it is not written, without a word.
    _ = try fixture.sql(
      "INSERT INTO tandem.notebook (id, pair, session, person, kind, content) VALUES (\(number), 1, 1, 2, 'feedback', "
        + #"'{"feedback":{"comment":"","rating":1}}') ON CONFLICT DO NOTHING"#, as: "ralf")
    #expect(try fixture.answer("SELECT stands FROM tandem.notebook WHERE id = \(number)", as: "owner") == "f")
  }

  /// The number of what was taken away is nobody else's, so that it can come back.
  @Test func nobodyTakesTheNumberOfWhatWasTakenAway() throws {
    let (mia, actor) = (try fixture.open(as: "mia"), Actor(fixture.company.mia))
    _ = try mia.perform(.notebook(.addGoal(PairID(1), text: "A goal")), by: actor, at: fixture.company.now)
    let goal = try fixture.answer("SELECT id FROM tandem.notebook WHERE kind = 'goal'", as: "mia")
    #expect(try fixture.sql("DELETE FROM tandem.notebook WHERE id = \(goal)", as: "mia").status == 0)
    let content = #"'{"goal":{"text":"x","progress":1}}'"#
    let taken = try fixture.sql(
      "INSERT INTO tandem.notebook (id, pair, session, person, kind, content) SELECT \(goal), 2, NULL, NULL, 'goal', \(content)",
      as: "jonas")
    #expect(taken.status != 0 && taken.errors.contains("was another's"), "\(taken.errors)")
    let back = try fixture.sql(
      "INSERT INTO tandem.notebook (id, pair, session, person, kind, content) SELECT \(goal), 1, NULL, NULL, 'goal', \(content)",
      as: "mia")
    #expect(back.status == 0, "\(back.errors)")
  }

  /// Who meets whom is told by no function either.
  @Test func functionsTellNothingOfOthers() throws {
    let asked = try fixture.sql(
      #"SELECT tandem.is_theirs('{"thing":"series","after":{"id":99999999,"pair":2}}', 3)"#, as: "mia")
    #expect(asked.status != 0 && asked.errors.contains("permission denied"), "\(asked.output)")
    // Nor by what is refused: a right guess and a wrong one have the same answer.
    let company = fixture.company
    let guesses = [(company.jonas.id, company.petra.id), (company.petra.id, company.jonas.id)]
    let answers = try guesses.map { mentor, mentee in
      try fixture.sql(
        "INSERT INTO tandem.pair (id, mentor, mentee, kind, topic, state, policy) VALUES (2, \(mentor), \(mentee), 'peer', 't', 'active', '')",
        as: "mia"
      ).errors
    }
    #expect(answers[0] == answers[1] && answers[0].contains("row-level security"), "\(answers)")
    let entries = try [company.jonas.id, company.petra.id].flatMap { person in
      try (1...6).map { number in
        try fixture.sql(
          "INSERT INTO tandem.notebook (id, pair, session, person, kind, content) VALUES (\(number), 2, 2, \(person), 'feedback', "
            + #"'{"feedback":{"comment":"","rating":1}}')"#, as: "mia"
        ).errors
      }
    }
    #expect(entries.allSatisfy { !$0.contains("another's") }, "\(entries)")
  }

  /// Rows that an earlier version's server let in: they are passed over, and named.
  @Test func whatGotInBeforeKeepsNobodyFromTheRest() throws {
    for statement in [
      "ALTER TABLE tandem.session DROP CONSTRAINT asked_by_own, DROP CONSTRAINT zone_name",
      "ALTER TABLE tandem.step DROP CONSTRAINT sound",
      "ALTER TABLE tandem.notebook DROP CONSTRAINT sound, DROP CONSTRAINT plain",
    ] { #expect(try fixture.sql(statement, as: "owner").status == 0) }
    #expect(
      try fixture.sql("UPDATE tandem.session SET status = 'requested', deadline = 1795599000, zone = 'x'", as: "mia")
        .status == 0)
    #expect(
      try fixture.sql(
        #"\#(Self.step) 'mia', 'action', 'x', 'forged', '', NULL, 1, 1, 'program', '[{"x":1}]'"#, as: "owner"
      ).status
        == 0)
    #expect(try fixture.sql("\(Self.entry) NULL, NULL, 'goal', 'x'", as: "mia").status == 0)
    let step = try fixture.answer("SELECT max(id) FROM tandem.step", as: "owner")
    let problems = try fixture.store.readTables { try HistoryCheck($0).problems() }
    #expect(problems.contains("step \(step) tells changes that this program did not write"))
    #expect(
      problems.contains { $0.hasPrefix("notebook ") && $0.hasSuffix("holds something that this program did not write") }
    )
    #expect(problems.contains("session \(scene.mine.id) is not what its last step left"))
    for login in ["ralf", "kim"] {
      let store = try fixture.open(as: login)
      let sessions = try store.read { try $0.sessions(SessionFilter(liveOnly: false)) }
      #expect(sessions.contains { $0.id == scene.mine.id })
    }
    #expect(try fixture.open(as: "ralf").read { try $0.notebook(of: PairID(1)) }.map(\.kind) == ["notes"])
    // Nor from writing: it expires by whoever comes next, a coordinator too.
    let kim = try fixture.open(as: "kim")
    let booked = try kim.perform(
      try fixture.booking("2026-11-27 10:00", pair: 2), by: Actor(fixture.company.kim), at: fixture.company.now)
    #expect(booked.sessions.count == 1)
    #expect(try kim.read { try $0.session(scene.mine.id) }?.status == .expired)
    #expect(throws: CommandError.self) {
      try kim.perform(.reverse(try #require(Int64(step))), by: Actor(fixture.company.kim), at: fixture.company.now)
    }
  }

  /// Several at once are told in each one's own history, by the program.
  @Test func severalRequestsExpireByAMember() throws {
    let (company, mia) = (fixture.company, try fixture.open(as: "mia"))
    var last: Instant?
    for start in ["2026-11-27 15:00", "2026-11-30 15:00"] {
      let asked = try mia.perform(
        .book(Booking(pair: PairID(1), start: try company.at(start), length: 60, asks: true)), by: Actor(company.mia),
        at: company.now)
      last = try max(last ?? company.now, #require(asked.sessions.first?.request).deadline)
    }
    let ralf = try fixture.open(as: "ralf")
    _ = try ralf.perform(
      try fixture.booking("2026-12-08 16:00"), by: Actor(company.ralf), at: try #require(last) + 1)
    let told = try ralf.read { try $0.steps(StepFilter()) }.filter { $0.actor == "tandem" }
    #expect(told.count == 2)
    #expect(try fixture.answer("SELECT count(*) FROM tandem.step WHERE actor = 'tandem'", as: "kim") == "3")
    #expect(try fixture.store.readTables { try HistoryCheck($0).problems() } == [])
    // When a step was taken down the server says, whatever its writer's clock did.
    #expect(
      try fixture.answer(
        "SELECT count(*) FROM tandem.step WHERE now() - taken_down > '1 hour' OR taken_down IS NULL", as: "kim")
        == "0")
  }
}
