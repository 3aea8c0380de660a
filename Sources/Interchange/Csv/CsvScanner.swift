/// Cuts bytes into CSV records and finds what RFC 4180 forbids, with the lines; SwiftCSV, which splits a record into
/// its fields, accepts unclosed quotes and knows no line numbers.
///
/// Fed chunk by chunk; a record is held only until it is complete. O(bytes).
struct CsvScanner {
  /// Longest field, in bytes.
  static let longestField = 1 << 20
  /// Longest record, in bytes.
  static let longestRecord = 4 << 20

  private enum Place { case fieldStart, bare, quotes, afterQuote }

  private var place = Place.fieldStart
  private var record = CsvRecord(line: 1)
  private var line = 1
  private var fieldBytes = 0
  private var quoteLine = 0
  private var endsWithReturn = false
  private var position = 0
  /// The first bytes, until it is known whether they are a byte order mark.
  private var head: [UInt8] = []
  /// Set when nothing more can be made of the file; further bytes are ignored.
  private(set) var fatal: CsvRecord.Fault?

  /// Takes the next bytes and hands on each record that they complete.
  mutating func feed(_ chunk: [UInt8], _ take: (CsvRecord) -> Void) {
    for byte in chunk {
      guard fatal == nil else { return }
      if position < 3 { head.append(byte) }
      position += 1
      step(byte, take)
      if position == 3, head == [0xEF, 0xBB, 0xBF] {
        (record, fieldBytes, place) = (CsvRecord(line: 1), 0, .fieldStart)
      }
      if position == 2, head == [0xFF, 0xFE] || head == [0xFE, 0xFF] {
        fatal = CsvRecord.Fault(line: 1, message: "the file is UTF-16; save it as UTF-8")
      }
    }
  }

  /// Hands on the last record, which may lack its line end.
  mutating func finish(_ take: (CsvRecord) -> Void) {
    guard fatal == nil else { return }
    if place == .quotes {
      fatal = CsvRecord.Fault(
        line: quoteLine, message: "a quotation mark opens here and never closes; close it, or double it if it is meant")
      return
    }
    if endsWithReturn { endRecord(take) } else if !record.bytes.isEmpty { endRecord(take) }
  }

  private mutating func step(_ byte: UInt8, _ take: (CsvRecord) -> Void) {
    if endsWithReturn {
      endsWithReturn = false
      if byte != UInt8(ascii: "\n") {
        fault("a carriage return stands alone; lines end with LF or CRLF")
        record.bytes.append(UInt8(ascii: " "))
      }
    }
    switch byte {
    case UInt8(ascii: "\n") where place != .quotes:
      endRecord(take)
      return
    case UInt8(ascii: "\r") where place != .quotes:
      endsWithReturn = true
      return
    case UInt8(ascii: ",") where place != .quotes:
      record.fieldCount += 1
      fieldBytes = -1
      place = .fieldStart
    case UInt8(ascii: "\""):
      switch place {
      case .fieldStart: (place, quoteLine) = (.quotes, line)
      case .bare: fault("a quotation mark stands inside a field; put the whole field in quotes and double the mark")
      case .quotes: place = .afterQuote
      case .afterQuote: place = .quotes
      }
    case 0: fault("a NUL byte; the file is binary or damaged")
    default:
      if byte == UInt8(ascii: "\n") { line += 1 }
      switch place {
      case .fieldStart: place = .bare
      case .afterQuote:
        fault("text follows the closing quotation mark; double a mark that is meant, and put a comma after the field")
        place = .bare
      case .bare, .quotes: break
      }
    }
    record.bytes.append(byte)
    fieldBytes += 1
    if fieldBytes > Self.longestField || record.bytes.count > Self.longestRecord {
      fatal = CsvRecord.Fault(
        line: place == .quotes ? quoteLine : record.line,
        message: fieldBytes > Self.longestField
          ? "a field is longer than 1 MiB; is a quotation mark not closed, or is this no CSV file?"
          : "a line is longer than 4 MiB; is this a CSV file?")
    }
  }

  /// One fault of a kind a record is enough.
  private mutating func fault(_ message: String) {
    guard !record.faults.contains(where: { $0.message == message }) else { return }
    record.faults.append(CsvRecord.Fault(line: line, message: message))
  }

  private mutating func endRecord(_ take: (CsvRecord) -> Void) {
    endsWithReturn = false
    place = .fieldStart
    fieldBytes = 0
    take(record)
    line += 1
    record = CsvRecord(line: line)
  }
}
