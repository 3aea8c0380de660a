import TerminalKit
import TestSupport
import Testing

@Suite("Text fitted to columns")
struct FittingTests {
  @Test(
    "cuts with an ellipsis, and never through a character",
    arguments: [
      ("Ralf Winter", 11, "Ralf Winter"), ("Ralf Winter", 8, "Ralf Wi…"), ("山田太郎", 5, "山田…"), ("山田太郎", 4, "山…"),
      ("山田", 1, "…"), ("abc", 0, ""), ("👩‍👩‍👧 family", 4, "👩‍👩‍👧 …"), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
    ])
  func cuts(_ text: String, _ width: Int, _ expected: String) { #expect(truncated(text, to: width) == expected) }

  @Test("fills to exactly the width, for any text and width")
  func fills() {
    var random = SeededRandom(seed: 11)
    for _ in 0..<2_000 {
      let text = AwkwardText.random(using: &random)
      let width = Int.random(in: 0...20, using: &random)
      #expect(columnWidth(fitted(text, to: width)) == width, "\(text.debugDescription) in \(width)")
      #expect(columnWidth(fittedRight(text, to: width, ellipsis: "~")) == width)
      #expect(columnWidth(prefix(text, columns: width)) <= width)
    }
  }

  @Test("aligns to the right") func right() { #expect(fittedRight("7", to: 3) == "  7") }

  @Test(
    "wraps at blanks, and words that are too long where they must be",
    arguments: [
      ("to be or not", 5, ["to be", "or", "not"]), ("extraordinary", 5, ["extra", "ordin", "ary"]), ("", 5, [""]),
      ("one\ntwo", 9, ["one", "two"]), ("山田太郎", 5, ["山田", "太郎"]), ("a  b", 9, ["a b"]),
      ("a\u{1}b\u{2}c", 3, ["a^A", "b^B", "c"]), ("x", 0, [""]),
    ])
  func wraps(_ text: String, _ width: Int, _ lines: [String]) { #expect(wrapped(text, to: width) == lines) }

  @Test("wraps a word of any length in time that grows with it, and no more of it than has room")
  func wrapsLongWords() {
    let word = String(repeating: "ä", count: 100_000)
    #expect(wrapped(word, to: 10).count == 10_000)
    #expect(wrapped(word, to: 10, most: 2) == ["ääääääääää", "äääääääää…"])
    #expect(wrapped("a b", to: 1, most: .max) == ["a", "b"])
    #expect(wrapped("a b", to: .max, most: .max) == ["a b"])
  }

  @Test("wraps any text into lines that fit, and loses no character")
  func wrapsAll() {
    var random = SeededRandom(seed: 12)
    for _ in 0..<1_000 {
      let text = AwkwardText.random(using: &random)
      let width = Int.random(in: 6...12, using: &random)
      let lines = wrapped(text, to: width)
      #expect(lines.allSatisfy { columnWidth($0) <= width })
      let blanks: Set<Character> = [" ", "\n"]
      #expect(
        String(lines.joined().filter { !blanks.contains($0) })
          == text.split(separator: "\n").map { visible($0) }.joined().filter { !blanks.contains($0) })
    }
  }
}
