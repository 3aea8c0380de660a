/// Where something stands in a file: line and column, from 1; the column counts characters (Unicode scalars).
public struct Place: Hashable, Sendable, Comparable {
  public var line: Int
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static func < (one: Place, other: Place) -> Bool {
    (one.line, one.column) < (other.line, other.column)
  }
}

/// Something wrong in the configuration, in one sentence without a full stop.
public struct Problem: Hashable, Sendable {
  /// Nil when it is about the file itself.
  public var place: Place?
  /// The variable of the environment that it is about; nil when it is about the file.
  public var variable: String?
  public var message: String
  /// Whether it does no harm: a key that nothing reads.
  public var isWarning: Bool

  public init(_ message: String, at place: Place? = nil, in variable: String? = nil, isWarning: Bool = false) {
    self.message = message
    self.variable = variable
    self.place = place
    self.isWarning = isWarning
  }

  /// `PATH, line 3, column 5: …`; of a variable `TANDEM_CLOCK: …`.
  public func sentence(path: String) -> String {
    if let variable { return "\(variable): \(message)" }
    guard let place else { return "\(path): \(message)" }
    return "\(path), line \(place.line), column \(place.column): \(message)"
  }
}

/// A line of the table `keys`: which keys run an action. Whether action and keys exist is for the interface to say.
public struct KeyLine: Hashable, Sendable {
  /// Dotted: `calendar.open`.
  public var action: String
  public var keys: [String]
  public var place: Place

  public init(action: String, keys: [String], place: Place) {
    self.action = action
    self.keys = keys
    self.place = place
  }
}
