public import Mentoring

/// What a CSV file gave: all its rows, or every error in it.
public struct CsvReading<Row: Sendable>: Sendable {
  /// In the file's order; empty when there are errors, for an import is all or nothing.
  public var rows: [Row]
  /// The rows that say whom or what they are about, also beside errors: what they say together can be checked too. Their
  /// other fields may be wrong.
  public var identified: [Row]
  /// Whether something of the file could not be read as a row; others may refer to it.
  public var hasLostRows: Bool
  /// By line, at most 1,000; a last one without a line tells how many more there are.
  public var errors: [ImportIssue]
  public var warnings: [ImportIssue]

  public init(rows: [Row], identified: [Row], hasLostRows: Bool, errors: [ImportIssue], warnings: [ImportIssue]) {
    self.rows = rows
    self.identified = identified
    self.hasLostRows = hasLostRows
    self.errors = errors
    self.warnings = warnings
  }
}
