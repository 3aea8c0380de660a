/// Which row of a long list is selected, and which is the first on the screen. Rows count from 0.
///
/// Costs the same for any number of rows: what is drawn is ``visible(count:height:)`` alone.
public struct ListState: Hashable, Sendable {
  public var selected = 0
  public private(set) var offset = 0

  public init(selected: Int = 0) { self.selected = selected }

  /// Takes a moving key; returns whether it was one.
  ///
  /// - Parameters:
  ///   - repeats: how often, from a count typed before.
  ///   - count: rows of the list.
  ///   - height: rows on the screen.
  public mutating func handle(_ key: Key, repeats: Int = 1, count: Int, height: Int) -> Bool {
    switch key {
    case Key(.up), .character("k"), .control("p"): move(by: -repeats, count: count)
    case Key(.down), .character("j"), .control("n"): move(by: repeats, count: count)
    case Key(.pageUp), .control("b"): move(by: -repeats * max(1, height - 1), count: count)
    case Key(.pageDown), .control("f"): move(by: repeats * max(1, height - 1), count: count)
    case Key(.home): selected = 0
    case Key(.end), .character("G"): selected = max(0, count - 1)
    default: return false
    }
    return true
  }

  public mutating func move(by rows: Int, count: Int) {
    selected = min(max(0, selected + rows), max(0, count - 1))
  }

  /// To the next of some rows, round from the last to the first, or so many on; back when `step` is below 0.
  ///
  /// - Parameter rows: ascending; where there is none, nothing moves.
  public mutating func move(round rows: [Int], by step: Int) {
    guard !rows.isEmpty, step != 0 else { return }
    let target =
      step > 0
      ? (rows.firstIndex { $0 > selected } ?? rows.count) + step - 1
      : (rows.lastIndex { $0 < selected } ?? -1) + step + 1
    selected = rows[(target % rows.count + rows.count) % rows.count]
  }

  /// Scrolls without changing the selection but to keep it in sight.
  public mutating func scroll(by rows: Int, count: Int, height: Int) {
    offset = min(max(0, offset + rows), max(0, count - height))
    selected = min(max(selected, offset), max(offset, offset + height - 1))
    selected = min(selected, max(0, count - 1))
  }

  /// Brings the selection within the list and into sight; call it when the list or the screen changed.
  public mutating func settle(count: Int, height: Int) {
    selected = min(max(0, selected), max(0, count - 1))
    if selected < offset { offset = selected }
    if height > 0, selected >= offset + height { offset = selected - height + 1 }
    offset = min(max(0, offset), max(0, count - height))
  }

  /// The rows to draw.
  public func visible(count: Int, height: Int) -> Range<Int> {
    let first = min(offset, max(0, count))
    return first..<min(count, first + max(0, height))
  }
}
