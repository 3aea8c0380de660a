import Interchange
import Mentoring
import Scheduling

/// Reads files and hands what they hold to the store, each kind as one command.
struct ImportRunner {
  let environment: CommandEnvironment
  let store: any Store
  let actor: Actor
  let isDryRun: Bool
  let interruption: Interruption
  /// Where the store is only a trial's: runs its last argument on the one that is meant, which it may make. What was read is not read
  /// again, for a pipe is empty the second time.
  var landing: (((any Store) throws -> Outcome) throws -> Outcome)?

  func people(_ files: [String], _ tally: inout ImportTally) throws {
    let importer = CsvImporter(zones: environment.zones)
    let rows = try read(files, &tally) { try importer.people(at: $0, progress: $1) }
    try perform(rows.map(\.row), files: rows, &tally, line: \.line) { .importPeople($0) }
  }

  func pairs(_ files: [String], _ tally: inout ImportTally) throws {
    let importer = CsvImporter(zones: environment.zones)
    let rows = try read(files, &tally) { try importer.pairs(at: $0, progress: $1) }
    try perform(rows.map(\.row), files: rows, &tally, line: \.line) { .importPairs($0) }
  }

  func rooms(_ files: [String], _ tally: inout ImportTally) throws {
    let importer = CsvImporter(zones: environment.zones)
    let rows = try read(files, &tally) { try importer.rooms(at: $0, progress: $1) }
    try perform(rows.map(\.row), files: rows, &tally, line: \.line) { .importRooms($0) }
  }

  /// All files' rows, each with its file.
  private func read<Row>(
    _ files: [String], _ tally: inout ImportTally,
    _ body: (String, @escaping ProgressReport) throws -> CsvReading<Row>
  ) throws -> [(file: String, row: Row)] {
    let bar = ProgressBar(isShown: !environment.options.quiet && !environment.options.json)
    defer { bar.clear() }
    var rows: [(file: String, row: Row)] = []
    for file in files {
      let reading = try body(file) { bar.show("reading \(file)", share: $0.fraction ?? 0) }
      rows += reading.identified.map { (file, $0) }
      tally.hasLostRows = tally.hasLostRows || reading.hasLostRows
      tally.errors += reading.errors.map { (file, $0) }
      tally.warnings += reading.warnings.map { (file, $0) }
    }
    return rows
  }

  /// One command for all files; its errors are sorted back to the file whose line they name.
  private func perform<Row>(
    _ rows: [Row], files: [(file: String, row: Row)], _ tally: inout ImportTally, line: (Row) -> Int,
    _ command: ([Row]) -> Command
  ) throws {
    let areSound = tally.errors.isEmpty
    let fileOfLine = Dictionary(files.map { (line($0.row), $0.file) }, uniquingKeysWith: { $1 })
    func file(of issue: ImportIssue) -> String { issue.line.flatMap { fileOfLine[$0] } ?? files.first?.file ?? "" }
    do {
      func perform(in store: any Store, isTrial: Bool) throws -> Outcome {
        let actor = try store.read { try environment.actor($0) }
        return try store.perform(command(rows), by: actor, at: environment.now, isDryRun: isTrial)
      }
      let isTrial = isDryRun || !areSound
      var outcome: Outcome?
      if isTrial || landing != nil { outcome = try perform(in: store, isTrial: true) }
      if !isTrial {
        outcome = try interruption.saving {
          try landing.map { try $0 { try perform(in: $0, isTrial: false) } } ?? perform(in: store, isTrial: false)
        }
      }
      interruption.end()
      guard areSound, let outcome else { return }
      tally.add(outcome)
      tally.warnings += outcome.warnings.map { (file(of: $0), $0) }
    } catch CommandError.badRows(let issues) {
      let told = Set(tally.errors.map { Place(file: $0.file, issue: $0.issue) })
      tally.errors += issues.map { (file: file(of: $0), issue: $0) }.filter { one in
        // What is missing may stand in a row that could not be read.
        if tally.hasLostRows, one.issue.isUnresolved { return false }
        // What a field says by itself has been told.
        return !told.contains(Place(file: one.file, issue: one.issue))
      }
      tally.sortErrors()
    }
  }

  /// Where in the files something is wrong.
  private struct Place: Hashable {
    let file: String
    let line: Int?
    let column: String?

    init(file: String, issue: ImportIssue) {
      self.file = file
      line = issue.line
      column = issue.column
    }
  }

  // MARK: Busy time

  func busy(_ files: [String], for login: String?, _ tally: inout ImportTally) throws {
    // By the name by which the system has it: a calendar is known by its path.
    try calendars(files.map { $0 == "-" ? "/dev/stdin" : $0 }, for: login, isSubscribed: nil, &tally)
  }

  /// - Parameter isSubscribed: whether they are read again when they change; nil leaves that as it is.
  func calendars(_ files: [String], for login: String?, isSubscribed: Bool?, _ tally: inout ImportTally) throws {
    let (person, domain, known) = try store.read { reader in
      guard try login != nil || reader.person(login: environment.login) != nil else {
        throw CommandError.notFound(
          "\(environment.login) is no person of the program; name whose calendar it is, as in --for mia")
      }
      let person = try Reading.person(login ?? environment.login, reader)
      return (person, try reader.program().domain, try reader.busySources(of: person.id).map(\.name))
    }
    let now = environment.now
    let bar = ProgressBar(isShown: !environment.options.quiet && !environment.options.json)
    defer { bar.clear() }
    // All are read before the first is written.
    var imports: [(busy: BusyImport, remark: String?)] = []
    for file in files {
      let (busy, reading) = try CalendarSubscriber(zones: environment.zones).read(
        SourceName.of(file, among: known + imports.map(\.busy.source)), for: person, domain: domain, now: now,
        isSubscribed: isSubscribed
      ) { bar.show("reading \(file)", share: $0.fraction ?? 0) }
      // The last one tells how many are not listed, which the tally does for all files.
      tally.warnings += reading.warnings.dropLast(reading.unlisted > 0 ? 1 : 0).map { issue in
        (issue.file, ImportIssue(line: issue.line, message: issue.message))
      }
      tally.unlisted += reading.unlisted
      imports.append((busy, reading.remark(at: now)))
    }
    for (index, item) in imports.enumerated() {
      bar.show("writing \(item.busy.blocks.count) blocks", share: 1)
      func perform() throws -> Outcome {
        try store.perform(.importBusy(item.busy), by: actor, at: now, isDryRun: isDryRun)
      }
      var outcome = isDryRun ? try perform() : try interruption.saving(perform)
      if let remark = item.remark { outcome.summary += "; \(remark)" }
      tally.add(outcome)
      tally.warnings += outcome.warnings.map { (item.busy.source, $0) }
      if !isDryRun {
        interruption.tell(changed: "\(index + 1) of \(imports.count) calendars came in, the rest did not")
      }
    }
    interruption.end()
  }
}
