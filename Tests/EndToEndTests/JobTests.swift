import Foundation
import TestSupport
import Testing

/// The interface as a job of a shell: stopped, continued, and ended while it is stopped.
@Suite(.serialized) struct JobTests {
  private func stopped() throws -> TmuxSession {
    let terminal = try TmuxSession(try ProgramFixture(), size: (80, 24), isInShell: true)
    #expect(terminal.wait(for: "$"))
    terminal.start()
    #expect(terminal.wait(for: "Next sessions"))
    terminal.type("2", "C-z")
    #expect(terminal.wait(for: "Stopped"))
    #expect(!terminal.hasProgramsModes)
    return terminal
  }

  @Test func whatWasStoppedGoesOn() throws {
    let terminal = try stopped()
    terminal.type("fg", "Enter")
    #expect(terminal.wait(for: "2 PAIRS"))
    #expect(terminal.hasProgramsModes)
    terminal.type("q")
    #expect(terminal.wait { $0.last { !$0.isEmpty } == "$" })
    #expect(!terminal.hasProgramsModes)
  }

  /// The shell has the terminal then, and keeps it.
  @Test(arguments: ["kill %1", "kill -HUP %1"])
  func whatIsStoppedCanBeEnded(command: String) throws {
    let terminal = try stopped()
    terminal.type(command, "Enter")
    usleep(300_000)
    terminal.type("clear; jobs -l; echo all told", "Enter")
    #expect(terminal.wait { $0.contains("all told") })
    // A shell tells once how a job ended, and then knows of it no more.
    let isThere = terminal.screen.contains { $0.contains("Stopped") }
    #expect(!isThere, "\(terminal.screen.joined(separator: "\n"))")
    #expect(!terminal.hasProgramsModes)
  }

  /// Continued and ended in the same moment, it draws nothing on what it gave back.
  @Test func whatEndsAsItGoesOnLeavesTheTerminal() throws {
    for _ in 0..<6 {
      let terminal = try stopped()
      terminal.type("kill %1; fg; echo all told", "Enter")
      #expect(terminal.wait { $0.contains("all told") }, "\(terminal.screen.joined(separator: "\n"))")
      usleep(200_000)
      #expect(!terminal.hasProgramsModes)
      #expect(!terminal.screen.contains { $0.contains("PAIRS") })
    }
  }
}
