import Mentoring
import Scheduling

/// One import of busy time under way: files go in chunk by chunk, blocks and warnings come out at the end.
struct BusyReading {
  private let source: String
  private let bounds: ReadingBounds
  private var resolver: EventResolver
  private var collector = EventCollector()
  private let horizon: Interval
  /// What the UIDs of the program's own sessions end in.
  private let ownEnding: String?

  private var files: [String] = []
  /// In the same order; see `BusyBlock.file`.
  private var numbers: [Int64] = []
  private var unread = UnreadFiles()
  private(set) var filesRead = 0
  private var contents = SourceStamp.Contents()
  private var events = 0
  /// Those that events list, all together.
  private var dates = 0
  private var skipped = 0
  private var warnings: [(file: Int, issue: CalendarIssue)] = []
  private var unlisted = 0

  private var path = ""
  private var bytesDone = 0
  private var lines = LineScanner()
  private var components = ComponentScanner()
  private var lastLine = 0
  private var hasBegun = false
  /// Events whose zone the calendar may still define.
  private var waiting: [EventText] = []
  private var method = ""
  private var own = 0
  private var batches: EventBatches
  private let readsAnswers: Bool

  init(
    zones: any ZoneProvider, own: ZoneRules, horizon: Interval, ownDomain: String?, owner: String?, source: String,
    bounds: ReadingBounds
  ) {
    batches = EventBatches(owner: owner)
    readsAnswers = owner != nil
    ownEnding = ownDomain.map { "@" + $0 }
    self.source = source
    self.bounds = bounds
    self.horizon = horizon
    resolver = EventResolver(table: ZoneTable(own: own), book: ZoneBook(zones: zones))
  }

  /// - Parameters:
  ///   - path: where it lies, when it is read whole.
  ///   - number: of a file of a folder; see `BusyBlock.file`.
  mutating func begin(file: String, at path: String? = nil, number: Int64 = 0) {
    files.append(file)
    numbers.append(number)
    self.path = path ?? file
    lines = LineScanner()
    components = ComponentScanner()
    components.readsAnswers = readsAnswers
    lastLine = 0
    hasBegun = false
    waiting = []
    batches.removeAll()
  }

  /// Reads a whole file in chunks.
  mutating func read(_ path: String, done: inout Int, of size: Int, _ progress: ProgressReport) throws {
    let file = try ChunkedFile(path: path, limit: CalendarReader.largestFile)
    var chunk: [UInt8] = []
    repeat {
      try file.read(into: &chunk)
      contents.add(chunk)
      try feed(chunk)
      done += chunk.count
      bytesDone = done
      try progress(ReadingProgress(bytesDone: done, bytesInAll: size))
    } while !chunk.isEmpty
    contents.endFile()
    try endFile()
  }

  mutating func feed(_ chunk: [UInt8]) throws {
    // Taken out while they run, since what they find goes back into this value.
    var (lines, components) = (lines, components)
    (self.lines, self.components) = (LineScanner(), ComponentScanner())
    defer { (self.lines, self.components) = (lines, components) }
    try lines.feed(chunk) { try take($0, &components) }
  }

  mutating func endFile() throws {
    var (lines, components) = (lines, components)
    (self.lines, self.components) = (LineScanner(), ComponentScanner())
    try lines.finish { try take($0, &components) }
    guard hasBegun else { throw FileError.empty(path) }
    try components.finish(lastLine: lastLine) { try take($0) }
    if let trouble = resolver.book.trouble { throw trouble }
    filesRead += 1
  }

