public import Mentoring

/// What calendars gave: busy time, and what was skipped.
public struct CalendarReading: Sendable {
  /// By start; blocks may overlap.
  public var blocks: [BusyBlock]
  /// In the order of files and lines, at most 1,000; a last one tells how many more there are.
  public var warnings: [CalendarIssue]
  /// VEVENTs that were understood, whether they keep anyone busy or not.
  public var events: Int
  /// VEVENTs and files that were skipped, each with a warning.
  public var skipped: Int
  public var files: Int
}
