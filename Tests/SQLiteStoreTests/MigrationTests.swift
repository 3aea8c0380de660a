import GRDB
import Mentoring
import Scheduling
import TestSupport
import Testing

@testable import SQLiteStore
@testable import Tables

/// A file of each earlier version opens with everything that was in it.
@Suite struct MigrationTests {
  @Test func theFirstVersionsSessionsAndHistoryAreKept() throws {
    let folder = TemporaryFolder()
    let path = folder.file("first.db")
    let session = Session(
      id: SessionID(1), uid: "session-1@x", pair: PairID(1), mentor: PersonID(1), mentee: PersonID(2),
      interval: Interval(start: Instant(seconds: 1_795_700_000), seconds: 3_600), zone: "Europe/Berlin")
    let first = try DatabaseQueue(path: path)
    try first.write { database in
      try database.execute(sql: Schema.steps[0].sql)
      try database.execute(
        sql: """
          INSERT INTO program VALUES (1, 'Mentoring', 'x', '');
          INSERT INTO person VALUES (1, 'mia', 'Mia', '', 'Europe/Berlin', 'Mon-Fri 09:00-17:00', '', '', 'member', NULL,
            '', NULL, NULL, '', '', NULL, NULL, ''), (2, 'ralf', 'Ralf', '', 'Europe/Berlin', 'Mon-Fri 09:00-17:00', '',
            '', 'member', NULL, '', NULL, NULL, '', '', NULL, NULL, '');
          INSERT INTO pair VALUES (1, 1, 2, 'peer', '', NULL, NULL, NULL, NULL, NULL, 'active', '');
          INSERT INTO session VALUES (1, 'session-1@x', 1, 1, 2, 1795700000, 1795703600, 'Europe/Berlin', 'confirmed', 0,
            NULL, '', '', 0, 0, NULL, NULL, '');
          INSERT INTO step VALUES (1, 5, 'mia', 'action', 'book', 'Booked', '', NULL, 1, 1);
          INSERT INTO reversible VALUES ('mia', 'undo', 1);
          """)
      try database.execute(
        sql: "INSERT INTO change VALUES (1, 0, 'session', NULL, ?)", arguments: [session.storedText])
      try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = 1")
    }

    var told: [String] = []
    let store = try ProgramDatabase(path: path, zones: Company.zones, domain: "y.invalid") { told.append($0) }
    #expect(told == ["bringing \(path) up to date for this version of Tandem, once"])
    _ = try ProgramDatabase(path: path, zones: Company.zones, domain: "y.invalid") { told.append($0) }
    #expect(told.count == 1)
    try store.read { reader in
      #expect(try reader.program().domain == "x")
      let sessions = try reader.sessions(SessionFilter(person: PersonID(2)))
      #expect(sessions == [session])
      let changes = try reader.changes(of: 1)
      #expect(changes == [.session(before: nil, after: session)])
      #expect(try reader.steps(StepFilter(pair: PairID(1))).map(\.summary) == ["Booked"])
    }
    #expect(try store.check() == [])
    // The guards stand, and what was done before can be undone.
    #expect(throws: DatabaseError.self) {
      let first = try DatabaseQueue(path: path)
      try first.write { database in
        try database.execute(
          sql:
            "INSERT INTO session (id, uid, pair, mentor, mentee, start, \"end\", zone, status, sequence, room, topic, "
            + "agenda, mentor_buffer, mentee_buffer, series, original_start, reason) SELECT 2, uid, pair, mentor, mentee, start, \"end\", zone, status, sequence, room, "
            + "topic, agenda, mentor_buffer, mentee_buffer, series, original_start, reason FROM session")
      }
    }
    let undone = try store.perform(.undo, by: .operating(as: "mia"), at: Instant(seconds: 1_795_600_000))
    #expect(undone.sessions.map(\.status) == [.cancelled])
  }

  /// Calendars that were imported before there were subscriptions are none, and the history still reads.
  @Test func theSecondVersionsCalendarsAreNoSubscriptions() throws {
    let folder = TemporaryFolder()
    let path = folder.file("second.db")
    let second = try DatabaseQueue(path: path)
    try second.write { database in
      for step in Schema.steps.prefix(2) { try database.execute(sql: step.sql) }
      let source =
        #"{"blocks":0,"digest":"d","generation":1,"id":1,"importedAt":5,"name":"/a.ics","person":1}"#
      try database.execute(
        sql: """
          INSERT INTO program VALUES (1, 'Mentoring', 'x', '');
          INSERT INTO person VALUES (1, 'mia', 'Mia', '', 'Europe/Berlin', 'Mon-Fri 09:00-17:00', '', '', 'member', NULL,
            '', NULL, NULL, '', '', NULL, NULL, '');
          INSERT INTO busy_source VALUES (1, 1, '/a.ics', 1, 5, 0, 'd');
          INSERT INTO busy_generation VALUES (1, 1, 1);
          INSERT INTO step VALUES (1, 5, 'mia', 'action', 'import busy', 'Imported', '', NULL, NULL, NULL,
            '[{"thing":"busySource","after":\(source)}]');
          INSERT INTO reversible VALUES ('mia', 'undo', 1);
          """)
      try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = 2")
    }
    let store = try ProgramDatabase(path: path, zones: Company.zones, domain: "y.invalid")
    let sources = try store.read { try $0.busySources(of: PersonID(1)) }
    #expect(sources.map(\.name) == ["/a.ics"] && sources.allSatisfy { !$0.isSubscribed && $0.stamp.isEmpty })
    #expect(try store.read { try $0.subscriptions() }.isEmpty)
    _ = try store.perform(.undo, by: .operating(as: "mia"), at: Instant(seconds: 10))
    #expect(try store.read { try $0.busySources(of: PersonID(1)) }.isEmpty)
  }

  @Test(arguments: [0, -1, Int(Int32.min)])
  func aVersionThatWasNeverMadeIsForeign(version: Int) throws {
    let folder = TemporaryFolder()
    let path = folder.file("odd.db")
    _ = try ProgramDatabase(path: path, zones: Company.zones, domain: "x.invalid")
    try DatabaseQueue(path: path).writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA user_version = \(version)")
    }
    let error = #expect(throws: StoreError.self) {
      try ProgramDatabase(path: path, zones: Company.zones, domain: "x.invalid")
    }
    guard case .foreign = error else { return #expect(Bool(false), "\(String(describing: error))") }
  }

  /// However a file came to the newest version, it is the same.
  @Test func aMigratedFileHasTheSchemaOfANewOne() throws {
    func schema(_ queue: DatabaseQueue) throws -> [String] {
      try queue.read { database in
        try String.fetchAll(database, sql: "SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY name")
      }
    }
    let folder = TemporaryFolder()
    let old = try DatabaseQueue(path: folder.file("old.db"))
    try old.write { database in
      try database.execute(sql: Schema.steps[0].sql)
      try database.execute(sql: "INSERT INTO program VALUES (1, 'Mentoring', 'x', '')")
      try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = 1")
    }
    _ = try ProgramDatabase(path: folder.file("old.db"), zones: Company.zones, domain: "x")
    _ = try ProgramDatabase(path: folder.file("new.db"), zones: Company.zones, domain: "x")
    let new = try DatabaseQueue(path: folder.file("new.db"))
    let (migrated, fresh) = (try schema(old), try schema(new))
    #expect(migrated == fresh)
  }

  /// Requests still hold their time, room included, and the stacks of undo lead to the same steps.
  @Test func theTenthVersionsRequestsAndStacksAreKept() throws {
    let folder = TemporaryFolder()
    let path = folder.file("tenth.db")
    let tenth = try DatabaseQueue(path: path)
    try tenth.write { database in
      for step in Schema.steps.prefix(10) { try database.execute(sql: step.sql) }
      try database.execute(
        sql: """
          INSERT INTO program VALUES (1, 'Mentoring', 'x', '');
          INSERT INTO person VALUES (1, 'mia', 'Mia', '', 'Europe/Berlin', 'Mon-Fri 09:00-17:00', '', '', 'member', NULL,
            '', NULL, NULL, '', '', NULL, NULL, ''), (2, 'ralf', 'Ralf', '', 'Europe/Berlin', 'Mon-Fri 09:00-17:00', '',
            '', 'member', NULL, '', NULL, NULL, '', '', NULL, NULL, '');
          INSERT INTO pair VALUES (1, 1, 2, 'peer', '', NULL, NULL, NULL, NULL, NULL, 'active', '');
          INSERT INTO room VALUES (1, 'Aquarium', '', 'Europe/Berlin', 4, NULL);
          INSERT INTO session (id, uid, pair, mentor, mentee, start, "end", zone, status, sequence, room, topic, agenda,
            mentor_buffer, mentee_buffer, reason, proposer, deadline)
            VALUES (1, 'session-1@x', 1, 1, 2, 1795700000, 1795703600, 'Europe/Berlin', 'requested', 0, 1, '', '', 0, 0, '', 1,
            1795690000);
          INSERT INTO step (id, at, actor, kind, command, summary, reason, pair, session, changes)
            VALUES (1, 5, 'mia', 'action', 'ask', 'Asked', '', 1, 1, '[{"thing":"session","after":' ||
              '{"agenda":"","id":1,"interval":{"end":1795703600,"start":1795700000},"mentee":2,"menteeBuffer":0,"mentor":1,' ||
              '"mentorBuffer":0,"pair":1,"reason":"","request":{"deadline":1795690000,"message":"","proposer":1},"room":1,"sequence":0,' ||
              '"status":"requested","topic":"","uid":"session-1@x","waivers":[],"zone":"Europe/Berlin"}}]');
          INSERT INTO reversible VALUES ('mia', 'undo', 1);
          """)
      try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = 10")
    }

    let store = try ProgramDatabase(path: path, zones: Company.zones, domain: "y.invalid")
    #expect(try store.check() == [])
    let now = Instant(seconds: 1_795_600_000)
    try store.read { reader in
      #expect(try reader.requests(of: PersonID(2)).map(\.id) == [SessionID(1)])
      let week = Interval(start: now, seconds: 7 * 86_400)
      #expect(try reader.engagements(of: RoomID(1), in: week).map(\.isHold) == [true])
      let target = try reader.undoTarget(of: "mia")
      #expect(target?.id == 1)
    }
    let undone = try store.perform(.undo, by: .operating(as: "mia"), at: now)
    #expect(undone.sessions.map(\.status) == [.withdrawn])
    try store.read { reader in
      #expect(try reader.requests(of: PersonID(2)).isEmpty)
      #expect(try reader.undoTarget(of: "mia") == nil)
      let target = try reader.redoTarget(of: "mia")
      #expect(target?.target == 1)
    }
  }

  /// What was agreed is held from now on, room included; where somebody has taken it, as they could, it is gone.
  @Test func theEleventhVersionsAgreedTimesAreHeld() throws {
    let folder = TemporaryFolder()
    let path = folder.file("eleventh.db")
    let eleventh = try DatabaseQueue(path: path)
    try eleventh.write { database in
      for step in Schema.steps.prefix(11) { try database.execute(sql: step.sql) }
      try database.execute(
        sql: """
          INSERT INTO program VALUES (1, 'Mentoring', 'x', '');
          INSERT INTO person VALUES (1, 'mia', 'Mia', '', 'Europe/Berlin', 'Mon-Fri 09:00-17:00', '', '', 'member', NULL,
            '', NULL, NULL, '', '', NULL, NULL, ''), (2, 'ralf', 'Ralf', '', 'Europe/Berlin', 'Mon-Fri 09:00-17:00', '',
            '', 'member', NULL, '', NULL, NULL, '', '', NULL, NULL, '');
          INSERT INTO pair VALUES (1, 1, 2, 'peer', '', NULL, NULL, NULL, NULL, NULL, 'active', '');
          INSERT INTO room VALUES (1, 'Aquarium', '', 'Europe/Berlin', 4, NULL);
          """)
      // Two that are asked to move, of which the second's agreed time is the third's by now.
      for (id, start, agreed) in [(1, 100_000, 103_000 as Int?), (2, 200_000, 300_000), (3, 300_000, nil)] {
        let text = agreed.map { #"{"interval":{"end":\#($0 + 3_600),"start":\#($0)},"waivers":[]}"# }
        try database.execute(
          sql: """
            INSERT INTO session (id, uid, pair, mentor, mentee, start, "end", zone, status, sequence, room, topic, agenda,
              mentor_buffer, mentee_buffer, reason, proposer, deadline, agreed)
              VALUES (?, ?, 1, 1, 2, ?, ?, 'Europe/Berlin', ?, 0, 1, '', '', 5, 5, '', ?, ?, ?)
            """,
          arguments: [
            id, "s\(id)", start, start + 3_600, agreed == nil ? "confirmed" : "countered", agreed == nil ? nil : 1,
            agreed == nil ? nil : 90_000, text,
          ])
      }
      try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = 11")
    }
    let store = try ProgramDatabase(path: path, zones: Company.zones, domain: "y.invalid")
    try store.read { reader in
      let all = Interval(Instant(seconds: 0), Instant(seconds: 400_000))
      let wanted = ["100000+3600 true", "103600+3000 false", "200000+3600 true", "300000+3600 false"]
      let held = try reader.engagements(of: PersonID(2), in: all)
      #expect(held.map { "\($0.interval.start.seconds)+\($0.interval.seconds) \($0.isHold)" } == wanted)
      #expect(held.allSatisfy { $0.buffer == 5 })
      let room = try reader.engagements(of: RoomID(1), in: all)
      #expect(room.map { "\($0.interval.start.seconds)+\($0.interval.seconds) \($0.isHold)" } == wanted)
      let first = try #require(try reader.session(SessionID(1)))
      #expect(first.request?.agreed?.interval == Interval(start: Instant(seconds: 103_000), seconds: 3_600))
      #expect(first.deadline == Instant(seconds: 90_000))
      let second = try #require(try reader.session(SessionID(2)))
      #expect(second.request != nil && second.request?.agreed == nil)
    }
  }

  @Test func anOlderFileThatMayNotBeWrittenIsLeftAsItIs() throws {
    let folder = TemporaryFolder()
    let path = folder.file("tenth.db")
    try DatabaseQueue(path: path).write { database in
      for step in Schema.steps.prefix(10) { try database.execute(sql: step.sql) }
      try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = 10")
    }
    let error = #expect(throws: StoreError.self) {
      try ProgramDatabase(path: path, zones: Company.zones, domain: "y.invalid", isReadOnly: true)
    }
    #expect(error?.message.hasSuffix("open it once without --read-only, as who may write it") == true)
    let version = try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
    #expect(version == 10)
  }
}
