import GRDB
import Glibc
import Mentoring
import Synchronization

/// Tells when a database was changed, by this process or another, without ever looking at it in vain.
///
/// The kernel says that the file or its log was written (inotify); SQLite's data version says whether that was a commit.
final class FileWatch: WatchToken {
  private let events: Int32
  /// Closing the writing end of this pipe ends the thread.
  private let stop: (reading: Int32, writing: Int32)
  private let isCancelled = Mutex(false)

  /// - Parameter isForReading: whether nothing can be written beside the file: then every write to it, or to its log, is taken
  ///   for a change.
  init(path: String, isForReading: Bool = false, onChange: @escaping @Sendable () -> Void) throws {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[...$0]) } ?? "./"
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    let kernel = inotify_init1(Int32(IN_CLOEXEC))
    events = kernel
    let watched = WatchedFiles(events: kernel, folder: folder, database: name)
    var ends: [Int32] = [-1, -1]
    let isPiped = pipe(&ends) == 0
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    stop = (ends[0], ends[1])
    guard kernel >= 0, isPiped, let watched else {
      throw StoreError.unavailable("\(path) can't be watched: \(String(cString: strerror(errno)))")
    }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(1)
    // A connection of its own: the data version tells of every connection but the one that asks.
    let connection = try isForReading ? nil : DatabaseQueue(path: path, configuration: configuration)
    let seen = try connection?.read { try Self.version($0) }
    let (events, stop) = (events, stop.reading)
    let isStarted = DetachedThread.start {
      Self.run(events: events, stop: stop, watched: watched, connection: connection, seen: seen, onChange: onChange)
      close(events)
      close(stop)
    }
    guard isStarted else { throw StoreError.unavailable("\(path) can't be watched: the system gives no thread") }
  }

  deinit { cancel() }

  func cancel() {
    let isFirst = isCancelled.withLock { isCancelled in
      defer { isCancelled = true }
      return !isCancelled
    }
    guard isFirst else { return }
    close(stop.writing)
  }

  private static func run(
    events: Int32, stop: Int32, watched: WatchedFiles, connection: DatabaseQueue?, seen: Int?,
    onChange: @Sendable () -> Void
  ) {
    var seen = seen
    var sources = [
      pollfd(fd: events, events: Int16(POLLIN), revents: 0), pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
    ]
    var chunk = [UInt8](repeating: 0, count: 65_536)
    // The log is written before its commit counts: the disk is waited for in between, and then memory alone changes,
    // which the kernel does not tell of. Our own writers say when they are done; for others, a few more looks follow.
    let looks: [Int32] = connection == nil ? [200] : [5, 20, 75, 250, 500]
    var due = looks[looks.endIndex...]
    while true {
      let ready = poll(&sources, 2, due.first ?? -1)
      guard ready >= 0 || errno == EINTR else { return }
      guard ready >= 0 else { continue }
      if sources[1].revents != 0 { return }
      if sources[0].revents != 0 {
        let count = Glibc.read(events, &chunk, chunk.count)
        guard count > 0, watched.concern(chunk[..<count]) else { continue }
        due = looks[...]
        // What nobody guards is looked at when its writer has come to rest.
        if connection == nil { continue }
      } else {
        due = due.dropFirst()
      }
      guard let connection else {
        onChange()
        continue
      }
      let version = try? connection.read { try Self.version($0) }
      if version != seen {
        seen = version ?? seen
        onChange()
      }
    }
  }

  private static func version(_ database: Database) throws -> Int {
    try Int.fetchOne(database, sql: "PRAGMA data_version") ?? 0
  }
}
