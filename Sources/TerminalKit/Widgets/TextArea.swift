/// Text of several lines being edited: a value that takes keys, wraps at words, and draws itself into any box.
///
/// The cursor stands between characters as people count them. Up and down go by the rows that are seen, and keep to the
/// column where they began.
public struct TextArea: Hashable, Sendable {
  /// Never empty; without line breaks.
  private var lines: [[Character]]
  /// The line, and the characters before the cursor in it.
  private var row = 0
  private var column = 0
  /// Columns from the left that up and down try to keep.
  private var wanted: Int?
  private var past: [Snapshot] = []
  /// Characters typed one after another are one step back.
  private var isTyping = false
  public var placeholder: String
  /// Bytes of UTF-8 at most: as many as the notes that are kept have, so that what has room here can be saved.
  public static let longest = 65_536

  private struct Snapshot: Hashable {
    let lines: [[Character]]
    let row: Int
    let column: Int
  }

  /// A row on the screen: characters `start..<end` of a line.
  private struct Row {
    let line: Int
    let start: Int
    let end: Int
  }

  public init(_ text: String = "", placeholder: String = "") {
    lines = Self.split(Self.beginning(of: text, within: Self.longest))
    self.placeholder = placeholder
    row = lines.count - 1
    column = lines[row].count
  }

  public var text: String { lines.map { String($0) }.joined(separator: "\n") }

  private static func split(_ text: some StringProtocol) -> [[Character]] {
    var lines: [[Character]] = [[]]
    for character in text {
      if character.isNewline {
        lines.append([])
      } else if character == "\t" {
        lines[lines.count - 1] += [" ", " "]
      } else if !character.unicodeScalars.allSatisfy({ $0.value < 0x20 || $0.value == 0x7F }) {
        lines[lines.count - 1].append(character)
      }
    }
    return lines
  }

  // MARK: Keys

  /// Takes an editing key; returns whether it was one. Tab, Escape and Enter with Control are left to the form.
  ///
  /// - Parameters:
  ///   - width: columns that the text is wrapped to, as it is drawn.
  ///   - height: rows that are seen, for page up and down.
  public mutating func handle(_ key: Key, width: Int, height: Int = 10) -> Bool {
    let column = self.column
    switch (key.code, key.modifiers) {
    case (.character(let character), []):
      type(character)
      return true
    case (.up, []), (.character("p"), .control): moveRows(-1, width)
    case (.down, []), (.character("n"), .control): moveRows(1, width)
    case (.pageUp, _): moveRows(-max(1, height - 1), width)
    case (.pageDown, _): moveRows(max(1, height - 1), width)
    default:
      wanted = nil
      guard edit(key, column) else { return false }
    }
    isTyping = false
    return true
  }

  private mutating func edit(_ key: Key, _ column: Int) -> Bool {
    switch (key.code, key.modifiers) {
    case (.enter, []): replace(from: (row, column), with: [[], []])
    case (.left, []), (.character("b"), .control): go(to: before(row, column))
    case (.right, []), (.character("f"), .control): go(to: after(row, column))
    case (.left, .control), (.left, .alt), (.character("b"), .alt): go(to: wordStart)
    case (.right, .control), (.right, .alt), (.character("f"), .alt): go(to: wordEnd)
    case (.home, .control): go(to: (0, 0))
    case (.end, .control): go(to: (lines.count - 1, lines[lines.count - 1].count))
    case (.home, _), (.character("a"), .control): self.column = 0
    case (.end, _), (.character("e"), .control): self.column = lines[row].count
    case (.backspace, []): replace(from: before(row, column), with: [[]])
    case (.backspace, .alt), (.backspace, .control), (.character("w"), .control): replace(from: wordStart, with: [[]])
    case (.delete, []), (.character("d"), .control): delete(to: after(row, column))
    case (.delete, .control), (.character("d"), .alt): delete(to: wordEnd)
    case (.character("u"), .control): replace(from: (row, 0), with: [[]])
    case (.character("k"), .control):
      // At the end of a line the break itself goes.
      delete(to: column == lines[row].count ? after(row, column) : (row, lines[row].count))
    case (.character("_"), .control): undo()
    default: return false
    }
    return true
  }

  /// Inserts text with its line breaks, as far as there is room.
  ///
  /// - Returns: how many characters had none, and are left out.
  @discardableResult
  public mutating func paste(_ text: String) -> Int {
    isTyping = false
    wanted = nil
    let kept = Self.beginning(of: text, within: Self.longest - size)
    replace(from: (row, column), with: Self.split(kept))
    return text.count - kept.count
  }

  /// Puts another text in the place of all of it, in one step back; the cursor stands behind it.
  public mutating func replace(with text: String) {
    guard text != self.text else { return }
    isTyping = false
    wanted = nil
    (row, column) = (lines.count - 1, lines[lines.count - 1].count)
    replace(from: (0, 0), with: Self.split(Self.beginning(of: text, within: Self.longest)))
  }

  private mutating func type(_ character: Character) {
    wanted = nil
    guard size + character.utf8.count <= Self.longest else { return }
    if !isTyping || character == " " { remember() }
    isTyping = true
    let before = String(lines[row][..<column]) + String(character)
    lines[row] = Array(before + String(lines[row][column...]))
    // What was typed may have joined the character before it.
    column = min(before.count, lines[row].count)
  }

  /// Bytes of UTF-8. O(*characters*).
  private var size: Int { lines.reduce(lines.count - 1) { $0 + $1.reduce(0) { $0 + $1.utf8.count } } }

  /// As many whole characters as fit into so many bytes.
  private static func beginning(of text: String, within bytes: Int) -> Substring {
    var left = bytes
    return text.prefix { character in
      // A tab becomes two blanks.
      left -= character == "\t" ? 2 : character.utf8.count
      return left >= 0
    }
  }

