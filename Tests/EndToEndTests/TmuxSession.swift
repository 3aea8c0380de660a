import Foundation
import TestSupport

/// The real binary in a real terminal: tmux runs it, types, and reads the screen.
final class TmuxSession {
  private let socket: String
  private let name = "tandem"

  /// - Throws: when tmux is missing, with what to install.
  init(_ program: ProgramFixture, size: (Int, Int), arguments: [String] = [], environment: [String: String] = [:])
    throws
  {
    socket = program.folder.file("tmux.sock")
    var variables = [
      "TANDEM_NOW": ProgramFixture.now, "TANDEM_DB": program.database, "TANDEM_AS": "mia", "LANG": "C.UTF-8",
      "TERM": "tmux-256color",
    ]
    variables.merge(environment) { $1 }
    let binary = ChildProcess.products.appendingPathComponent("tandem").path
    let assignments = variables.map { "\($0.key)='\($0.value)'" }.sorted().joined(separator: " ")
    let command = "env \(assignments) \(binary) \(arguments.joined(separator: " ")); echo \"ended with $?\"; cat"
    let begun = tmux([
      "-f", "/dev/null", "new-session", "-d", "-s", name, "-x", "\(size.0)", "-y", "\(size.1)", command,
    ])
    guard begun.status == 0 else {
      throw Missing(what: "tmux did not start (install the package tmux): \(begun.output)")
    }
  }

  struct Missing: Error { let what: String }

  deinit { _ = tmux(["kill-server"]) }

  func type(_ keys: String...) { _ = tmux(["send-keys", "-t", name] + keys) }

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

  private func tmux(_ arguments: [String]) -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["tmux", "-S", socket] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin", "LANG": "C.UTF-8", "HOME": "/tmp",
    ]
    do {
      try process.run()
    } catch {
      return (127, "\(error)")
    }
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }
}
