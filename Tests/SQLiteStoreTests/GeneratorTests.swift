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
}
