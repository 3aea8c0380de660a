import Foundation
import TestSupport

/// The real binary in a real terminal: tmux runs it, types, and reads the screen.
final class TmuxSession {
  /// Kept to the end: its folder holds the socket, without which the server could not be told to end.
  private let program: ProgramFixture
  private let socket: String
  private let name = "tandem"

  /// - Parameter isInShell: whether it is a job of an interactive shell, which prompts with `$ ` when it has the terminal.
  /// - Throws: when tmux is missing, with what to install.
  init(
    _ program: ProgramFixture, size: (Int, Int), arguments: [String] = [], environment: [String: String] = [:],
    isInShell: Bool = false
  ) throws {
    self.program = program
    socket = program.folder.file("tmux-\(environment["TANDEM_AS"] ?? "mia").sock")
    var variables = [
      "TANDEM_NOW": ProgramFixture.now, "TANDEM_DB": program.database, "TANDEM_AS": "mia", "LANG": "C.UTF-8",
      "TERM": "tmux-256color",
    ]
    variables.merge(environment) { $1 }
    let binary = ChildProcess.products.appendingPathComponent("tandem").path
    let assignments = variables.map { "\($0.key)='\($0.value)'" }.sorted().joined(separator: " ")
    let command =
      isInShell
      ? "env \(assignments) PS1='$ ' bash --norc --noprofile -i"
      : "env \(assignments) \(binary) \(arguments.joined(separator: " ")); echo \"ended with $?\"; cat"
    let begun = tmux([
      "-f", "/dev/null", "new-session", "-d", "-s", name, "-x", "\(size.0)", "-y", "\(size.1)", "-c",
      program.folder.path,
      command,
    ])
    guard begun.status == 0 else {
      throw Missing(what: "tmux did not start (install the package tmux): \(begun.output)")
    }
  }

  struct Missing: Error { let what: String }

  deinit { _ = tmux(["kill-server"]) }

  func type(_ keys: String...) { _ = tmux(["send-keys", "-t", name] + keys) }

  /// Runs the program from the shell.
  func start() { type(ChildProcess.products.appendingPathComponent("tandem").path, "Enter") }

  /// Whether a full screen is shown, or the mouse told of, as the shell wants neither.
  var hasProgramsModes: Bool {
    tmux(["display-message", "-p", "-t", name, "#{alternate_on}#{mouse_any_flag}"]).output.contains("1")
  }

  func resize(_ width: Int, _ height: Int) {
    _ = tmux(["resize-window", "-t", name, "-x", "\(width)", "-y", "\(height)"])
  }

  var screen: [String] {
    tmux(["capture-pane", "-p", "-t", name]).output.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
  }

  /// Waits until the screen satisfies a condition, up to ten seconds.
  func wait(until isThere: ([String]) -> Bool) -> Bool {
    for _ in 0..<200 {
      if isThere(screen) { return true }
      usleep(50_000)
    }
    return false
  }

  func wait(for text: String) -> Bool { wait { $0.contains { $0.contains(text) } } }

  /// Runs tmux by hand. Foundation's `Process` sees the end of a program when the last copy of a socket is closed, and
  /// tmux's server, which outlives the call, keeps one.
  private func tmux(_ arguments: [String]) -> (status: Int32, output: String) {
    let answer = socket + ".out"
    let script = "out=$1; shift; exec env LANG=C.UTF-8 tmux \"$@\" >\"$out\" 2>&1 </dev/null"
    let words = ["sh", "-c", script, "sh", answer, "-S", socket] + arguments
    var copies: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    // The test's threads block signals; a server that inherited that would neither see its programs end nor end itself.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var pid: pid_t = 0
    guard posix_spawn(&pid, "/bin/sh", nil, &attributes, &copies, environ) == 0 else {
      return (127, "/bin/sh can't be run")
    }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    return (status >> 8 & 0xFF, (try? String(contentsOfFile: answer, encoding: .utf8)) ?? "")
  }
}
