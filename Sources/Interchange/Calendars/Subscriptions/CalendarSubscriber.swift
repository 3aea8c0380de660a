import Glibc
public import Mentoring
public import Scheduling

/// Reads the calendars that people have subscribed to, and those that they import once.
public struct CalendarSubscriber: Sendable {
  /// How far back and ahead recurring events are followed: busy time matters where something can be booked.
  public static let daysBack = 31
  public static let daysAhead = 760
  /// A calendar that did not change is read again after this many days nevertheless, for its rules go on.
  static let daysFresh = 180

  let zones: any ZoneProvider

  public init(zones: any ZoneProvider) { self.zones = zones }

  /// What became of a subscription that was looked after.
  public struct Refreshed: Sendable {
    public enum Result: Sendable {
      /// Its files are as they were, or tell the same without a warning.
      case unchanged
      case read(Outcome, warnings: [CalendarIssue])
      /// The rest of it was read: some of its files can't be, and why; what these brought before stays in force.
      case partly(Outcome, warnings: [CalendarIssue], reason: String)
      /// It can't be read now, and why; what it brought before stays in force.
      case failed(String)
    }

    public var source: BusySource
    public var result: Result
    /// Whether its files were read, whatever that came to.
    public var wasRead = false
  }

  /// Reads a calendar as its owner's.
  ///
  /// - Parameters:
  ///   - path: absolute.
  ///   - domain: of the program, whose own sessions are no busy time.
  ///   - isSubscribed: for one that is, or is to be, read again and again; its folder may be empty for now.
  ///   - isKnown: for one that was read before: what can't be read now is the reading's fault, and what it told before stays.
  /// - Throws: ``FileError``, ``ZoneError``, and what `progress` throws.
  public func read(
    _ path: String, for person: Person, domain: String, now: Instant, isSubscribed: Bool?, isKnown: Bool = false,
    progress: ProgressReport = { _ in }
  ) throws -> (busy: BusyImport, reading: CalendarReading) {
    // Asked before it is read: what changes meanwhile is seen the next time. A pipe can be read once only.
    let isLasting = SourceStamp.isLasting(path)
    guard isLasting || isSubscribed != true else { throw SourceStamp.fleeting(path) }
    let folder = VdirFolder.isFolder(path) ? try VdirFolder(path: path) : nil
    let outside = isLasting ? try SourceStamp.outside(of: SourceFiles(path, folder: folder)) : nil
    let reader = CalendarReader(
      zones: zones, own: try zones.zone(named: person.zone), horizon: Self.horizon(at: now), ownDomain: domain,
      email: person.email)
    let reading =
      try folder.map {
        try reader.read($0, isSubscribed: isSubscribed == true, isKnown: isKnown, progress: progress)
      } ?? reader.read(files: [path], areKnown: isKnown, progress: progress)
    // Files and folders that are skipped are the fault's.
    let skipped = max(0, reading.skipped - reading.faults.count)
    let stamp =
      outside.map {
        SourceStamp(
          outside: $0, inside: reading.contents, isFile: folder == nil, fault: reading.fault, skipped: skipped
        ).text
      } ?? ""
    let busy = BusyImport(
      person: person.id, source: path, blocks: reading.blocks, isSubscribed: isSubscribed, stamp: stamp,
      unread: reading.unread)
    return (busy, reading)
  }

  /// The time that is read.
  public static func horizon(at now: Instant) -> Interval {
    Interval(now - daysBack * 86_400, now + daysAhead * 86_400)
  }

  /// Reads those subscriptions again whose files changed, and brings the store in step.
  ///
  /// It acts in its own name, so that nobody's next undo is about it.
  /// - Parameters:
  ///   - person: only theirs; nil for everyone's.
  ///   - isForced: reads also those that did not change.
  /// - Throws: what the store throws; a calendar that can't be read is told in its result.
  public func refresh(
    _ store: any Store, person: PersonID? = nil, now: Instant, isForced: Bool = false,
    progress: (BusySource, ReadingProgress) throws -> Void = { _, _ in }
  ) throws -> [Refreshed] {
    let (sources, domain) = try store.read { (try $0.subscriptions(), try $0.program().domain) }
    return try sources.filter { person == nil || $0.person == person }.map { source in
      do {
        return try refresh(source, in: store, domain: domain, now: now, isForced: isForced) {
          try progress(source, $0)
        }
      } catch let error as FileError {
        return Refreshed(source: source, result: .failed(error.description))
      } catch let error as ZoneError {
        return Refreshed(source: source, result: .failed(error.description))
      } catch CommandError.notFound(let text) {
        // Removed by someone else meanwhile.
        return Refreshed(source: source, result: .failed(text))
      }
    }
  }

