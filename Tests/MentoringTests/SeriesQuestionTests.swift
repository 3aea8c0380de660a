import Mentoring
import Recurrence
import Scheduling
import TestSupport
import Testing

/// A question about one session of a series, when all of them move.
@Suite struct SeriesQuestionTests {
  private let company = Company()
  private let store: MemoryStore
  private let booked: [Session]

  /// Five Tuesdays, of which Ralf asks to move the third to the day after.
  init() throws {
    store = company.store()
    let booking = SeriesBooking(
      first: Booking(pair: PairID(1), start: try company.at("2026-12-01 15:00"), length: 60),
      rule: try RecurrenceRule("FREQ=WEEKLY;COUNT=5"))
    booked = try store.perform(.bookSeries(booking), by: Actor(company.mia), at: company.now).sessions
    let question = Move(session: booked[2].id, start: try company.at("2026-12-16 16:00"), asks: true)
    _ = try store.perform(.move(question), by: Actor(company.ralf), at: company.now)
  }

  private static let decided = "; Ralf Winter's question about Tue 15 Dec 15:00–16:00 CET is decided with it"

  @Test(arguments: ["all", "following", "shorter"], [false, true])
  func aMoveOfTheSeriesSaysThatItIsDecided(how: String, isDryRun: Bool) throws {
    let move =
      switch how {
      case "all": Move(session: booked[0].id, start: try company.at("2026-12-02 15:00"), scope: .all)
      case "following": Move(session: booked[1].id, start: try company.at("2026-12-09 15:00"), scope: .following)
      default: Move(session: booked[0].id, start: booked[0].interval.start, length: 30, scope: .all)
      }
    let outcome = try store.perform(.move(move), by: Actor(company.mia), at: company.now, isDryRun: isDryRun)
    #expect(outcome.summary.hasSuffix(Self.decided), "\(outcome.summary)")
    #expect(outcome.step?.summary == (isDryRun ? nil : outcome.summary))
    // Each reads it in their own clock.
    let times = TimeWording(zone: try zone("America/New_York"), now: company.now)
    let told = SummaryWording(times, zones: Company.zones).words(outcome.summary, of: outcome.changes)
    #expect(told.contains("question about Tue 15 Dec 09:00–10:00 EST") && !told.contains("CET"), "\(told)")
  }

  private func zone(_ name: String) throws -> ZoneRules {
    let zones: any ZoneProvider = Company.zones
    return try zones.zone(named: name)
  }

  @Test func whatIsNotMovedIsNotDecided() throws {
    let move = Move(session: booked[3].id, start: try company.at("2026-12-23 15:00"), scope: .following)
    let outcome = try store.perform(.move(move), by: Actor(company.mia), at: company.now)
    #expect(!outcome.summary.contains("question"))
    #expect(try store.read { try $0.session(booked[2].id) }?.request != nil)
  }

  @Test func itIsKnownBeforeTheMove() throws {
    let planner = { (move: Move) in
      try store.read {
        try SeriesMovePlanner($0, zones: Company.zones, actor: Actor(company.mia), now: company.now).plan(move).asked
      }
    }
    let all = Move(session: booked[0].id, start: try company.at("2026-12-02 15:00"), scope: .all)
    #expect(try planner(all).map(\.id) == [booked[2].id])
    let rest = Move(session: booked[3].id, start: try company.at("2026-12-23 15:00"), scope: .following)
    #expect(try planner(rest).isEmpty)
  }

  /// Where the other side is asked first, the last of a series with a question gets another question: what was agreed stays.
  @Test func theLastOneIsAskedForAnotherTime() throws {
    let asked = HoursChange(person: company.ralf.id, edits: [.asksFirst(true)])
    _ = try store.perform(.changeHours(asked), by: Actor(company.ralf), at: company.now)
    let last = booked[4]
    for (start, scope) in [("2026-12-30 16:00", SeriesScope.this), ("2026-12-30 15:00", .following)] {
      let move = Move(session: last.id, start: try company.at(start), scope: scope)
      _ = try store.perform(.move(move), by: Actor(company.mia), at: company.now)
      let session = try #require(try store.read { try $0.session(last.id) })
      #expect(session.request?.agreed?.interval == last.interval)
      #expect(session.interval.start == move.start)
    }
  }
}
