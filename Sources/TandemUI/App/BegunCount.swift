import TerminalKit

/// `2` shows the second screen at once, and `2j` moves down two: a digit that another one or a move follows at once was
/// a count, and the screen it was typed on comes back.
///
/// Who types slowly begins a count with the screen's own digit, one above the screens', or 0: `02j`.
struct BegunCount: Hashable, Sendable {
  var digit: Key
  /// Where it was typed.
  var tab: Tab
  /// Milliseconds.
  var at: Int

  /// The longest pause within a count, in milliseconds. No hand is as quick: a count comes from a script or a paste, and one
  /// who goes to a screen to do something there takes longer.
  static let pause = 30

  private static let moves: Set<Key> = [
    .character("h"), .character("j"), .character("k"), .character("l"), .character("n"), .character("N"),
  ]

  /// Whether a key that came at `beat` makes it a count.
  func isContinued(by key: Key, at beat: Int) -> Bool {
    guard beat - at <= Self.pause else { return false }
    return Self.moves.contains(key) || key.typed.map { $0.isASCII && $0.isNumber } ?? false
  }
}
