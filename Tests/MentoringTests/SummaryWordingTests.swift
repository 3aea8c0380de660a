import Mentoring
import Recurrence
import Scheduling
import TestSupport
import Testing

/// The history writes a session's time in the session's zone; who is told reads it in their own.
@Suite struct SummaryWordingTests {
  private let company = Company()

  @Test func timesAreTheReadersOwn() throws {
    let store = company.store()
    let outcome = try store.perform(
      .book(Booking(pair: PairID(1), start: try company.at("2026-11-30 15:00"), length: 60)),
      by: Actor(company.ralf), at: company.now)
    #expect(outcome.summary == "Booked Mia Chen → Ralf Winter, Mon 30 Nov 15:00–16:00 CET")
    #expect(
      try told(outcome, in: "America/New_York") == "Booked Mia Chen → Ralf Winter, Mon 30 Nov 09:00–10:00 EST")
    #expect(try told(outcome, in: "Europe/Berlin") == outcome.summary)
    #expect(
      try told(outcome, in: "America/New_York", .hours12)
        == "Booked Mia Chen → Ralf Winter, Mon 30 Nov 9:00 am–10:00 am EST")
  }

  @Test func aMoveTellsBothTimes() throws {
    let store = company.store()
    let booked = try store.perform(
      .book(Booking(pair: PairID(1), start: try company.at("2026-11-30 15:00"), length: 60)),
      by: Actor(company.mia), at: company.now)
    let session = try #require(booked.sessions.first)
    // Six hours later: the old time in one zone is written as the new one in the other.
    let moved = try store.perform(
      .move(Move(session: session.id, start: try company.at("2026-11-30 16:00"))), by: Actor(company.mia),
      at: company.now)
    #expect(moved.summary.contains("Mon 30 Nov 16:00–17:00 CET"))
    let words = try told(moved, in: "America/New_York")
    #expect(words.contains("Mon 30 Nov 10:00–11:00 EST") && !words.contains("CET"))
  }

  /// A quarter past two on Berlin's Wednesday is New York's Tuesday evening.
  @Test(arguments: [("FREQ=WEEKLY;COUNT=3", "week"), ("FREQ=WEEKLY;BYDAY=WE;INTERVAL=2;COUNT=3", "2 weeks")])
  func theDaysOfARuleAreTheReadersOwn(rule: String, every: String) throws {
    let store = company.store()
    let first = Booking(pair: PairID(1), start: try company.at("2026-12-09 02:15"), length: 60, anyway: true)
    for person in [company.mia, company.ralf] {
      let hours = HoursChange(person: person.id, edits: [.weekly(try WeeklyHours("Mon-Sun 00:00-24:00"))])
      _ = try store.perform(.changeHours(hours), by: Actor(person), at: company.now)
    }
    let outcome = try store.perform(
      .bookSeries(SeriesBooking(first: first, rule: try RecurrenceRule(rule))), by: Actor(company.ralf), at: company.now
    )
    #expect(outcome.summary.contains("every \(every) on Wednesday, from Wed 9 Dec 02:15"), "\(outcome.summary)")
    let words = try told(outcome, in: "America/New_York")
    #expect(words.contains("every \(every) on Tuesday, from Tue 8 Dec 20:15–21:15 EST"), "\(words)")
    #expect(try told(outcome, in: "Europe/Stockholm").contains("every \(every) on Wednesday, from Wed 9 Dec 02:15"))
  }

  /// Where there is no room for all of it, the time of day stays to the last.
  @Test func thereAreShorterForms() throws {
    let store = company.store()
    func forms(_ outcome: Outcome, for viewer: Person, by doer: Person? = nil) throws -> [String] {
      let people = try store.read { try $0.people(among: SummaryWording.people(in: outcome.changes)) }
      let times = TimeWording(zone: try rules(viewer.zone), now: company.now)
      return SummaryWording(times, zones: Company.zones).forms(
        outcome.summary, of: outcome.changes, people: people, for: viewer.id, by: doer?.id)
    }
    var booking = Booking(pair: PairID(1), start: try company.at("2027-01-06 15:00"), length: 60)
    let booked = try store.perform(.book(booking), by: Actor(company.ralf), at: company.now)
    let whole = "Booked Mia Chen → Ralf Winter, Wed 6 Jan 2027 15:00–16:00 CET"
    let brief = "Booked Mia → Ralf, Wed 6 Jan 15:00"
    #expect(
      try forms(booked, for: company.mia, by: company.ralf)
        == [whole, brief, "Booked, Wed 6 Jan 15:00", "Booked, 6 Jan 15:00"])
    #expect(
      try forms(booked, for: company.mia, by: company.kim)
        == [whole, brief, "Booked Ralf, Wed 6 Jan 15:00", "Booked Ralf, 6 Jan 15:00"])
    #expect(try forms(booked, for: company.kim) == [whole, brief, "Booked Mia → Ralf, 6 Jan 15:00"])
    #expect(
      try forms(booked, for: company.ralf) == [
        "Booked Mia Chen → Ralf Winter, Wed 6 Jan 2027 09:00–10:00 EST", "Booked Mia → Ralf, Wed 6 Jan 09:00",
        "Booked Mia, Wed 6 Jan 09:00", "Booked Mia, 6 Jan 09:00",
      ])
    booking = Booking(pair: PairID(1), start: try company.at("2026-12-03 16:00"), length: 60, asks: true)
    let asked = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    #expect(
      try forms(asked, for: company.mia).dropFirst()
        == ["Asked Ralf: Mia → Ralf, Thu 3 Dec 16:00", "Asked Ralf, Thu 3 Dec 16:00", "Asked Ralf, 3 Dec 16:00"])
    // Two of one name stay apart.
    var other = company.ralf
    other.name = "Mia Winter"
    store.insert(people: [other])
    #expect(try forms(booked, for: company.mia).count == 1)
  }

  private func told(_ outcome: Outcome, in zone: String, _ clock: TimeWording.Clock = .hours24) throws -> String {
    let times = TimeWording(zone: try rules(zone), now: company.now, clock: clock)
    return SummaryWording(times, zones: Company.zones).words(outcome.summary, of: outcome.changes)
  }

  private func rules(_ name: String) throws -> ZoneRules {
    let zones: any ZoneProvider = Company.zones
    return try zones.zone(named: name)
  }
}
