import Dispatch
import Foundation
import Glibc
import Synchronization

/// A way to a server that can be cut: passes bytes on, and breaks off when told.
public final class Relay: Sendable {
  public enum Cut: Sendable {
    /// Before the server hears of a text, or after it heard and before it can answer.
    case before(String)
    case after(String)
    /// When the client speaks again after it was answered to a text; no way leads there from then on.
    case behind(String)
  }

  public let port: Int
  private let server: Int
  private let listener: Int32
  private let state = Mutex(State())

  private struct State {
    var cut: Cut?
    var cutsNext = false
    var isClosed = false
    var sockets: [Int32] = []
  }

  public init(to server: Int) throws {
    self.server = server
    port = try PostgresCluster.freePort()
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    self.listener = listener
    var on: Int32 = 1
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    var address = Self.address(port)
    let isBound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 && listen(listener, 16) == 0
      }
    }
    guard isBound else { throw PostgresCluster.Missing(description: "the relay has no port") }
    Thread.detachNewThread { [weak self] in
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { return }
        guard let self, self.state.withLock({ !$0.isClosed }) else {
          _ = Glibc.close(client)
          continue
        }
        self.serve(client)
      }
    }
  }

  deinit { close() }

  /// At the next time that a client says the text, everything is cut.
  public func cut(_ cut: Cut) { state.withLock { $0.cut = cut } }

  /// No way leads there, until it is opened again.
  public func block() {
    let sockets = state.withLock { state in
      state.isClosed = true
      defer { state.sockets = [] }
      return state.sockets
    }
    for socket in sockets { shutdown(socket, Int32(SHUT_RDWR)) }
  }

  public func unblock() { state.withLock { $0.isClosed = false } }

  private func close(_ socket: Int32) { _ = Glibc.close(socket) }
  private func close() {
    block()
    shutdown(listener, Int32(SHUT_RDWR))
    _ = Glibc.close(listener)
  }

  private static func address(_ port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  private func serve(_ client: Int32) {
    let upstream = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Self.address(server)
    let isThere = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(upstream, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isThere else {
      close(client)
      close(upstream)
      return
    }
    state.withLock { $0.sockets += [client, upstream] }
    Thread.detachNewThread { [self] in pump(from: client, to: upstream) { decide($0) } }
    Thread.detachNewThread { [self] in pump(from: upstream, to: client) { _ in (true, false) } }
  }

  /// Whether bytes go on, and whether all is cut then.
  private func decide(_ bytes: ArraySlice<UInt8>) -> (passes: Bool, cuts: Bool) {
    state.withLock { state in
      if state.cutsNext {
        (state.cutsNext, state.isClosed) = (false, true)
        return (false, true)
      }
      switch state.cut {
      case .before(let text)? where contains(bytes, text):
        state.cut = nil
        return (false, true)
      case .after(let text)? where contains(bytes, text):
        state.cut = nil
        return (true, true)
      case .behind(let text)? where contains(bytes, text):
        (state.cut, state.cutsNext) = (nil, true)
        return (true, false)
      default: return (true, false)
      }
    }
  }

  private func contains(_ bytes: ArraySlice<UInt8>, _ text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard bytes.count >= wanted.count else { return false }
    return (bytes.startIndex...(bytes.endIndex - wanted.count)).contains {
      bytes[$0..<($0 + wanted.count)].elementsEqual(wanted)
    }
  }

  private func pump(
    from source: Int32, to target: Int32, _ judge: (ArraySlice<UInt8>) -> (passes: Bool, cuts: Bool)
  ) {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(source, &chunk, chunk.count, 0)
      guard count > 0 else { break }
      let (passes, cuts) = judge(chunk[..<count])
      if cuts { shutdown(source, Int32(SHUT_RDWR)) }
      if passes, send(target, chunk, count, Int32(MSG_NOSIGNAL)) != count { break }
      if cuts, passes {
        // The server has what it needs; its answer finds nobody.
        usleep(300_000)
      }
      if cuts { break }
    }
    shutdown(target, Int32(SHUT_RDWR))
    shutdown(source, Int32(SHUT_RDWR))
  }
}
