import Foundation
import GRDB
import Glibc
import Mentoring
import TestSupport
import Testing

@testable import SQLiteStore

/// What a backup leaves beside its file.
@Suite struct BackupTests {
  @Test func whatAKilledBackupLeftIsTakenAwayByTheNext() throws {
    let fixture = try DatabaseFixture()
    let file = "\(fixture.path).backup"
    let gone = try ended()
    let left = [
      "\(file).new-\(gone)", "\(file).new-\(gone)-journal", "\(file).new-\(getppid())",
      // Of one that is still at work, of another file, and what only looks alike.
      "\(file).new-1", "\(fixture.path).other.new-\(gone)", "\(file).new-\(gone).txt", "\(file).new-",
    ]
    for path in left { try #require(close(open(path, O_CREAT | O_WRONLY, 0o600)) == 0) }
    // Numbers are given again: who has this one now began long after the file was written last.
    var old = [timeval(), timeval()]
    try #require(utimes(left[2], &old) == 0)
    _ = try fixture.store.backUp(to: file)
    #expect(left.map { access($0, F_OK) == 0 } == [false, false, false, true, true, true, true])
    #expect(access(file, F_OK) == 0)
    for path in left + [file] { unlink(path) }
  }

  /// Of what is damaged no backup is made; the error names it, and not the file that was to become one.
  @Test func whatIsDamagedIsNamed() throws {
    let fixture = try DatabaseFixture()
    let file = "\(fixture.path).backup"
    _ = try fixture.store.backUp(to: file)
    let bad = fixture.folder.file("bad.db")
    _ = try fixture.store.backUp(to: bad)
    truncate(bad, 40_960)
    let error = #expect(throws: StoreError.self) {
      try ProgramDatabase(path: bad, zones: Company.zones, domain: "x.invalid").restore(
        from: file, keeping: "\(bad).kept")
    }
    guard case .damaged(let words)? = error else {
      Issue.record("\(error as Any)")
      return
    }
    #expect(words.hasPrefix("\(bad) is damaged") && !words.contains("\n"), "\(words)")
    #expect(access("\(bad).kept", F_OK) != 0)
    #expect(throws: StoreError.self) { try ProgramDatabase.requireBackup(bad) }
    try ProgramDatabase.moveAside(bad, to: "\(bad).kept")
    try ProgramDatabase(path: bad, zones: Company.zones, domain: "x.invalid").restore(from: file, keeping: nil)
    let restored = try ProgramDatabase(path: bad, zones: Company.zones, domain: "x.invalid")
    #expect(try restored.read { try $0.people().count } == fixture.store.read { try $0.people().count })
    #expect(access("\(bad).kept", F_OK) == 0)
  }

  /// Found by looking through the copy, it is the source's all the same; and one byte of the head is damage as well.
  @Test(arguments: [(-4_096, [UInt8](repeating: 0, count: 4_096)), (47, [5])])
  func damageIsTheSources(offset: Int, bytes: [UInt8]) throws {
    let fixture = try DatabaseFixture()
    let (bad, file) = (fixture.folder.file("bad.db"), fixture.folder.file("new.db"))
    _ = try fixture.store.backUp(to: bad)
    let handle = try #require(FileHandle(forUpdatingAtPath: bad))
    let size = try handle.seekToEnd()
    try handle.seek(toOffset: offset < 0 ? size - UInt64(-offset) : UInt64(offset))
    try handle.write(contentsOf: bytes)
    try handle.close()
    let error = #expect(throws: StoreError.self) {
      try ProgramDatabase(path: bad, zones: Company.zones, domain: "x.invalid").backUp(to: file)
    }
    guard case .damaged(let words)? = error else {
      Issue.record("\(error as Any)")
      return
    }
    #expect(words.hasPrefix("\(bad) is damaged"), "\(words)")
    #expect(access(file, F_OK) != 0)
  }

  /// With a guard missing it would take collisions.
  @Test func whatIsWithoutItsGuardsIsNotRestored() throws {
    let fixture = try DatabaseFixture()
    let file = "\(fixture.path).backup"
    _ = try fixture.store.backUp(to: file)
    try DatabaseQueue(path: file).write { try $0.execute(sql: "DROP TRIGGER hold_overlap") }
    let error = #expect(throws: StoreError.self) { try fixture.store.restore(from: file, keeping: nil) }
    #expect(error?.message.contains("is without its guard hold_overlap, so nothing was changed") == true)
    #expect(try ProgramDatabase(path: fixture.path, zones: Company.zones, domain: "x.invalid").readOnlyCause == nil)
  }

  @Test(arguments: [0o600, 0o640] as [mode_t])
  func whoMayNotReadTheFileMayNotReadItsCopy(mode: mode_t) throws {
    let fixture = try DatabaseFixture()
    chmod(fixture.path, mode)
    let file = "\(fixture.path).backup"
    _ = try fixture.store.backUp(to: file)
    var status = stat()
    #expect(stat(file, &status) == 0 && status.st_mode & 0o777 == mode)
  }

  /// The number of a process that is there no more.
  private func ended() throws -> pid_t {
    var process = pid_t()
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("/bin/true"), nil]
    defer { free(arguments[0]) }
    try #require(posix_spawn(&process, "/bin/true", nil, nil, &arguments, nil) == 0)
    var status: Int32 = 0
    try #require(waitpid(process, &status, 0) == process)
    return process
  }
}
