extension Canvas {
  /// Draws a box along a rectangle's edge. Under 2 by 2 cells nothing is drawn.
  public mutating func box(_ rect: Rect, style: Style, lines: BoxLines) {
    guard rect.width >= 2, rect.height >= 2 else { return }
    for x in rect.x + 1..<rect.maxX - 1 {
      put(Cell(lines.top, style: style), at: x, rect.y)
      put(Cell(lines.bottom, style: style), at: x, rect.maxY - 1)
    }
    for y in rect.y + 1..<rect.maxY - 1 {
      put(Cell(lines.left, style: style), at: rect.x, y)
      put(Cell(lines.right, style: style), at: rect.maxX - 1, y)
    }
    put(Cell(lines.topLeft, style: style), at: rect.x, rect.y)
    put(Cell(lines.topRight, style: style), at: rect.maxX - 1, rect.y)
    put(Cell(lines.bottomLeft, style: style), at: rect.x, rect.maxY - 1)
    put(Cell(lines.bottomRight, style: style), at: rect.maxX - 1, rect.maxY - 1)
  }

  /// Draws styled pieces one after the other; returns the columns they took.
  @discardableResult
  public mutating func write(_ spans: [Span], at x: Int, _ y: Int, limit: Int = .max) -> Int {
    var used = 0
    for span in spans where used < limit {
      used += write(span.text, at: x + used, y, style: span.style, limit: limit == .max ? .max : limit - used)
    }
    return used
  }
}

/// A piece of text in one style.
public struct Span: Hashable, Sendable {
  public var text: String
  public var style: Style

  public init(_ text: String, _ style: Style = .plain) {
    self.text = text
    self.style = style
  }
}

/// The characters of a box's edge.
public struct BoxLines: Hashable, Sendable {
  public var topLeft, top, topRight, left, right, bottomLeft, bottom, bottomRight: Unicode.Scalar

  /// The eight characters clockwise by rows: `┌─┐││└─┘`.
  public init(_ drawing: String) {
    let scalars = Array(drawing.unicodeScalars)
    precondition(scalars.count == 8, "a box is drawn with eight characters")
    topLeft = scalars[0]
    top = scalars[1]
    topRight = scalars[2]
    left = scalars[3]
    right = scalars[4]
    bottomLeft = scalars[5]
    bottom = scalars[6]
    bottomRight = scalars[7]
  }
}
