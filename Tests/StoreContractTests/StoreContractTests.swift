import Mentoring
import Scheduling
import Tables
import TestSupport
import Testing

/// The databases and the store in memory are given the same commands, and must answer the same.
@Suite struct StoreContractTests {
  @Test(arguments: StoreKind.allCases, 0..<4)
  func answersAreThoseOfTheStoreInMemory(kind: StoreKind, seed: Int) throws {
    let fixture = try StoreFixture(kind)
    let company = fixture.company
    let memory = MemoryStore(zones: Company.zones, program: try fixture.store.read { try $0.program() })
    try copyTables(from: fixture.store, to: memory)
    var random = SeededRandom(seed: UInt64(seed))
    // The database's history begins with the imports that filled it.
    let imports = try fixture.store.read { try $0.steps(StepFilter(limit: 1)) }.first?.id ?? 0
    for turn in 0..<120 {
      // Days go by, so that requests expire.
      let now = company.now + turn * 3_600
      let numbers = try Numbers(of: fixture.store, like: memory, after: imports)
      var again = random
      let command = try draw(&random, company, memory)
      let same = try draw(&again, company, memory, numbers)
      let login = ["mia", "ralf", "kim", "jonas"].randomElement(using: &random) ?? "mia"
      let actor = try fixture.store.read { try $0.person(login: login).map { Actor($0) } } ?? .operating(as: login)
      let one = outcome { try fixture.store.perform(same, by: actor, at: now) }
      let other = outcome { try memory.perform(command, by: actor, at: now) }
      #expect(one == other, "\(kind), seed \(seed): \(command)")
    }
    try compare(
      fixture.store, memory, company, Numbers(of: fixture.store, like: memory, after: imports),
      // A server tells titles to their owner alone, and this is nobody's.
      showsTitles: kind == .sqlite)
  }

  /// Ids may differ between stores, so what was done is told by its words.
  private func outcome(_ body: () throws -> Outcome) -> String {
    do {
      return try body().summary
    } catch CommandError.refused(let violations, _, _) {
      return violations.map(\.code).joined(separator: ",")
    } catch {
      return "\(type(of: error))"
    }
  }

  private func copyTables(from store: any Store, to memory: MemoryStore) throws {
    let tables = try store.read { (try $0.people(), try $0.pairs(), try $0.rooms()) }
    memory.insert(people: tables.0, pairs: tables.1, rooms: tables.2)
  }

  private func draw(
    _ random: inout SeededRandom, _ company: Company, _ memory: MemoryStore, _ numbers: Numbers = Numbers()
  ) throws -> Command {
    let quarter = Int.random(in: 0..<5 * 96, using: &random)
    let start = try company.at("2026-11-26 00:00") + quarter * 900
    let pair = PairID(Int64.random(in: 1...2, using: &random))
    let sessions = try memory.read { try $0.sessions(SessionFilter(liveOnly: false)) }
    let session = numbers.session(sessions.randomElement(using: &random)?.id ?? SessionID(1))
    let holds = sessions.filter(\.status.isHold)
    let hold = holds.randomElement(using: &random).map { numbers.session($0.id) } ?? session
    switch Int.random(in: 0..<20, using: &random) {
    case 0: return .undo
    case 1: return .redo
    case 2:
      let person = PersonID(Int64.random(in: 1...4, using: &random))
      let blocks = (0..<3).map { index in
        BusyBlock(Interval(start: start + index * 7_200, seconds: 1_800 * (index + 1)), title: "Busy \(index)")
      }
      return .importBusy(BusyImport(person: person, source: "calendar.ics", blocks: blocks))
    case 3: return .accept(hold, anyway: Bool.random(using: &random))
    case 4: return .decline(hold, reason: "No")
    case 5: return .withdraw(hold)
    case 6: return .counter(Counter(session: hold, start: start, anyway: Bool.random(using: &random)))
    case 7: return .move(Move(session: session, start: start, asks: Bool.random(using: &random)))
    case 8: return .cancel(session, reason: "Ill")
    case 9: return .miss(session, by: PersonID(Int64.random(in: 1...4, using: &random)))
    case 10: return .hold(session)
    case 11: return try drawEdit(&random, session, memory, numbers)
    case 13:
      let newest = try memory.read { try $0.steps(StepFilter(limit: 1)) }.first?.id ?? 1
      return .reverse(numbers.step(Int64.random(in: 1...newest + 1, using: &random)))
    case 12: return drawHours(&random, start, session)
    default:
      return .book(
        Booking(
          pair: pair, start: start, length: [30, 60].randomElement(using: &random) ?? 60,
          anyway: Bool.random(using: &random), asks: Bool.random(using: &random)))
    }
  }

