import GRDB
import Glibc
import Mentoring
import SQLiteStore
import Scheduling
import TestSupport
import Testing

/// Processes that fight for the same hours; some are killed in the middle.
@Suite struct RaceTests {
  @Test func whatWasAcknowledgedIsThereAndNothingOverlaps() throws {
    let fixture = try DatabaseFixture()
    let now = fixture.company.now
    let racers = try (0..<8).map { seed in
      try ChildProcess("BookingRacer", [fixture.path, "\(seed)", "150", "\(now.seconds)"])
    }
    // Some die at moments that nobody chose.
    var random = SeededRandom(seed: 17)
    for racer in racers.prefix(3) {
      let pause = UInt32.random(in: 20_000...180_000, using: &random)
      usleep(pause)
      racer.kill()
    }
    let printed = racers.map { $0.finish() }
    let acknowledged = printed.flatMap { $0.output.split(separator: "\n").compactMap { Int64($0) } }
    for survivor in printed.dropFirst(3) { #expect(survivor.status == 0, "\(survivor.errors)") }
    #expect(!acknowledged.isEmpty)

    let sessions = try fixture.store.read { try $0.sessions(SessionFilter()) }
    let present = Set(sessions.map(\.id.rawValue))
    #expect(Set(acknowledged).count == acknowledged.count)
    #expect(present.isSuperset(of: acknowledged))
    // A racer that was killed may have booked once more than it could say.
    #expect(present.count - acknowledged.count <= 3)
    for (index, one) in sessions.enumerated() {
      for other in sessions[(index + 1)...] where one.interval.overlaps(other.interval) {
        #expect(Set([one.mentor, one.mentee]).isDisjoint(with: [other.mentor, other.mentee]))
      }
    }
    try replay(fixture.store, sessions)
    #expect(try fixture.store.check().isEmpty)
  }

  /// The history alone gives the present state.
  private func replay(_ store: ProgramDatabase, _ sessions: [Session]) throws {
    var replayed: [SessionID: Session] = [:]
    try store.read { reader in
      for step in try reader.steps(StepFilter(limit: 100_000)).reversed() {
        for case .session(_, let after?) in try reader.changes(of: step.id) { replayed[after.id] = after }
      }
    }
    #expect(replayed.values.sorted { $0.id < $1.id } == sessions.sorted { $0.id < $1.id })
  }
}
