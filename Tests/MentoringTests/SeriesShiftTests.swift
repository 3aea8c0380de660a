import Mentoring
import Recurrence
import Scheduling
import SystemZones
import TestSupport
import Testing

/// Series that move to another day: their rule follows, or their sessions become dates of their own. Either way they stay
/// one series, of which none was moved by hand.
@Suite struct SeriesShiftTests {
  let company = Company()
  let store: MemoryStore

  init() { store = company.store() }

  private func perform(_ command: Command) throws -> Outcome {
    try store.perform(command, by: Actor(company.mia), at: company.now)
  }

  private func book(_ start: String, _ rule: String) throws -> [Session] {
    let booking = SeriesBooking(
      first: Booking(pair: PairID(1), start: try company.at(start), length: 60), rule: try RecurrenceRule(rule))
    return try perform(.bookSeries(booking)).sessions
  }

  private func move(_ session: Session, _ start: String, _ scope: SeriesScope) throws {
    _ = try perform(.move(Move(session: session.id, start: try company.at(start), scope: scope)))
  }

  private func sessions() throws -> [Session] { try store.read { try $0.sessions(SessionFilter()) } }

  /// `09-12 15:00`.
  private func starts() throws -> [String] {
    let zone = try Company.zones.zone(named: "Europe/Berlin")
    return try sessions().map {
      String(zone.civil(at: $0.interval.start).description.dropFirst(5).dropLast(3)).replacing("T", with: " ")
    }
  }

  private func series(of session: Session) throws -> Series {
    let session = try #require(try store.read { try $0.session(session.id) })
    return try #require(try store.read { try $0.series(session.series ?? .unsaved) })
  }

  @Test(arguments: [
    // All of these second Tuesdays are followed by the second Wednesday.
    ("2026-12-08 15:00", "FREQ=MONTHLY;BYDAY=2TU;COUNT=6", "2026-12-09 15:00", "FREQ=MONTHLY;COUNT=6;BYDAY=2WE"),
    ("2026-12-08 15:00", "FREQ=MONTHLY;BYDAY=2TU;COUNT=6", "2026-12-15 16:00", "FREQ=MONTHLY;COUNT=6;BYDAY=3TU"),
    ("2026-12-08 15:00", "FREQ=MONTHLY;BYDAY=2TU;COUNT=6", "2026-12-01 15:00", "FREQ=MONTHLY;COUNT=6;BYDAY=1TU"),
    ("2026-12-31 15:00", "FREQ=MONTHLY;BYDAY=-1TH;COUNT=3", "2026-12-24 15:00", "FREQ=MONTHLY;COUNT=3;BYDAY=-2TH"),
    (
      "2027-02-09 15:00", "FREQ=MONTHLY;BYMONTHDAY=9;COUNT=2", "2027-02-08 15:00", "FREQ=MONTHLY;COUNT=2;BYMONTHDAY=8"
    ),
    ("2026-12-01 15:00", "FREQ=DAILY;BYDAY=TU,TH;COUNT=4", "2026-12-02 15:00", "FREQ=DAILY;COUNT=4;BYDAY=WE,FR"),
    ("2026-12-01 15:00", "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4", "2026-12-02 15:00", "FREQ=WEEKLY;COUNT=4;BYDAY=WE,FR"),
  ])
  func aRuleFollows(start: String, rule: String, to: String, expected: String) throws {
    let booked = try book(start, rule)
    try move(booked[0], to, .all)
    #expect(try series(of: booked[0]).rule == expected)
    #expect(try sessions().allSatisfy { !$0.isMovedByHand && $0.uid == booked[0].uid })
    #expect(try sessions().count == booked.count)
  }

  /// The day after the second Tuesday of June 2027 is its second Wednesday, that of September 2027 the third.
  @Test func daysThatNoRuleGivesStayTogether() throws {
    let booked = try book("2026-12-08 15:00", "FREQ=MONTHLY;BYDAY=2TU;COUNT=10")
    try move(booked[0], "2026-12-09 15:00", .all)
    let zone = try Company.zones.zone(named: "Europe/Berlin")
    let moved = try sessions()
    #expect(moved.allSatisfy { zone.date(at: $0.interval.start).weekday == .wednesday })
    #expect(moved.allSatisfy { !$0.isMovedByHand && $0.uid == booked[0].uid })
    #expect(try series(of: booked[0]).words(of: moved, zone: zone) == "on days of their own")

    // To another day again, for some: they are a series of their own then.
    try move(booked[7], "2027-07-12 15:30", .following)
    #expect(try starts().suffix(4) == ["06-09 15:00", "07-12 15:30", "08-09 15:30", "09-13 15:30"])
    #expect(try series(of: booked[6]).id != series(of: booked[7]).id)
    #expect(try sessions().allSatisfy { !$0.isMovedByHand })
    try move(booked[7], "2027-07-12 16:00", .all)
    #expect(try starts().suffix(4) == ["06-09 15:00", "07-12 16:00", "08-09 16:00", "09-13 16:00"])

    _ = try perform(.cancel(booked[1].id, reason: "off", scope: .following))
    #expect(try starts() == ["12-09 15:00", "07-12 16:00", "08-09 16:00", "09-13 16:00"])
    for _ in 0..<4 { _ = try perform(.undo) }
    func bare(_ sessions: [Session]) -> [Session] {
      sessions.map { session in
        var session = session
        session.sequence = 0
        return session
      }
    }
    #expect(bare(try sessions()) == bare(booked))
    #expect(try series(of: booked[0]).rule == "FREQ=MONTHLY;COUNT=10;BYDAY=2TU")
  }

  /// The history tells no rule either that is none of theirs.
  @Test func theHistoryTellsThatNoRuleGivesThem() throws {
    let booked = try book("2026-12-08 15:00", "FREQ=MONTHLY;BYDAY=2TU;COUNT=10")
    let move = Move(session: booked[0].id, start: try company.at("2026-12-09 15:00"), scope: .all)
    let step = try #require(try perform(.move(move)).step)
    let times = TimeWording(zone: .utc, now: company.now)
    let told = try store.read { reader in
      let wording = ChangeWording(reader, viewer: Actor(company.mia), times: times, isForCommands: false)
      return try wording.lines(try reader.changes(of: step.id)).map(\.text)
    }
    #expect(told.contains { $0.contains("every month on the second Tuesday") && $0.contains("on days of their own") })
  }

  @Test func oneThatWasMovedByHandStaysAnException() throws {
    let booked = try book("2026-12-08 15:00", "FREQ=MONTHLY;BYDAY=2TU;COUNT=10")
    try move(booked[2], "2027-02-11 16:00", .this)
    try move(booked[1], "2027-01-13 15:00", .following)
    #expect(try starts().prefix(4) == ["12-08 15:00", "01-13 15:00", "02-11 16:00", "03-10 15:00"])
    #expect(try sessions().filter(\.isMovedByHand).map(\.id) == [booked[2].id])
    #expect(try series(of: booked[2]).id == series(of: booked[1]).id)
    let before = try series(of: booked[0])
    #expect(before.rule == "FREQ=MONTHLY;COUNT=1;BYDAY=2TU")
    _ = try perform(.cancel(booked[1].id, reason: "off", scope: .following))
    #expect(try starts() == ["12-08 15:00", "02-11 16:00"])
  }
}
