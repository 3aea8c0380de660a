import Mentoring
import Recurrence
import SQLiteStore
import Scheduling
import TestSupport
import Testing

/// Series in the file: the guards let sessions take each other's times in one step, and nothing else.
@Suite struct SeriesStoreTests {
  @Test func sessionsTakeEachOthersTimesInOneStep() throws {
    let fixture = try DatabaseFixture()
    let (company, actor) = (fixture.company, Actor(fixture.company.mia))
    func starts() throws -> [Instant] {
      // By another connection: what is on the disk.
      let store = try ProgramDatabase(path: fixture.path, zones: Company.zones, domain: "x")
      #expect(try store.check() == [])
      return try store.read { try $0.sessions(SessionFilter()) }.map(\.interval.start)
    }
    let booking = SeriesBooking(
      first: Booking(pair: PairID(1), start: try company.at("2026-12-01 15:00"), length: 60),
      rule: try RecurrenceRule("FREQ=WEEKLY;COUNT=5"))
    let sessions = try fixture.store.perform(.bookSeries(booking), by: actor, at: company.now).sessions
    let before = try starts()
    #expect(before == sessions.map(\.interval.start))

    let later = Move(session: sessions[1].id, start: sessions[2].interval.start, scope: .following)
    _ = try fixture.store.perform(.move(later), by: actor, at: company.now)
    let after = try starts()
    #expect(after == [before[0]] + before[1...].map { $0 + 7 * 86_400 })
    _ = try fixture.store.perform(.undo, by: actor, at: company.now)
    #expect(try starts() == before)
    _ = try fixture.store.perform(.redo, by: actor, at: company.now)
    #expect(try starts() == after)
    // Its own second series, and the first one shortened.
    let kept = try fixture.store.read { reader in
      try reader.sessions(SessionFilter()).map { try reader.series($0.series ?? .unsaved)?.rule }
    }
    #expect(kept == ["FREQ=WEEKLY;COUNT=1"] + Array(repeating: "FREQ=WEEKLY;COUNT=4", count: 4))

    _ = try fixture.store.perform(.undo, by: actor, at: company.now)
    _ = try fixture.store.perform(.undo, by: actor, at: company.now)
    #expect(try starts() == [])
  }
}
