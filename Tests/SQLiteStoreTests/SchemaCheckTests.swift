import GRDB
import Mentoring
import Scheduling
import TestSupport
import Testing

@testable import SQLiteStore

/// A file whose guards were taken out by another program's hand is not sound.
@Suite struct SchemaCheckTests {
  @Test func aProgramAsItWasMadeIsSound() throws {
    let fixture = try DatabaseFixture()
    #expect(try fixture.store.schemaDifferences().isEmpty)
    let copy = fixture.folder.file("copy.db")
    _ = try fixture.store.backUp(to: copy)
    let restored = try ProgramDatabase(path: copy, zones: Company.zones, domain: "x.invalid")
    #expect(try restored.schemaDifferences().isEmpty)
  }

  /// Tables that were made anew, renamed and extended are the same as ones that were made at once.
  @Test(arguments: 1..<Schema.version)
  func aProgramOfAnEarlierVersionBecomesSound(version: Int) throws {
    let folder = TemporaryFolder()
    let path = folder.file("old.db")
    let old = try DatabaseQueue(path: path)
    try old.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA foreign_keys = OFF")
      for step in Schema.steps.prefix(version) { try database.execute(sql: step.sql) }
      try database.execute(
        sql: """
          INSERT INTO program (id, name, domain, policy) VALUES (1, 'Mentoring', 'x', '');
          PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = \(version);
          """)
    }
    try old.close()
    let store = try ProgramDatabase(path: path, zones: Company.zones, domain: "x.invalid")
    #expect(try store.schemaDifferences().isEmpty)
  }

  /// What another program may do beside us, such as `ANALYZE`, is no damage.
  @Test func statisticsAreNoDamage() throws {
    let fixture = try DatabaseFixture()
    try fixture.raw().writeWithoutTransaction { try $0.execute(sql: "ANALYZE; VACUUM") }
    #expect(try fixture.store.schemaDifferences().isEmpty)
  }

  @Test func whatIsGoneIsNamed() throws {
    let fixture = try DatabaseFixture()
    let (trigger, index) = try fixture.raw().write { database in
      let trigger = try String.fetchOne(
        database, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name")
      let index = try String.fetchOne(
        database, sql: "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name")
      let names = try String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
      for name in names { try database.execute(sql: "DROP TRIGGER \(name)") }
      try database.execute(sql: "DROP INDEX \(try #require(index))")
      return (trigger, index)
    }
    let found = try fixture.store.schemaDifferences()
    #expect(found.contains("the trigger \(try #require(trigger)) is missing"))
    #expect(found.contains("the index \(try #require(index)) is missing"))
  }

  @Test func guardsAreThoseOfTheSteps() throws {
    let made = try DatabaseFixture().raw().read {
      try String.fetchAll($0, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    }
    #expect(Set(made) == Schema.guardNames)
  }

  /// Nothing would refuse a collision there.
  @Test(arguments: Schema.guardNames.sorted())
  func aFileWithoutAGuardIsNotWrittenTo(name: String) throws {
    let fixture = try DatabaseFixture()
    let backup = fixture.folder.file("backup.db")
    _ = try fixture.store.backUp(to: backup)
    try fixture.raw().write { try $0.execute(sql: "DROP TRIGGER \(name)") }
    let opened = try ProgramDatabase(path: fixture.path, zones: Company.zones, domain: "x.invalid")
    #expect(opened.isReadOnly && opened.readOnlyCause?.contains("its guard \(name) is missing") == true)
    let booking = Command.book(
      Booking(pair: PairID(1), start: try fixture.company.at("2026-11-26 15:00"), length: 60))
    #expect(throws: StoreError.self) {
      try opened.perform(booking, by: Actor(fixture.company.mia), at: fixture.company.now)
    }
    #expect(try opened.read { try $0.sessions(SessionFilter()) }.isEmpty)
    // What it would come to can be asked, and a backup brings the guards back.
    _ = try opened.perform(booking, by: Actor(fixture.company.mia), at: fixture.company.now, isDryRun: true)
    try opened.restore(from: backup, keeping: nil)
    let restored = try ProgramDatabase(path: fixture.path, zones: Company.zones, domain: "x.invalid")
    #expect(restored.readOnlyCause == nil)
    _ = try restored.perform(booking, by: Actor(fixture.company.mia), at: fixture.company.now)
  }

  /// Another program takes one out while the file is open.
  @Test func aGuardThatGoesIsMissedBeforeTheNextWrite() throws {
    let fixture = try DatabaseFixture()
    _ = try fixture.book("2026-11-26 15:00")
    try fixture.raw().write { try $0.execute(sql: "CREATE INDEX another ON room (location)") }
    _ = try fixture.book("2026-11-27 15:00")
    try fixture.raw().write { try $0.execute(sql: "DROP TRIGGER hold_overlap") }
    let error = #expect(throws: StoreError.self) { try fixture.book("2026-11-30 15:00") }
    #expect(error?.message.contains("its guard hold_overlap is missing") == true)
    #expect(try fixture.store.read { try $0.sessions(SessionFilter()) }.count == 2)
  }

  @Test func whatIsOtherwiseIsNamed() throws {
    let fixture = try DatabaseFixture()
    try fixture.raw().write { database in
      let sql = try #require(
        try String.fetchOne(database, sql: "SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"))
      let name = try #require(
        try String.fetchOne(database, sql: "SELECT name FROM sqlite_schema WHERE sql = ?", arguments: [sql]))
      try database.execute(sql: "DROP TRIGGER \(name)")
      try database.execute(sql: "CREATE TRIGGER \(name) BEFORE UPDATE ON person BEGIN SELECT 1; END")
      try database.execute(sql: "CREATE TRIGGER stranger BEFORE UPDATE ON person BEGIN SELECT 1; END")
      try database.execute(sql: "ALTER TABLE room ADD COLUMN color TEXT")
    }
    let found = try fixture.store.schemaDifferences()
    #expect(found.contains("the table room is not as Tandem makes it"))
    #expect(found.contains { $0.hasPrefix("the trigger ") && $0.hasSuffix(" is not as Tandem makes it") })
    #expect(found.contains("the trigger stranger is not Tandem's"))
    #expect(found.count == 3)
  }
}
