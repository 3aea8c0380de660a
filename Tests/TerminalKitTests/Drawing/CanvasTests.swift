import TerminalKit
import TestSupport
import Testing

@Suite("A canvas")
struct CanvasTests {
  /// What a terminal would show: each row's columns, and each wide character with its trailing cell.
  private func expectExact(_ canvas: Canvas, _ comment: String) {
    for y in 0..<canvas.size.height {
      var x = 0
      while x < canvas.size.width {
        let cell = canvas[x, y]
        #expect(cell.width == 1 || cell.width == 2, "\(comment): row \(y) column \(x) begins with half a character")
        #expect(columnWidth(cell.text) == Int(cell.width), "\(comment): “\(cell.text)”")
        if cell.width == 2 {
          #expect(x + 1 < canvas.size.width && canvas[x + 1, y].width == 0, "\(comment): no trailing cell")
        }
        x += max(1, Int(cell.width))
      }
      #expect(x == canvas.size.width)
      #expect(columnWidth(canvas.lines[y]) == canvas.size.width, "\(comment): \(canvas.lines[y].debugDescription)")
    }
  }

  @Test("draws text where it is told, and says how many columns it took")
  func write() {
    var canvas = Canvas(Size(8, 2))
    #expect(canvas.write("Aiko 山田", at: 0, 0, style: .plain) == 8)
    #expect(canvas.write("ok", at: 7, 1, style: .plain) == 1)
    #expect(canvas.lines == ["Aiko 山 ", "       o"])
    #expect(canvas.write("x", at: 8, 0, style: .plain) == 0)
    #expect(canvas.write("x", at: 0, 2, style: .plain) == 0)
    #expect(canvas.write("x", at: 0, 0, style: .plain, limit: -1) == 0)
  }

  @Test("leaves the accents of Latin letters out where only ASCII is shown, and keeps the columns")
  func ascii() {
    var canvas = Canvas(Size(24, 1), isASCII: true)
    #expect(canvas.write("Åkesson Yıldız Brandão ß", at: 0, 0, style: .plain) == 24)
    #expect(canvas.lines == ["Akesson Yildiz Brandao s"])
    canvas.write("İ Ø E\u{301} Fẹmi Nguyễn", at: 0, 0, style: .plain)
    #expect(canvas.lines[0].hasPrefix("I O E Femi Nguyen"))
  }

  @Test("cuts what begins left of it")
  func leftEdge() {
    var canvas = Canvas(Size(4, 1))
    canvas.write("山田x", at: -1, 0, style: .plain)
    #expect(canvas.lines == [" 田x"])
  }

  @Test("blanks the half that is left of a wide character")
  func halves() {
    var canvas = Canvas(Size(6, 1))
    canvas.write("山田山", at: 0, 0, style: .plain)
    canvas.write("x", at: 3, 0, style: .plain)
    #expect(canvas.lines == ["山 x山"])
    canvas.fill(Rect(0, 0, 1, 1), style: .plain, with: "-")
    #expect(canvas.lines == ["-  x山"])
    canvas.fill(Rect(1, 0, 3, 1), style: .plain, with: "-")
    #expect(canvas.lines == ["----山"])
    canvas.fill(Rect(2, 0, 3, 1), style: .plain, with: "=")
    #expect(canvas.lines == ["--=== "])
  }

  @Test("combines marks with the character before, and never with what stood there")
  func marks() {
    var canvas = Canvas(Size(3, 1))
    canvas.write("xyz", at: 0, 0, style: .plain)
    canvas.write("\u{301}e\u{301}", at: 1, 0, style: .plain)
    #expect(canvas.lines == ["xe\u{301}z"])
    // Hebrew with its points has three, and with an accent four.
    let pointed = "\u{5E9}\u{5C1}\u{5BC}\u{5B8}\u{596}"
    canvas.write(pointed + "\u{5A3}", at: 0, 0, style: .plain)
    #expect(canvas.lines[0].unicodeScalars.elementsEqual((pointed + "e\u{301}z").unicodeScalars))
  }

  @Test(
    "shows a joined emoji by its first sign, a flag by its letters, and leaves out what only chooses a look",
    arguments: [
      ("👨‍👩‍👧", "👨"), ("👩‍💻", "👩"), ("👍🏽", "👍"), ("🇩🇪", "DE"), ("1\u{FE0F}\u{20E3}", "1\u{20E3}"), ("❤\u{FE0F}", "❤"),
      ("❤\u{FE0F}\u{200D}🔥", "❤"), ("🏳\u{FE0F}\u{200D}🌈", "🏳"), ("🏴\u{E0067}\u{E0062}\u{E007F}", "🏴"),
    ])
  func joined(_ text: String, _ shown: String) {
    var canvas = Canvas(Size(8, 1))
    let used = canvas.write(text + "|", at: 0, 0, style: .plain) - 1
    #expect(canvas.lines[0] == shown + "|" + String(repeating: " ", count: 7 - used))
    // Where there is half the room, nothing of it stands over the edge.
    canvas.fill(canvas.bounds, style: .plain, with: "#")
    canvas.write(text, at: 0, 0, style: .plain, limit: 1)
    #expect(columnWidth(canvas.lines[0]) == 8)
    #expect(canvas.lines[0].hasSuffix("#######"))
  }

