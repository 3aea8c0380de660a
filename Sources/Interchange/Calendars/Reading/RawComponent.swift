/// A component as it stands in the file: the content lines that matter, unfolded, each with its line number.
struct RawComponent: Sendable {
  enum Kind: String {
    case event = "VEVENT"
    case zone = "VTIMEZONE"
    case freeBusy = "VFREEBUSY"
    /// `VTODO`, `VJOURNAL` and others that don't tell when someone is busy.
    case other
  }

  struct Line {
    var property: PropertyName
    /// Physical line of the file on which it begins.
    var number: Int
    /// Where in ``RawComponent/text`` it stands, without line end.
    var range: Range<Int>
    /// 0 for the component's own lines, else counts its STANDARD and DAYLIGHT parts from 1.
    var part: Int
  }

  var kind: Kind
  /// Physical line of its BEGIN.
  var line: Int
  var text: [UInt8] = []
  var lines: [Line] = []
  /// Its STANDARD and DAYLIGHT parts, in order: whether each is DAYLIGHT.
  var parts: [Bool] = []
  /// Why it can't be used.
  var fault: (line: Int, reason: String)?

  func first(_ property: PropertyName, part: Int = 0) -> Line? {
    lines.first { $0.property == property && $0.part == part }
  }

  /// What follows the name and parameters.
  func value(_ line: Line) -> ArraySlice<UInt8> {
    var isQuoted = false
    for position in line.range {
      let byte = text[position]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == UInt8(ascii: ":") && !isQuoted { return text[(position + 1)..<line.range.upperBound] }
    }
    return text[line.range.upperBound..<line.range.upperBound]
  }

  /// What follows the last colon, which dates don't have: some programs write one in a zone's name without quotes.
  func dates(_ line: Line) -> ArraySlice<UInt8> {
    let colon = text[line.range].lastIndex(of: UInt8(ascii: ":"))
    return text[(colon.map { $0 + 1 } ?? line.range.upperBound)..<line.range.upperBound]
  }

  /// The value as text, invalid UTF-8 repaired.
  func valueText(_ line: Line) -> String { String(decoding: value(line), as: UTF8.self) }

  /// Whether a property's value is `word`, of any case.
  func has(_ property: PropertyName, _ word: String) -> Bool {
    guard let line = first(property) else { return false }
    return valueText(line).trimmed.uppercased() == word
  }
}
