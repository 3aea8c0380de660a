import Glibc
public import Scheduling

/// Reads a person's busy time from iCalendar files (RFC 5545) and vdir folders.
///
/// Cancelled and transparent events are not busy. A component that can't be read is skipped with a warning. Files are read
/// as a stream, component by component; what is kept is a few hundred bytes an event. O(bytes + occurrences within the
/// horizon).
public struct CalendarReader: Sendable {
  /// Bytes of one file.
  public static let largestFile = 1 << 30

  let zones: any ZoneProvider
  let own: ZoneRules
  let horizon: Interval
  let ownDomain: String?
  let owner: String?
  /// Others than the usual for tests.
  var bounds = ReadingBounds()

  /// - Parameters:
  ///   - zones: the system's zones, which count more than a calendar's own.
  ///   - own: the zone of the person whose calendar it is; floating times and whole days are read in it.
  ///   - horizon: only busy time that overlaps it is told.
  ///   - ownDomain: of a program whose own sessions, which come back from where they were published, are passed over.
  ///   - email: of the person; what they declined does not keep them busy.
  public init(
    zones: any ZoneProvider, own: ZoneRules, horizon: Interval, ownDomain: String? = nil, email: String = ""
  ) {
    owner = email.isEmpty ? nil : email.lowercased()
    self.ownDomain = ownDomain
    self.zones = zones
    self.own = own
    self.horizon = horizon
  }

  /// Reads a file, or all `.ics` files of a folder and the folders in it.
  ///
  /// A file of a folder that can't be read is skipped with a warning, and what it told before stays.
  /// - Throws: ``FileError`` when the file isn't iCalendar or can't be read, when a folder holds no calendar that can, or
  ///   when there is more in it than fits an import; or what `progress` throws.
  public func read(_ path: String, progress: ProgressReport = { _ in }) throws -> CalendarReading {
    guard VdirFolder.isFolder(path) else { return try read(files: [path], progress: progress) }
    return try read(try VdirFolder(path: path), progress: progress)
  }

  /// - Parameters:
  ///   - isSubscribed: whether it is read again and again. A folder without a calendar file is one without events then: it is
  ///     new, or its last was deleted.
  ///   - isKnown: whether it was read before, so that what can't be read now is told, and what it told before stays.
  func read(
    _ folder: VdirFolder, isSubscribed: Bool = false, isKnown: Bool = false, progress: ProgressReport
  ) throws -> CalendarReading {
    let path = folder.path
    if folder.files.isEmpty {
      // What can't be looked into may hold some.
      if let fault = folder.faults.first, !isKnown {
        throw FileError.unreadable(fault.path, reason: fault.reason)
      }
      guard isSubscribed else { throw FileError.noCalendarsInFolder(path) }
    }
    var reading = BusyReading(
      zones: zones, own: own, horizon: horizon, ownDomain: ownDomain, owner: owner, source: path, bounds: bounds)
    let prefix = path.hasSuffix("/") ? path : path + "/"
    var bytes = 0
    var failure: FileError?
    for fault in folder.faults { reading.skip(fault.path.dropped(prefix), fault) }
    for deep in folder.tooDeep {
      reading.passOver(
        deep.dropped(prefix), "it is passed over: folders are entered \(VdirFolder.deepest) deep, and it lies deeper")
    }
    for file in folder.files {
      let name = file.dropped(prefix)
      reading.begin(file: name, at: file, number: SourceStamp.number(of: name))
      do {
        try reading.read(file, done: &bytes, of: folder.size, progress)
      } catch let error as FileError {
        if case .tooMuch = error { throw error }
        if case .missing = error {
          // It went away since the folder was looked into.
          reading.leaveOut()
          continue
        }
        // One that is alone may be just being written, or its disk is away: what it told before stands.
        if case .empty = error {
          failure = failure ?? .unreadable(file, reason: "it is empty")
        } else {
          failure = failure ?? error
        }
        reading.giveUp(error)
      }
    }
    if let failure, reading.filesRead == 0, !isKnown { throw failure }
    return try reading.finish(progress)
  }

  /// Reads several files as one source.
  ///
  /// - Throws: like ``read(_:progress:)``; each file must be iCalendar.
  public func read(files: [String], progress: ProgressReport = { _ in }) throws -> CalendarReading {
    try read(files: files, areKnown: false, progress: progress)
  }

  /// - Parameter areKnown: whether they were read before, so that what can't be read now is told, and what it told before stays.
  func read(files: [String], areKnown: Bool, progress: ProgressReport) throws -> CalendarReading {
    var reading = BusyReading(
      zones: zones, own: own, horizon: horizon, ownDomain: ownDomain, owner: owner, source: files.first ?? "",
      bounds: bounds)
    var bytes = 0
    let size = files.reduce(0) { $0 + ChunkedFile.size(of: $1) }
    for file in files {
      reading.begin(file: file)
      do {
        try reading.read(file, done: &bytes, of: size, progress)
      } catch let error as FileError {
        switch error {
        case .missing, .tooMuch: throw error
        default:
          guard areKnown else { throw error }
          reading.giveUp(error)
        }
      }
    }
    return try reading.finish(progress)
  }

  /// Reads a calendar's bytes.
  ///
  /// - Parameter name: stands for the file in errors and warnings.
  /// - Throws: ``FileError`` when they aren't iCalendar.
  public func read(_ bytes: [UInt8], name: String) throws -> CalendarReading {
    var reading = BusyReading(
      zones: zones, own: own, horizon: horizon, ownDomain: ownDomain, owner: owner, source: name, bounds: bounds)
    reading.begin(file: name)
    try reading.feed(bytes)
    try reading.endFile()
    return try reading.finish()
  }
}

extension String {
  /// Without `prefix`, if it has it.
  fileprivate func dropped(_ prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
  }
}
