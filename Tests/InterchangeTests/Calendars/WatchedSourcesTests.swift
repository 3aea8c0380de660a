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
    mkdir(folder.file("tree/office"), 0o755)
    folder.write("", to: "tree/office/a.ics")
    folder.write("", to: "else.ics")
    chmod(folder.path, 0o755)
    if geteuid() == 0 { for path in [folder.path, folder.file("tree"), folder.file("tree/office")] { give(path) } }
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

  @Test(arguments: ["tree/office", "tree"])
  func whatCouldNotBeReadIsLookedAfterWhenItCanBe(name: String) throws {
    chmod(folder.file(name), 0)
    try watch("tree/office")
    folder.write("", to: "other.txt")
    chmod(folder.file("else.ics"), 0o600)
    #expect(!watched.hasCalendarEvent())
    chmod(folder.file(name), 0o755)
    #expect(watched.hasCalendarEvent())
    try watch("tree/office")
    folder.write("", to: "tree/office/b.ics")
    #expect(watched.hasCalendarEvent())
  }

  /// Also of a file that could not be read, in a folder or alone.
  @Test(arguments: ["tree/office", "tree/office/a.ics"])
  func thatAFileCanBeReadIsHeard(name: String) throws {
    try watch(name)
    chmod(folder.file("tree/office/a.ics"), 0o600)
    #expect(watched.hasCalendarEvent())
    folder.write("", to: "tree/office/notes.txt")
    chmod(folder.file("tree/office/notes.txt"), 0o600)
    #expect(!watched.hasCalendarEvent())
  }

  /// Files and folders may lie elsewhere, and be linked into a calendar.
  @Test func whatLinksInAFolderLeadToIsHeard() throws {
    mkdir(folder.file("far"), 0o755)
    mkdir(folder.file("farther"), 0o755)
    folder.write("", to: "far/entry")
    symlink("../../far/entry", folder.file("tree/office/1.ics"))
    symlink("../../farther", folder.file("tree/office/sub"))
    symlink("../../later", folder.file("tree/office/none"))
    func isHeard(_ change: () -> Void) throws -> Bool {
      try watch("tree/office")
      change()
      return watched.hasCalendarEvent()
    }
    #expect(try isHeard { folder.write("in place", to: "far/entry") })
    folder.write("", to: "new")
    #expect(try isHeard { rename(folder.file("new"), folder.file("far/entry")) })
    #expect(try isHeard { folder.write("", to: "farther/b.ics") })
    #expect(try isHeard { mkdir(folder.file("later"), 0o755) })
    #expect(try !isHeard { folder.write("", to: "far/other") })
    #expect(try !isHeard { folder.write("", to: "farther/other") })
    // The links themselves come, are turned over, and go.
    #expect(try isHeard { symlink("../../far", folder.file("tree/office/more")) })
    symlink("../../farther", folder.file("tree/.next"))
    #expect(try isHeard { rename(folder.file("tree/.next"), folder.file("tree/office/more")) })
    #expect(try isHeard { unlink(folder.file("tree/office/more")) })
    #expect(try isHeard { rename(folder.file("farther"), folder.file("away")) })
    // A program's lock is often a link that leads nowhere.
    #expect(try !isHeard { symlink("mia@host.1", folder.file("tree/office/.#lock")) })
  }

  @Test func linksThatLeadInACircleEnd() throws {
    symlink("..", folder.file("tree/office/above"))
    symlink(".", folder.file("tree/office/here"))
    symlink("itself", folder.file("tree/office/itself"))
    try watch("tree/office")
    folder.write("", to: "tree/office/a.ics")
    #expect(watched.hasCalendarEvent())
  }
}
