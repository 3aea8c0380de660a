import Glibc

/// A sendmail-compatible program, given a mail on its standard input.
struct MailProgram {
  enum Result: Equatable {
    case sent
    case failed(String)
    /// It did not end in time and was ended.
    case hung
  }

  /// As a shell runs it; `-i -t` is put behind it.
  let command: String

  /// Runs it to its end, or for so many milliseconds.
  ///
  /// - Parameters:
  ///   - file: the mail.
  ///   - errors: a file for what it says, written over.
  func send(_ file: String, errors: String, within milliseconds: Int) -> Result {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, file, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own, so that all it started can be ended; no signal blocked or left aside as ours are.
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    // Should we be ended first, the system's own watch ends it.
    let watched = """
      command -v timeout > /dev/null && exec timeout -s KILL \(milliseconds / 1_000 + 2) /bin/sh -c "$0" tandem-mail "$@"
      exec /bin/sh -c "$0" tandem-mail "$@"
      """
    let arguments = ["/bin/sh", "-c", watched, command + " \"$@\"", "-i", "-t"]
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var process = pid_t()
    let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, &pointers, environ)
    guard code == 0 else { return .failed(String(cString: strerror(code))) }
    guard let status = Self.wait(for: process, milliseconds: milliseconds) else {
      kill(-process, SIGKILL)
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
      return .hung
    }
    guard status != 0 else { return .sent }
    let said = Self.firstLine(of: errors)
    let end = status & 0x7F == 0 ? "it ended with \((status >> 8) & 0xFF)" : "signal \(status & 0x7F) ended it"
    return .failed(end + (said.isEmpty ? "" : ": \(said)"))
  }

  /// Its status; nil when it still runs.
  private static func wait(for process: pid_t, milliseconds: Int) -> Int32? {
    var waited = 0
    while true {
      var status: Int32 = 0
      let found = waitpid(process, &status, WNOHANG)
      if found == process { return status }
      if found < 0, errno != EINTR { return 0 }
      guard waited < milliseconds else { return nil }
      let pause = min(20, 1 + waited / 10)
      usleep(UInt32(pause) * 1_000)
      waited += pause
    }
  }

  private static func firstLine(of path: String) -> String {
    guard let file = try? ChunkedFile(path: path, limit: 64 << 20) else { return "" }
    var chunk: [UInt8] = []
    guard (try? file.read(into: &chunk)) != nil else { return "" }
    let line = chunk.prefix(300).split(separator: 10).first ?? []
    return String(decoding: line, as: UTF8.self).forParameter.trimmed
  }
}
