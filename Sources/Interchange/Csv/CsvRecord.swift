/// One record of a CSV file as it stands there: checked, not yet split into fields.
struct CsvRecord {
  /// Physical line on which it starts; the file's first is 1.
  var line: Int
  var bytes: [UInt8] = []
  /// Commas outside quotes, plus one.
  var fieldCount = 1
  /// What is wrong with it, with the line; a record with faults isn't split.
  var faults: [Fault] = []

  struct Fault: Error {
    var line: Int
    var message: String
  }

  /// Whether the line is blank; blank lines are skipped.
  var isBlank: Bool { bytes.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } }
}
