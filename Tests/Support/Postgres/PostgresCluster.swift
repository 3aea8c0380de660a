import Foundation

/// A PostgreSQL server of the tests' own, in a temporary folder: started by an unprivileged user, and stopped and removed when
/// the tests end, however they end.
public final class PostgresCluster: Sendable {
  /// For all tests that need no more than a database of their own.
  private static let one = Result { try PostgresCluster(settings: ["fsync=off", "synchronous_commit=off"]) }
  public static var shared: PostgresCluster { get throws { try one.get() } }

  public let folder: String
  public let port: Int
  private let programs: String
  private let user: String
  /// Held open as long as this process lives, and with it the server.
  private let lifeline: Int32

  public struct Missing: Error, CustomStringConvertible {
    public let description: String

    public init(description: String) { self.description = description }
  }

  /// A new server that runs.
  ///
  /// - Parameters:
  ///   - settings: of `postgresql.conf`.
  ///   - primary: what this is a standby of; nil for a server of its own.
  /// - Throws: what is missing, and how to install it.
  public init(settings: [String] = [], standbyOf primary: PostgresCluster? = nil) throws {
    programs = try Self.findPrograms()
    user = getuid() == 0 ? "postgres" : NSUserName()
    port = try Self.freePort()
    // The system puts letters of its own in place of each X. Not in TMPDIR: a socket's path may have 107 bytes, no more.
    var template = Array("/tmp/tandem-pg-XXXXXX".utf8CString)
    _ = mkdtemp(&template)
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if getuid() == 0 {
      guard let entry = getpwnam(user) else {
        throw Missing(description: "install the package postgresql: it brings its user")
      }
      chown(folder, entry.pointee.pw_uid, entry.pointee.pw_gid)
    }
    // Reads until the pipe ends, which is when this process does.
    let script = """
      cat >/dev/null
      [ "$(id -u)" = 0 ] && run="setpriv --reuid=$1 --regid=$1 --clear-groups"
      $run "$2/pg_ctl" -D "$3/data" -m immediate stop >/dev/null 2>&1
      rm -rf "$3"
      """
    var ends: [Int32] = [-1, -1]
    _ = pipe(&ends)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    lifeline = ends[1]
    _ = Self.spawn(["/bin/sh", "-c", script, "guardian", user, programs, folder], input: ends[0], output: "/dev/null")
    close(ends[0])
    if let primary {
      try run(
        "pg_basebackup",
        ["-D", "\(folder)/data", "-d", primary.address("postgres", as: "owner"), "-R", "-X", "stream", "-c", "fast"])
    } else {
      try run("initdb", ["-D", "\(folder)/data", "-U", "owner", "-A", "trust", "--locale=C.UTF-8", "-N"])
    }
    let common = [
      "listen_addresses='127.0.0.1'", "port=\(port)", "unix_socket_directories='\(folder)'", "max_connections=120",
      "shared_buffers=64MB", "wal_level=replica", "hot_standby=on",
    ]
    let text = (common + settings).joined(separator: "\n") + "\n"
    try text.write(toFile: "\(folder)/data/postgresql.auto.conf.tests", atomically: false, encoding: .utf8)
    let main = "\(folder)/data/postgresql.conf"
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: main))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("include 'postgresql.auto.conf.tests'\n".utf8))
    try handle.close()
    chmod("\(folder)/data/postgresql.auto.conf.tests", 0o644)
    try start()
  }

  public func start() throws { try run("pg_ctl", ["-D", "\(folder)/data", "-l", "\(folder)/log", "-w", "start"]) }
  public func restart() throws {
    try run("pg_ctl", ["-D", "\(folder)/data", "-l", "\(folder)/log", "-w", "-m", "fast", "restart"])
  }
  public func stop() throws { try run("pg_ctl", ["-D", "\(folder)/data", "-w", "-m", "fast", "stop"]) }
  /// As a power cut ends it.
  public func crash() throws { try run("pg_ctl", ["-D", "\(folder)/data", "-w", "-m", "immediate", "stop"]) }
  public func promote() throws { try run("pg_ctl", ["-D", "\(folder)/data", "-w", "promote"]) }

  /// A connection string for a role.
  public func address(_ database: String, as role: String) -> String {
    "postgresql://\(role)@127.0.0.1:\(port)/\(database)"
  }

  /// A new, empty database; `owner` owns it.
  public func newDatabase() throws -> String {
    let name = "test_\(UInt32.random(in: 0...UInt32.max))"
    let made = try sql("CREATE DATABASE \(name)", database: "postgres", as: "owner")
    guard made.status == 0 else { throw Missing(description: made.errors) }
    return name
  }

  /// What another program's hand does: plain SQL through psql.
  public func sql(_ text: String, database: String, as role: String) throws -> (
    status: Int32, output: String, errors: String
  ) {
    try ChildProcess(
      "\(programs)/psql",
      ["-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "-d", address(database, as: role), "-c", text]
    ).finish()
  }

  private func run(_ program: String, _ arguments: [String]) throws {
    let own = ["\(programs)/\(program)"] + arguments
    let words =
      getuid() == 0 ? ["/usr/bin/setpriv", "--reuid=\(user)", "--regid=\(user)", "--clear-groups"] + own : own
    let said = "\(folder)/said"
    let process = Self.spawn(words, input: nil, output: said)
    var status: Int32 = 0
    while process > 0, waitpid(process, &status, 0) < 0, errno == EINTR {}
    guard process > 0, status == 0 else {
      let text = (try? String(contentsOfFile: said, encoding: .utf8)) ?? ""
      throw Missing(description: "\(program) ended with \(status): \(text)")
    }
  }

  /// Starts a program by hand, for what it starts lives longer than it: no other test's pipe may be kept open in it, nor the
  /// socket by which Foundation sees a program's end.
  private static func spawn(_ words: [String], input: Int32?, output: String) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input {
      posix_spawn_file_actions_adddup2(&actions, input, 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    // In a folder that everybody may be in.
    let script = """
      for file in /proc/$$/fd/*; do number=${file##*/}; [ "$number" -gt 2 ] && eval "exec $number>&-"; done 2>/dev/null
      cd /tmp; exec "$@"
      """
    let all = ["/bin/bash", "-c", script, "bash"] + words
    var copies: [UnsafeMutablePointer<CChar>?] = all.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    var process = pid_t()
    return posix_spawn(&process, "/bin/bash", &actions, &attributes, &copies, environ) == 0 ? process : -1
  }

  private static func findPrograms() throws -> String {
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
    let newest = versions.compactMap { Int($0) }.max()
    guard let newest, access("/usr/lib/postgresql/\(newest)/bin/initdb", X_OK) == 0 else {
      throw Missing(description: "PostgreSQL's server is missing: install the package postgresql")
    }
    return "/usr/lib/postgresql/\(newest)/bin"
  }

  /// A port that nobody listened on a moment ago.
  public static func freePort() throws -> Int {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    guard bound else { throw Missing(description: "no port is free") }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
