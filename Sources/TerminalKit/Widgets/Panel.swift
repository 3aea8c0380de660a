extension Canvas {
  /// Draws a titled box and returns the room inside.
  @discardableResult
  public mutating func panel(
    _ rect: Rect, title: String, theme: Theme, glyphs: Glyphs, isFocused: Bool = false
  ) -> Rect {
    fill(rect, style: theme[.text])
    box(rect, style: theme[isFocused ? .focusedBorder : .border], lines: glyphs.box)
    if !title.isEmpty, rect.width > 6 {
      let text = truncated(" \(title) ", to: rect.width - 4, ellipsis: glyphs.ellipsis)
      write(text, at: rect.x + 2, rect.y, style: theme[.title])
    }
    return rect.inset(1, 1)
  }

  /// Draws a bar that is filled to a share from 0 to 1.
  public mutating func bar(_ rect: Rect, share: Double, style: Style, rest: Style, glyphs: Glyphs) {
    let filled = Int((Double(rect.width) * min(1, max(0, share))).rounded())
    fill(Rect(rect.x, rect.y, filled, rect.height), style: style, with: glyphs.full)
    fill(Rect(rect.x + filled, rect.y, rect.width - filled, rect.height), style: rest, with: glyphs.empty)
  }

  /// Draws where a list stands along its right edge; nothing when all of it is in sight.
  public mutating func scrollbar(
    _ rect: Rect, offset: Int, visible: Int, total: Int, theme: Theme, glyphs: Glyphs
  ) {
    guard total > visible, rect.height > 0 else { return }
    let length = max(1, rect.height * visible / total)
    let top = (rect.height - length) * offset / max(1, total - visible)
    for row in 0..<rect.height {
      let isThumb = row >= top && row < top + length
      put(
        Cell(isThumb ? glyphs.full : glyphs.vertical, style: theme[isThumb ? .muted : .border]), at: rect.x,
        rect.y + row)
    }
  }
}
