import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("Leaving while something is being written")
struct LeavingTests {
  private func sessions(_ script: KeyScript) throws -> [Session] {
    try script.store.read { try $0.sessions(SessionFilter(pair: PairID(1), liveOnly: true)) }
  }

  @Test("What was said yes to before q is waited for, however quickly q was typed", arguments: ["q", "q q", "q q q"])
  func booking(keys: String) throws {
    let script = try KeyScript().press("b")
    #expect(script.text.contains("Book · Mia Chen"))
    script.rush("enter \(keys)")
    #expect(!script.interface.isFinished)
    script.settle()
    #expect(try sessions(script).count == 1)
    #expect(script.interface.isFinished == (keys != "q"))
    #expect(script.interface.unfinishedWrites == 0)
  }

  @Test("So is an undo, on any screen and also where the palette leaves", arguments: ["u q", "u : q u i t enter"])
  func undo(keys: String) throws {
    let script = try KeyScript().press("b enter 2")
    #expect(try sessions(script).count == 1)
    script.rush(keys)
    #expect(!script.interface.isFinished)
    script.settle()
    #expect(script.interface.isFinished)
    #expect(try sessions(script).isEmpty)
  }

  @Test("What is refused is shown, and nobody leaves before it is seen")
  func refused() throws {
    let script = try KeyScript().press("2")
    script.rush("u q")
    #expect(!script.interface.isFinished)
    script.settle()
    #expect(!script.interface.isFinished)
    #expect(script.status.contains("nothing of yours to undo"))
    script.press("q")
    #expect(script.interface.isFinished)
  }

  @Test("While it is waited for, the status says so and a click chooses nothing")
  func status() throws {
    let script = try KeyScript().press("b enter 2")
    script.rush("u q")
    #expect(script.status.contains("Saving, then leaving…"))
    script.interface.handle(.mouse(MouseEvent(.press(clicks: 1), at: Point(11, 0))), at: 60_000)
    #expect(script.lines[0].contains("2 PAIRS"))
  }

  @Test("What is done is waited for no more, also when it was asked for while a message stood")
  func done() throws {
    let script = try KeyScript().press("b enter u ctrl-r u")
    #expect(script.status.contains("Undid"))
    #expect(script.interface.unfinishedWrites == 0)
    script.press("q")
    #expect(script.interface.isFinished)
  }

  @Test("Where nothing is being written q leaves at once")
  func atOnce() throws {
    let script = try KeyScript()
    script.rush("q")
    #expect(script.interface.isFinished)
  }
}
