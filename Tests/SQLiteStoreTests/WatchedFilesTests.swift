import Foundation
import TestSupport
import Testing

@testable import SQLiteStore

/// What wakes the one who watches a database, as the kernel tells it.
@Suite struct WatchedFilesTests {
  private let folder = TemporaryFolder()
  private let events = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))

  @Test func onlyTheDatabaseAndItsLogsWakeUs() throws {
    defer { close(events) }
    try write("program.db", "a")
    let watched = try #require(WatchedFiles(events: events, folder: folder.file(""), database: "program.db"))
    try write("program.db.log", "a line")
    try write("other.db-wal", "a line")
    #expect(!woken(watched))
    try write("other.db-wal", "another line")
    // Nothing was even told of.
    #expect(read() == nil)

    try write("program.db", "b")
    #expect(woken(watched))
    try write("program.db-wal", "its log is new")
    #expect(woken(watched))
    try write("program.db-wal", "and written to")
    #expect(woken(watched))
  }

  @Test func aDatabaseThatIsPutInPlaceOfTheOldIsWatched() throws {
    defer { close(events) }
    try write("program.db", "a")
    let watched = try #require(WatchedFiles(events: events, folder: folder.file(""), database: "program.db"))
    try write("new", "b")
    #expect(!woken(watched))
    #expect(rename(folder.file("new"), folder.file("program.db")) == 0)
    #expect(woken(watched))
    try write("program.db", "c")
    #expect(woken(watched))
  }

  /// Into the file that is there, as SQLite does.
  private func write(_ name: String, _ text: String) throws {
    let file = open(folder.file(name), O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    try #require(file >= 0)
    defer { close(file) }
    #expect(Glibc.write(file, text, text.utf8.count) == text.utf8.count)
  }

  private func woken(_ watched: WatchedFiles) -> Bool { read().map { watched.concern($0[...]) } ?? false }

  /// What the kernel has to tell, nil for nothing.
  private func read() -> [UInt8]? {
    var chunk = [UInt8](repeating: 0, count: 4_096)
    let count = Glibc.read(events, &chunk, chunk.count)
    return count > 0 ? Array(chunk.prefix(count)) : nil
  }
}
