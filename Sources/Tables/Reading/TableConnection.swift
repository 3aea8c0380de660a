/// A database's connection within one transaction: what the queries of ``TableView`` are asked through.
///
/// Statements are written once for both databases, with `?` (or `?1`) as placeholders; what must differ is in ``Dialect``.
public protocol TableConnection: AnyObject {
  var dialect: Dialect { get }
  /// See ``StoreReader/owner``.
  var owner: String? { get }
  /// See ``StoreReader/knowsRoles``.
  var knowsRoles: Bool { get }

  /// Calls `body` with each row, in order.
  func all(_ sql: String, _ values: Values, _ body: (any TableRow) throws -> Void) throws
  /// Calls `body` with the first row, if there is one.
  func first<Value>(_ sql: String, _ values: Values, _ body: (any TableRow) throws -> Value) throws -> Value?
  /// For statements without a result. A connection may hold them back until something is read, or the transaction ends.
  func run(_ sql: String, _ values: Values) throws
  /// A number for a new row of a table that was never given out before.
  func newNumber(_ table: NumberedTable) throws -> Int64
  /// The last number that was given out, also to what was taken back since; 0 for none.
  func lastNumber(_ table: NumberedTable) throws -> Int64
  /// Gives out only numbers after `last` from now on.
  func giveNoNumber(of table: NumberedTable, upTo last: Int64) throws
}

extension TableConnection {
  public var owner: String? { nil }
  public var knowsRoles: Bool { false }
}

/// What new rows of are numbered by the program.
public enum NumberedTable: String, CaseIterable, Sendable {
  case person, pair, room, session, series, notebook, step
  case busySource = "busy_source"
}
