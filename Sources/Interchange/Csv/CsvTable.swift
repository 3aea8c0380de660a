import Mentoring

/// Finds columns by the header line and hands on each row's fields by column name.
struct CsvTable {
  let columns: [String]
  let required: [String]
  /// The columns that say whom or what a row is about.
  let keys: [String]
  /// Whether something of the file could not be read as a row.
  private(set) var hasLostRows = false
  private(set) var errors = IssueList()
  private(set) var warnings = IssueList()
  /// Known column at each position; nil until the header was read.
  private var positions: [String?]?
  private var headerFailed = false
  private var rows = 0

  init(columns: [String], required: [String], keys: [String]) {
    self.columns = columns
    self.required = required
    self.keys = keys
  }

  /// Takes the next record; returns the row that it holds, if it is one.
  mutating func take(_ record: CsvRecord) -> CsvRow? {
    guard !headerFailed, record.faults.isEmpty == false || !record.isBlank else { return nil }
    switch record.fields() {
    case .failure(let fault):
      errors.append(ImportIssue(line: fault.line, message: fault.message))
      hasLostRows = true
      // Without a header no row can be read.
      if positions == nil { headerFailed = true }
      return nil
    case .success(let fields):
      guard let positions else {
        readHeader(fields, line: record.line)
        return nil
      }
      return row(fields, positions, line: record.line)
    }
  }

  /// Takes a fault that ended the file early.
  mutating func take(_ fatal: CsvRecord.Fault) {
    hasLostRows = true
    errors.append(ImportIssue(line: fatal.line, message: fatal.message))
  }

  mutating func add(error: ImportIssue) { errors.append(error) }

  /// Tells of a file without header or rows.
  mutating func finish() {
    guard errors.isEmpty else { return }
    if positions == nil {
      errors.append(
        ImportIssue(line: nil, message: "the file is empty; it begins with a header line such as \(headerExample)"))
    } else if rows == 0 {
      warnings.append(ImportIssue(line: nil, message: "the file has a header and no rows"))
    }
  }

  private var headerExample: String { quoted(required.joined(separator: ",")) }

  private mutating func readHeader(_ fields: [String], line: Int) {
    var found: [String?] = []
    var seen: Set<String> = []
    for field in fields {
      let name = field.trimmed.lowercased()
      guard columns.contains(name) else {
        found.append(nil)
        warnings.append(
          ImportIssue(
            line: line, column: field.trimmed, value: field,
            message: "\(quoted(field)) is no known column and is left out; known are \(columns.joined(separator: ", "))"
          ))
        continue
      }
      found.append(name)
      if !seen.insert(name).inserted {
        errors.append(
          ImportIssue(
            line: line, column: name, value: field, message: "the column \(quoted(name)) stands twice; leave one out"))
      }
    }
    for name in required where !seen.contains(name) {
      let other = fields.count == 1 ? [";", "\t"].first { fields[0].contains($0) } : nil
      let hint =
        switch other {
        case ";": "; the columns seem to be parted by semicolons, and must be by commas"
        case "\t": "; the columns seem to be parted by tabs, and must be by commas"
        default: ""
        }
      errors.append(
        ImportIssue(
          line: line, column: name,
          message: "the required column \(quoted(name)) is missing from the header line" + hint))
    }
    positions = found
    headerFailed = !errors.isEmpty
  }

  private mutating func row(_ fields: [String], _ positions: [String?], line: Int) -> CsvRow? {
    guard fields.contains(where: { !$0.trimmed.isEmpty }) else {
      warnings.append(ImportIssue(line: line, message: "the row is empty and is left out"))
      return nil
    }
    rows += 1
    guard fields.count == positions.count else {
      hasLostRows = true
      let counted = fields.count == 1 ? "1 field" : "\(fields.count) fields"
      errors.append(
        ImportIssue(
          line: line,
          message:
            "the row has \(counted) where the header has \(positions.count); put a field that holds a comma in quotes"))
      return nil
    }
    var values: [String: String] = [:]
    for (position, field) in fields.enumerated() {
      if let name = positions[position] { values[name] = field.trimmed }
    }
    return CsvRow(line: line, values: values)
  }
}

extension String {
  /// Without white space at either end.
  var trimmed: String {
    guard let first = utf8.first, let last = utf8.last else { return self }
    // Most fields have none, and then nothing is copied.
    guard first <= 32 || last <= 32 || first >= 0x80 || last >= 0x80 else { return self }
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
