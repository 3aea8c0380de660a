import GRDB
import Mentoring
import Scheduling
import TestSupport
import Testing

@testable import SQLiteStore
@testable import Tables

@Suite struct DurabilityTests {
  /// The log is on, and its commits leave it to the store to wait for the disk (``DiskWaitTests``): synchronous is NORMAL (1).
  @Test func theLogIsOn() throws {
    let fixture = try DatabaseFixture()
    let settings = try fixture.store.connections.writer().writeWithoutTransaction { database in
      try ["journal_mode", "synchronous", "foreign_keys"].map { try String.fetchOne(database, sql: "PRAGMA \($0)") }
    }
    #expect(settings == ["wal", "1", "1"])
  }

  /// The history's quick writer of sessions says what the general one would.
  @Test func aSessionsTextIsThatOfTheGeneralWriter() throws {
    var session = Session(
      id: SessionID(7), uid: "session-7@x", pair: PairID(1), mentor: PersonID(2), mentee: PersonID(3),
      interval: Interval(start: Instant(seconds: 1_000), seconds: 60), zone: "Europe/Berlin")
    try expectSameText(session)
    session.topic = "“Cut” \"it\" \\ 山田/e\u{301}"
    session.room = RoomID(4)
    session.series = SeriesID(5)
    session.originalStart = Instant(seconds: -5)
    session.waivers = [Waiver(code: "outsideHours", person: PersonID(2)), Waiver(code: "roomHours", person: nil)]
    session.closing = Closing(by: nil, at: Instant(seconds: 0))
    try expectSameText(session)
    session.closing = Closing(by: PersonID(3), at: Instant(seconds: -62_135_596_800))
    session.request = Request(
      proposer: PersonID(2), deadline: Instant(seconds: 253_402_300_799), message: "“\"”", agreed: nil)
    try expectSameText(session)
    for waivers in [[], session.waivers] {
      session.request?.agreed = Request.Agreed(interval: session.interval, waivers: waivers)
      try expectSameText(session)
    }
    session.agenda = String(String.UnicodeScalarView((0..<0x100).compactMap { Unicode.Scalar($0) }))
    let read = try JSONText.decode(Session.self, session.storedText)
    #expect(read == session)
  }

  private func expectSameText(_ session: Session) throws {
    let text = try JSONText.encode(session)
    #expect(session.storedText == text)
  }

  /// Undoing further back than blocks are kept is refused, and what is in force stays so.
  @Test func anImportThatIsGoneDoesNotComeBackEmpty() throws {
    let fixture = try DatabaseFixture()
    let actor = Actor.operating(as: "setup")
    let now = fixture.company.now
    for count in 1...5 {
      let blocks = (0..<count).map { BusyBlock(Interval(start: now + $0 * 7_200, seconds: 3_600), title: "Busy") }
      let command = Command.importBusy(BusyImport(person: PersonID(1), source: "a.ics", blocks: blocks))
      _ = try fixture.store.perform(command, by: actor, at: now)
    }
    for expected in [4, 3] {
      _ = try fixture.store.perform(.undo, by: actor, at: now)
      #expect(try blocks(fixture, at: now) == expected)
    }
    #expect(throws: CommandError.self) { try fixture.store.perform(.undo, by: actor, at: now) }
    #expect(try blocks(fixture, at: now) == 3)
  }

  private func blocks(_ fixture: DatabaseFixture, at now: Instant) throws -> Int {
    let timeline = try fixture.store.read { reader in
      try reader.busy(of: PersonID(1), in: Interval(now, now + 86_400))
    }
    return timeline.intervals.count
  }
}
