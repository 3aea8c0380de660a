public import Mentoring

/// A store that is made of tables, and can be written to in bulk.
public protocol TableStore: Store {
  /// Writes what no command says, in one transaction; for making a program in bulk.
  func write(_ body: (TableDraft) throws -> Void) throws
}
