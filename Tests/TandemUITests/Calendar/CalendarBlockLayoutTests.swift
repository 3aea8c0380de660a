import TestSupport
import Testing

@testable import TandemUI

@Suite("Blocks that overlap")
struct CalendarBlockLayoutTests {
  /// Draws places as text: a letter a block, `+` where one stands for several.
  private func drawing(_ blocks: [Range<Int>], width: Int) -> String {
    let height = blocks.map(\.upperBound).max() ?? 0
    var lines = Array(repeating: Array(repeating: Character("."), count: width), count: height)
    for place in BlockLayout(blocks, width: width).places {
      let sign: Character = place.hidden > 0 ? "+" : Character(UnicodeScalar(UInt8(97 + place.blocks[0])))
      for row in place.halfRows { for column in place.columns { lines[row][column] = sign } }
    }
    return lines.map { String($0) }.joined(separator: "\n")
  }

  @Test("Alone, a block has the whole width; those that touch don't overlap")
  func alone() {
    #expect(drawing([0..<2, 2..<3], width: 12) == "aaaaaaaaaaaa\naaaaaaaaaaaa\nbbbbbbbbbbbb")
  }

  @Test("Two stand side by side, and a third takes the lane that is free again")
  func sideBySide() {
    #expect(
      drawing([0..<2, 1..<4, 2..<3], width: 12) == """
        aaaaaa......
        aaaaaabbbbbb
        ccccccbbbbbb
        ......bbbbbb
        """)
  }

  @Test("Three deep are one block with a count")
  func threeDeep() {
    #expect(
      drawing([0..<2, 0..<2, 1..<3], width: 30)
        == Array(repeating: String(repeating: "+", count: 30), count: 3).joined(separator: "\n"))
    #expect(BlockLayout([0..<2, 0..<2, 1..<3], width: 30).places.map(\.hidden) == [2])
  }

  @Test("Under six columns each, two are one block with a count")
  func narrow() {
    #expect(BlockLayout([0..<2, 1..<3], width: 11).places.map(\.hidden) == [1])
    #expect(BlockLayout([0..<2, 1..<3], width: 12).places.map(\.hidden) == [0, 0])
  }

  @Test("No two places share a cell, whatever the blocks", arguments: 0..<200)
  func apart(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let blocks = (0..<Int(random.next() % 7) + 1).map { _ in
      let start = Int(random.next() % 20)
      return start..<(start + 1 + Int(random.next() % 6))
    }
    let width = 8 + Int(random.next() % 20)
    var taken: Set<[Int]> = []
    var shown = 0
    for place in BlockLayout(blocks, width: width).places {
      shown += place.blocks.count
      for row in place.halfRows {
        for column in place.columns { #expect(taken.insert([row, column]).inserted) }
      }
    }
    #expect(shown == blocks.count)
  }
}
