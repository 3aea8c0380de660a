import Dispatch
import Glibc
public import Mentoring
public import Scheduling
import Synchronization

/// Keeps subscriptions up to date while a program runs: reads a calendar again as soon as its files change.
///
/// The kernel tells of changes (inotify), so it costs nothing while there are none. Folders of file systems that tell
/// nothing are looked after every ten minutes. What there is to watch is asked when the store has changed.
public final class SubscriptionWatch: Sendable {
  /// Milliseconds without a further change after which files are taken as written.
  private static let settling: Int32 = 300
  /// Milliseconds after which programs that never stop writing are not waited for any longer.
  private static let mostSettling = 10_000
  /// Milliseconds after which everything is looked after, whether or not the kernel told of anything.
  private static let round = 600_000

  /// A byte in this pipe says that the store has changed; closing its writing end ends the thread.
  private let bell: Int32
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
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    bell = ends[1]
    let reading = ends[0]
    let queue = DispatchQueue(label: "tandem.calendars", qos: .utility)
    queue.async {
      var run = Run(events: events, bell: reading, store: store, person: person)
      while run.isGoing {
        // What can't be written need not be read; a standby may take over later.
        if run.isDue, store.readOnlyCause == nil {
          let refreshed = try? CalendarSubscriber(zones: zones).refresh(store, person: person, now: clock())
          let told = run.news(in: refreshed ?? [])
          if !told.isEmpty { onRefresh(told) }
        }
        run.wait()
      }
      close(events)
      close(reading)
    }
  }

  deinit { cancel() }

  /// Somebody changed the store: there may be other subscriptions than before.
  ///
  /// They are asked for on the watch's own thread. As long as they are the same no file is looked at.
  public func storeChanged() {
    // One byte says as much as several: what finds no room says nothing new.
    isCancelled.withLock { isCancelled in if !isCancelled { _ = Glibc.write(bell, [1], 1) } }
  }

  public func cancel() {
    isCancelled.withLock { isCancelled in
      if !isCancelled { close(bell) }
      isCancelled = true
    }
  }

  /// The thread's own state.
  private struct Run {
    let events: Int32
    let bell: Int32
    let store: any Store
    let person: PersonID?
    private(set) var isGoing = true
    /// Whether calendars are to be looked after now.
    private(set) var isDue = true
    /// What is subscribed to, as far as is known.
    private var subscribed: [Int64: String] = [:]
    private var watched: WatchedSources
    /// When everything was last looked after.
    private var looked = DispatchTime.now()
    /// Why those could not be read that could not when they were last looked after.
    private var failed: [Int64: String] = [:]

    init(events: Int32, bell: Int32, store: any Store, person: PersonID?) {
      self.events = events
      self.bell = bell
      self.store = store
      self.person = person
      watched = WatchedSources(events: events)
      findSubscriptions()
      watchAnew()
    }

    /// Whether there are others than before.
    @discardableResult
    private mutating func findSubscriptions() -> Bool {
      let person = person
      let found = try? store.read { reader in
        try reader.subscriptions().filter { person == nil || $0.person == person }.map { ($0.id, $0.name) }
      }
      guard let found else { return false }
      let before = subscribed
      subscribed = Dictionary(uniqueKeysWithValues: found)
      return subscribed != before
    }

    /// Watches what is subscribed to as it is now, and has it looked after: nothing told of what happened meanwhile.
    private mutating func watchAnew() {
      watched.watch(Array(subscribed.values))
      isDue = true
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

    mutating func wait() {
      if isDue { looked = .now() }
      isDue = false
      let since = (DispatchTime.now().uptimeNanoseconds - looked.uptimeNanoseconds) / 1_000_000
      switch poll(for: Int32(max(0, SubscriptionWatch.round - Int(since)))) {
      case .stopped: isGoing = false
      case .changed:
        // By the clock: of a folder that is copied or deleted hundreds of events come in a row.
        let end = DispatchTime.now() + .milliseconds(SubscriptionWatch.mostSettling)
        repeat {
          while DispatchTime.now() < end, isChanging() {}
          findSubscriptions()
          // A new folder of a calendar is watched from now on too, and may still be filled.
          watchAnew()
        } while DispatchTime.now() < end && isChanging()
      case .storeChanged:
        // Several changes are asked about once, and after the screens have asked.
        usleep(UInt32(SubscriptionWatch.settling) * 1_000)
        if findSubscriptions() { watchAnew() }
      case .nothing: watchAnew()
      }
    }

    /// Whether files change before all could be taken for written. What others do in the store is no reason to wait longer.
    private mutating func isChanging() -> Bool {
      let end = DispatchTime.now() + .milliseconds(Int(SubscriptionWatch.settling))
      while true {
        let now = DispatchTime.now()
        guard now < end else { return false }
        switch poll(for: Int32((end.uptimeNanoseconds - now.uptimeNanoseconds) / 1_000_000) + 1) {
        case .changed: return true
        case .storeChanged: continue
        case .nothing, .stopped: return false
        }
      }
    }

    private enum Event {
      case nothing, changed, storeChanged, stopped
    }

    private func poll(for milliseconds: Int32) -> Event {
      var sources = [
        pollfd(fd: events, events: Int16(POLLIN), revents: 0), pollfd(fd: bell, events: Int16(POLLIN), revents: 0),
      ]
      let end = DispatchTime.now() + .milliseconds(Int(milliseconds))
      while true {
        let now = DispatchTime.now()
        let left = end > now ? Int32((end.uptimeNanoseconds - now.uptimeNanoseconds) / 1_000_000) + 1 : 0
        let ready = Glibc.poll(&sources, 2, left)
        if ready > 0, sources[1].revents != 0 { return isRung() ? .storeChanged : .stopped }
        if ready > 0, sources[0].revents != 0, watched.hasCalendarEvent() { return .changed }
        if left == 0 || ready == 0 { return .nothing }
      }
    }

    /// Takes what was rung so far; false when the other end is closed.
    private func isRung() -> Bool {
      var chunk = [UInt8](repeating: 0, count: 4_096)
      var isRung = false
      while true {
        let count = Glibc.read(bell, &chunk, chunk.count)
        guard count > 0 else { return isRung || count < 0 }
        isRung = true
      }
    }
  }
}
