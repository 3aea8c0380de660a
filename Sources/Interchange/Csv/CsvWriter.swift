/// Writes CSV as RFC 4180 has it: CRLF, and quotes around fields that need them.
///
/// SwiftCSV's own writer leaves fields with line ends unquoted, so it isn't used here.
public struct CsvWriter: Sendable {
  /// What was written so far.
  public private(set) var text = ""
  private let columns: Int

  /// Begins with the header line.
  public init(header: [String]) {
    columns = header.count
    write(header)
  }

  /// Adds a row. - Precondition: as many fields as the header has.
  public mutating func append(_ fields: [String]) {
    precondition(fields.count == columns, "a row has as many fields as the header")
    write(fields)
  }

  private mutating func write(_ fields: [String]) {
    for (position, field) in fields.enumerated() {
      if position > 0 { text += "," }
      let needsQuotes =
        field.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
        || field.first?.isWhitespace == true || field.last?.isWhitespace == true
      if needsQuotes {
        text += "\""
        for scalar in field.unicodeScalars {
          if scalar == "\"" { text += "\"" }
          text.unicodeScalars.append(scalar)
        }
        text += "\""
      } else {
        text += field
      }
    }
    text += "\r\n"
  }
}
