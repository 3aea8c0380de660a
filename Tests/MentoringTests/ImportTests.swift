import Mentoring
import Scheduling
import TestSupport
import Testing

@Suite struct ImportTests {
  let company = Company()

  private func issues(_ command: Command, by person: Person? = nil, in store: MemoryStore? = nil) throws -> [String] {
    do {
      _ = try (store ?? company.store()).perform(command, by: Actor(person ?? company.kim), at: company.now)
      return []
    } catch CommandError.badRows(let issues) {
      return issues.map { "\($0.line ?? 0) \($0.column ?? "") \($0.value ?? "")" }
    }
  }

  private func row(_ line: Int, _ login: String, manager: String? = nil, zone: String = "Europe/Berlin") -> PersonRow {
    var row = PersonRow(line: line, login: login, name: login.uppercased(), zone: zone)
    row.manager = manager
    return row
  }

  @Test func everyContradictionIsListed() throws {
    let rows = [
      row(2, "ana"), row(3, "Ana"), row(4, "ben", zone: "Mars/Olympus"), row(5, "cem", manager: "nobody"),
      row(6, "dan", manager: "eve"), row(7, "eve", manager: "dan"), row(8, "fay", manager: "fay"),
      row(9, "gus", manager: "hal"), row(10, "hal"),
    ]
    #expect(
      try issues(.importPeople(rows)) == [
        "3 login Ana", "4 zone Mars/Olympus", "5 manager nobody", "6 manager eve", "8 manager fay",
      ])
  }

  /// Each circle once, at its first row, also where chains are so long that walking each to its end would take hours.
  @Test func aCircleOfManagersIsToldOnce() throws {
    let length = 30_000
    var rows = (0..<length).map { row($0 + 2, "p\($0)", manager: "p\($0 + 1)") }
    rows.append(row(length + 2, "p\(length)"))
    rows[length].manager = "p\(length - 3)"
    #expect(try issues(.importPeople(rows)) == ["\(length - 1) manager p\(length - 2)"])
    rows[length].manager = "p0"
    do {
      _ = try company.store().perform(.importPeople(rows), by: Actor(company.kim), at: company.now)
      Issue.record("a circle was taken")
    } catch CommandError.badRows(let issues) {
      #expect(
        issues.map(\.message) == ["managers go in a circle: p0 → p1 → p2 → p3 → … \(length - 3) others → p0"])
    }
  }

  @Test func whoIsNoCoordinatorAnyMoreIsNamed() throws {
    var rows = [row(2, company.kim.login), row(3, "ana")]
    rows[0].role = .member
    let outcome = try company.store().perform(.importPeople(rows), by: Actor(company.kim), at: company.now)
    #expect(outcome.warnings.map { "\($0.line ?? 0) \($0.column ?? "")" } == ["2 role"])
    #expect(outcome.warnings.first?.message.contains("is no coordinator any more") == true)
  }

  @Test func theSameRowsAgainChangeNothing() throws {
    let store = company.store()
    let rows = [row(2, "ana", manager: "kim"), row(3, "ben", manager: "ana")]
    let first = try store.perform(.importPeople(rows), by: Actor(company.kim), at: company.now)
    #expect((first.added, first.changed, first.unchanged) == (2, 0, 0))
    let again = try store.perform(.importPeople(rows), by: Actor(company.kim), at: company.now)
    #expect((again.added, again.changed, again.unchanged, again.step == nil) == (0, 0, 2, true))
    var changed = rows
    changed[1].grade = .some(4)
    let third = try store.perform(.importPeople(changed), by: Actor(company.kim), at: company.now)
    #expect((third.added, third.changed, third.unchanged) == (0, 1, 1))
    #expect(try store.read { try $0.person(login: "ben") }?.grade == 4)
  }

  @Test func aColumnThatIsNotThereKeepsWhatIs() throws {
    let store = company.store()
    _ = try store.perform(
      .importPeople([PersonRow(line: 2, login: "MIA", name: "Mia C.", zone: "Europe/Paris")]), by: Actor(company.kim),
      at: company.now)
    let mia = try #require(try store.read { try $0.person(PersonID(1)) })
    #expect((mia.name, mia.zone, mia.grade, mia.login) == ("Mia C.", "Europe/Paris", 2, "mia"))
  }

  @Test func pairsAreTwoPeopleOutsideOneReportingLine() throws {
    let store = company.store()
    _ = try store.perform(
      .importPeople([row(2, "ana", manager: "kim"), row(3, "ben", manager: "ana")]), by: Actor(company.kim),
      at: company.now)
    let rows = [
      PairRow(line: 2, mentor: "ben", mentee: "kim"), PairRow(line: 3, mentor: "mia", mentee: "MIA"),
      PairRow(line: 4, mentor: "zoe", mentee: "ralf"), PairRow(line: 5, mentor: "mia", mentee: "petra"),
      PairRow(line: 6, mentor: "Mia", mentee: "petra"),
    ]
    #expect(
      try issues(.importPairs(rows), in: store) == [
        "2 mentee kim", "3 mentee MIA", "4 mentor zoe", "6 mentor, mentee Mia/petra",
      ])
  }

  @Test func theKindFollowsTheGrades() throws {
    let store = company.store()
    let rows = [
      PairRow(line: 2, mentor: "mia", mentee: "petra"), PairRow(line: 3, mentor: "petra", mentee: "jonas"),
      PairRow(line: 4, mentor: "kim", mentee: "mia"),
    ]
    let outcome = try store.perform(.importPairs(rows), by: Actor(company.kim), at: company.now)
    let kinds = outcome.changes.compactMap { if case .pair(_, let pair?) = $0 { pair.kind } else { nil } }
    #expect(kinds == [.reverse, .traditional, .peer])
  }

  @Test func busyTimeReplacesWhatTheSameSourceBrought() throws {
    let store = company.store()
    let early = BusyBlock(Interval(try company.at("2026-11-26 15:00"), try company.at("2026-11-26 16:00")), title: "A")
    let late = BusyBlock(Interval(try company.at("2026-11-27 15:00"), try company.at("2026-11-27 16:00")), title: "B")
    func busy() throws -> [String] {
      try store.read { try $0.busy(of: PersonID(1), in: Interval(company.now, company.now + 7 * 86_400)).titles }
    }
    func bring(_ blocks: [BusyBlock], by person: Person) throws -> Outcome {
      let command = Command.importBusy(BusyImport(person: PersonID(1), source: "a.ics", blocks: blocks))
      return try store.perform(command, by: Actor(person), at: company.now)
    }
    _ = try bring([early], by: company.mia)
    #expect(try bring([early], by: company.mia).changes.isEmpty)
    _ = try bring([late], by: company.mia)
    #expect(try busy() == ["B"])
    _ = try store.perform(.undo, by: Actor(company.mia), at: company.now)
    #expect(try busy() == ["A"])
    #expect(throws: CommandError.self) { try bring([late], by: company.ralf) }
  }

  /// Of sessions that met busy time already, or were booked over it, nothing new is to be said.
  @Test func whatNoLongerFitsIsSaidOnce() throws {
    let store = company.store()
    func bring(_ source: String, _ times: [(String, String)], isDryRun: Bool = false) throws -> [String] {
      let blocks = try times.map { BusyBlock(Interval(try company.at($0), try company.at($1)), title: "Dentist") }
      let command = Command.importBusy(BusyImport(person: PersonID(1), source: source, blocks: blocks))
      return try store.perform(command, by: Actor(company.mia), at: company.now, isDryRun: isDryRun).warnings
        .map(\.message)
    }
    func book(_ start: String) throws {
      let booking = Booking(pair: PairID(1), start: try company.at(start), length: 45)
      _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    }
    try book("2026-11-26 15:00")
    try book("2026-12-03 15:00")
    let one = [("2026-11-26 15:30", "2026-11-26 15:40"), ("2026-12-03 15:45", "2026-12-03 17:00")]
    let words = "1 session no longer fits: \(company.mia.name) is busy then; “conflicts” lists what to move"
    #expect(try bring("a.ics", one, isDryRun: true) == [words])
    #expect(try bring("a.ics", one) == [words])
    #expect(try bring("b.ics", [one[0], ("2026-12-03 14:00", "2026-12-03 15:01")]) == [words])
    #expect(try bring("c.ics", [("2026-11-01 00:00", "2026-12-31 00:00")]) == [])
  }

  /// What an earlier version imported must not count as changed; and what is known of one import tells nothing of what the next one adds.
  @Test func digestsStayWhatTheyAre() throws {
    let first = Interval(Instant(seconds: 1_795_424_400), Instant(seconds: 1_795_428_000))
    let second = Interval(Instant(seconds: 1_795_431_600), Instant(seconds: 1_795_435_200))
    let blocks = [BusyBlock(first, title: "Übung"), BusyBlock(second, title: "Busy")]
    let store = company.store()
    let digests = try [1, 2].map { count -> String in
      let command = Command.importBusy(
        BusyImport(person: PersonID(1), source: "a.ics", blocks: blocks.prefix(count).reversed()))
      let changes = try store.perform(command, by: Actor(company.mia), at: company.now).changes
      let found = changes.compactMap { if case .busySource(_, let source?) = $0 { source.digest } else { nil } }
      return try #require(found.first)
    }
    // FNV-1a of each block's start, end, title and a NUL, by start: twice, the second time from where the first ended.
    func mixed(_ blocks: some Sequence<BusyBlock>, into start: UInt64) -> UInt64 {
      var hash = start
      for block in blocks {
        let times: [Int64] = [block.interval.start.seconds, block.interval.end.seconds]
        let bytes: [UInt8] = times.flatMap { time in (0..<8).map { UInt8(truncatingIfNeeded: time >> ($0 * 8)) } }
        for byte in bytes + Array(block.title.utf8) + [0] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      }
      return hash
    }
    let once = mixed(blocks, into: 0xcbf2_9ce4_8422_2325)
    #expect(digests[1] == String(mixed(blocks, into: once), radix: 16))
    let known = try #require(UInt64(digests[0], radix: 16))
    #expect(mixed(blocks.suffix(1), into: known) != UInt64(digests[1], radix: 16))
  }

  /// Where a file's permissions are the protection; on a server members may not (``MemberTests``).
  @Test func whoeverMayWriteTheFileImports() throws {
    let outcome = try company.store().perform(.importPeople([row(2, "ana")]), by: Actor(company.mia), at: company.now)
    #expect(outcome.added == 1)
  }

  @Test func conflictsAreWhatNoLongerFits() throws {
    let store = company.store()
    let booking = Booking(pair: PairID(1), start: try company.at("2026-11-26 15:00"), length: 60)
    _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    func conflicts() throws -> [Conflict] {
      try store.read { try ConflictFinder($0, zones: Company.zones).conflicts(at: company.now) }
    }
    #expect(try conflicts().isEmpty)
    store.insertBusy([BusyBlock(Interval(booking.start, booking.start + 900), title: "Board")], for: PersonID(2))
    #expect(try conflicts().map { $0.violations.map(\.code) } == [["busy"]])
  }
}
