import CNcurses
import TerminalKit

/// The color pairs in use; ncurses hands one out for each new combination.
struct ColorPairs {
  private var known: [Combination: Int32] = [:]
  /// What was asked for last: cells beside each other mostly look alike.
  private var latest: (combination: Combination, depth: ColorDepth, pair: Int32)?

  private struct Combination: Hashable {
    var foreground: Color
    var background: Color
  }

  /// The pair's number; 0, the terminal's own colors, where there are none.
  mutating func pair(for style: Style, depth: ColorDepth) -> Int32 {
    guard depth > .none else { return 0 }
    let combination = Combination(foreground: style.foreground, background: style.background)
    if let latest, latest.combination == combination, latest.depth == depth { return latest.pair }
    let pair = lookUp(combination, style, depth)
    latest = (combination, depth, pair)
    return pair
  }

  private mutating func lookUp(_ combination: Combination, _ style: Style, _ depth: ColorDepth) -> Int32 {
    if let pair = known[combination] { return pair }
    let colors = style.colors(at: depth)
    // -1 is the terminal's own color.
    let pair = max(0, alloc_pair(Int32(colors.foreground ?? -1), Int32(colors.background ?? -1)))
    known[combination] = pair
    return pair
  }
}
