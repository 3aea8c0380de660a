import Glibc

/// A started process whose standard output is read.
struct Child {
  private let process: pid_t
  private let reading: Int32

  static var own: String { "/proc/self/exe" }

  struct NotStarted: Error {
    let program: String
    let reason: String
  }

  init(_ program: String, _ arguments: [String]) throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw NotStarted(program: program, reason: String(cString: strerror(errno))) }
    _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addclose(&actions, ends[1])
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var started = pid_t()
    let code = posix_spawnp(&started, program, &actions, nil, &words, environ)
    close(ends[1])
    reading = ends[0]
    process = started
    guard code == 0 else { throw NotStarted(program: program, reason: String(cString: strerror(code))) }
  }

  /// All it printed, when it has ended.
  func output() throws -> String {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(reading, &chunk, chunk.count)
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    close(reading)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// A whole command from its start to its end.
struct ProcessFigures {
  let runs: Int
  let command: [String]

  func print() throws {
    let timing = try Timing(runs: runs) { use(try Child(command[0], Array(command.dropFirst())).output()) }
    Swift.print("\(command.joined(separator: " ")): \(timing.text(unit: "ms", nanoseconds: 1e6))")
  }
}
