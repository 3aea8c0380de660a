import Dispatch
import Foundation
import GRDB
import Glibc
import Mentoring
import Scheduling
import Synchronization
import TestSupport
import Testing

@testable import SQLiteStore

/// Each way in which a file can be unusable is one sentence, and the file stays as it was.
@Suite struct FaultTests {
  private func failure(_ path: String, isReadOnly: Bool = false, makesFolder: Bool = false) -> StoreError? {
    do throws(StoreError) {
      _ = try ProgramDatabase(
        path: path, zones: Company.zones, domain: "test.invalid", isReadOnly: isReadOnly, makesFolder: makesFolder)
      return nil
    } catch {
      return error
    }
  }

  @Test func aTextIsNoDatabase() {
    let folder = TemporaryFolder()
    folder.write("these are my notes, and they are long enough", to: "notes.txt")
    guard case .foreign? = failure(folder.file("notes.txt")) else {
      Issue.record("a text was opened")
      return
    }
  }

  /// Not a byte of it is changed, and nothing is put beside it, whether its own program has it open or not.
  @Test(arguments: [false, true])
  func aForeignDatabaseIsLeftAlone(hasLog: Bool) throws {
    let folder = TemporaryFolder()
    let path = folder.file("other.db")
    let other = try DatabaseQueue(path: path)
    if hasLog { try other.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") } }
    try other.write { try $0.execute(sql: "CREATE TABLE recipe (name TEXT)") }
    let before = try contents(of: folder)
    guard case .foreign? = failure(path) else {
      Issue.record("a foreign database was opened")
      return
    }
    #expect(try contents(of: folder) == before)
    if !hasLog { #expect(Set(before.keys) == ["other.db"]) }
    #expect(try other.read { try String.fetchAll($0, sql: "SELECT name FROM sqlite_schema") } == ["recipe"])
  }

  @Test func aNewerVersionIsNamed() throws {
    let fixture = try DatabaseFixture()
    let copy = TemporaryFolder()
    let path = copy.file("newer.db")
    try fixture.raw().writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO '\(path)'") }
    let newer = try DatabaseQueue(path: path)
    try newer.write { try $0.execute(sql: "PRAGMA user_version = 99") }
    try newer.close()
    let before = try contents(of: copy)
    guard case .newer(let text)? = failure(path) else {
      Issue.record("a newer database was opened")
      return
    }
    #expect(text.contains("99"))
    #expect(try contents(of: copy) == before)
  }

  /// What the log alone tells counts: a program that was just made is ours.
  @Test func aProgramWhoseFileTellsNothingYetIsOpened() throws {
    let fixture = try DatabaseFixture()
    _ = try fixture.book("2026-11-26 15:00")
    let file = try #require(fopen(fixture.path, "r+b"))
    fseek(file, 60, SEEK_SET)
    fwrite([UInt8](repeating: 0, count: 12), 1, 12, file)
    fclose(file)
    #expect(failure(fixture.path) == nil)
  }

  /// The bytes of each file in a folder; but for the memory that the readers of a log share.
  private func contents(of folder: TemporaryFolder) throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasSuffix("-shm") }
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: URL(fileURLWithPath: folder.file($0)))) })
  }

  /// What was opened has gone elsewhere: what is written there nobody would find.
  @Test(arguments: [false, true])
  func aFileThatWasMovedIsNotUsedAnyMore(isReplaced: Bool) throws {
    let fixture = try DatabaseFixture()
    _ = try fixture.book("2026-11-26 15:00")
    try FileManager.default.moveItem(atPath: fixture.path, toPath: fixture.path + ".old")
    if isReplaced { try Data().write(to: URL(fileURLWithPath: fixture.path)) }
    // A program that could still read would say that all is well again.
    for use in [{ _ = try fixture.book("2026-11-27 15:00") }, { _ = try fixture.store.read { try $0.pairs() } }] {
      #expect {
        try use()
      } throws: { error in
        guard case .unavailable(let text, _)? = error as? StoreError else { return false }
        return text.contains("is not the file that was opened")
      }
    }
    try? FileManager.default.removeItem(atPath: fixture.path)
    try FileManager.default.moveItem(atPath: fixture.path + ".old", toPath: fixture.path)
    _ = try fixture.book("2026-11-27 15:00")
  }

  @Test func damageIsTold() throws {
    let fixture = try DatabaseFixture()
    _ = try fixture.book("2026-11-26 15:00")
    let copy = fixture.folder.file("copy.db")
    try fixture.raw().writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO '\(copy)'") }
    let file = try #require(fopen(copy, "r+b"))
    fseek(file, 4_096, SEEK_SET)
    fwrite([UInt8](repeating: 0xAA, count: 40_000), 1, 40_000, file)
    fclose(file)
    // Where the damage lies decides whether opening or reading finds it.
    do {
      let store = try ProgramDatabase(path: copy, zones: Company.zones, domain: "test.invalid")
      _ = try store.read { (try $0.people(), try $0.pairs(), try $0.sessions(SessionFilter())) }
      Issue.record("the damage was not found")
    } catch let error as StoreError {
      guard case .damaged = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test func foldersAndMissingFilesAreNamed() {
    let folder = TemporaryFolder()
    guard case .unavailable? = failure(folder.path) else {
      Issue.record("a folder was opened")
      return
    }
    guard case .unavailable? = failure(folder.file("none.db"), isReadOnly: true) else {
      Issue.record("a file was made for reading only")
      return
    }
    guard case .unavailable(let text, _)? = failure(folder.file("new/deep/tandem.db")) else {
      Issue.record("a folder was made for a path that may be mistyped")
      return
    }
    #expect(text.contains("\(folder.file("new/deep")) is not there") && access(folder.file("new"), F_OK) != 0)
    #expect(failure(folder.file("new/deep/tandem.db"), makesFolder: true) == nil)
  }

  @Test func readingOnlyNeverWrites() throws {
    let fixture = try DatabaseFixture()
    let store = try ProgramDatabase(path: fixture.path, zones: Company.zones, domain: "x.invalid", isReadOnly: true)
    #expect(try store.read { try $0.people() }.count == 5)
    let booking = Booking(pair: PairID(1), start: try fixture.company.at("2026-11-26 15:00"), length: 60)
    #expect {
      try store.perform(.book(booking), by: Actor(fixture.company.mia), at: fixture.company.now)
    } throws: { error in
      if case StoreError.readOnly = error { true } else { false }
    }
  }

  @Test func anotherProgramsLockIsWaitedForAndThenTold() throws {
    let fixture = try DatabaseFixture()
    let holder = try fixture.raw()
    try holder.writeWithoutTransaction { database in
      try database.execute(sql: "BEGIN IMMEDIATE")
      #expect {
        _ = try fixture.book("2026-11-26 15:00")
      } throws: { error in
        if case StoreError.locked = error { true } else { false }
      }
      try database.execute(sql: "ROLLBACK")
    }
    #expect(try fixture.book("2026-11-26 15:00") != nil)
  }

  /// As one is that was ended while it was being made: whoever only looks finds nothing, and makes nothing.
  @Test func aDatabaseWithoutTablesIsNoProgram() throws {
    let folder = TemporaryFolder()
    let path = folder.file("begun.db")
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 1; PRAGMA user_version = 0") }
    try queue.close()
    for isReadOnly in [true, false] {
      let error = #expect(throws: StoreError.self) {
        _ = try ProgramDatabase(
          path: path, zones: Company.zones, domain: "x.invalid", isReadOnly: isReadOnly, mustExist: true)
      }
      #expect(error?.message.contains("there is no program at") == true, "\(String(describing: error))")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["begun.db"])
    _ = try ProgramDatabase(path: path, zones: Company.zones, domain: "x.invalid")
  }

  /// A pool is set up by writing where the log is empty; reading must not wait for whoever writes at that moment.
  @Test func anotherProgramsLockKeepsNobodyFromReading() throws {
    let fixture = try DatabaseFixture()
    let path = fixture.folder.file("quiet.db")
    try fixture.raw().writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO '\(path)'") }
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let holder = try DatabaseQueue(path: path, configuration: configuration)
    try holder.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL; BEGIN IMMEDIATE") }
    let began = ContinuousClock.now
    let store = try ProgramDatabase(path: path, zones: Company.zones, domain: "test.invalid", mustExist: true)
    #expect(try store.read { try $0.people() }.count == 5)
    #expect(ContinuousClock.now - began < .seconds(2))
    let booking = Booking(pair: PairID(1), start: try fixture.company.at("2026-11-26 15:00"), length: 60)
    let (mia, now) = (Actor(fixture.company.mia), fixture.company.now)
    // Writing waits its turn, while reading goes on.
    let booked = Mutex(Int?.none)
    let end = DispatchSemaphore(value: 0)
    #expect(
      DetachedThread.start {
        let outcome = try? store.perform(.book(booking), by: mia, at: now)
        booked.withLock { $0 = outcome?.sessions.count }
        end.signal()
      })
    usleep(300_000)
    #expect(try store.read { try $0.sessions(SessionFilter()) }.isEmpty)
    try holder.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    end.wait()
    #expect(booked.withLock { $0 } == 1)
    #expect(try store.read { try $0.sessions(SessionFilter()) }.count == 1)
  }

  @Test func whoHoldsALockIsNamed() throws {
    let folder = TemporaryFolder()
    let path = folder.file("a.db")
    folder.write("", to: "a.db-turn")
    #expect(LockHolder.ofTurn(path) == "")
    let other = try ChildProcess("/usr/bin/flock", [path + "-turn", "sleep", "20"])
    defer { other.kill() }
    var words = ""
    for _ in 0..<200 where words.isEmpty {
      usleep(20_000)
      words = LockHolder.ofTurn(path)
    }
    #expect(words.hasPrefix(" (process ") && words.hasSuffix(", flock)"))
  }

  @Test func whatMustExistIsNotMade() {
    let folder = TemporaryFolder()
    let path = folder.file("deep/none.db")
    do throws(StoreError) {
      _ = try ProgramDatabase(path: path, zones: Company.zones, domain: "test.invalid", mustExist: true)
      Issue.record("it was made")
    } catch {
      guard case .unavailable(let text, _) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(text.contains("there is no program at \(path)"))
    }
    #expect(access(folder.file("deep"), F_OK) != 0)
  }

  /// What SQLite says of flipped bytes quotes the statement in which they lie.
  @Test func aDamagedSchemaIsOneSentence() throws {
    let fixture = try DatabaseFixture()
    let copy = fixture.folder.file("copy.db")
    _ = try fixture.store.backUp(to: copy)
    let raw = try DatabaseQueue(path: copy)
    try raw.writeWithoutTransaction { database in
      try database.execute(
        sql: """
          PRAGMA writable_schema = ON;
          UPDATE sqlite_schema SET sql = replace(sql, 'location', '`location') WHERE name = 'room';
          """)
    }
    try raw.close()
    do {
      let store = try ProgramDatabase(path: copy, zones: Company.zones, domain: "x.invalid")
      _ = try store.read { try $0.people() }
      Issue.record("it was opened")
    } catch let error as StoreError {
      guard case .damaged(let text) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(!text.contains("\n") && text.count < copy.count + 250, "\(text)")
      #expect(text.contains("restore it from a backup"))
    }
  }
}
