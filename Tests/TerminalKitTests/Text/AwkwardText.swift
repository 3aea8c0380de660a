/// Texts of pieces that terminals find hard, for tests that try many.
enum AwkwardText {
  static let pieces = [
    "a", "Zo", " ", "word", "é", "e\u{301}", "a\u{323}\u{302}\u{304}", "山", "田中", "한", "\u{1112}\u{1161}\u{11AB}",
    "👩‍👩‍👧", "👍🏽", "🇩🇪", "🇩", "❤\u{FE0F}", "1\u{FE0F}\u{20E3}", "שלום", "مرحبا", "नीता", "สวัสดี", "\u{1}", "\u{1B}[2J", "\u{7F}",
    "\u{9B}", "\u{202E}", "\u{200B}", "\u{200D}", "\u{301}", "\u{FE0F}", "\u{1F3FD}", "\t", "ＡＢ", "ﾊ", "\u{3164}", "…",
    "\u{10FFFD}", "\u{E0067}", "\u{A9}", "க்ஷ",
  ]

  static func random(using random: inout some RandomNumberGenerator) -> String {
    (0..<Int.random(in: 0...8, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
  }
}
