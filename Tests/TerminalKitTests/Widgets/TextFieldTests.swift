import TerminalKit
import TestSupport
import Testing

@Suite("A line of text being edited")
struct TextFieldTests {
  /// Emoji that are one sign to people and several characters to Unicode.
  private static let signs = ["👨‍👩‍👧", "👩‍💻", "🇩🇪", "👍🏽", "1️⃣", "❤️", "❤️‍🔥", "🏳️‍🌈", "🏴󠁧󠁢󠁷󠁬󠁳󠁿"]

  /// As a terminal sends it: one character of Unicode after the other.
  private func type(_ text: String, into field: inout TextField) {
    for scalar in text.unicodeScalars { _ = field.handle(Key(.character(Character(scalar)))) }
  }

  private func column(of field: TextField, width: Int = 20) -> (Int, String) {
    var canvas = Canvas(Size(width, 1))
    let point = field.draw(into: &canvas, canvas.bounds, style: .plain, placeholder: .plain)
    return (point.x, canvas.lines[0])
  }

  @Test("takes a joined emoji for one sign, however it came in", arguments: signs)
  func oneSign(_ sign: String) {
    var typed = TextField()
    type("a\(sign)b", into: &typed)
    var pasted = TextField()
    pasted.paste("a\(sign)b")
    #expect(typed == pasted)
    #expect(typed.text == "a\(sign)b")
    #expect(typed.cursor == 3)

    // Back over the last letter, over the sign, and to the right again.
    _ = typed.handle(Key(.left))
    _ = typed.handle(Key(.left))
    #expect(column(of: typed).0 == 1)
    _ = typed.handle(Key(.right))
    #expect(column(of: typed).0 == 1 + columnWidth(sign))
    _ = typed.handle(Key(.backspace))
    #expect(typed.text == "ab")
    #expect(typed.cursor == 1)

    _ = pasted.handle(Key(.home))
    _ = pasted.handle(Key(.right))
    _ = pasted.handle(Key(.delete))
    #expect(pasted.text == "ab")
  }

  @Test("joins what is typed with the character before, and the cursor stands behind both")
  func joinsInside() {
    var field = TextField("👍x")
    _ = field.handle(Key(.left))
    type("🏽", into: &field)
    #expect(field.text == "👍🏽x")
    #expect(field.cursor == 1)
    type("y", into: &field)
    #expect(field.text == "👍🏽yx")
  }

  @Test("has the cursor where the text before it ends, in any text and width")
  func cursorColumn() {
    var random = SeededRandom(seed: 31)
    for _ in 0..<1_000 {
      let (before, after) = (AwkwardText.random(using: &random), AwkwardText.random(using: &random))
      var field = TextField()
      field.paste(before)
      let end = field.cursor
      field.paste(after)
      while field.cursor > end { _ = field.handle(Key(.left)) }
      let width = Int.random(in: 1...30, using: &random)
      let (column, line) = column(of: field, width: width)
      #expect((0..<width).contains(column), "\(field.text.debugDescription) in \(width)")
      #expect(columnWidth(line) == width)
      let all = columnWidth(String(field.text.prefix(field.cursor)))
      if all < width { #expect(column == all, "\(field.text.debugDescription)") }
    }
  }

  @Test("with a text that is to be replaced, gives way to what is typed first, and to nothing else")
  func replacing() {
    var field = TextField(replacing: "old")
    type("new", into: &field)
    #expect(field.text == "new")
    field = TextField(replacing: "old")
    field.paste("pasted")
    #expect(field.text == "pasted")
    for (key, text) in [(Key(.backspace), "olx"), (Key(.left), "olxd"), (Key(.end), "oldx"), (.control("u"), "x")] {
      field = TextField(replacing: "old")
      let isTaken = field.handle(key)
      #expect(isTaken)
      type("x", into: &field)
      #expect(field.text == text)
    }
    // What is no key of the field leaves it as it is.
    field = TextField(replacing: "old")
    let isTaken = field.handle(Key(.down))
    #expect(!isTaken)
    type("n", into: &field)
    #expect(field.text == "n")
  }
}
