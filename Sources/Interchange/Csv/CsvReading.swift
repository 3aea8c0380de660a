public import Mentoring

/// What a CSV file gave: all its rows, or every error in it.
public struct CsvReading<Row: Sendable>: Sendable {
  /// In the file's order; empty when there are errors, for an import is all or nothing.
  public var rows: [Row]
  /// By line, at most 1,000; a last one without a line tells how many more there are.
  public var errors: [ImportIssue]
  public var warnings: [ImportIssue]

  public init(rows: [Row], errors: [ImportIssue], warnings: [ImportIssue]) {
    self.rows = rows
    self.errors = errors
    self.warnings = warnings
  }
}
