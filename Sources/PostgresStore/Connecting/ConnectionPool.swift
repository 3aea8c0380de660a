import Synchronization

/// The connections that are at nobody's work, the one used last on top.
final class ConnectionPool: Sendable {
  private let address: ServerAddress
  private let onDelay: @Sendable () -> Void
  private let idle = Mutex<[Idle]>([])
  /// More than one program's threads use at once.
  private static let mostIdle = 3

  /// Unchecked, for a connection that lies here is in nobody's hands, and whoever takes it out has it alone.
  private struct Idle: @unchecked Sendable {
    let connection: ServerConnection
  }

  /// - Parameter onDelay: called when an answer takes long, from the thread that waits for it.
  init(_ address: ServerAddress, onDelay: @escaping @Sendable () -> Void) {
    self.address = address
    self.onDelay = onDelay
  }

  /// One that lies ready, or a new one. - Returns: also whether it was used before, and may have been cut since.
  func take() throws(ServerError) -> (connection: ServerConnection, isUsed: Bool) {
    while let found = idle.withLock({ $0.popLast() }) {
      if found.connection.isAlive { return (found.connection, true) }
    }
    return (try ServerConnection(address, onDelay: onDelay), false)
  }

  /// Only one whose transaction has ended, and that is alive.
  func give(back connection: ServerConnection) {
    let returned = Idle(connection: connection)
    idle.withLock { idle in
      if idle.count < Self.mostIdle { idle.append(returned) }
    }
  }

  /// After one was cut the others are too.
  func drop() { idle.withLock { $0 = [] } }
}
