import TerminalKit
import Testing

@Suite("What is selected in a list")
struct ListStateTests {
  /// Beside going a row at a time, round the list, and counting those that are wanted.
  @Test func goingRoundSomeRows() {
    for wanted in 0..<(1 << 5) {
      let rows = (0..<5).filter { wanted >> $0 & 1 == 1 }
      for selected in 0..<5 {
        for step in -7...7 {
          var state = ListState(selected: selected)
          state.move(round: rows, by: step)
          var expected = selected
          for _ in 0..<abs(step) where !rows.isEmpty {
            repeat { expected = (expected + step.signum() + 5) % 5 } while !rows.contains(expected)
          }
          #expect(state.selected == expected, "rows \(rows), from \(selected), \(step)")
        }
      }
    }
  }
}
