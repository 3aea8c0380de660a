public import Mentoring
public import Scheduling

/// What calendars gave: busy time, and what was skipped.
public struct CalendarReading: Sendable {
  /// By start; blocks may overlap.
  public var blocks: [BusyBlock]
  /// In the order of files and lines, at most 1,000; a last one tells how many more there are.
  public var warnings: [CalendarIssue]
  /// How many warnings there are beyond those that are listed.
  public var unlisted = 0
  /// VEVENTs that were understood, whether they keep anyone busy or not.
  public var events: Int
  /// VEVENTs and files that were skipped, each with a warning.
  public var skipped: Int
  public var files: Int
  /// VEVENTs that were passed over, for they are sessions of the program itself.
  public var own = 0
  /// What the files' bytes come to; see ``SourceStamp/inside``.
  var contents: UInt64
  /// Those of the warnings that are about files that could not be read, or not to their end, at most 1,000.
  public var faults: [CalendarIssue] = []
  /// These in one sentence; nil when everything was read.
  public var fault: String?
  /// What keeps the time that it brought before.
  var unread: BusyImport.Unread?

  /// Why there is no busy time though the calendar could be read; nil when there is some.
  public func remark(at now: Instant) -> String? {
    guard blocks.isEmpty else { return nil }
    guard files > 0 else { return "it is empty so far" }
    guard events > 0 else {
      guard own == 0 else {
        return own == 1 ? "its event is a session of Tandem's own" : "its \(own) events are sessions of Tandem's own"
      }
      return skipped > 0 ? nil : "it holds no events"
    }
    let horizon = CalendarSubscriber.horizon(at: now)
    let (first, last) = (ZoneRules.utc.date(at: horizon.start), ZoneRules.utc.date(at: horizon.end))
    let what = events == 1 ? "its event keeps nobody busy" : "none of its \(events) events keeps anyone busy"
    return "\(what) from \(first) to \(last), which is as far as calendars are read"
  }
}
