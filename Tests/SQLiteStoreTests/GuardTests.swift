import GRDB
import Mentoring
import SQLiteStore
import Scheduling
import TestSupport
import Testing

/// What the database refuses to a plain SQL statement.
@Suite struct GuardTests {
  private func insert(
    _ database: DatabaseQueue, _ id: Int, start: Int64, end: Int64, status: String = "confirmed", room: Int? = nil
  ) throws {
    try database.write { database in
      try database.execute(
        sql: """
          INSERT INTO session (id, uid, pair, mentor, mentee, start, "end", zone, status, sequence, room, topic, agenda,
            mentor_buffer, mentee_buffer, reason) VALUES (?, ?, 1, 1, 2, ?, ?, 'UTC', ?, 0, ?, '', '', 0, 0, '')
          """, arguments: [id, "raw-\(id)", start, end, status, room])
    }
  }

  /// Every pair of intervals on a line of six hours: before, touching, overlapping, inside, equal.
  @Test func overlapsOfAPersonAreRefused() throws {
    for start in 0..<6 {
      for end in start + 1...6 {
        let fixture = try DatabaseFixture()
        let database = try fixture.raw()
        try insert(database, 1, start: 2 * 3_600, end: 4 * 3_600)
        let overlaps = start < 4 && 2 < end
        if overlaps {
          #expect(throws: DatabaseError.self) {
            try insert(database, 2, start: Int64(start) * 3_600, end: Int64(end) * 3_600)
          }
        } else {
          try insert(database, 2, start: Int64(start) * 3_600, end: Int64(end) * 3_600)
        }
      }
    }
  }

  @Test func updatesAndRevivalsAreGuardedToo() throws {
    let database = try DatabaseFixture().rawKept()
    try insert(database.queue, 1, start: 0, end: 3_600)
    try insert(database.queue, 2, start: 3_600, end: 7_200)
    try insert(database.queue, 3, start: 0, end: 3_600, status: "cancelled")
    for sql in [
      "UPDATE session SET start = 3599 WHERE id = 2", "UPDATE session SET status = 'confirmed' WHERE id = 3",
      "UPDATE session SET \"end\" = 3601 WHERE id = 1", "UPDATE hold SET start = 1", "DELETE FROM session",
    ] {
      #expect(throws: DatabaseError.self, "\(sql)") { try database.queue.write { try $0.execute(sql: sql) } }
    }
    // What frees time is allowed, and then the time can be had.
    try database.queue.write { try $0.execute(sql: "UPDATE session SET status = 'cancelled' WHERE id = 1") }
    try database.queue.write { try $0.execute(sql: "UPDATE session SET status = 'confirmed' WHERE id = 3") }
  }

  /// However what is asked for lies to what was agreed, both are taken, and let go of together.
  @Test(arguments: [0, 30, 60, 90, 120, 150, 180], [30, 60, 180])
  func anAgreedTimeIsTakenAsWell(start: Int64, length: Int64) throws {
    let database = try DatabaseFixture().rawKept()
    try insert(database.queue, 1, start: start * 60, end: (start + length) * 60, status: "cancelled", room: 1)
    try database.queue.write {
      try $0.execute(
        sql: """
          UPDATE session SET status = 'countered', proposer = 1, deadline = 0, agreed_start = 5400, agreed_end = 9000
          """)
    }
    for minute in Int64(0)..<400 {
      let isTaken = (start..<start + length).contains(minute) || (90..<150).contains(minute)
      let holds = try database.queue.read { database in
        try ["hold", "room_hold"].map { table in
          try Int.fetchOne(
            database, sql: "SELECT count(*) FROM \(table) WHERE start <= ? AND \"end\" > ?",
            arguments: [minute * 60, minute * 60])
        }
      }
      #expect(holds == (isTaken ? [2, 1] : [0, 0]), "minute \(minute)")
    }
    // One that comes with both is the same as one that came to have them.
    let holds = """
      SELECT group_concat(person || ' ' || start || ' ' || "end") FROM (SELECT * FROM hold ORDER BY person, start)
      """
    let first = try database.queue.read { try String.fetchOne($0, sql: holds) }
    let copy = try DatabaseFixture().rawKept()
    try copy.queue.write {
      try $0.execute(
        sql: """
          INSERT INTO session (id, uid, pair, mentor, mentee, start, "end", zone, status, sequence, room, topic, agenda,
            mentor_buffer, mentee_buffer, reason, proposer, deadline, agreed_start, agreed_end)
            VALUES (1, 'raw', 1, 1, 2, ?, ?, 'UTC', 'countered', 0, 1, '', '', 0, 0, '', 1, 0, 5400, 9000)
          """, arguments: [start * 60, (start + length) * 60])
    }
    #expect(try copy.queue.read { try String.fetchOne($0, sql: holds) } == first)
    #expect(throws: DatabaseError.self) { try insert(database.queue, 2, start: 5_000, end: 5_401) }
    #expect(throws: DatabaseError.self) {
      try database.queue.write { try $0.execute(sql: "UPDATE session SET agreed_end = agreed_start + 86401") }
    }
    try database.queue.write {
      try $0.execute(
        sql: "UPDATE session SET status = 'confirmed', deadline = NULL, agreed_start = NULL, agreed_end = NULL")
    }
    #expect(try database.queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM hold") } == 2)
  }

  @Test func aRoomHoldsOneSession() throws {
    let database = try DatabaseFixture().rawKept()
    try insert(database.queue, 1, start: 0, end: 3_600, room: 1)
    #expect(throws: DatabaseError.self) {
      try database.queue.write { database in
        try database.execute(
          sql: """
            INSERT INTO session (id, uid, pair, mentor, mentee, start, "end", zone, status, sequence, room, topic, agenda,
              mentor_buffer, mentee_buffer, reason)
            VALUES (9, 'x', 2, 3, 4, 1800, 5400, 'UTC', 'confirmed', 0, 1, '', '', 0, 0, '')
            """
        )
      }
    }
  }

  @Test func theHistoryIsOnlyAppendedTo() throws {
    let database = try DatabaseFixture().rawKept()
    for sql in [
      "UPDATE step SET actor = 'me'", "DELETE FROM step",
    ] {
      #expect(throws: DatabaseError.self, "\(sql)") { try database.queue.write { try $0.execute(sql: sql) } }
    }
  }

  @Test(arguments: [
    "INSERT INTO pair VALUES (9, 1, 1, 'peer', '', NULL, NULL, NULL, NULL, NULL, 'active', '')",
    "INSERT INTO pair VALUES (9, 1, 99, 'peer', '', NULL, NULL, NULL, NULL, NULL, 'active', '')",
    "UPDATE session SET status = 'perhaps'", "UPDATE session SET status = 'requested'",
    "UPDATE person SET login = 'ralf' WHERE id = 1",
    "UPDATE person SET role = 'boss'", "UPDATE person SET manager = id", "UPDATE room SET capacity = 0",
  ])
  func checksHold(sql: String) throws {
    let database = try DatabaseFixture().rawKept()
    try insert(database.queue, 1, start: 0, end: 3_600)
    #expect(throws: DatabaseError.self) { try database.queue.write { try $0.execute(sql: sql) } }
  }
}

extension DatabaseFixture {
  /// The file stays while the connection is used.
  func rawKept() throws -> (fixture: DatabaseFixture, queue: DatabaseQueue) { (self, try raw()) }
}
