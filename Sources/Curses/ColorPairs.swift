import CNcurses
import TerminalKit

/// The color pairs in use; ncurses hands one out for each new combination.
struct ColorPairs {
  private var known: [Combination: Int32] = [:]

  private struct Combination: Hashable {
    var foreground: Color
    var background: Color
  }

  /// The pair's number; 0, the terminal's own colors, where there are none.
  mutating func pair(for style: Style, depth: ColorDepth) -> Int32 {
    guard depth > .none else { return 0 }
    let combination = Combination(foreground: style.foreground, background: style.background)
    if let pair = known[combination] { return pair }
    let pair = max(0, alloc_pair(index(style.foreground, depth), index(style.background, depth)))
    known[combination] = pair
    return pair
  }

  private func index(_ color: Color, _ depth: ColorDepth) -> Int32 {
    if depth == .direct, let (red, green, blue) = color.components { return Int32(red << 16 | green << 8 | blue) }
    return color.index(at: depth).map { Int32($0) } ?? -1
  }
}