  @Test("shows control characters, and never holds one")
  func controls() {
    var canvas = Canvas(Size(12, 1))
    canvas.write("a\u{1B}[2Jb", at: 0, 0, style: .plain)
    #expect(canvas.lines == ["a^[[2Jb     "])
    #expect(canvas.cells.allSatisfy { $0.scalar.value >= 0x20 && $0.scalar.value != 0x7F })
  }

  @Test("stays exact whatever is drawn over whatever")
  func exact() {
    for seed in 0..<150 {
      var random = SeededRandom(seed: UInt64(seed))
      let size = Size(Int.random(in: 1...14, using: &random), Int.random(in: 1...4, using: &random))
      var canvas = Canvas(size)
      for _ in 0..<12 {
        let (x, y) = (Int.random(in: -3...15, using: &random), Int.random(in: -1...4, using: &random))
        switch Int.random(in: 0..<5, using: &random) {
        case 0:
          let (width, height) = (Int.random(in: 0...6, using: &random), Int.random(in: 0...3, using: &random))
          canvas.fill(Rect(x, y, width, height), style: .plain, with: "#")
        case 1: canvas.box(Rect(x, y, 5, 3), style: .plain, lines: Glyphs.unicode.box)
        case 2: canvas.restyle(Rect(x, y, 4, 2)) { $0.adding(.bold) }
        default:
          canvas.write(
            AwkwardText.random(using: &random), at: x, y, style: .plain, limit: Int.random(in: -1...9, using: &random))
        }
      }
      expectExact(canvas, "seed \(seed)")
    }
  }

  @Test("draws as many columns as were measured")
  func measured() {
    var random = SeededRandom(seed: 5)
    for _ in 0..<1_000 {
      let text = AwkwardText.random(using: &random)
      var canvas = Canvas(Size(80, 1))
      #expect(canvas.write(text, at: 0, 0, style: .plain) == columnWidth(text), "\(text.debugDescription)")
    }
  }

  @Test("draws a whole text of ASCII as it draws any other, wherever it begins and ends")
  func plain() {
    var random = SeededRandom(seed: 9)
    for _ in 0..<2_000 {
      var one = Canvas(Size(12, 2))
      for y in 0..<2 { one.write("山田 é山a田", at: Int.random(in: 0..<4, using: &random), y, style: .plain) }
      var other = one
      let text = String(repeating: "ab c", count: Int.random(in: 0..<5, using: &random))
      let (x, y) = (Int.random(in: -9..<14, using: &random), Int.random(in: -1...2, using: &random))
      let limit = Bool.random(using: &random) ? .max : Int.random(in: -1..<14, using: &random)
      let style = Style(Color(0xFF0000))
      let columns = one.write(text, at: x, y, style: style, limit: limit)
      #expect(other.write(text[...], at: x, y, style: style, limit: limit) == columns)
      #expect(one.cells == other.cells, "\(text.count) at \(x), \(y), \(limit)")
      expectExact(one, "\(x)")
    }
  }

  @Test("draws boxes in their glyphs, and none that is too small")
  func boxes() {
    var canvas = Canvas(Size(4, 3))
    canvas.box(canvas.bounds, style: .plain, lines: Glyphs.unicode.box)
    #expect(canvas.lines == ["┌──┐", "│  │", "└──┘"])
    var small = Canvas(Size(1, 1))
    small.box(small.bounds, style: .plain, lines: Glyphs.ascii.box)
    #expect(small.lines == [" "])
  }

  @Test("is compared cell by cell, with nothing on the heap")
  func compared() {
    var (one, other) = (Canvas(Size(120, 40)), Canvas(Size(120, 40)))
    one.write("x", at: 119, 39, style: .plain)
    other.write("x", at: 119, 39, style: .plain)
    #expect(one.cells == other.cells)
    other.write("y", at: 119, 39, style: .plain)
    #expect(one.cells != other.cells)
    // No byte without a value: a scalar, four marks, two colors, attributes, a width and the filler.
    #expect(MemoryLayout<Cell>.size == 32 && 4 + 4 * 4 + 2 * 4 + 1 + 1 + 2 == 32)
    #expect(MemoryLayout<Cell>.stride == 32)
  }
}
