import Mentoring
import Scheduling
import Tables
import TestSupport
import Testing

@testable import PostgresStore

/// Holds follow their sessions, whatever a statement carries within it.
@Suite struct ChangedOnceTests {
  private let scene: AccessScene
  private var fixture: ServerFixture { scene.fixture }
  private let refusal = "a session is changed once a statement"

  init() throws { scene = try AccessScene() }

  private func change(to change: String) -> String {
    """
    CREATE FUNCTION pg_temp.again(asked bigint) RETURNS bigint LANGUAGE plpgsql AS
      $$ BEGIN UPDATE tandem.session SET \(change) WHERE id = asked; RETURN asked; END $$;
    """
  }

  private func held(in table: String = "hold") throws -> String {
    try fixture.answer(
      "SELECT count(*) FROM tandem.\(table) WHERE session = \(scene.mine.id)", as: "owner")
  }

  /// The inner change's holds were made, and taken away by the guard of the outer one.
  @Test(arguments: ["status = 'cancelled'", "status = 'cancelled', topic = 'x'"])
  func whatIsBookedStaysHeld(outer: String) throws {
    let start = scene.mine.interval.start.seconds
    let (before, changes) = (try held(), change(to: "status = 'confirmed', start = \(start)"))
    let result = try fixture.sql(
      """
      \(changes)
      WITH changed AS (UPDATE tandem.session SET \(outer) WHERE id = \(scene.mine.id) RETURNING id)
        SELECT pg_temp.again(id) FROM changed
      """, as: "mia")
    #expect(result.errors.contains(refusal), "\(result)")
    #expect(try held() == before && before == "2")
    let second = try fixture.sql(
      "INSERT INTO tandem.session (\(Self.columns)) SELECT \(Self.copied) FROM tandem.session WHERE id = \(scene.mine.id)",
      as: "mia")
    #expect(second.errors.contains("hold_pkey") || second.errors.contains("conflicting key"), "\(second)")
  }

  private static let columns = """
    id, uid, pair, mentor, mentee, start, "end", zone, status, sequence, topic, agenda, mentor_buffer, mentee_buffer, reason
    """
  private static let copied = columns.replacing("id, uid, pair", with: "\(next), 'session-' || \(drawn) || '@x', pair")
  private static let next = "nextval('tandem.session_number')"
  private static let drawn = "currval('tandem.session_number')"

  /// What nobody takes is held by nobody.
  @Test func whatIsCalledOffHoldsNothing() throws {
    let result = try fixture.sql(
      """
      \(change(to: "status = 'cancelled'"))
      WITH made AS (INSERT INTO tandem.session (\(Self.columns))
          SELECT \(Self.copied.replacing("start, \"end\"", with: "start + 86400, \"end\" + 86400")) FROM tandem.session
          WHERE id = \(scene.mine.id) RETURNING id)
        SELECT pg_temp.again(id) FROM made
      """, as: "mia")
    #expect(result.errors.contains(refusal), "\(result)")
    let astray = "SELECT count(*) FROM tandem.hold JOIN tandem.session ON id = hold.session WHERE status = 'cancelled'"
    #expect(try fixture.answer(astray, as: "owner") == "0")
  }

  /// A statement of its own, also within a transaction that did more, changes what it likes.
  @Test func oneChangeAfterTheOtherIsTaken() throws {
    let id = scene.mine.id
    let result = try fixture.sql(
      """
      BEGIN; UPDATE tandem.session SET status = 'cancelled' WHERE id = \(id);
      UPDATE tandem.session SET status = 'confirmed' WHERE id = \(id); COMMIT
      """, as: "mia")
    #expect(result.errors.isEmpty, "\(result)")
    #expect(try held() == "2")
    // What holds nothing may be changed within another change.
    let text = try fixture.sql(
      """
      \(change(to: "topic = 'y'"))
      WITH changed AS (UPDATE tandem.session SET status = 'cancelled' WHERE id = \(id) RETURNING id)
        SELECT pg_temp.again(id) FROM changed
      """, as: "mia")
    #expect(text.errors.isEmpty, "\(text)")
    #expect(try held() == "0")
  }