  // MARK: Places

  private mutating func go(to place: (Int, Int)) { (row, column) = place }

  private func before(_ row: Int, _ column: Int) -> (Int, Int) {
    if column > 0 { return (row, column - 1) }
    return row > 0 ? (row - 1, lines[row - 1].count) : (0, 0)
  }

  private func after(_ row: Int, _ column: Int) -> (Int, Int) {
    if column < lines[row].count { return (row, column + 1) }
    return row + 1 < lines.count ? (row + 1, 0) : (row, column)
  }

  private var wordStart: (Int, Int) {
    var place = (row, column)
    while place != (0, 0), !isWord(before: place) { place = before(place.0, place.1) }
    while place.1 > 0, isWord(before: place) { place.1 -= 1 }
    return place
  }

  private var wordEnd: (Int, Int) {
    let end = (lines.count - 1, lines[lines.count - 1].count)
    var place = (row, column)
    while place != end, !isWord(at: place) { place = after(place.0, place.1) }
    while isWord(at: place) { place.1 += 1 }
    return place
  }

  private func isWord(before place: (Int, Int)) -> Bool { place.1 > 0 && Self.isWord(lines[place.0][place.1 - 1]) }
  private func isWord(at place: (Int, Int)) -> Bool {
    place.1 < lines[place.0].count && Self.isWord(lines[place.0][place.1])
  }
  private static func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }

  // MARK: Changes

  /// Puts lines in the place of what stands between `start` and the cursor, and the cursor behind them.
  private mutating func replace(from start: (Int, Int), with new: [[Character]]) {
    guard start != (row, column) || new != [[]] else { return }
    remember()
    let head = lines[start.0][..<start.1]
    let tail = lines[row][column...]
    var middle = new
    middle[0] = Array(String(head) + String(middle[0]))
    let last = middle.count - 1
    let before = middle[last].count
    middle[last] = Array(String(middle[last]) + String(tail))
    lines.replaceSubrange(start.0...row, with: middle)
    row = start.0 + last
    column = min(before, lines[row].count)
  }

  /// Takes away what stands between the cursor and `end`.
  private mutating func delete(to end: (Int, Int)) {
    guard end != (row, column) else { return }
    let start = (row, column)
    (row, column) = end
    replace(from: start, with: [[]])
  }

  private mutating func remember() {
    past.append(Snapshot(lines: lines, row: row, column: column))
    if past.count > 200 { past.removeFirst(past.count - 200) }
  }

  private mutating func undo() {
    guard let snapshot = past.popLast() else { return }
    (lines, row, column) = (snapshot.lines, snapshot.row, snapshot.column)
  }

  // MARK: Rows

  private func rows(_ width: Int) -> [Row] {
    lines.indices.flatMap { line in Self.wrap(lines[line], width).map { Row(line: line, start: $0.0, end: $0.1) } }
  }

  /// Breaks behind blanks where there are any, else where the width ends. O(*characters*).
  private static func wrap(_ line: [Character], _ width: Int) -> [(Int, Int)] {
    // The cursor needs a column of its own behind the last character.
    let room = max(1, width - 1)
    var rows: [(Int, Int)] = []
    var (start, used, lastBlank) = (0, 0, 0)
    for (index, character) in line.enumerated() {
      let columns = columnWidth(String(character))
      if used + columns > room, index > start {
        let end = lastBlank > start ? lastBlank : index
        rows.append((start, end))
        start = end
        used = line[end..<index].reduce(0) { $0 + columnWidth(String($1)) }
      }
      used += columns
      if character == " " { lastBlank = index + 1 }
    }
    return rows + [(start, line.count)]
  }

  /// The row of the cursor: the last one that it may stand in.
  private func cursorRow(_ rows: [Row]) -> Int {
    rows.lastIndex { $0.line == row && $0.start <= column && column <= $0.end } ?? 0
  }

  private func columns(_ row: Row, to end: Int) -> Int {
    lines[row.line][row.start..<end].reduce(0) { $0 + columnWidth(String($1)) }
  }

  private mutating func moveRows(_ count: Int, _ width: Int) {
    let rows = rows(width)
    let current = cursorRow(rows)
    let target = rows[min(max(0, current + count), rows.count - 1)]
    let goal = wanted ?? columns(rows[current], to: column)
    wanted = goal
    var (place, used) = (target.start, 0)
    // At the end of a wrapped row the cursor would stand in the next one.
    let isLast = target.end == lines[target.line].count
    let limit = isLast ? target.end : max(target.start, target.end - 1)
    while place < limit {
      let next = used + columnWidth(String(lines[target.line][place]))
      if next > goal { break }
      used = next
      place += 1
    }
    (row, column) = (target.line, place)
  }

  // MARK: Drawing

  /// Draws the part around the cursor that fits, and returns where the cursor stands.
  @discardableResult
  public func draw(into canvas: inout Canvas, _ rect: Rect, style: Style, placeholder: Style) -> Point {
    canvas.fill(rect, style: style)
    guard rect.width > 0, rect.height > 0 else { return Point(rect.x, rect.y) }
    if lines == [[]] { canvas.write(self.placeholder, at: rect.x, rect.y, style: placeholder, limit: rect.width) }
    let rows = rows(rect.width)
    let current = cursorRow(rows)
    let first = max(0, min(current - rect.height / 2, rows.count - rect.height))
    for (index, row) in rows.dropFirst(first).prefix(rect.height).enumerated() {
      canvas.write(
        String(lines[row.line][row.start..<row.end]), at: rect.x, rect.y + index, style: style, limit: rect.width)
    }
    let used = min(columns(rows[current], to: column), rect.width - 1)
    return Point(rect.x + used, rect.y + current - first)
  }
}
