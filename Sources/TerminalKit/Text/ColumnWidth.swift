/// Columns that a character takes on a terminal: 0, 1 or 2.
///
/// Control characters count 0, for they are never sent (``visible(_:)`` writes them out). O(log *n*) in some 450
/// ranges beyond Latin, O(1) within.
public func columnWidth(_ scalar: Unicode.Scalar) -> Int {
  let value = scalar.value
  if value < 0x300 { return value < 0x20 || (value >= 0x7F && value < 0xA0) || value == 0xAD ? 0 : 1 }
  if contains(value, WidthRanges.zero) { return 0 }
  return value >= 0x1100 && contains(value, WidthRanges.wide) ? 2 : 1
}

/// Columns that a text takes as ``Canvas/write(_:at:_:style:limit:)`` draws it. O(*n*).
public func columnWidth(_ text: some StringProtocol) -> Int {
  if isPlainASCII(text) { return text.utf8.count }
  var walk = ColumnWalk()
  var width = 0
  for scalar in visible(text).unicodeScalars {
    if case .spacing(let columns) = walk.next(scalar) { width += columns }
  }
  return width
}

/// The same for whole texts, which most are: compiled for them here, where a caller of the general one asks for each byte.
public func columnWidth(_ text: String) -> Int { isPlainASCII(text) ? text.utf8.count : columnWidth(text[...]) }

/// Whether each byte of it is a character of one column.
func isPlainASCII(_ text: some StringProtocol) -> Bool {
  // The bytes where they lie: most texts are asked several times a frame.
  text.utf8.withContiguousStorageIfAvailable { isPlain($0) } ?? isPlain(text.utf8)
}

private func isPlain(_ bytes: some Sequence<UInt8>) -> Bool { bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }

private func contains(_ value: UInt32, _ ranges: [(UInt32, UInt32)]) -> Bool {
  var low = 0
  var high = ranges.count
  while low < high {
    let middle = (low &+ high) >> 1
    if ranges[middle].1 < value { low = middle &+ 1 } else { high = middle }
  }
  return low < ranges.count && ranges[low].0 <= value
}