  private func drawHours(_ random: inout SeededRandom, _ start: Instant, _ session: SessionID) -> Command {
    let date = ZoneRules.utc.date(at: start)
    let edits: [HoursEdit] = [
      .addAbsence(Absence(.days(date, date + 1), reason: "Away")),
      .addAbsence(Absence(.exact(Interval(start: start, seconds: 7_200)))),
      .day(date, [MinuteRange(600, 720)]), .day(date, nil), .asksFirst(Bool.random(using: &random)),
      .weekly(.officeHours),
    ]
    let kinds: [Remedy.Kind] = [.leave, .move(start + 86_400), .ask(start + 172_800)]
    return .changeHours(
      HoursChange(
        person: PersonID(Int64.random(in: 1...4, using: &random)),
        edits: Array(edits.shuffled(using: &random).prefix(2)),
        remedies: kinds.randomElement(using: &random).map { [Remedy(session, $0)] } ?? [],
        leavesOthers: Bool.random(using: &random)))
  }

  private func drawEdit(
    _ random: inout SeededRandom, _ session: SessionID, _ memory: MemoryStore, _ numbers: Numbers
  ) throws -> Command {
    let entries = try memory.read { try $0.notebook(of: PairID(1)) + $0.notebook(of: PairID(2)) }
    let entry = numbers.entry(entries.randomElement(using: &random)?.id ?? 1)
    let pair = PairID(Int64.random(in: 1...2, using: &random))
    let number = Int.random(in: 0..<100, using: &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return .notebook(.notes(session, text: number < 20 ? "" : "Notes \(number)", links: ["l\(number).example"]))
    case 1: return .notebook(.addAction(pair, owner: PersonID(Int64(1 + number % 4)), text: "Do \(number)"))
    case 2: return .notebook(.finishAction(entry, isDone: number < 70))
    case 3: return .notebook(.addGoal(pair, text: "Goal \(number)"))
    case 4: return .notebook(.feedback(session, rating: 1 + number % 5, comment: "\(number)"))
    default: return .notebook(number < 50 ? .remove(entry) : .advanceGoal(entry, progress: number))
    }
  }

