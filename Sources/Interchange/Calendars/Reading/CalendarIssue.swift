/// Something in a calendar that was skipped, and why.
public struct CalendarIssue: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The file as it was named, or its path under the folder that was named.
  public var file: String
  /// Physical line of the file, its first is 1; nil when it is about the whole file.
  public var line: Int?
  public var message: String

  public init(file: String, line: Int?, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  /// `team.ics, line 12: …`.
  public var description: String {
    file + (line.map { ", line \($0)" } ?? "") + ": " + message
  }
}
