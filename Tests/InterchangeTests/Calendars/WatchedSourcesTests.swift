import Glibc
import TestSupport
import Testing

@testable import Interchange

/// What the kernel tells of folders that can't be read, or lie behind links.
@Suite final class WatchedSourcesTests {
  private let folder = TemporaryFolder()
  private let events = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
  private var watched: WatchedSources

  /// Somebody who may not read all, for root may.
  private static let nobody: uid_t = 65_534

  init() {
    watched = WatchedSources(events: events)
    mkdir(folder.file("tree"), 0o755)
    mkdir(folder.file("tree/work"), 0o755)
    folder.write("", to: "tree/work/a.ics")
    folder.write("", to: "else.ics")
    chmod(folder.path, 0o755)
    if geteuid() == 0 { for path in [folder.path, folder.file("tree"), folder.file("tree/work")] { give(path) } }
  }

  deinit { close(events) }

  private func give(_ path: String) { _ = chown(path, Self.nobody, Self.nobody) }

  /// Watches as one whom permissions bind; Linux keeps who asks for files by the thread.
  private func watch(_ names: String...) throws {
    typealias SetUser = @convention(c) (uid_t) -> Int32
    let address = try #require(dlsym(nil, "setfsuid"))
    let setUser = unsafeBitCast(address, to: SetUser.self)
    let me = geteuid()
    if me == 0 { _ = setUser(Self.nobody) }
    watched.watch(names.map(folder.file))
    if me == 0 { _ = setUser(me) }
    _ = watched.hasCalendarEvent()
  }

  @Test(arguments: ["tree/work", "tree"])
  func whatCouldNotBeReadIsLookedAfterWhenItCanBe(name: String) throws {
    chmod(folder.file(name), 0)
    try watch("tree/work")
    folder.write("", to: "other.txt")
    chmod(folder.file("else.ics"), 0o600)
    #expect(!watched.hasCalendarEvent())
    chmod(folder.file(name), 0o755)
    #expect(watched.hasCalendarEvent())
    try watch("tree/work")
    folder.write("", to: "tree/work/b.ics")
    #expect(watched.hasCalendarEvent())
  }

  /// Also of a file that could not be read, in a folder or alone.
  @Test(arguments: ["tree/work", "tree/work/a.ics"])
  func thatAFileCanBeReadIsHeard(name: String) throws {
    try watch(name)
    chmod(folder.file("tree/work/a.ics"), 0o600)
    #expect(watched.hasCalendarEvent())
    folder.write("", to: "tree/work/notes.txt")
    chmod(folder.file("tree/work/notes.txt"), 0o600)
    #expect(!watched.hasCalendarEvent())
  }
}
