import TerminalKit
import TestSupport
import Testing

@Suite("Columns of text")
struct ColumnWidthTests {
  @Test(
    "takes as many columns as a terminal gives it",
    arguments: [
      ("", 0), ("abc", 3), ("naïve", 5), ("Übung", 5), ("e\u{301}clair", 6), ("Zoe\u{308}", 3), ("Việt", 4),
      ("Vie\u{323}\u{302}t", 4), ("山田", 4), ("Aiko 山田", 9), ("ﾊﾝｶｸ", 4), ("ＡＢ", 4), ("한국어", 6),
      ("\u{1112}\u{1161}\u{11AB}", 2), ("שלום", 4), ("שָׁלוֹם", 4), ("مرحبا", 5), ("สวัสดี", 4), ("नीता", 4),
      ("😀", 2), ("👍🏽", 2), ("👩‍👩‍👧", 2), ("🏴\u{E0067}\u{E0062}\u{E007F}", 2), ("❤\u{FE0F}", 1), ("✈", 1),
      ("🇩🇪", 2), ("1\u{FE0F}\u{20E3}", 1), ("…", 1), ("─│┌", 3), ("█░▌", 3), ("⇄→▸✓✗•", 6), ("က\u{200D}ရ", 2),
      ("می\u{200C}خواهم", 7), ("👩‍💻", 2), ("👨‍👩‍👧‍👦", 2), ("☝🏽", 1), ("❤\u{FE0F}\u{200D}🔥", 1), ("🏳\u{FE0F}\u{200D}🌈", 1),
      ("👁\u{FE0F}\u{200D}🗨\u{FE0F}", 1), ("#\u{FE0F}\u{20E3}", 1), ("🇩🇪🇫🇷", 4), ("👍🏽👍", 4), ("⌚\u{FE0E}", 2),
    ])
  func columns(_ text: String, _ width: Int) { #expect(columnWidth(text) == width) }

  @Test(
    "writes out what would steer the terminal or hide",
    arguments: [
      ("a\u{1}b", "a^Ab"), ("\u{1B}[31m", "^[[31m"), ("a\tb\n", "a^Ib^J"), ("\u{7F}", "^?"), ("\u{9B}2J", "\\x9b2J"),
      ("\u{202E}cba", "\\u202ecba"), ("a\u{200B}b", "a\\u200bb"), ("\u{FEFF}x", "\\ufeffx"), ("\u{2028}", "\\u2028"),
      ("🇩🇪", "DE"), ("plain ø", "plain ø"), ("\r\n", "^M^J"), ("\u{0}", "^@"), ("\u{61C}a", "\\u61ca"),
    ])
  func escapes(_ text: String, _ shown: String) {
    #expect(visible(text) == shown)
    #expect(columnWidth(text) == columnWidth(shown))
  }

  /// Behind an ellipsis all is decoded; most text without one is passed over by its bytes.
  @Test("writes out the same, passed over by its bytes or decoded")
  func passedOver() {
    let values = Array(0..<0x3100) + Array(0xF800..<0x1_0010) + Array(stride(from: 0x3100, through: 0x10FFFF, by: 101))
    for scalar in values.compactMap({ Unicode.Scalar(UInt32($0)) }) {
      let text = "é" + String(String.UnicodeScalarView([scalar, "x"]))
      let shown = visible(text)
      #expect(visible("…" + text).utf8.elementsEqual(("…" + shown).utf8), "\(String(scalar.value, radix: 16))")
    }
  }

  @Test("measures a text as its characters one by one")
  func byCharacters() {
    var random = SeededRandom(seed: 17)
    // A joiner joins what stands right behind it, and nothing further on.
    let apart = ["👩\u{200D}\u{301}👩", "👩\u{200D}\u{FE0F}👩", "👩\u{200D}\u{1161}👩"]
    for text in apart + (0..<3_000).map({ _ in AwkwardText.random(using: &random) }) {
      let sum = text.reduce(0) { $0 + columnWidth(String($1)) }
      #expect(columnWidth(text) == sum, "\(text.debugDescription)")
    }
  }

  @Test("gives every scalar 0, 1 or 2 columns, and the planes of ideographs 2")
  func scalars() {
    #expect(columnWidth("\u{4E00}" as Unicode.Scalar) == 2)
    #expect(columnWidth("\u{2FFFD}" as Unicode.Scalar) == 2)
    #expect(columnWidth("\u{D7A3}" as Unicode.Scalar) == 2)
    #expect(columnWidth("\u{300}" as Unicode.Scalar) == 0)
    #expect(columnWidth("\u{FE0F}" as Unicode.Scalar) == 0)
    for value in stride(from: UInt32(0), through: 0x10FFFF, by: 7) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      #expect((0...2).contains(columnWidth(scalar)))
    }
  }
}
