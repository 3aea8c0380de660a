import GRDB
import GRDBSQLite
import Mentoring
import Scheduling
import Synchronization
import TestSupport
import Testing

@testable import SQLiteStore

/// What is acknowledged is on the disk, and nobody else waits for that.
@Suite(.serialized) struct DiskWaitTests {
  @Test func theDiskIsWaitedForAfterTheTurnAndBeforeTheAnswer() throws {
    let fixture = try DatabaseFixture()
    try HookedLog.hook(fixture.store)
    let sessions = Mutex(0)
    let isTurnFree = Mutex(false)
    let other = try fixture.raw()
    let path = fixture.path
    HookedLog.onSync {
      sessions.withLock { $0 = (try? other.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM session") }) ?? -1 }
      isTurnFree.withLock { $0 = TurnFile(path + "-turn")?.take(until: .now) ?? false }
      return SQLITE_OK
    }
    defer { HookedLog.onSync(nil) }
    _ = try fixture.book("2026-11-30 15:00")
    #expect(sessions.withLock { $0 } == 1, "the booking was committed when the disk was waited for")
    #expect(isTurnFree.withLock { $0 }, "the next writer had no need to wait for the disk")
  }

  @Test func aDiskThatDoesNotKeepItIsToldOf() throws {
    let fixture = try DatabaseFixture()
    try HookedLog.hook(fixture.store)
    HookedLog.onSync { SQLITE_FULL }
    defer { HookedLog.onSync(nil) }
    #expect {
      try fixture.book("2026-11-30 15:00")
    } throws: { error in
      guard case StoreError.unavailable(let text, _) = error else { return false }
      return text.contains("is made, but the disk") && text.contains("tandem history")
    }
    #expect(try fixture.store.read { try $0.sessions(SessionFilter()).count } == 1)
  }

  @Test func aFullDiskIsToldOfAndNothingIsBooked() throws {
    let fixture = try DatabaseFixture()
    try HookedLog.hook(fixture.store)
    HookedLog.isFull = true
    defer { HookedLog.isFull = false }
    #expect {
      try fixture.book("2026-11-30 15:00")
    } throws: { error in
      guard case StoreError.full(let text) = error else { return false }
      return text.contains("is full; nothing was changed")
    }
    #expect(try fixture.store.read { try $0.sessions(SessionFilter()).count } == 0)
    HookedLog.isFull = false
    _ = try fixture.book("2026-11-30 15:00")
    #expect(try fixture.store.read { try $0.sessions(SessionFilter()).count } == 1)
  }

  /// Nothing is written by a trial, so the disk is left alone.
  @Test func aTrialDoesNotWait() throws {
    let fixture = try DatabaseFixture()
    try HookedLog.hook(fixture.store)
    let booking = Booking(pair: PairID(1), start: try fixture.company.at("2026-11-30 15:00"), length: 60)
    let actor = Actor.operating(as: "test")
    _ = try fixture.store.perform(.book(booking), by: actor, at: fixture.company.now, isDryRun: true)
    #expect(HookedLog.count == 0)
    _ = try fixture.store.perform(.book(booking), by: actor, at: fixture.company.now)
    #expect(HookedLog.count == 1)
  }
}
