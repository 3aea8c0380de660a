/// Lays out `key label` pairs on one line; what does not fit is dropped from the end, but the kept ones stay.
public struct HintLine: Hashable, Sendable {
  public struct Hint: Hashable, Sendable {
    public var key: String
    public var label: String
    /// Dropped last: help.
    public var isKept: Bool

    public init(_ key: String, _ label: String, isKept: Bool = false) {
      self.key = key
      self.label = label
      self.isKept = isKept
    }

    var width: Int { columnWidth(key) + 1 + columnWidth(label) }
  }

  public var hints: [Hint]

  public init(_ hints: [Hint]) { self.hints = hints }

  /// The hints that fit into `width` columns, each with its first column.
  public func layout(width: Int) -> [(index: Int, x: Int)] {
    var chosen = hints.indices.filter { hints[$0].isKept }
    var used = chosen.reduce(0) { $0 + hints[$1].width + 2 }
    for index in hints.indices where !hints[index].isKept {
      guard used + hints[index].width <= width else { break }
      chosen.append(index)
      used += hints[index].width + 2
    }
    // A kept hint that doesn't fit even alone is cut by the canvas.
    chosen.sort()
    var x = 0
    return chosen.map { index in
      defer { x += hints[index].width + 2 }
      return (index, x)
    }
  }

  /// Draws the line and returns the hints' places, for clicks.
  public func draw(into canvas: inout Canvas, _ rect: Rect, theme: Theme) -> [(index: Int, rect: Rect)] {
    canvas.fill(rect, style: theme[.hintText])
    return layout(width: rect.width - 1).map { index, x in
      let hint = hints[index]
      let left = rect.x + 1 + x
      let key = canvas.write(hint.key, at: left, rect.y, style: theme[.hintKey], limit: rect.maxX - left)
      let label = canvas.write(
        " " + hint.label, at: left + key, rect.y, style: theme[.hintText], limit: max(0, rect.maxX - left - key))
      return (index, Rect(left, rect.y, key + label, 1))
    }
  }
}
