import Dispatch
import Synchronization

/// The connections of a program but for the one that it watches with: mostly one, which its threads take in turns.
///
/// A server has few of them for all who work on it (`max_connections`), so that a second one is opened only when the first is
/// away for long, and not kept.
final class ConnectionPool: Sendable {
  private let address: ServerAddress
  private let onDelay: @Sendable (Bool) -> Void
  private let onLoss: @Sendable () -> Void
  private let content = Mutex(Content())
  private let returned = DispatchSemaphore(value: 0)
  private static let mostIdle = 1
  /// How long one that is at work is waited for: longer than a screen takes to read, and no time to who waits for a booking
  /// that its server is slow with. Milliseconds.
  private static let patience = 100

  private struct Content {
    var idle: [Idle] = []
    /// What was taken out, as long as it is somewhere: one whose transaction failed is never given back.
    var lent: [Lent] = []
    var waiting = 0
    var readOnlyCause: String?
  }

  /// Unchecked, for a connection that lies here is in nobody's hands, and whoever takes it out has it alone.
  private struct Idle: @unchecked Sendable {
    let connection: ServerConnection
  }

  /// Unchecked, for it is only asked whether it is still there.
  private struct Lent: @unchecked Sendable {
    weak var connection: ServerConnection?
  }

  /// - Parameter onDelay: called with true when an answer takes long, and with false when that is over, from the thread that
  ///   waits for it.
  /// - Parameter onLoss: called when one was cut, or given up.
  init(
    _ address: ServerAddress, onDelay: @escaping @Sendable (Bool) -> Void, onLoss: @escaping @Sendable () -> Void
  ) {
    self.address = address
    self.onDelay = onDelay
    self.onLoss = onLoss
  }

  /// One that lies ready or is given back within a moment, or a new one. - Returns: also whether it was used before, and may
  /// have been cut since.
  func take() throws(ServerError) -> (connection: ServerConnection, isUsed: Bool) {
    let end = DispatchTime.now() + .milliseconds(Self.patience)
    var waits = true
    while waits {
      let found: Idle?
      (found, waits) = content.withLock { content in
        content.lent.removeAll { $0.connection == nil }
        if let one = content.idle.popLast() {
          content.lent.append(Lent(connection: one.connection))
          return (one, true)
        }
        let waits = !content.lent.isEmpty && DispatchTime.now() < end
        if waits { content.waiting += 1 }
        return (nil, waits)
      }
      if let connection = found?.connection {
        if connection.isAlive { return (connection, true) }
      } else if waits {
        _ = returned.wait(timeout: end)
        content.withLock { $0.waiting -= 1 }
      }
    }
    let made = Idle(connection: try ServerConnection(address, onDelay: onDelay))
    made.connection.givesUp = address.hasSeveralHosts
    content.withLock {
      $0.lent.append(Lent(connection: made.connection))
      $0.readOnlyCause = made.connection.readOnlyCause
    }
    return (made.connection, false)
  }

  /// Only one whose transaction has ended, and that is alive.
  func give(back connection: ServerConnection) {
    let back = Idle(connection: connection)
    let isWaitedFor = content.withLock { content in
      content.lent.removeAll { $0.connection == nil || $0.connection === back.connection }
      if content.idle.count < Self.mostIdle { content.idle.append(back) }
      content.readOnlyCause = back.connection.readOnlyCause
      return content.waiting > 0
    }
    if isWaitedFor { returned.signal() }
  }

  /// Why nothing can be written there, as the server told last.
  var readOnlyCause: String? { content.withLock { $0.readOnlyCause } }

  /// How often those that lie ready have waited for an answer; no time tells that on busy cores.
  var roundTrips: Int { content.withLock { $0.idle.reduce(0) { $0 + $1.connection.roundTrips } } }

  /// After one was cut the others are too.
  func drop() {
    content.withLock { $0.idle = [] }
    onLoss()
  }
}
