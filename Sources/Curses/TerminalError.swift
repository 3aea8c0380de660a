/// Why a terminal can't be opened.
public enum TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Standard input or output is a pipe or a file.
  case notATerminal
  /// TERM is empty, or names a terminal that can't place its cursor.
  case tooSimple(String)
  /// TERM is not in the terminal database.
  case unknown(String)

  public var description: String {
    switch self {
    case .notATerminal: "this is not a terminal"
    case .tooSimple(let type):
      type.isEmpty ? "TERM is not set" : "the terminal type “\(type)” (TERM) can't show screens"
    case .unknown(let type): "the terminal type “\(type)” (TERM) is unknown here"
    }
  }
}
