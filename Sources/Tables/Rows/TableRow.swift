/// One row of a statement's result; valid only while the closure that was given it runs. Columns count from 0.
public protocol TableRow {
  /// Nil for null.
  func integer(_ column: Int) -> Int64?
  /// Nil for null.
  func text(_ column: Int) -> String?
  /// Whatever it is.
  func value(_ column: Int) -> ColumnValue
}

/// Columns that the schema says are never null are read as if they could not be.
extension TableRow {
  subscript(_ column: Int) -> Int64? { integer(column) }
  subscript(_ column: Int) -> Int64 { integer(column) ?? 0 }
  subscript(_ column: Int) -> Int? { integer(column).map { Int($0) } }
  subscript(_ column: Int) -> Int { Int(integer(column) ?? 0) }
  subscript(_ column: Int) -> Bool { integer(column) == 1 }
  subscript(_ column: Int) -> String? { text(column) }
  subscript(_ column: Int) -> String { text(column) ?? "" }
}

/// A row that does not hold what its table promises.
public struct DamagedRow: Error, CustomStringConvertible {
  public let what: String
  public var description: String { what }

  public init(what: String) { self.what = what }
}
