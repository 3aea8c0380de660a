import Dispatch
import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

/// A command that takes long, because another program keeps writing: that is said, and no key waits for it.
@Suite struct SlowWriteTests {
  @Test func thatItIsNotSavedYetIsSaid() throws {
    let script = try SlowScript()
    script.press(.character("u"), at: 0)
    #expect(script.waits(for: "Not saved yet: something else is writing"))
    // Keys are answered meanwhile.
    script.press(.character("2"), at: 2_000)
    #expect(script.waits(for: "2 PAIRS"))
    script.store.gate.signal()
    #expect(script.waits(for: "nothing of yours to undo"))
  }

  @Test("It stays said when the sheet is closed that asked for it, until the outcome is told")
  func closedSheet() throws {
    let script = try booking()
    #expect(script.waits(for: "Not saved yet: something else is writing"))
    script.press(.character("q"), at: 10_000)
    #expect(!script.text.contains("Book · Mia Chen"))
    #expect(script.text.contains("Not saved yet: something else is writing"))
    // Also when keys have gone on for long.
    for step in 0..<8 { script.press(.character("j"), at: 20_000 + step * 1_000) }
    #expect(script.text.contains("Not saved yet: something else is writing"))
    script.store.gate.signal()
    #expect(script.waits(for: "✓ Booked"))
    script.press(.character("j"), at: 90_000)
    script.press(.character("j"), at: 100_000)
    #expect(!script.text.contains("Not saved yet"))
  }

  @Test("Who closes the sheet before it was said is told at once")
  func closedSoon() throws {
    let script = try booking()
    script.press(.character("q"), at: 1_001)
    #expect(script.text.contains("Not saved yet"))
    script.store.gate.signal()
    #expect(script.waits(for: "✓ Booked"))
  }

  @Test("Who leaves waits for it, and the booking is there")
  func leaving() throws {
    let script = try booking()
    #expect(script.waits(for: "Not saved yet"))
    script.press(.character("q"), at: 2_000)
    script.press(.character("q"), at: 3_000)
    #expect(!script.interface.isFinished)
    #expect(script.text.contains("Saving, then leaving…"))
    script.store.gate.signal()
    #expect(script.waits { script.interface.isFinished })
    #expect(script.interface.unfinishedWrites == 0)
    #expect(try script.store.read { try $0.sessions(SessionFilter(pair: PairID(1))) }.count == 1)
  }

  @Test("A second q leaves at once, which is known to have lost it perhaps; one typed along with the first does not")
  func leavingAtOnce() throws {
    let script = try booking()
    script.press(.character("q"), at: 2_000)
    script.press(.character("q"), at: 3_000)
    script.press(.character("q"), at: 3_030)
    #expect(!script.interface.isFinished)
    script.press(.character("q"), at: 5_000)
    #expect(script.interface.isFinished)
    #expect(script.interface.unfinishedWrites == 1)
    script.store.gate.signal()
  }

  @Test("Esc stays, and other keys wait for the end like who typed them")
  func staying() throws {
    let script = try booking()
    script.press(.character("q"), at: 2_000)
    script.press(.character("q"), at: 3_000)
    script.press(.character("2"), at: 4_000)
    #expect(!script.text.contains("2 PAIRS"))
    script.press(Key(.escape), at: 5_000)
    #expect(!script.text.contains("then leaving"))
    script.press(.character("2"), at: 6_000)
    #expect(script.waits(for: "2 PAIRS"))
    script.store.gate.signal()
    #expect(script.waits(for: "✓ Booked"))
    #expect(!script.interface.isFinished)
  }

  /// Mia has said Enter in the sheet that books her next opening with Ralf.
  private func booking() throws -> SlowScript {
    let script = try SlowScript()
    #expect(script.waits(for: "Never met with Ralf Winter yet"))
    script.press(.character("b"), at: 0)
    #expect(script.waits(for: "Book · Mia Chen"))
    script.press(Key(.enter), at: 1_000)
    return script
  }
}
