import Glibc
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
