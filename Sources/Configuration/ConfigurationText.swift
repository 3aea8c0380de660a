/// Changes single settings in the text of a configuration; every other character stays as it is.
public enum ConfigurationText {
  /// The text with a setting set.
  ///
  /// A value that is there is replaced, with the comment behind it kept. Otherwise the line goes below the comment that
  /// shows its default, else to the end of its table, which is made where there is none.
  ///
  /// - Parameter value: normalized.
  /// - Throws: ``EditError`` where the text isn't TOML, or the setting stands in a form that is for people to change.
  public static func setting(_ setting: Setting, to value: String, in text: String) throws(EditError) -> String {
    try requireReadable(text)
    let scalars = Array(text.unicodeScalars)
    let scanner = StatementScanner(scalars)
    let path = setting.rawValue.split(separator: ".").map(String.init)
    let literal = setting.literal(value)
    var result = scalars
    if let statement = scanner.statements.last(where: { $0.path == path }) {
      result.replaceSubrange(statement.value, with: literal.unicodeScalars)
    } else {
      let ending = text.contains("\r\n") ? "\r\n" : "\n"
      insert("\(setting.leaf) = \(literal)", for: setting, into: &result, scanner, ending)
    }
    return try checked(result, setting, value)
  }

  /// The text without a setting, which so goes back to its default; the same text when it isn't set.
  ///
  /// Its line goes, unless a comment stands on it: that was written by somebody, so the line becomes a comment as a whole.
  public static func removing(_ setting: Setting, in text: String) throws(EditError) -> String {
    try requireReadable(text)
    let scalars = Array(text.unicodeScalars)
    let path = setting.rawValue.split(separator: ".").map(String.init)
    var result = scalars
    if let statement = StatementScanner(scalars).statements.last(where: { $0.path == path }) {
      var end = statement.value.upperBound
      while end < scalars.count, scalars[end] != "\n" { end += 1 }
      if holdsComment(scalars, statement, end) {
        for start in lineStarts(in: scalars, statement.start..<end).reversed() {
          result.insert(contentsOf: "# ".unicodeScalars, at: start)
        }
      } else {
        let start = statement.start - statement.place.column + 1
        result.removeSubrange(start..<min(scalars.count, end + 1))
      }
    }
    return try checked(result, setting, nil)
  }

  /// Whether somebody wrote a comment behind the value, or within one that goes over several lines.
  private static func holdsComment(
    _ scalars: [Unicode.Scalar], _ statement: StatementScanner.Statement, _ end: Int
  ) -> Bool {
    scalars[statement.value.upperBound..<end].contains("#")
      || scalars[statement.value].contains("\n") && scalars[statement.value].contains("#")
  }

  /// The range's first scalar, and each behind a line end within it.
  private static func lineStarts(in scalars: [Unicode.Scalar], _ range: Range<Int>) -> [Int] {
    [range.lowerBound] + range.dropFirst().filter { scalars[$0 - 1] == "\n" }
  }

  private static func requireReadable(_ text: String) throws(EditError) {
    let document = ConfigurationDocument(Array(text.utf8))
    // Where single values are wrong, others can be set; a text that is no TOML has no lines to speak of.
    if let problem = document.problems.first, document.isUnreadable { throw EditError(problem: problem) }
  }

  /// The new text, if it says what it should.
  private static func checked(
    _ scalars: [Unicode.Scalar], _ setting: Setting, _ value: String?
  ) throws(EditError) -> String {
    let text = String(String.UnicodeScalarView(scalars))
    let document = ConfigurationDocument(Array(text.utf8))
    guard !document.isUnreadable, document.values[setting]?.value == value, !document.misread.contains(setting) else {
      throw EditError(
        problem: Problem(
          "\(setting.rawValue) stands in a table in braces or in another form that only people should change; "
            + "edit it there by hand (“tandem config edit”)"))
    }
    return text
  }

  private static func insert(
    _ line: String, for setting: Setting, into scalars: inout [Unicode.Scalar], _ scanner: StatementScanner,
    _ ending: String
  ) {
    let header = scanner.headers.first { $0.path == [setting.table] }
    let start = setting.table.isEmpty ? 0 : header?.end
    guard let start else {
      var block = scalars.isEmpty || scalars.last == "\n" ? "" : ending
      if !scalars.isEmpty { block += ending }
      scalars += (block + "[\(setting.table)]\(ending)\(line)\(ending)").unicodeScalars
      return
    }
    let end = scanner.headers.first { $0.start >= start && $0.place != header?.place }?.start ?? scalars.count
    let place =
      commentedLine(setting.leaf, in: scalars, start..<end)
      ?? scanner.statements.last { (start..<end).contains($0.start) }.map {
        lineEnd(after: $0.value.upperBound, scalars)
      }
      ?? (setting.table.isEmpty ? endOfOpening(in: scalars, end) : start)
    let needsBreak = place > 0 && scalars[place - 1] != "\n"
    scalars.insert(contentsOf: ((needsBreak ? ending : "") + line + ending).unicodeScalars, at: place)
  }

  /// Behind the comment `# key = value`.
  private static func commentedLine(_ key: String, in scalars: [Unicode.Scalar], _ range: Range<Int>) -> Int? {
    var start = range.lowerBound
    while start < range.upperBound {
      let end = lineEnd(after: start, scalars)
      let line = scalars[start..<end].drop { $0 == " " || $0 == "\t" }
      if line.first == "#" {
        let words = line.drop { "# \t".unicodeScalars.contains($0) }
        let name = words.prefix { !" \t=\r\n".unicodeScalars.contains($0) }
        let sign = words.dropFirst(name.count).drop { $0 == " " || $0 == "\t" }.first
        if sign == "=", name.elementsEqual(key.unicodeScalars) { return end }
      }
      start = end
    }
    return nil
  }

  /// For a first statement: behind the comments that open the file, where a blank line ends them.
  private static func endOfOpening(in scalars: [Unicode.Scalar], _ end: Int) -> Int {
    var start = scalars.first == "\u{FEFF}" ? 1 : 0
    while start < end, scalars[start] == "#" { start = lineEnd(after: start, scalars) }
    return min(start, end)
  }

  private static func lineEnd(after position: Int, _ scalars: [Unicode.Scalar]) -> Int {
    var position = position
    while position < scalars.count, scalars[position] != "\n" { position += 1 }
    return min(scalars.count, position + 1)
  }
}

/// Why a setting couldn't be written.
public struct EditError: Error, Hashable {
  public let problem: Problem
}
