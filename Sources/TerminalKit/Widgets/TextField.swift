/// One line of text being edited: a value that takes keys, and draws itself into any width.
///
/// The cursor stands between characters as people count them, so that it never splits an accent or an emoji.
public struct TextField: Hashable, Sendable {
  public private(set) var text: String
  /// Characters before the cursor.
  public private(set) var cursor: Int
  /// Shown while there is no text.
  public var placeholder: String
  /// Whether what is typed or pasted first takes the place of the text.
  public private(set) var isReplaced = false
  /// Characters that can be typed at most.
  public static let longest = 4_000

  public init(_ text: String = "", placeholder: String = "") {
    self.text = text
    self.placeholder = placeholder
    cursor = text.count
  }

  /// A text of before, marked: what is typed or pasted first takes its place, and any other editing key goes on with it.
  public init(replacing text: String, placeholder: String = "") {
    self.init(text, placeholder: placeholder)
    isReplaced = !text.isEmpty
  }

  public mutating func set(_ text: String) {
    isReplaced = false
    self.text = text
    cursor = text.count
  }

  /// Takes an editing key; returns whether it was one. Enter, Tab and Escape are left to the form.
  public mutating func handle(_ key: Key) -> Bool {
    switch (key.code, key.modifiers) {
    case (.character(let character), []): insert(String(character))
    case (.left, []), (.character("b"), .control): cursor = max(0, cursor - 1)
    case (.right, []), (.character("f"), .control): cursor = min(text.count, cursor + 1)
    case (.left, .control), (.left, .alt), (.character("b"), .alt): cursor = wordStart
    case (.right, .control), (.right, .alt), (.character("f"), .alt): cursor = wordEnd
    case (.home, _), (.character("a"), .control): cursor = 0
    case (.end, _), (.character("e"), .control): cursor = text.count
    case (.backspace, []): delete(from: max(0, cursor - 1), to: cursor)
    case (.backspace, .alt), (.backspace, .control), (.character("w"), .control): delete(from: wordStart, to: cursor)
    case (.delete, []), (.character("d"), .control): delete(from: cursor, to: min(text.count, cursor + 1))
    case (.delete, .control), (.character("d"), .alt): delete(from: cursor, to: wordEnd)
    case (.character("u"), .control): delete(from: 0, to: cursor)
    case (.character("k"), .control): delete(from: cursor, to: text.count)
    default: return false
    }
    isReplaced = false
    return true
  }

  /// Inserts pasted text; line breaks become blanks, for a paste never submits.
  public mutating func paste(_ text: String) {
    insert(String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 }))
  }

  /// Draws the text, or the part around the cursor that fits, and returns where the cursor stands.
  ///
  /// - Parameter ellipsis: for a text that is not being edited: it is drawn from its beginning, and ends so where it is cut.
  @discardableResult
  public func draw(
    into canvas: inout Canvas, _ rect: Rect, style: Style, placeholder: Style, restingWith ellipsis: String? = nil
  ) -> Point {
    canvas.fill(rect, style: style)
    guard rect.width > 0, rect.height > 0 else { return Point(rect.x, rect.y) }
    if text.isEmpty {
      canvas.write(self.placeholder, at: rect.x, rect.y, style: placeholder, limit: rect.width)
      return Point(rect.x, rect.y)
    }
    if let ellipsis {
      canvas.write(truncated(text, to: rect.width, ellipsis: ellipsis), at: rect.x, rect.y, style: style)
      return Point(rect.x, rect.y)
    }
    let characters = Array(text)
    // The cursor needs a column of its own behind the last character.
    var first = 0
    var used = columnWidth(String(characters[..<cursor]))
    while used >= rect.width, first < cursor {
      used -= columnWidth(String(characters[first]))
      first += 1
    }
    canvas.write(
      String(characters[first...]), at: rect.x, rect.y, style: isReplaced ? style.adding(.reverse) : style,
      limit: rect.width)
    return Point(rect.x + min(used, rect.width - 1), rect.y)
  }

  private mutating func insert(_ piece: String) {
    if isReplaced { set("") }
    let room = Self.longest - text.count
    guard room > 0 else { return }
    var characters = Array(text)
    characters.insert(contentsOf: piece.prefix(room), at: cursor)
    let before = String(characters[..<(cursor + min(piece.count, room))])
    text = String(characters)
    // What was typed may have joined the character before it.
    cursor = min(before.count, text.count)
  }

  private mutating func delete(from start: Int, to end: Int) {
    guard start < end else { return }
    var characters = Array(text)
    characters.removeSubrange(start..<end)
    text = String(characters)
    cursor = min(start, text.count)
  }

  private var wordStart: Int {
    let characters = Array(text)
    var index = cursor
    while index > 0, !Self.isWord(characters[index - 1]) { index -= 1 }
    while index > 0, Self.isWord(characters[index - 1]) { index -= 1 }
    return index
  }

  private var wordEnd: Int {
    let characters = Array(text)
    var index = cursor
    while index < characters.count, !Self.isWord(characters[index]) { index += 1 }
    while index < characters.count, Self.isWord(characters[index]) { index += 1 }
    return index
  }

  private static func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }
}
