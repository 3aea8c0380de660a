public import Mentoring
public import Scheduling

/// The calendar files that people keep elsewhere, as the interface needs them; to read them is work of the edge.
public protocol CalendarFiles: Sendable {
  /// Reads a file or folder as a person's busy time.
  ///
  /// - Parameters:
  ///   - path: as the user writes it; `~` is the user's own folder.
  ///   - domain: of the program, whose own sessions are no busy time.
  ///   - isSubscribed: whether it is read again when it changes; nil leaves that as it is.
  ///   - known: the names of what the person has already, which is read again under its name however it is named now.
  ///   - progress: told how much is read, from 0 to 1; what it throws ends the reading.
  /// - Throws: an error whose description is one sentence, or what `progress` throws.
  func read(
    _ path: String, for person: Person, domain: String, now: Instant, isSubscribed: Bool?, known: [String],
    progress: (Double) throws -> Void
  ) throws -> CalendarFound

  /// Whether a calendar's files are no longer what was read.
  ///
  /// - Throws: an error whose description is one sentence, when they can't be asked about.
  func hasChanged(_ source: BusySource) throws -> Bool

  /// What was passed over when a calendar was last read while the interface is open.
  func lastWarnings(of source: BusySource) -> [String]
}

/// What a calendar gave.
public struct CalendarFound: Sendable {
  public var busy: BusyImport
  /// One for each thing that was passed over, with file, line and reason.
  public var warnings: [String]
  /// What to know beside the number of busy times; nil for nothing.
  public var remark: String?

  public init(busy: BusyImport, warnings: [String], remark: String? = nil) {
    self.busy = busy
    self.warnings = warnings
    self.remark = remark
  }
}

/// A calendar that is to be read.
struct CalendarWish: Hashable, Sendable {
  var path: String
  var person: PersonID
  var isSubscribed: Bool?
}

/// How far the reading of a calendar is.
struct CalendarProgress: Loaded, Hashable {
  var path: String
  /// From 0 to 1.
  var share: Double
  /// Whether all is read, and the store takes it: that is one step, which can't be stopped.
  var isWriting = false
}

/// Calendars were looked after outside: what is shown of their states may be old.
struct CalendarsLookedAfter: Loaded {}

/// A calendar was read, or not; nothing was changed unless a ``CommandResult`` says so.
struct CalendarEnd: Loaded {
  enum Result: Sendable {
    case read(warnings: [String])
    case stopped
    case failed(String)
  }

  var path: String
  var result: Result
}
