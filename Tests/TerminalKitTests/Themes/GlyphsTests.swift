import TerminalKit
import Testing

@Suite("Glyphs")
struct GlyphsTests {
  private func texts(_ glyphs: Glyphs) -> [String] {
    Mirror(reflecting: glyphs).children.flatMap { child -> [String] in
      switch child.value {
      case let text as String: [text]
      case let scalar as Unicode.Scalar: [String(scalar)]
      case let scalars as [Unicode.Scalar]: scalars.map { String($0) }
      case let lines as BoxLines: Mirror(reflecting: lines).children.map { "\($0.value)" }
      default: []
      }
    }
  }

  @Test("are ASCII where nothing else is sure to be shown")
  func ascii() {
    #expect(texts(.ascii).allSatisfy { $0.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } })
    #expect(texts(.ascii).count == texts(.unicode).count)
  }

  @Test("tell what a legend tells apart", arguments: [Glyphs.unicode, .ascii])
  func legend(glyphs: Glyphs) {
    let signs = [
      glyphs.outside, glyphs.leftBusy, glyphs.rightBusy, glyphs.free, glyphs.heavyBox.top, glyphs.dashedBox.top,
    ]
    #expect(Set(signs).count == signs.count)
  }

  @Test("take one column each, and never the width of an emoji")
  func narrow() {
    for text in texts(.unicode) {
      #expect(text.unicodeScalars.allSatisfy { columnWidth($0) == 1 }, "\(text)")
      #expect(text.unicodeScalars.allSatisfy { !$0.properties.isEmojiPresentation }, "\(text)")
    }
  }
}
