import TerminalKit
import TestSupport
import Testing

@Suite("Text of several lines")
struct TextAreaTests {
  /// As obvious as it can be: one string, and how many characters stand before the cursor.
  private struct Model {
    var text = ""
    var cursor = 0

    mutating func insert(_ piece: String) {
      let (head, tail) = (String(text.prefix(cursor)), String(text.dropFirst(cursor)))
      text = head + piece + tail
      cursor = (head + piece).count
    }

    mutating func remove(from start: Int, to end: Int) {
      text = String(text.prefix(start)) + String(text.dropFirst(end))
      cursor = start
    }

    var lineStart: Int {
      text.prefix(cursor).lastIndex(of: "\n").map { text.distance(from: text.startIndex, to: $0) + 1 } ?? 0
    }
    var lineEnd: Int {
      cursor
        + (text.dropFirst(cursor).firstIndex(of: "\n").map { text.dropFirst(cursor)[..<$0].count }
          ?? text.dropFirst(cursor).count)
    }
  }

  @Test("Random edits come to what the obvious model comes to", arguments: 0..<20)
  func edits(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    var area = TextArea()
    var model = Model()
    let characters: [Character] = ["a", "b", " ", "é", "山", "e", "\u{301}", "ש", "👩‍👧", ".", "z"]
    for step in 0..<400 {
      switch Int.random(in: 0..<16, using: &random) {
      case 0...6:
        let character = characters.randomElement(using: &random) ?? "a"
        _ = area.handle(.character(character), width: 9)
        model.insert(String(character))
      case 7:
        _ = area.handle(Key(.enter), width: 9)
        model.insert("\n")
      case 8:
        _ = area.handle(Key(.backspace), width: 9)
        if model.cursor > 0 { model.remove(from: model.cursor - 1, to: model.cursor) }
      case 9:
        _ = area.handle(Key(.delete), width: 9)
        let end = min(model.text.count, model.cursor + 1)
        if model.cursor < end { model.remove(from: model.cursor, to: end) }
      case 10:
        _ = area.handle(Key(.left), width: 9)
        model.cursor = max(0, model.cursor - 1)
      case 11:
        _ = area.handle(Key(.right), width: 9)
        model.cursor = min(model.text.count, model.cursor + 1)
      case 12:
        _ = area.handle(Key(.home), width: 9)
        model.cursor = model.lineStart
      case 13:
        _ = area.handle(Key(.end), width: 9)
        model.cursor = model.lineEnd
      case 14:
        _ = area.handle(.control("u"), width: 9)
        model.remove(from: model.lineStart, to: model.cursor)
      default:
        area.paste("x\ny 山")
        model.insert("x\ny 山")
      }
      #expect(area.text == model.text, "seed \(seed), step \(step)")
      // Where the cursor stands shows when something is typed there.
      var (probe, expected) = (area, model)
      _ = probe.handle(.character("|"), width: 9)
      expected.insert("|")
      #expect(probe.text == expected.text, "seed \(seed), step \(step)")
    }
  }

  private func drawn(_ area: TextArea, _ width: Int, _ height: Int) -> (lines: [String], cursor: Point) {
    var canvas = Canvas(Size(width, height), style: .plain)
    let cursor = area.draw(into: &canvas, Rect(0, 0, width, height), style: .plain, placeholder: .plain)
    return (canvas.lines.map { String($0.reversed().drop { $0 == " " }.reversed()) }, cursor)
  }

  @Test("It wraps behind words, splits what is longer, and keeps the cursor in sight")
  func wrapping() {
    let area = TextArea("one two three\nabcdefghijkl\n\nend")
    #expect(drawn(area, 9, 8).lines == ["one two", "three", "abcdefgh", "ijkl", "", "end", "", ""])
    #expect(drawn(area, 9, 8).cursor == Point(3, 5))
    #expect(drawn(area, 9, 2).lines == ["", "end"])
    #expect(drawn(TextArea("山山山山山"), 6, 3).lines == ["山山", "山山", "山"])
  }

  @Test("Up and down go by rows, and keep the column where they began")
  func rows() {
    var area = TextArea("one two three\nx\nfour five six")
    for (key, cursor) in [
      (Key(.up), Point(3, 3)), (Key(.up), Point(1, 2)), (Key(.up), Point(3, 1)), (Key(.up), Point(3, 0)),
      (Key(.up), Point(3, 0)), (Key(.down), Point(3, 1)), (Key(.down), Point(1, 2)), (Key(.down), Point(3, 3)),
      (Key(.down), Point(3, 4)), (.control("a"), Point(0, 3)), (Key(.home, .control), Point(0, 0)),
      (Key(.end, .control), Point(3, 4)),
    ] {
      _ = area.handle(key, width: 11)
      #expect(drawn(area, 11, 6).cursor == cursor, "\(key)")
    }
  }

  @Test("Words, lines and steps back")
  func words() {
    var area = TextArea("one two\nthree")
    func press(_ key: Key) -> String {
      _ = area.handle(key, width: 20)
      return area.text
    }
    #expect(press(.control("w")) == "one two\n")
    #expect(press(.control("w")) == "one ")
    #expect(press(.control("_")) == "one two\n")
    #expect(press(.character("a")) == "one two\na")
    #expect(press(.character("b")) == "one two\nab")
    // What was typed without a pause is one step.
    #expect(press(.control("_")) == "one two\n")
    _ = press(Key(.home, .control))
    _ = press(Key(.right, .control))
    #expect(press(.control("k")) == "one\n")
    // At the end of a line the break itself goes.
    #expect(press(.control("k")) == "one")
    #expect(press(.control("u")) == "")
  }

  @Test("Control characters are left out, tabs become blanks, and there is an end to it")
  func bounds() {
    var area = TextArea("a\u{1B}b\tc\r\nd")
    #expect(area.text == "ab  c\nd")
    // What had no room is told.
    #expect(area.paste(String(repeating: "word ", count: 200_000)) == 1_000_000 - (TextArea.longest - 7))
    #expect(area.text.count == TextArea.longest)
    #expect(area.paste("more") == 4)
    _ = area.handle(.character("x"), width: 40)
    #expect(area.text.count == TextArea.longest)
    #expect(drawn(area, 40, 5).lines.count == 5)
    #expect(!area.handle(Key(.escape), width: 40) && !area.handle(Key(.tab), width: 40))
  }

  @Test("Its end is counted in bytes, as what keeps it counts, and no character is cut")
  func bytes() {
    var area = TextArea("x")
    let left = area.paste(String(repeating: "é", count: TextArea.longest))
    #expect(left == TextArea.longest - (TextArea.longest - 1) / 2)
    #expect(area.text.utf8.count == TextArea.longest - 1)
    _ = area.handle(.character("é"), width: 40)
    #expect(area.text.utf8.count == TextArea.longest - 1)
    _ = area.handle(.character("e"), width: 40)
    #expect(area.text.utf8.count == TextArea.longest)
    #expect(TextArea(String(repeating: "é", count: TextArea.longest)).text.utf8.count == TextArea.longest)
  }
}
