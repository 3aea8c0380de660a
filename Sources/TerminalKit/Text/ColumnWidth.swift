/// Columns that a character takes on a terminal: 0, 1 or 2.
///
/// Control characters count 0, for they are never sent (``visible(_:)`` writes them out). O(log *n*) in some 500
/// ranges beyond Latin, O(1) within.
public func columnWidth(_ scalar: Unicode.Scalar) -> Int {
  let value = scalar.value
  if value < 0x300 { return value < 0x20 || (value >= 0x7F && value < 0xA0) || value == 0xAD ? 0 : 1 }
  if contains(value, WidthRanges.zero) { return 0 }
  return value >= 0x1100 && contains(value, WidthRanges.wide) ? 2 : 1
}

/// Columns that a text takes as ``Canvas/write(_:at:_:style:limit:)`` draws it.
public func columnWidth(_ text: some StringProtocol) -> Int {
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
  var width = 0
  var isJoined = false
  for scalar in visible(text).unicodeScalars {
    let columns = columnWidth(scalar)
    if columns == 0 {
      if scalar == "\u{200D}" { isJoined = true }
    } else if isJoined || isModifier(scalar) {
      isJoined = false
      if width == 0 { width += columns }
    } else {
      width += columns
    }
  }
  return width
}

/// Whether a character of no width is a mark that is drawn over the one before, and not a mere instruction.
func isMark(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .spacingMark: !scalar.properties.isVariationSelector
  case .otherLetter: (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FB).contains(scalar.value)
  default: false
  }
}

/// Whether it only colors the skin of the picture before it.
func isModifier(_ scalar: Unicode.Scalar) -> Bool { (0x1F3FB...0x1F3FF).contains(scalar.value) }

private func contains(_ value: UInt32, _ ranges: [(UInt32, UInt32)]) -> Bool {
  var low = 0
  var high = ranges.count
  while low < high {
    let middle = (low &+ high) >> 1
    if ranges[middle].1 < value { low = middle &+ 1 } else { high = middle }
  }
  return low < ranges.count && ranges[low].0 <= value
}
