/// Walks over a text's scalars, and tells which of them take columns of their own.
///
/// One rule for measuring and for drawing, so that they can't disagree.
///
/// A joined emoji (a family, a tone of skin) is shown by its first picture, and a variation selector is left out. Whole they
/// can't be sent: a cell of ncurses takes one character that has columns and marks without any, and what a terminal makes of
/// the sequence differs. `👍🏽` takes 2 columns or 4, `👨‍👩‍👧` 2 or 6, `❤️` 1 or 2, and where the guess is wrong the rest of
/// the row stands beside its place. The first picture takes the same everywhere. Flags are letters by then, see
/// ``visible(_:)``, and a keycap is its digit with a mark.
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
      // As in Unicode's rule GB11: only what stands right behind a joiner is joined.
      isJoined = scalar == "\u{200D}"
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
