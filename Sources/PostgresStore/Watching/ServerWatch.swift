import Dispatch
import Glibc
import Mentoring
import Synchronization

/// Tells when a program was changed by anyone, at no cost while nothing changes: the server notifies (LISTEN). A standby can't,
/// so that it is asked each second how far it has come.
///
/// When the connection is cut it tells once, so that whoever watches finds out, and once more when the server is back.
final class ServerWatch: WatchToken {
  private let stop: (reading: Int32, writing: Int32)
  private let isCancelled = Mutex(false)

  /// - Parameter mark: the server's state that was seen last, see ``stateQuery``: what came between it and the first notification
  ///   is told too.
  init(_ address: ServerAddress, since mark: String, onChange: @escaping @Sendable () -> Void) throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw ServerError.lost("the system gives no pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    stop = (ends[0], ends[1])
    let reading = ends[0]
    // A queue of its own, for it blocks in the kernel. Connecting is not waited for: a first frame needs no notifications.
    DispatchQueue(label: "tandem.server-watch").async {
      Self.run(address, since: mark, stop: reading, onChange: onChange)
      close(reading)
    }
  }

  deinit { cancel() }

  func cancel() {
    let isFirst = isCancelled.withLock { isCancelled in
      defer { isCancelled = true }
      return !isCancelled
    }
    if isFirst { close(stop.writing) }
  }

  /// Connects anew: the server that it listens to does not answer, and another may have taken over.
  func reconnect() {
    isCancelled.withLock { isCancelled in
      guard !isCancelled else { return }
      var byte: UInt8 = 1
      _ = write(stop.writing, &byte, 1)
    }
  }

  /// Which transactions have come to an end: the same text as long as nothing was written.
  static let stateQuery = "SELECT pg_current_snapshot()::text"

  /// After a change before the next is told, however many come meanwhile: whoever is told reads the screen anew, and anybody
  /// who is let in can notify.
  private static let rest = Duration.milliseconds(200)

  /// Between two questions to a standby; milliseconds.
  private static let round = 1_000

  private static func run(_ address: ServerAddress, since mark: String, stop: Int32, onChange: @Sendable () -> Void) {
    // Nothing may be missed between the first read, or a loss, and the first notification.
    var known: String? = mark
    var pause: Int32 = 0
    while !isStopped(stop, within: pause) {
      pause = min(1_000, max(100, pause * 2))
      guard let (connection, first) = try? listening(address) else { continue }
      var state = first
      pause = 0
      if state != known { onChange() }
      known = nil
      // What comes while it rests is taken in all the same: one who does not read keeps the server's queue full, for everybody.
      var (restEnds, isPending) = (ContinuousClock.Instant?.none, false)
      while true {
        var sources = [
          pollfd(fd: connection.socket, events: Int16(POLLIN), revents: 0),
          pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
        ]
        let left = restEnds.map { max(0, ContinuousClock.now.duration(to: $0) / .milliseconds(1)) }
        let wait = left.map { Int32($0.rounded(.up)) } ?? (connection.isStandby ? Int32(round) : -1)
        let ready = poll(&sources, 2, wait)
        guard ready >= 0 || errno == EINTR else { return }
        if let end = restEnds, ContinuousClock.now >= end {
          restEnds = nil
          if isPending {
            isPending = false
            onChange()
            restEnds = ContinuousClock.now + rest
          }
        }
        if sources[1].revents != 0 {
          // Closed to stop; a byte to connect anew.
          var byte: UInt8 = 0
          guard read(stop, &byte, 1) > 0 else { return }
          break
        }
        if ready == 0, restEnds == nil, connection.isStandby {
          // One that takes over has to be listened to.
          guard let newest = try? self.state(over: connection), connection.isStandby else { break }
          if newest != state {
            state = newest
            onChange()
            restEnds = ContinuousClock.now + rest
          }
        }
        guard ready > 0 else { continue }
        guard let isNotified = try? connection.consumeNotifications(), connection.isAlive else { break }
        guard isNotified else { continue }
        guard restEnds == nil else {
          isPending = true
          continue
        }
        onChange()
        restEnds = ContinuousClock.now + rest
      }
      onChange()
    }
  }

  private static func listening(
    _ address: ServerAddress
  ) throws(ServerError) -> (connection: ServerConnection, state: String) {
    let connection = try ServerConnection(address)
    // One that hangs is left: nothing is lost by asking anew.
    connection.givesUp = true
    // The state is asked in a transaction of its own, when the listening counts.
    if !connection.isStandby {
      try connection.queue("LISTEN tandem")
      try connection.synchronize()
    }
    return (connection, try state(over: connection))
  }

  private static func state(over connection: ServerConnection) throws(ServerError) -> String {
    let state = try connection.queue(stateQuery)
    try connection.synchronize()
    return state.result?[0].text(0) ?? ""
  }

  private static func isStopped(_ stop: Int32, within milliseconds: Int32) -> Bool {
    var source = pollfd(fd: stop, events: Int16(POLLIN), revents: 0)
    guard poll(&source, 1, milliseconds) > 0 else { return false }
    var byte: UInt8 = 0
    return read(stop, &byte, 1) <= 0
  }
}

/// Those who watch a program; each ends with whoever asked for it.
final class WatchList: Sendable {
  private struct Listed {
    weak var watch: ServerWatch?
  }

  private let listed = Mutex<[Listed]>([])

  func add(_ watch: ServerWatch) { listed.withLock { $0 = $0.filter { $0.watch != nil } + [Listed(watch: watch)] } }

  /// A server that answers no question sends no notifications either.
  func reconnect() { for watch in listed.withLock({ $0.compactMap(\.watch) }) { watch.reconnect() } }
}
