import Mentoring
import SQLiteStore
import Scheduling
import TestSupport
import Testing

/// The database and the store in memory are given the same commands, and must answer the same.
@Suite struct StoreContractTests {
  @Test(arguments: 0..<6)
  func answersAreThoseOfTheStoreInMemory(seed: Int) throws {
    let fixture = try DatabaseFixture()
    let company = fixture.company
    let memory = MemoryStore(zones: Company.zones, program: try fixture.store.read { try $0.program() })
    try copyTables(from: fixture.store, to: memory)
    var random = SeededRandom(seed: UInt64(seed))
    // The database's history begins with the imports that filled it.
    let imports = try fixture.store.read { try $0.steps(StepFilter(limit: 1)) }.first?.id ?? 0
    for turn in 0..<120 {
      // Days go by, so that requests expire.
      let now = company.now + turn * 3_600
      let command = try draw(&random, company, memory)
      let login = ["mia", "ralf", "kim", "jonas"].randomElement(using: &random) ?? "mia"
      let actor = try fixture.store.read { try $0.person(login: login).map { Actor($0) } } ?? .operating(as: login)
      let same = if case .reverse(let step) = command { Command.reverse(step + imports) } else { command }
      let one = outcome { try fixture.store.perform(same, by: actor, at: now) }
      let other = outcome { try memory.perform(command, by: actor, at: now) }
      #expect(one == other, "seed \(seed): \(command)")
    }
    try compare(fixture.store, memory, company)
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

  private func draw(_ random: inout SeededRandom, _ company: Company, _ memory: MemoryStore) throws -> Command {
    let quarter = Int.random(in: 0..<5 * 96, using: &random)
    let start = try company.at("2026-11-26 00:00") + quarter * 900
    let pair = PairID(Int64.random(in: 1...2, using: &random))
    // Both stores number sessions upwards, and count none of a command that was refused.
    let sessions = try memory.read { try $0.sessions(SessionFilter(liveOnly: false)) }
    let session = sessions.randomElement(using: &random)?.id ?? SessionID(1)
    let holds = sessions.filter(\.status.isHold)
    let hold = holds.randomElement(using: &random)?.id ?? session
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
    case 11: return try drawEdit(&random, session, memory)
    case 13:
      let newest = try memory.read { try $0.steps(StepFilter(limit: 1)) }.first?.id ?? 1
      return .reverse(Int64.random(in: 1...newest + 1, using: &random))
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
    _ random: inout SeededRandom, _ session: SessionID, _ memory: MemoryStore
  ) throws -> Command {
    let entries = try memory.read { try $0.notebook(of: PairID(1)) + $0.notebook(of: PairID(2)) }
    let entry = entries.randomElement(using: &random)?.id ?? 1
    let pair = PairID(Int64.random(in: 1...2, using: &random))
    let number = Int.random(in: 0..<100, using: &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return .notebook(.notes(session, text: number < 20 ? "" : "Notes \(number)", links: ["l\(number)"]))
    case 1: return .notebook(.addAction(pair, owner: PersonID(Int64(1 + number % 4)), text: "Do \(number)"))
    case 2: return .notebook(.finishAction(entry, isDone: number < 70))
    case 3: return .notebook(.addGoal(pair, text: "Goal \(number)"))
    case 4: return .notebook(.feedback(session, rating: 1 + number % 5, comment: "\(number)"))
    default: return .notebook(number < 50 ? .remove(entry) : .advanceGoal(entry, progress: number))
    }
  }

  private func compare(_ store: any Store, _ memory: MemoryStore, _ company: Company) throws {
    func all(_ reader: any StoreReader) throws -> [String] {
      var lines: [String] = []
      let week = Interval(company.now, company.now + 6 * 86_400)
      for session in try reader.sessions(SessionFilter(liveOnly: false)) {
        lines.append("\(session)")
      }
      for (pair, counts) in try Shortfall.counted(reader).sorted(by: { $0.key < $1.key }) {
        lines += counts.sorted { $0.key < $1.key }.map { "\(pair) \($0.key) \($0.value)" }
      }
      for pair in try reader.pairs() { lines += try reader.notebook(of: pair.id).map { "\($0)" } }
      for person in try reader.people() {
        lines.append("\(person)")
        lines += try reader.engagements(of: person.id, in: week).map { "\($0)" }
        lines += try reader.requests(of: person.id).map { "\($0.id)" }
        lines += zip(
          try reader.busy(of: person.id, in: week).intervals, try reader.busy(of: person.id, in: week).titles
        )
        .map { "\($0) \($1)" }.sorted()
        lines += try reader.pairs(of: person.id).map { "\($0)" }
        let steps = try reader.steps(StepFilter(person: person.id, since: company.now + 86_400, limit: 1_000))
        lines += try steps.map { "\($0.summary) \(try reader.reversal(of: $0.id)?.summary ?? "")" }
        lines += try reader.sessions(SessionFilter(interval: week, person: person.id)).map { "\($0.interval)" }
        lines.append(try reader.undoTarget(of: person.login)?.summary ?? "nothing to undo")
        lines.append(try reader.redoTarget(of: person.login)?.summary ?? "nothing to redo")
      }
      lines += try reader.dueRequests(at: company.now + 6 * 86_400).map { "\($0.id)" }
      lines += try reader.nextSessions(after: company.now).values.map { "\($0.interval)" }.sorted()
      lines += try reader.pastSessions(until: company.now + 3 * 86_400).map { "\($0.key) \($0.value)" }.sorted()
      lines += try reader.sessionsMeetingBusyTime(after: company.now).map {
        "\($0.session.interval) \($0.person) \($0.block)"
      }.sorted()
      return lines
    }
    #expect(try store.read(all) == memory.read(all))
  }

  @Test func undoWorksOverRestarts() throws {
    let fixture = try DatabaseFixture()
    let session = try #require(try fixture.book("2026-11-26 15:00"))
    let again = try ProgramDatabase(path: fixture.path, zones: Company.zones, domain: "other.invalid")
    _ = try again.perform(.undo, by: Actor(fixture.company.mia), at: fixture.company.now)
    #expect(try again.read { try $0.session(session.id) }?.status == .cancelled)
    let third = try ProgramDatabase(path: fixture.path, zones: Company.zones, domain: "other.invalid")
    _ = try third.perform(.redo, by: Actor(fixture.company.mia), at: fixture.company.now)
    #expect(try third.read { try $0.session(session.id) }?.status == .confirmed)
    #expect(try third.read { try $0.program() }.domain == "test.invalid")
  }

  @Test func aHundredThousandBlocksComeAndGo() throws {
    let fixture = try DatabaseFixture()
    let begin = try fixture.company.at("2026-01-01 00:00")
    let blocks = (0..<100_000).map { BusyBlock(Interval(start: begin + $0 * 600, seconds: 300), title: "Busy") }
    let actor = Actor.operating(as: "setup")
    for count in [100_000, 10] {
      let command = Command.importBusy(
        BusyImport(person: PersonID(1), source: "big.ics", blocks: Array(blocks.prefix(count))))
      _ = try fixture.store.perform(command, by: actor, at: fixture.company.now)
    }
    #expect(
      try fixture.store.read { try $0.busy(of: PersonID(1), in: Interval(begin, begin + 86_400)) }.intervals.count == 10
    )
    _ = try fixture.store.perform(.undo, by: actor, at: fixture.company.now)
    #expect(
      try fixture.store.read { try $0.busy(of: PersonID(1), in: Interval(begin, begin + 86_400)) }.intervals.count
        == 144)
  }
}
