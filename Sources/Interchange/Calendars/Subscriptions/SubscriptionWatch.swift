import Dispatch
import Glibc
public import Mentoring
public import Scheduling
import Synchronization

/// Keeps subscriptions up to date while a program runs: reads a calendar again as soon as its files change.
///
/// The kernel tells of changes (inotify), so it costs nothing while there are none. Folders of file systems that tell
/// nothing are looked after every ten minutes.
public final class SubscriptionWatch: Sendable {
  /// Milliseconds without a further change after which files are taken as written.
  private static let settling: Int32 = 300
  /// Programs that never stop writing are not waited for any longer; in settlings.
  private static let mostSettlings = 10
  /// Milliseconds after which it looks whether there are other subscriptions.
  private static let round: Int32 = 60_000
  /// Rounds after which everything is looked after, whether or not the kernel told of anything.
  private static let roundsToLookAfter = 10

  /// Closing the writing end of this pipe ends the thread.
  private let stop: Int32
  private let isCancelled = Mutex(false)

  /// Starts; nil when the system gives no means to.
  ///
  /// - Parameters:
  ///   - person: whose subscriptions; nil for everyone's.
  ///   - onRefresh: told of what was read, failed, or can be read again, on the watch's own thread.
  public init?(
    _ store: any Store, person: PersonID?, zones: any ZoneProvider, clock: @escaping @Sendable () -> Instant,
    onRefresh: @escaping @Sendable ([CalendarSubscriber.Refreshed]) -> Void = { _ in }
  ) {
    let events = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
    var ends: [Int32] = [-1, -1]
    guard events >= 0 else { return nil }
    guard pipe(&ends) == 0 else {
      close(events)
      return nil
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    stop = ends[1]
    let reading = ends[0]
    let queue = DispatchQueue(label: "tandem.calendars", qos: .utility)
    queue.async {
      var run = Run(events: events, stop: reading, store: store, person: person)
      while run.isGoing {
        if run.isDue {
          let refreshed = try? CalendarSubscriber(zones: zones).refresh(store, person: person, now: clock())
          let told = run.news(in: refreshed ?? [])
          if !told.isEmpty { onRefresh(told) }
        }
        run.wait(settling: Self.settling, mostSettlings: Self.mostSettlings, round: Self.round)
      }
      close(events)
      close(reading)
    }
  }

  deinit { cancel() }

  public func cancel() {
    let isFirst = isCancelled.withLock { isCancelled in
      defer { isCancelled = true }
      return !isCancelled
    }
    if isFirst { close(stop) }
  }

  /// The thread's own state.
  private struct Run {
    let events: Int32
    let stop: Int32
    let store: any Store
    let person: PersonID?
    private(set) var isGoing = true
    /// Whether calendars are to be looked after now.
    private(set) var isDue = true
    private var names: [String] = []
    private var watches: [Int32] = []
    private var rounds = 0
    /// Why those could not be read that could not when they were last looked after.
    private var failed: [Int64: String] = [:]

    init(events: Int32, stop: Int32, store: any Store, person: PersonID?) {
      self.events = events
      self.stop = stop
      self.store = store
      self.person = person
      watchAnew()
    }

    /// Watches the folders of what is subscribed to now.
    private mutating func watchAnew() {
      let person = person
      let found = try? store.read { reader in
        try reader.subscriptions().filter { person == nil || $0.person == person }.map(\.name)
      }
      guard let found else { return }
      if found != names { isDue = true }
      names = found
      for watch in watches { inotify_rm_watch(events, watch) }
      // An empty folder that goes away tells of itself alone.
      let mask =
        IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_DELETE_SELF | IN_MOVE_SELF
      watches = Set(names.flatMap(Self.folders)).map { inotify_add_watch(events, $0, UInt32(mask)) }.filter { $0 >= 0 }
    }

    /// What is worth telling: all but what is, and was, as it was before.
    mutating func news(in refreshed: [CalendarSubscriber.Refreshed]) -> [CalendarSubscriber.Refreshed] {
      refreshed.filter { one in
        switch one.result {
        case .failed(let reason):
          // It is looked after again and again; said once is enough.
          return failed.updateValue(reason, forKey: one.source.id) != reason
        case .partly(let outcome, let warnings, let reason):
          return failed.updateValue(reason, forKey: one.source.id) != reason || outcome.step != nil || !warnings.isEmpty
        case .unchanged, .read:
          let hasRecovered = failed.removeValue(forKey: one.source.id) != nil
          return one.wasRead || hasRecovered
        }
      }
    }

    /// The folders in which a change may be one of the calendar.
    private static func folders(of path: String) -> [String] {
      guard VdirFolder.isFolder(path) else {
        return [path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."]
      }
      return (try? VdirFolder(path: path).folders) ?? [path]
    }

    mutating func wait(settling: Int32, mostSettlings: Int, round: Int32) {
      isDue = false
      switch poll(for: round) {
      case .stopped: isGoing = false
      case .changed:
        var left = mostSettlings
        while left > 0, poll(for: settling) == .changed { left -= 1 }
        isDue = true
        // A new folder of a calendar is watched from now on too.
        watchAnew()
      case .nothing:
        rounds += 1
        if rounds % SubscriptionWatch.roundsToLookAfter == 0 { isDue = true }
        watchAnew()
      }
    }

    private enum Event {
      case nothing, changed, stopped
    }

    private func poll(for milliseconds: Int32) -> Event {
      var sources = [
        pollfd(fd: events, events: Int16(POLLIN), revents: 0), pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
      ]
      let end = DispatchTime.now() + .milliseconds(Int(milliseconds))
      while true {
        let now = DispatchTime.now()
        let left = end > now ? Int32((end.uptimeNanoseconds - now.uptimeNanoseconds) / 1_000_000) + 1 : 0
        let ready = Glibc.poll(&sources, 2, left)
        if sources[1].revents != 0 { return .stopped }
        if ready > 0, sources[0].revents != 0, hasCalendarEvent() { return .changed }
        if left == 0 || ready == 0 { return .nothing }
      }
    }

    /// Takes all events. Whether one may be about a calendar: a database in the same folder is written to at each look.
    private func hasCalendarEvent() -> Bool {
      let files = Set(names.compactMap { $0.split(separator: "/").last.map(String.init) })
      let header = MemoryLayout<inotify_event>.size
      var chunk = [UInt8](repeating: 0, count: 65_536)
      var isFound = false
      while true {
        let count = Glibc.read(events, &chunk, chunk.count)
        guard count > 0 else { return isFound }
        var position = 0
        while position + header <= count {
          let (event, name) = chunk.withUnsafeBytes { bytes in
            let event = bytes.loadUnaligned(fromByteOffset: position, as: inotify_event.self)
            let name = bytes[(position + header)..<min(count, position + header + Int(event.len))].prefix { $0 != 0 }
            return (event, String(decoding: name, as: UTF8.self))
          }
          position += header + Int(event.len)
          // That a watch was taken away tells nothing; it is done at each look.
          guard event.mask & UInt32(IN_IGNORED) == 0 else { continue }
          if name.isEmpty || event.mask & UInt32(IN_ISDIR) != 0 || name.lowercased().hasSuffix(".ics")
            || files.contains(name)
          {
            isFound = true
          }
        }
      }
    }
  }
}
