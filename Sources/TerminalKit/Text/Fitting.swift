/// The text cut to at most `width` columns; where something is cut, `ellipsis` stands in its place.
public func truncated(_ text: String, to width: Int, ellipsis: String = "…") -> String {
  guard columnWidth(text) > width else { return text }
  let mark = columnWidth(ellipsis) <= width ? ellipsis : ""
  return prefix(text, columns: width - columnWidth(mark)) + mark
}

/// The text in exactly `width` columns: cut, or filled with blanks on the right.
public func fitted(_ text: String, to width: Int, ellipsis: String = "…") -> String {
  let cut = truncated(text, to: width, ellipsis: ellipsis)
  let room = width - columnWidth(cut)
  return room > 0 ? cut + String(repeating: " ", count: room) : cut
}

/// The text in exactly `width` columns, filled with blanks on the left.
public func fittedRight(_ text: String, to width: Int, ellipsis: String = "…") -> String {
  let cut = truncated(text, to: width, ellipsis: ellipsis)
  let room = width - columnWidth(cut)
  return room > 0 ? String(repeating: " ", count: room) + cut : cut
}

/// As many whole characters as fit into `columns`.
public func prefix(_ text: String, columns: Int) -> String {
  if isPlainASCII(text) { return String(text.utf8.prefix(max(0, columns))) ?? "" }
  var result = ""
  var used = 0
  for character in visible(text) {
    let width = columnWidth(String(character))
    guard used + width <= columns else { break }
    result.append(character)
    used += width
  }
  return result
}

/// The text in at most `most` lines of at most `width` columns; where something is cut, `ellipsis` ends the last.
public func wrapped(_ text: String, to width: Int, most: Int, ellipsis: String = "…") -> [String] {
  // What has no room need not be looked at: no more characters than columns, but a line's worth for those that take none.
  let (room, isAll) = (max(0, most) &+ 1).multipliedReportingOverflow(by: max(0, width) &+ 1)
  let enough = isAll || room < 0 ? nil : text.index(text.startIndex, offsetBy: room, limitedBy: text.endIndex)
  let lines = wrapped(enough.map { String(text[..<$0]) } ?? text, to: width)
  guard lines.count > most, most > 0 else { return lines }
  return lines.prefix(most - 1) + [truncated(lines[most - 1] + ellipsis, to: width, ellipsis: ellipsis)]
}

/// The text in lines of at most `width` columns, broken at blanks where that is possible. Never empty.
public func wrapped(_ text: String, to width: Int) -> [String] {
  guard width > 0 else { return [""] }
  var lines: [String] = []
  for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
    var line = ""
    var used = 0
    // Written out first: what is cut off below must count the same characters as what was measured.
    for word in words(of: visible(paragraph)) {
      var more = columnWidth(word)
      if line.isEmpty || used + 1 + more > width {
        if !line.isEmpty { lines.append(line) }
        line = String(word)
        if more > width {
          let pieces = pieces(of: line, columns: width)
          lines += pieces.dropLast()
          line = pieces.last ?? ""
          more = columnWidth(line)
        }
        used = more
      } else {
        line += " "
        line += word
        used += 1 + more
      }
    }
    lines.append(line)
  }
  return lines
}

/// What stands between blanks. A blank that a mark stands on is none; in texts without marks, which nearly all are, blanks are
/// found without asking where each character ends.
private func words(of text: String) -> [Substring] {
  guard hasSurelyNoMarks(text) else { return text.split(separator: " ", omittingEmptySubsequences: true) }
  return text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: true).map(Substring.init)
}

/// Whether it is of ASCII, Latin letters, and the signs from U+2010 to U+205F and from U+2100 to U+2BFF alone.
private func hasSurelyNoMarks(_ text: String) -> Bool {
  text.utf8.withContiguousStorageIfAvailable { bytes in
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 0..<0xCC: continue
      case 0xE2:
        // Whole, as all of a string is.
        let (second, third) = (bytes[index + 1], bytes[index + 2])
        guard (0x84..<0xB0).contains(second) || second == 0x80 && third >= 0x90 || second == 0x81 && third < 0xA0 else {
          return false
        }
      default: return false
      }
    }
    return true
  } ?? false
}

/// A word that is longer than a line, in pieces of at most `columns`. O(*n*).
private func pieces(of word: String, columns: Int) -> [String] {
  var pieces: [String] = []
  var piece = ""
  var used = 0
  for character in word {
    let width = columnWidth(String(character))
    if used + width > columns, !piece.isEmpty {
      pieces.append(piece)
      (piece, used) = ("", 0)
    }
    piece.append(character)
    used += width
  }
  return pieces + [piece]
}
