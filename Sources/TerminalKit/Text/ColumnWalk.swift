/// Walks over a text's scalars, and tells which of them take columns of their own.
///
/// One rule for measuring and for drawing, so that they can't disagree. A joined emoji is shown as its first picture, which
/// takes two columns on every terminal; what the whole takes differs from one to the next.
struct ColumnWalk {
  enum Step: Hashable {
    /// Takes 1 or 2 columns.
    case spacing(Int)
    /// Is drawn over the character before.
    case mark
    /// Is not drawn.
    case hidden
  }

  private var base: Unicode.Scalar?
  private var isJoined = false

  /// O(log *n*) in the ranges of ``WidthRanges`` beyond Latin, O(1) within.
  mutating func next(_ scalar: Unicode.Scalar) -> Step {
    let width = columnWidth(scalar)
    guard width > 0 else {
      if scalar == "\u{200D}" { isJoined = true }
      guard base != nil, isMark(scalar) else { return .hidden }
      return .mark
    }
    // A joiner between letters only shapes them: Persian, Malayalam and others write it.
    let belongsToBase = (isJoined && isPicture(scalar) || isSkinTone(scalar)) && base.map(isPicture) == true
    isJoined = false
    guard !belongsToBase else { return .hidden }
    base = scalar
    return .spacing(width)
  }

  /// Whether a character of no width is drawn over the one before, and is not a mere instruction.
  private func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: !scalar.properties.isVariationSelector
    case .otherLetter: (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FB).contains(scalar.value)
    default: false
    }
  }

  private func isPicture(_ scalar: Unicode.Scalar) -> Bool { scalar.value > 0x2000 && scalar.properties.isEmoji }
  private func isSkinTone(_ scalar: Unicode.Scalar) -> Bool { (0x1F3FB...0x1F3FF).contains(scalar.value) }
}