  private func compare(
    _ store: any Store, _ memory: MemoryStore, _ company: Company, _ numbers: Numbers, showsTitles: Bool
  ) throws {
    func all(_ reader: any StoreReader, _ numbers: Numbers) throws -> [String] {
      var lines: [String] = []
      let week = Interval(company.now, company.now + 6 * 86_400)
      for session in try reader.sessions(SessionFilter(liveOnly: false)) {
        lines.append("\(numbers.asInMemory(session))")
      }
      for (pair, counts) in try Shortfall.counted(reader).sorted(by: { $0.key < $1.key }) {
        lines += counts.sorted { $0.key < $1.key }.map { "\(pair) \($0.key) \($0.value)" }
      }
      for pair in try reader.pairs() {
        lines += try reader.notebook(of: pair.id).map { "\(numbers.asInMemory($0))" }
      }
      // Some of them, one that there is not among them.
      let some: Set = [PersonID(1), PersonID(4), PersonID(99)]
      lines += try reader.people(among: some).values.sorted { $0.id < $1.id }.map { "\($0)" }
      for person in try reader.people() {
        lines.append("\(person)")
        lines += try reader.engagements(of: person.id, in: week).map { "\(numbers.asInMemory($0))" }
        lines += try reader.requests(of: person.id).map { "\(numbers.asInMemory($0).id)" }
        lines += zip(
          try reader.busy(of: person.id, in: week).intervals, try reader.busy(of: person.id, in: week).titles
        )
        .map { "\($0) \(showsTitles ? $1 : "")" }.sorted()
        lines += try reader.pairs(of: person.id).map { "\($0)" }
        let steps = try reader.steps(StepFilter(person: person.id, since: company.now + 86_400, limit: 1_000))
        lines += try steps.map { "\($0.summary) \(try reader.reversal(of: $0.id)?.summary ?? "")" }
        lines += try reader.sessions(SessionFilter(interval: week, person: person.id)).map { "\($0.interval)" }
        let target = try reader.undoTarget(of: person.login)
        lines.append(target?.summary ?? "nothing to undo")
        let behind = try target.flatMap { try reader.undoTarget(of: person.login, before: $0.id) }
        lines.append(behind?.summary ?? "nothing behind it")
        lines.append(try reader.redoTarget(of: person.login)?.summary ?? "nothing to redo")
      }
      lines += try reader.dueRequests(at: company.now + 6 * 86_400).map { "\(numbers.asInMemory($0).id)" }
      lines += try reader.nextSessions(after: company.now).values.map { "\($0.interval)" }.sorted()
      lines += try reader.pastSessions(until: company.now + 3 * 86_400).map { "\($0.key) \($0.value)" }.sorted()
      lines += try reader.sessionsMeetingBusyTime(after: company.now).map {
        "\($0.session.interval) \($0.person) \($0.block.interval) \(showsTitles ? $0.block.title : "")"
      }.sorted()
      return lines
    }
    let (found, wanted) = (try store.read { try all($0, numbers) }, try memory.read { try all($0, Numbers()) })
    for (one, other) in zip(found, wanted) where one != other { #expect(one == other) }
    #expect(found.count == wanted.count)
  }

  @Test(arguments: StoreKind.allCases)
  func undoWorksOverRestarts(kind: StoreKind) throws {
    let fixture = try StoreFixture(kind)
    let (company, mia) = (fixture.company, Actor(fixture.company.mia))
    let booking = Booking(pair: PairID(1), start: try company.at("2026-11-26 15:00"), length: 60)
    let session = try #require(try fixture.store.perform(.book(booking), by: mia, at: company.now).sessions.first)
    let again = try fixture.open()
    _ = try again.perform(.undo, by: mia, at: company.now)
    #expect(try again.read { try $0.session(session.id) }?.status == .cancelled)
    let third = try fixture.open()
    _ = try third.perform(.redo, by: mia, at: company.now)
    #expect(try third.read { try $0.session(session.id) }?.status == .confirmed)
    #expect(try third.read { try $0.program() }.domain == "test.invalid")
  }

  @Test(arguments: StoreKind.allCases)
  func aHundredThousandBlocksComeAndGo(kind: StoreKind) throws {
    let fixture = try StoreFixture(kind)
    let begin = try fixture.company.at("2026-01-01 00:00")
    let blocks = (0..<100_000).map { BusyBlock(Interval(start: begin + $0 * 600, seconds: 300), title: "Busy") }
    let actor = Actor.operating(as: "setup")
    func day() throws -> Int {
      let found = try fixture.store.read { reader in
        try reader.busy(of: PersonID(1), in: Interval(begin, begin + 86_400))
      }
      return found.intervals.count
    }
    for count in [100_000, 10] {
      let command = Command.importBusy(
        BusyImport(person: PersonID(1), source: "big.ics", blocks: Array(blocks.prefix(count))))
      _ = try fixture.store.perform(command, by: actor, at: fixture.company.now)
    }
    #expect(try day() == 10)
    _ = try fixture.store.perform(.undo, by: actor, at: fixture.company.now)
    #expect(try day() == 144)
  }

  /// The history alone gives what is there, whatever was done and undone.
  @Test(arguments: StoreKind.allCases)
  func theHistoryPlaysBack(kind: StoreKind) throws {
    let fixture = try StoreFixture(kind)
    var random = SeededRandom(seed: 5)
    let memory = MemoryStore(zones: Company.zones, program: try fixture.store.read { try $0.program() })
    try copyTables(from: fixture.store, to: memory)
    for turn in 0..<150 {
      let command = try draw(&random, fixture.company, memory)
      let actor = Actor(turn % 3 == 0 ? fixture.company.ralf : fixture.company.mia)
      let now = fixture.company.now + turn * 1_800
      _ = try? fixture.store.perform(command, by: actor, at: now)
      _ = try? memory.perform(command, by: actor, at: now)
    }
    #expect(try fixture.store.readTables { try HistoryCheck($0).problems() } == [])
  }
}
