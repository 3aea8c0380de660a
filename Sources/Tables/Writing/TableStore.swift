public import Mentoring

/// A store that is made of tables, and can be read and written in bulk by who owns it.
public protocol TableStore: Store {
  /// Writes what no command says, in one transaction; for making a program in bulk.
  func write(_ body: (TableDraft) throws -> Void) throws
  /// Gives the tables themselves, in which nothing changes meanwhile.
  func readTables<Result>(_ body: (any TableConnection) throws -> Result) throws -> Result
  /// What of the tables, their guards and constraints is not as this version makes it, a line each; empty when all is.
  func schemaDifferences() throws -> [String]
}