  private mutating func take(_ line: LineScanner.Line, _ components: inout ComponentScanner) throws {
    var line = line
    lastLine = line.number
    if !hasBegun {
      if line.number == 1, line.bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
        line.bytes = UnsafeRawBufferPointer(rebasing: line.bytes.dropFirst(3))
      }
      let text = String(decoding: line.bytes.prefix(200), as: UTF8.self).trimmed
      guard !text.isEmpty else { return }
      if let reason = Self.foreignForm(line.bytes) {
        throw FileError.unreadable(path, reason: reason)
      }
      guard text.uppercased() == "BEGIN:VCALENDAR" else {
        throw FileError.notCalendar(path, found: quoted(text))
      }
      hasBegun = true
    }
    try components.take(line) { try take($0) }
  }

  /// Why the first line can't be read though it looks like iCalendar.
  private static func foreignForm(_ line: UnsafeRawBufferPointer) -> String? {
    if line.starts(with: [0xFF, 0xFE]) || line.starts(with: [0xFE, 0xFF]) {
      return "it is UTF-16, and iCalendar is UTF-8; save it as UTF-8"
    }
    guard line.starts(with: Array("BEGIN:VCALENDAR\r".utf8)) else { return nil }
    return "its lines end with a carriage return alone; save it with LF or CRLF as line ends"
  }

  private mutating func take(_ item: ComponentScanner.Item) throws {
    switch item {
    case .calendarBegan:
      try takeRest()
      resolver.beginCalendar()
      method = ""
    case .method(let name):
      try takeRest()
      method = name
    case .fault(let line, let reason): warn(line, reason)
    case .cutOff(let line):
      warn(line, ComponentScanner.cutOff)
      unread.add(
        CalendarIssue(file: files[files.count - 1], line: line, message: ComponentScanner.cutOff),
        number: numbers[files.count - 1], sentence: "\(path) ends before “END:VCALENDAR”; it may be cut off")
    case .component(let raw): try take(raw)
    case .calendarEnded:
      try takeRest()
      let late = waiting
      waiting = []
      for event in late { try keep(event) }
    }
  }

  /// What a calendar says beside its events holds for those after it, and these end with it.
  private mutating func takeRest() throws {
    while let batch = batches.rest() { try take(batch) }
  }

  private mutating func take(_ raw: RawComponent) throws {
    switch raw.kind {
    case .event: try take(event: raw)
    case .zone:
      try takeRest()
      resolver.book.define(raw)
    case .freeBusy: warn(raw.line, "a VFREEBUSY is passed over; busy time is read from events")
    case .other: break
    }
  }

  private mutating func take(event raw: RawComponent) throws {
    guard !isOwn(raw) else {
      own += 1
      return
    }
    switch method {
    // An answer or a proposal is not in anyone's calendar yet (RFC 5546).
    case "REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER":
      skip(raw.line, "the event is skipped: it is a message of METHOD \(method), not an entry of a calendar")
    default: try take(batches.add(raw))
    }
  }

  private mutating func take(_ batch: [EventBatches.Parsed]) throws {
    for parsed in batch {
      switch parsed.outcome {
      case .success(let event): try take(event, parsed)
      case .failure(let error):
        let title = parsed.title.isEmpty ? "" : quoted(parsed.title) + " "
        skip(error.line, "the event \(title)is skipped: \(error.reason)")
      }
    }
  }

  private mutating func take(_ text: EventText, _ parsed: EventBatches.Parsed) throws {
    var event = text
    if let recurrence = event.recurrence {
      dates += recurrence.dates.count + recurrence.periods.count + recurrence.exceptions.count
      guard dates <= bounds.dates else {
        throw FileError.tooMuch(source, of: "dates and exceptions of repeating events", limit: bounds.dates)
      }
    }
    if method == "CANCEL" { event.isCancelled = true }
    if parsed.isDeclined { event.isTransparent = true }
    if let line = parsed.exceptionRule {
      warn(line, "the EXRULE of the event \(quoted(event.title)) is passed over; what it takes out stays busy")
    }
    if resolver.unknownZone(of: event) == nil { try keep(event) } else { waiting.append(event) }
  }

  /// Whether it is a session of the program itself, which keeps its people busy already.
  private func isOwn(_ raw: RawComponent) -> Bool {
    guard let ownEnding, let line = raw.first(.uid) else { return false }
    return raw.valueText(line).trimmed.hasSuffix(ownEnding)
  }

  private mutating func keep(_ text: EventText) throws {
    do {
      let event = try resolver.resolve(text, file: files.count - 1)
      events += 1
      guard collector.count < EventCollector.mostEvents else {
        throw FileError.tooMuch(source, of: "events", limit: EventCollector.mostEvents)
      }
      if let other = collector.add(event) {
        warn(
          event.line,
          "the event \(quoted(event.title)) has the UID and SEQUENCE of the one on line \(other.line); both are kept")
      }
    } catch let error as ComponentError {
      skip(error.line, "the event \(quoted(text.title)) is skipped: \(error.reason)")
    }
  }

  private mutating func skip(_ line: Int, _ message: String) {
    skipped += 1
    warn(line, message)
  }

  /// Tells of the file whose reading was begun that it can't be read.
  mutating func giveUp(_ error: FileError) {
    endContents()
    let sentence = if case .empty = error { "\(path) can't be read: it is empty" } else { error.description }
    skip(files[files.count - 1], number: numbers[files.count - 1], sentence)
  }

  /// Tells of a file or folder that can't be opened.
  mutating func skip(_ name: String, _ fault: VdirFolder.Fault) {
    contents.add(fault: fault.path)
    let sentence = FileError.unreadable(fault.path, reason: fault.reason).description
    skip(name, number: fault.isFolder ? nil : SourceStamp.number(of: name), sentence)
  }

  /// - Parameter number: nil for a folder.
  private mutating func skip(_ name: String, number: Int64?, _ sentence: String) {
    skipped += 1
    let issue = CalendarIssue(
      file: name, line: nil, message: "\(number == nil ? "it" : "the file") is skipped: \(sentence)")
    unread.add(issue, number: number, sentence: sentence)
    warn(issue, of: files.count - 1)
  }

  /// Leaves out the file whose reading was begun: it is gone.
  mutating func leaveOut() { endContents() }

  private mutating func endContents() {
    if contents.files < files.count { contents.endFile(givenUp: path) }
  }

  /// Tells of something that is no file to be read, and why.
  mutating func passOver(_ name: String, _ message: String) {
    warn(CalendarIssue(file: name, line: nil, message: message), of: files.count - 1)
  }

  private mutating func warn(_ line: Int, _ message: String) {
    warn(CalendarIssue(file: files[files.count - 1], line: line, message: message), of: files.count - 1)
  }

  private mutating func warn(_ issue: CalendarIssue, of file: Int) {
    if warnings.count < IssueList.limit { warnings.append((file, issue)) } else { unlisted += 1 }
  }

  /// Brings everything together.
  ///
  /// - Throws: ``FileError`` when there are more blocks than fit an import, or what `progress` throws: rules may take
  ///   long to expand.
  mutating func finish(_ progress: ProgressReport = { _ in }) throws -> CalendarReading {
    var expansion = BusyExpansion(
      BusyBuilder(table: resolver.table, horizon: horizon, files: numbers), bounds: bounds)
    try expansion.add(collector.groups, source: source) {
      try progress(ReadingProgress(bytesDone: bytesDone, bytesInAll: bytesDone))
    }
    for failure in expansion.failures {
      events -= 1
      skipped += 1
      let (master, error) = (failure.master, failure.error)
      let message = "the event \(quoted(master.title)) is skipped: \(error.reason)"
      warn(CalendarIssue(file: files[master.file], line: error.line, message: message), of: master.file)
    }
    // Events that waited for their zone, and rules that failed in the end, are told where they belong.
    var listed = warnings.sorted { ($0.file, $0.issue.line ?? 0) < ($1.file, $1.issue.line ?? 0) }.map(\.issue)
    if unlisted > 0 {
      listed.append(CalendarIssue(file: source, line: nil, message: "\(unlisted) more are not listed"))
    }
    return CalendarReading(
      blocks: expansion.blocks, warnings: listed, unlisted: unlisted,
      events: events, skipped: skipped, files: filesRead, own: own, contents: contents.value,
      faults: unread.issues, fault: unread.sentence, unread: unread.files(among: numbers))
  }
}
