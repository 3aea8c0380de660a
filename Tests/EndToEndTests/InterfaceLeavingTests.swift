import Dispatch
import Foundation
import SQLiteStore
import SystemZones
import TestSupport
import Testing

/// Leaving the interface does not lose what was just said yes to.
@Suite(.serialized) struct InterfaceLeavingTests {
  /// The sheet that books Mia's next opening with Ralf.
  private func sheet(_ program: ProgramFixture) throws -> TmuxSession {
    let terminal = try TmuxSession(program, size: (120, 40))
    #expect(terminal.wait(for: "Next sessions"))
    terminal.type("2")
    #expect(terminal.wait(for: "40 pairs"))
    terminal.type("/", "m", "i", "a", " ", "v", "i", "d", "e", "o")
    #expect(terminal.wait(for: "▸ Mia Chen"))
    terminal.type("Enter")
    terminal.type("b")
    #expect(terminal.wait(for: "Book ·"))
    return terminal
  }

  private func count(_ program: ProgramFixture) throws -> Int {
    (try program.json(["sessions", "--pair", "mia/ralf"]).document["sessions"] as? [Any])?.count ?? 0
  }

  /// A terminal without another screen for programs: the shell goes on in the last line, and that is empty.
  @Test(arguments: ["linux", "vt100"], ["q", "kill"])
  func theLastLineIsLeftEmpty(type: String, end: String) throws {
    let program = try ProgramFixture()
    let terminal = try TmuxSession(
      program, size: (80, 24), arguments: ["--db", program.database], environment: ["TERM": type])
    #expect(terminal.wait(for: "Next sessions"))
    if end == "q" {
      terminal.type("q")
    } else {
      #expect(
        try ChildProcess("/bin/sh", ["-c", "pkill -TERM -f '^[^ ]*/tandem --db \(program.database)'"]).finish().status
          == 0)
    }
    #expect(terminal.wait(for: "ended with"))
    let line = terminal.screen.first { $0.contains("ended with") } ?? ""
    #expect(line.hasPrefix("ended with"), "\(terminal.screen)")
    #expect(!terminal.screen.contains { $0.contains("? help") }, "\(terminal.screen)")
  }

  @Test func aBookingThatIsLeftAtOnceIsThere() throws {
    let program = try ProgramFixture()
    let before = try count(program)
    let terminal = try sheet(program)
    terminal.type("Enter", "q", "q", "q")
    #expect(terminal.wait(for: "ended with 0"))
    #expect(try count(program) == before + 1)
  }

  /// Another program is writing: who leaves waits for it, and a second q leaves with a word.
  @Test(arguments: [true, false])
  func aBookingThatHasToWaitIsWaitedFor(leavesAtOnce: Bool) throws {
    let program = try ProgramFixture()
    let before = try count(program)
    let terminal = try sheet(program)
    let other = try ProgramDatabase(path: program.database, zones: SystemZoneProvider(), domain: "demo.tandem.invalid")
    let (isWriting, mayEnd) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    DispatchQueue.global().async {
      try? other.write { _ in
        isWriting.signal()
        mayEnd.wait()
      }
    }
    isWriting.wait()
    terminal.type("Enter")
    #expect(terminal.wait(for: "Not saved yet"))
    terminal.type("q")
    #expect(terminal.wait { screen in !screen.contains { $0.contains("Book ·") } })
    #expect(terminal.screen.contains { $0.contains("Not saved yet") })
    terminal.type("q")
    #expect(terminal.wait(for: "Saving, then leaving"))
    if leavesAtOnce {
      usleep(1_100_000)
      terminal.type("q")
      #expect(terminal.wait(for: "ended with 1"))
      #expect(terminal.screen.contains { $0.contains("before the last change was known to be saved") })
      mayEnd.signal()
    } else {
      mayEnd.signal()
      #expect(terminal.wait(for: "ended with 0"))
      #expect(try count(program) == before + 1)
    }
  }
}