  /// What an earlier version left is as it should be after its migration: of a session with a room, asked to move by half its length.
  @Test(arguments: [
    // Nobody takes it any more.
    (
      "UPDATE session SET status = 'cancelled', deadline = NULL, proposer = NULL, agreed_start = NULL, agreed_end = NULL, agreed_waivers = NULL",
      0, 0
    ),
    // It went on, and left a time behind; or nothing of it is held at all.
    (#"UPDATE hold SET start = start + 864000, "end" = "end" + 864000"#, 4, 2),
    (#"UPDATE room_hold SET start = start + 864000, "end" = "end" + 864000 WHERE is_request"#, 4, 2),
    ("DELETE FROM hold", 4, 2), ("DELETE FROM room_hold WHERE NOT is_request", 4, 2),
    ("UPDATE hold SET expires = 1, buffer = 7", 4, 2),
  ])
  func whatIsTakenIsHeldAfterwards(fault: String, people: Int, rooms: Int) throws {
    let id = scene.mine.id
    let one = (fault.hasPrefix("UPDATE session") ? "id" : "session") + " = \(id)"
    let room = try fixture.answer("SELECT min(id) FROM tandem.room", as: "owner")
    let asked = try fixture.sql(
      """
      UPDATE tandem.session SET room = \(room), status = 'requested', proposer = mentor, deadline = start - 86400,
        agreed_start = start, agreed_end = "end", agreed_waivers = '[]', start = start + 1800, "end" = "end" + 1800
        WHERE id = \(id)
      """, as: "owner")
    #expect(asked.errors.isEmpty, "\(asked)")
    let sound = try everythingHeld()
    let left = try fixture.sql(
      """
      SET search_path = tandem; SET session_replication_role = replica;
      \(fault) \(fault.contains("WHERE") ? "AND" : "WHERE") \(one)
      """, as: "owner")
    #expect(left.errors.isEmpty, "\(left)")
    #expect(try fault.hasPrefix("UPDATE session") || everythingHeld() != sound)
    // Until then it is named, once.
    let problems = try fixture.store.readTables { try HistoryCheck($0).problems() }
    let words = fault.contains("room_hold") ? ["room"] : ["hold", "held"]
    #expect(problems.contains { line in line.hasPrefix("session \(id) ") && words.contains { line.contains($0) } })
    #expect(Set(problems).count == problems.count, "\(problems)")
    for sql in Schema.heldAnew {
      let result = try fixture.sql("SET search_path = tandem; \(sql)", as: "owner")
      #expect(result.errors.isEmpty, "\(result)")
    }
    #expect(try held() == "\(people)")
    #expect(try held(in: "room_hold") == "\(rooms)")
    #expect(try people == 0 || everythingHeld() == sound)
  }

  private func everythingHeld() throws -> String {
    try fixture.answer(
      #"SELECT string_agg(h::text, ' ' ORDER BY h::text) FROM (SELECT person, start, "end", session, buffer, is_request, expires FROM tandem.hold UNION ALL SELECT -room, start, "end", session, 0, is_request, expires FROM tandem.room_hold) AS h"#,
      as: "owner")
  }

  /// A name's digest tells who else has a file of that name, and what can be guessed.
  @Test func ofWhichFileBusyTimeIsOthersAreNotTold() throws {
    let named = try fixture.sql("UPDATE tandem.busy SET file = 7245212415043891909", as: "owner")
    #expect(named.errors.isEmpty, "\(named)")
    func told(_ login: String) throws -> String {
      try fixture.answer(
        "SELECT string_agg(DISTINCT login || CASE file WHEN 0 THEN ' none' ELSE ' some' END, ', ' ORDER BY login || CASE file WHEN 0 THEN ' none' ELSE ' some' END) FROM tandem.busy_in_force AS busy JOIN tandem.person_seen ON id = busy.person",
        as: login)
    }
    #expect(try told("mia") == "jonas none, mia some")
    #expect(try told("ralf") == "jonas none, mia none")
    #expect(try told("kim") == "jonas some, mia some")
  }
}
