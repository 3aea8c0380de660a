/// Finds where the statements of a TOML document stand (TOML 1.0), which its parser does not tell.
///
/// The text must be known to be TOML: what is wrong is passed over, never complained about. O(*n*).
struct StatementScanner {
  struct Statement: Hashable {
    /// The table's parts and the key's.
    var path: [String]
    /// Where the key begins.
    var place: Place
    /// Of the key, in the scalars of the text.
    var start: Int
    /// Of the value, without blanks around it.
    var value: Range<Int>
  }

  struct Header: Hashable {
    var path: [String]
    var place: Place
    /// The scalar behind the header's line, or the text's end.
    var end: Int
    /// The scalar at which its line begins.
    var start: Int
  }

  private(set) var statements: [Statement] = []
  private(set) var headers: [Header] = []
  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(_ scalars: [Unicode.Scalar]) {
    self.scalars = scalars
    var table: [String] = []
    var lines = LineCounter(scalars)
    while skipToStatement() {
      let start = position
      let place = lines.place(of: start)
      if scalars[position] == "[" {
        while peek == "[" { position += 1 }
        table = keyPath(until: "]")
        skipLine()
        headers.append(Header(path: table, place: place, end: position, start: start - place.column + 1))
        continue
      }
      let path = keyPath(until: "=")
      guard peek == "=" else {
        skipLine()
        continue
      }
      position += 1
      skipBlanks()
      let first = position
      skipValue()
      statements.append(Statement(path: table + path, place: place, start: start, value: first..<position))
    }
  }

  private var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func skipBlanks() { while peek == " " || peek == "\t" { position += 1 } }
  private mutating func skipComment() { while let scalar = peek, scalar != "\n" { position += 1 } }

  private mutating func skipLine() {
    skipComment()
    if peek == "\n" { position += 1 }
  }

  /// Over blanks, line ends, comments and a byte order mark. False at the end.
  private mutating func skipToStatement() -> Bool {
    while let scalar = peek {
      switch scalar {
      case " ", "\t", "\r", "\n", "\u{FEFF}": position += 1
      case "#": skipComment()
      default: return true
      }
    }
    return false
  }

  /// Dotted parts, each bare or in quotes, up to `end`, which stays unless it closes a header.
  private mutating func keyPath(until end: Unicode.Scalar) -> [String] {
    var parts: [String] = []
    while let scalar = peek, scalar != end, scalar != "\n" {
      switch scalar {
      case " ", "\t", ".", "\r": position += 1
      case "\"", "'": parts.append(quotedPart())
      default:
        var part = ""
        while let scalar = peek, !" \t.\r\n=]\"'".unicodeScalars.contains(scalar) {
          part.unicodeScalars.append(scalar)
          position += 1
        }
        if part.isEmpty { position += 1 } else { parts.append(part) }
      }
    }
    return parts
  }

  private mutating func quotedPart() -> String {
    let start = position + 1
    skipString()
    return String(String.UnicodeScalarView(scalars[min(start, max(start, position - 1))..<max(start, position - 1)]))
  }

  /// Strings of one or many lines, basic or literal.
  private mutating func skipString() {
    guard let quote = peek else { return }
    let isLong = position + 2 < scalars.count && scalars[position + 1] == quote && scalars[position + 2] == quote
    position += isLong ? 3 : 1
    while let scalar = peek {
      if scalar == "\\", quote == "\"" {
        position = min(scalars.count, position + 2)
      } else if scalar == quote {
        var run = 0
        while run < 5, position + run < scalars.count, scalars[position + run] == quote { run += 1 }
        guard isLong else {
          position += 1
          return
        }
        // Two quotes may stand before the three that end it.
        position += run
        if run >= 3 { return }
      } else {
        position += 1
      }
    }
  }

  /// To behind the value; strings and brackets may hold line ends and signs.
  private mutating func skipValue() {
    var depth = 0
    var end = position
    while let scalar = peek {
      switch scalar {
      case "\"", "'": skipString()
      case "[", "{":
        depth += 1
        position += 1
      case "]", "}":
        depth -= 1
        position += 1
      case "#":
        if depth <= 0 {
          position = end
          return
        }
        skipComment()
      case "\n", "\r":
        if depth <= 0 {
          position = end
          return
        }
        position += 1
      case " ", "\t":
        position += 1
        continue
      default: position += 1
      }
      end = position
    }
    position = end
  }
}

/// Lines and columns of positions that only grow. O(*n*) for all of them.
struct LineCounter {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var line = 1
  private var lineStart = 0

  init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

  mutating func place(of target: Int) -> Place {
    while position < min(target, scalars.count) {
      if scalars[position] == "\n" {
        line += 1
        lineStart = position + 1
      }
      position += 1
    }
    return Place(line: line, column: target - lineStart + 1)
  }
}
