/// A column's value, as both databases keep it: instants are seconds, dates and hours are text, truths are 0 and 1.
public enum ColumnValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case text(String)

  static func optional(_ number: Int64?) -> ColumnValue { number.map(ColumnValue.integer) ?? .null }
  static func optional(_ text: String?) -> ColumnValue { text.map(ColumnValue.text) ?? .null }
}

/// What can stand in a column.
public protocol ColumnConvertible {
  var columnValue: ColumnValue { get }
}

extension Int64: ColumnConvertible {
  public var columnValue: ColumnValue { .integer(self) }
}
extension Int: ColumnConvertible {
  public var columnValue: ColumnValue { .integer(Int64(self)) }
}
extension Bool: ColumnConvertible {
  public var columnValue: ColumnValue { .integer(self ? 1 : 0) }
}
extension String: ColumnConvertible {
  public var columnValue: ColumnValue { .text(self) }
}

/// What a statement's placeholders stand for, in their order.
public struct Values: Hashable, Sendable, ExpressibleByArrayLiteral {
  public var list: [ColumnValue]

  public init(_ list: [ColumnValue] = []) { self.list = list }
  public init(arrayLiteral elements: (any ColumnConvertible)?...) { list = elements.map { $0?.columnValue ?? .null } }

  static func += (values: inout Values, more: Values) { values.list += more.list }
}
