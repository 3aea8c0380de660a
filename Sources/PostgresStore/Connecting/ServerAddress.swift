import CPostgres
import Glibc

/// Where a server is: a connection string as libpq takes it, `postgresql://…` or `host=… dbname=…`.
///
/// Everything libpq knows counts: several hosts, TLS, certificates, Kerberos, `~/.pgpass`, service files. The program keeps
/// no password.
public struct ServerAddress: Sendable {
  /// As it was given; may hold a password, so it is never shown.
  let string: String
  /// Names the store in sentences: the database and its hosts, without password.
  public let title: String

  /// Whether a `--db` names a server.
  public static func isServer(_ text: String) -> Bool {
    if text.lowercased().hasPrefix("postgres://") || text.lowercased().hasPrefix("postgresql://") { return true }
    return text.hasPrefix("service=") || (text.contains("dbname=") && Self(text).problem == nil)
  }

  public init(_ string: String) {
    // libpq knows its scheme in small letters only.
    let scheme = string.lowercased().hasPrefix("postgres") ? string.firstRange(of: "://") : nil
    self.string = scheme.map { string[..<$0.lowerBound].lowercased() + string[$0.lowerBound...] } ?? string
    title = Self.title(self.string)
  }

  /// What counts where the address does not say otherwise.
  private static let defaults: [(String, String)] = [
    ("connect_timeout", "5"),
    // A network that is cut is noticed within seconds.
    ("keepalives_idle", "5"), ("keepalives_interval", "2"), ("keepalives_count", "3"), ("tcp_user_timeout", "10000"),
    ("client_encoding", "UTF8"), ("fallback_application_name", "tandem"),
  ]

  /// Settings of the session, whatever the database or the role has. Compiling a query takes longer than any of ours; who waits for a writer
  /// that hangs is told.
  private static let options =
    "-c search_path=tandem -c jit=off -c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000 "
    + "-c tandem.tells=on -c standard_conforming_strings=on -c default_transaction_isolation=read\\ committed"

  /// How long a server may take for a connection before libpq itself is left to wait for it; milliseconds.
  private static let quickly = 1_000

  /// Nil only where there is no memory. What the server remarks meanwhile is for people at a prompt, and not said: libpq would
  /// write it into the screen.
  ///
  /// A receiver of remarks can be set only on a connection that was begun. What takes longer is begun anew by libpq, which alone
  /// knows how long each of several hosts is waited for (`connect_timeout`).
  func connect() -> OpaquePointer? {
    guard let connection = begin() else { return nil }
    PQsetNoticeReceiver(connection, { _, _ in }, nil)
    guard PQstatus(connection) != CONNECTION_BAD else { return connection }
    let clock = ContinuousClock()
    let end = clock.now + .milliseconds(Self.quickly)
    var awaited = PGRES_POLLING_WRITING
    while awaited == PGRES_POLLING_READING || awaited == PGRES_POLLING_WRITING {
      let left = (end - clock.now) / .milliseconds(1)
      // The socket is another for each host.
      let events = awaited == PGRES_POLLING_READING ? POLLIN : POLLOUT
      var source = pollfd(fd: PQsocket(connection), events: Int16(events), revents: 0)
      let ready = left > 0 ? poll(&source, 1, Int32(left) + 1) : 0
      if ready == 0 {
        PQreset(connection)
        return connection
      }
      if ready > 0 || errno != EINTR { awaited = PQconnectPoll(connection) }
    }
    return connection
  }

  private func begin() -> OpaquePointer? {
    let settings = Self.defaults + [("dbname", string), ("options", Self.options)]
    var keywords: [UnsafeMutablePointer<CChar>?] = settings.map { strdup($0.0) } + [nil]
    var values: [UnsafeMutablePointer<CChar>?] = settings.map { strdup($0.1) } + [nil]
    defer { for pointer in keywords + values { free(pointer) } }
    return keywords.withUnsafeMutableBufferPointer { keywords in
      values.withUnsafeMutableBufferPointer { values in
        keywords.withMemoryRebound(to: UnsafePointer<CChar>?.self) { keywords in
          values.withMemoryRebound(to: UnsafePointer<CChar>?.self) { values in
            PQconnectStartParams(keywords.baseAddress, values.baseAddress, 1)
          }
        }
      }
    }
  }

  /// Nil for an address that can be read; else what is wrong with it.
  public var problem: String? {
    if let fault = Self.libraryFault { return fault }
    var message: UnsafeMutablePointer<CChar>?
    guard let parsed = PQconninfoParse(string, &message) else {
      defer { PQfreemem(message) }
      return message.map { String(cString: $0).split(whereSeparator: \.isNewline).joined(separator: "; ") }
        ?? "no memory"
    }
    PQconninfoFree(parsed)
    let ports = (Self.parts(string)["port"] ?? "").split(separator: ",")
    return ports.first { Int($0).map { !(1...65_535).contains($0) } ?? true }.map { "“\($0)” is no port" }
  }

  /// Whether another server may take over from one that does not answer any more.
  var hasSeveralHosts: Bool {
    let found = Self.parts(string)
    return (found["host"] ?? found["hostaddr"] ?? "").contains(",")
  }

  /// The database role that it connects as: named in it, by `PGUSER`, or the system's user.
  public var user: String? {
    guard Self.libraryFault == nil else { return nil }
    return Self.parts(string)["user"] ?? Self.parts(PQconndefaults())["user"]
  }

  /// Why libpq can't be used, which is loaded only for who names a server.
  static var libraryFault: String? {
    tandem_libpq_fault().map { "the PostgreSQL library can't be loaded (\(String(cString: $0))); install libpq5" }
  }

  private static func parts(_ string: String) -> [String: String] {
    libraryFault == nil ? parts(PQconninfoParse(string, nil)) : [:]
  }

  private static func parts(_ options: UnsafeMutablePointer<PQconninfoOption>?) -> [String: String] {
    guard let options else { return [:] }
    defer { PQconninfoFree(options) }
    var found: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val { found[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
    return found
  }

  private static func title(_ string: String) -> String {
    let found = parts(string)
    guard !found.isEmpty else { return "the server" }
    let database = found["dbname"] ?? "the user's database"
    let hosts = (found["host"] ?? found["hostaddr"] ?? "this machine").split(separator: ",")
    guard hosts.count > 1 else { return "\(database) on \(hosts.first ?? "this machine")" }
    // Several may be one machine's; one port counts for all of them (libpq, 34.1.1.3).
    let ports = (found["port"] ?? "").split(separator: ",", omittingEmptySubsequences: false)
    let named = hosts.enumerated().map { index, host in
      let port = ports.count == 1 ? ports[0] : ports.indices.contains(index) ? ports[index] : ""
      return port.isEmpty ? "\(host)" : "\(host):\(port)"
    }
    return "\(database) on \(named.joined(separator: ", "))"
  }
}
