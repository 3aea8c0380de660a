import SwiftCSV

extension CsvRecord {
  /// The fields, or what is wrong with the record.
  ///
  /// SwiftCSV reads characters, not bytes: a combining mark after a comma or quotation mark would hide it. Such
  /// records are refused, so that it is given only what it reads as RFC 4180 means it. White space before a field it drops.
  func fields() -> Result<[String], Fault> {
    if let fault = faults.first { return .failure(fault) }
    guard let text = String(validating: bytes, as: UTF8.self) else { return .failure(invalidText) }
    let marks = bytes.count { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }
    guard text.count(where: { $0 == "," || $0 == "\"" }) == marks else {
      return .failure(
        Fault(line: line, message: "a combining character stands right after a comma or quotation mark; remove it"))
    }
    // The line end makes an empty last field count.
    guard let parsed = try? EnumeratedCSV(string: text + "\n", delimiter: .comma, loadColumns: false),
      parsed.rows.isEmpty, parsed.header.count == fieldCount
    else {
      return .failure(
        Fault(line: line, message: "the line can't be split into fields; put every field in quotes"))
    }
    return .success(parsed.header)
  }

  /// Names the line on which the first byte stands that is not UTF-8.
  private var invalidText: Fault {
    var valid = 0
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    decoding: while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): valid += UTF8.width(scalar)
      case .emptyInput, .error: break decoding
      }
    }
    let breaks = bytes.prefix(valid).count { $0 == UInt8(ascii: "\n") }
    return Fault(line: line + breaks, message: "text that isn't UTF-8; save the file as UTF-8")
  }
}
