import Mentoring
import SQLiteStore
import Scheduling
import Tables
import TestSupport
import Testing

@Suite struct GeneratorTests {
  private func generate(_ folder: TemporaryFolder, _ name: String, seed: UInt64) throws -> ProgramDatabase {
    let store = try ProgramDatabase(path: folder.file(name), zones: Company.zones, domain: "test.invalid")
    try ProgramGenerator(people: 40, pairs: 30, sessions: 300, busy: 20, seed: seed, now: Company().now).fill(store)
    return store
  }

  @Test func aSeedMakesOneProgramThatBreaksNoRule() throws {
    let folder = TemporaryFolder()
    let store = try generate(folder, "one.db", seed: 3)
    let sessions = try store.read { try $0.sessions(SessionFilter()) }
    #expect(sessions.count == 300)
    #expect(try generate(folder, "two.db", seed: 3).read { try $0.sessions(SessionFilter()) } == sessions)
    #expect(try generate(folder, "three.db", seed: 4).read { try $0.sessions(SessionFilter()) } != sessions)
    let conflicts = try store.read { try ConflictFinder($0, zones: Company.zones).conflicts(at: Company().now) }
    #expect(conflicts.isEmpty)
    #expect(try store.check().isEmpty)
    // A program that has people is not filled again.
    #expect(throws: CommandError.self) { try ProgramGenerator(now: Company().now).fill(store) }
  }

  /// A pair's days are read once for all of its sessions; the reference reads what lies about each one alone.
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func conflictsAreThoseOfEachSessionAlone(seed: UInt64) throws {
    let folder = TemporaryFolder()
    let store = try generate(folder, "one.db", seed: seed)
    let (now, operating) = (Company().now, Actor.operating(as: "root"))
    var random = SeededRandom(seed: seed)
    let coming = try store.read { try $0.sessions(SessionFilter(interval: Interval(now, .distantFuture))) }
    for session in coming.shuffled(using: &random).prefix(40) {
      // Before it, within it, over its end, touching it.
      let offsets = [-1_800, 0, 1_800, -3_600, session.interval.seconds]
      let start = session.interval.start + offsets[Int.random(in: 0..<5, using: &random)]
      let block = BusyBlock(Interval(start: start, seconds: 3_600), title: "Board")
      let person = Bool.random(using: &random) ? session.mentor : session.mentee
      let busy = BusyImport(person: person, source: "\(session.id).ics", blocks: [block])
      _ = try store.perform(.importBusy(busy), by: operating, at: now)
    }
    let found = try store.read { try ConflictFinder($0, zones: Company.zones).conflicts(at: now) }
    let alone = try store.read { reader in
      let loader = try SituationLoader(reader, zones: Company.zones)
      return try coming.filter { $0.interval.start > now }.compactMap { session -> Conflict? in
        let window = Interval(start: session.interval.start, seconds: 1)
        let pair = try #require(try reader.pair(session.pair))
        let situation = try loader.situation(
          of: pair, at: now, window: window, length: session.interval.seconds, room: session.room, moving: [session.id])
        let violations = Examination(situation, length: session.interval.seconds, window: window)
          .violations(at: window.start).filter(ConflictFinder.isConflict)
        return violations.isEmpty ? nil : Conflict(session: session, violations: violations)
      }
    }
    #expect(found == alone.sorted { $0.session.interval < $1.session.interval })
    #expect(found.count > 10)
    let byPair = try store.read { reader in
      try ConflictFinder(reader, zones: Company.zones).conflicts(at: now, pairs: try reader.pairs().map(\.id))
    }
    #expect(byPair == found)
  }
}