  private func refresh(
    _ source: BusySource, in store: any Store, domain: String, now: Instant, isForced: Bool, progress: ProgressReport
  ) throws -> Refreshed {
    guard let person = try store.read({ try $0.person(source.person) }) else {
      throw CommandError.notFound("its owner is gone")
    }
    let isFresh = now < source.importedAt + Self.daysFresh * 86_400 && !isForced
    if isFresh, try !hasChanged(source) { return Refreshed(source: source, result: .unchanged) }
    try Self.requireCalendar(source)
    var (busy, reading) = try readAtRest(source, for: person, domain: domain, now: now, progress: progress)
    // A subscription that was ended meanwhile must not come back.
    guard try store.read({ try $0.busySource(source.id) })?.isSubscribed == true else {
      throw CommandError.notFound("it was removed meanwhile")
    }
    busy.isSubscribed = nil
    let outcome = try store.perform(.importBusy(busy), by: .calendarRefresh, at: now)
    if let fault = reading.fault {
      let warnings = reading.warnings.filter { !reading.faults.contains($0) }
      let isAsBefore = outcome.step == nil && warnings.isEmpty
      return Refreshed(
        source: source, result: isAsBefore ? .failed(fault) : .partly(outcome, warnings: warnings, reason: fault),
        wasRead: true)
    }
    // What was skipped is worth a word even when the rest keeps its owner busy as before: it may be the new event.
    let isAsBefore = outcome.step == nil && reading.warnings.isEmpty
    return Refreshed(
      source: source, result: isAsBefore ? .unchanged : .read(outcome, warnings: reading.warnings), wasRead: true)
  }

  /// Reads a subscription once more while its files change under the reading: half of a folder that somebody deletes, copies or
  /// syncs is not what its owner is busy by.
  ///
  /// - Throws: as ``read(_:for:domain:now:isSubscribed:isKnown:progress:)``, also when it is gone after the reading.
  private func readAtRest(
    _ source: BusySource, for person: Person, domain: String, now: Instant, progress: ProgressReport
  ) throws -> (busy: BusyImport, reading: CalendarReading) {
    var left = Self.mostReadings
    while true {
      let found = try read(
        source.name, for: person, domain: domain, now: now, isSubscribed: true, isKnown: true, progress: progress)
      left -= 1
      let outside = try SourceStamp.outside(of: SourceFiles(of: source.name))
      if left == 0 || outside == SourceStamp(found.busy.stamp)?.outside { return found }
      usleep(Self.rest)
    }
  }

  /// How often a calendar is read whose files never come to rest, and the microseconds between that.
  private static let mostReadings = 5
  private static let rest: UInt32 = 300_000

  /// How many events of it were skipped as broken when it was last read.
  public static func skipped(of source: BusySource) -> Int { SourceStamp(source.stamp)?.skipped ?? 0 }

  /// Whether the files tell something else than when they were last read.
  ///
  /// - Throws: ``FileError`` when they can't be asked, or some still can't be read.
  public func hasChanged(_ source: BusySource) throws(FileError) -> Bool {
    try Self.requireCalendar(source)
    let files = try SourceFiles(of: source.name)
    let outside = try SourceStamp.outside(of: files)
    guard let known = SourceStamp(source.stamp) else { return true }
    guard let fault = known.fault else {
      guard known.outside != outside else { return false }
      return try SourceStamp.inside(of: files) != known.inside
    }
    // Whether a file may be read now its size and time of change don't tell.
    guard try SourceStamp.inside(of: files) == known.inside else { return true }
    throw files.isFolder ? .partlyUnread(fault) : .unread(fault)
  }

  /// An empty folder in the place of a file tells nothing of what was in the file: its time is not free for that.
  ///
  /// - Throws: ``FileError/unreadable(_:reason:)``.
  private static func requireCalendar(_ source: BusySource) throws(FileError) {
    guard SourceStamp(source.stamp)?.isFile == true, VdirFolder.isFolder(source.name),
      try SourceFiles(of: source.name).isEmpty
    else { return }
    throw .unreadable(
      source.name, reason: "it was a file and is an empty folder now; “calendar add” takes it as that")
  }
}
