/// The characters that views draw with: the full set, or what ASCII has for it.
public struct Glyphs: Hashable, Sendable {
  public var isUnicode: Bool
  public var box, heavyBox, dashedBox, cursorBox: BoxLines
  public var up, down, left, right: String
  /// Before the selected row; next to more; sorts.
  public var pointer, previous, next, ascending, descending: String
  public var check, cross, bullet, warning, ellipsis, dash, enDash, dot, separator: String
  /// Which way a pair learns: one way, or from junior to senior.
  public var oneWay, reverse, peer: String
  public var outside, leftBusy, rightBusy, free: Unicode.Scalar
  public var full, empty: Unicode.Scalar
  /// Eighths of a column's height, from one to eight.
  public var levels: [Unicode.Scalar]
  public var horizontal, vertical: Unicode.Scalar
  public var repeats: String
  /// None to three quarters behind a number.
  public var quarters: [String]

  public static let unicode = Glyphs(
    isUnicode: true, box: BoxLines("┌─┐││└─┘"), heavyBox: BoxLines("┏━┓┃┃┗━┛"), dashedBox: BoxLines("┌┄┐┊┊└┄┘"),
    cursorBox: BoxLines("▗▄▖▐▌▝▀▘"), up: "↑", down: "↓", left: "←", right: "→", pointer: "▸", previous: "◀", next: "▶",
    ascending: "▲", descending: "▼", check: "✓", cross: "✗", bullet: "•", warning: "!", ellipsis: "…", dash: "—",
    enDash: "–", dot: "·", separator: "·", oneWay: "→", reverse: "⇄", peer: "↔", outside: "░", leftBusy: "▌",
    rightBusy: "▐", free: "·", full: "█", empty: "░", levels: Array("▁▂▃▄▅▆▇█".unicodeScalars), horizontal: "─",
    vertical: "│", repeats: "↻", quarters: ["", "¼", "½", "¾"])

  public static let ascii = Glyphs(
    isUnicode: false, box: BoxLines("+-+||+-+"), heavyBox: BoxLines("#=#HH#=#"), dashedBox: BoxLines("+~+::+~+"),
    cursorBox: BoxLines("+-+[]+-+"), up: "Up", down: "Down", left: "Left", right: "Right", pointer: ">", previous: "<",
    next: ">", ascending: "^", descending: "v", check: "+", cross: "x", bullet: "*", warning: "!", ellipsis: "~",
    dash: "-", enDash: "-", dot: ".", separator: "|", oneWay: "->", reverse: "<>", peer: "--", outside: ":",
    leftBusy: "[", rightBusy: "]", free: ".", full: "#", empty: ".", levels: Array("_.:-=+*#".unicodeScalars),
    horizontal: "-", vertical: "|", repeats: "@", quarters: ["", ".25", ".5", ".75"])
}
