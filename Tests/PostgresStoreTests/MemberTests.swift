import Mentoring
import PostgresStore
import Scheduling
import Tables
import TestSupport
import Testing

/// The program as people use it on a server: each as a role of their own, seeing no more than theirs.
@Suite struct MemberTests {
  private let fixture: ServerFixture
  private var company: Company { fixture.company }

  init() throws { fixture = try ServerFixture() }

  @Test func askingAnsweringAndTakingBack() throws {
    let (mia, ralf) = (try fixture.open(as: "mia"), try fixture.open(as: "ralf"))
    let (asMia, asRalf, now) = (Actor(company.mia), Actor(company.ralf), company.now)
    let start = try company.at("2026-11-26 15:00")
    let asked = try mia.perform(
      .book(Booking(pair: PairID(1), start: start, length: 60, asks: true, message: "?")), by: asMia, at: now)
    let id = try #require(asked.sessions.first).id
    let countered = try ralf.perform(.counter(Counter(session: id, start: start + 1_800)), by: asRalf, at: now)
    #expect(countered.sessions.first?.status == .countered)
    _ = try mia.perform(.accept(id), by: asMia, at: now)
    _ = try ralf.perform(.move(Move(session: id, start: start + 3_600)), by: asRalf, at: now)
    _ = try ralf.perform(.undo, by: asRalf, at: now)
    _ = try ralf.perform(.redo, by: asRalf, at: now)
    _ = try mia.perform(.cancel(id, reason: "Ill"), by: asMia, at: now)
    #expect(try ralf.read { try $0.session(id) }?.status == .cancelled)
    _ = try mia.perform(.undo, by: asMia, at: now)
    #expect(try ralf.read { try $0.session(id) }?.interval.start == start + 3_600)
    #expect(try fixture.store.readTables { try HistoryCheck($0).problems() } == [])
  }

  @Test func requestsExpireByWhoeverComesNext() throws {
    let (mia, ralf) = (try fixture.open(as: "mia"), try fixture.open(as: "ralf"))
    let start = try company.at("2026-11-26 15:00")
    let asked = try mia.perform(
      .book(Booking(pair: PairID(1), start: start, length: 60, asks: true)), by: Actor(company.mia), at: company.now)
    let session = try #require(asked.sessions.first)
    let later = try #require(session.request).deadline + 1
    // Jonas neither sees it nor ends it; Ralf does.
    let jonas = try fixture.open(as: "jonas")
    _ = try jonas.perform(try fixture.booking("2026-12-01 10:00", pair: 2), by: Actor(company.jonas), at: later)
    #expect(try mia.read { try $0.session(session.id) }?.status == .requested)
    _ = try ralf.perform(try fixture.booking("2026-12-01 16:00"), by: Actor(company.ralf), at: later)
    #expect(try mia.read { try $0.session(session.id) }?.status == .expired)
    #expect(try fixture.store.readTables { try HistoryCheck($0).problems() } == [])
  }

  @Test func hoursCalendarsNotesAndReminders() throws {
    let mia = try fixture.open(as: "mia")
    let (actor, now) = (Actor(company.mia), company.now)
    _ = try mia.perform(
      .changeHours(HoursChange(person: PersonID(1), edits: [.weekly(.officeHours), .asksFirst(true)], remedies: [])),
      by: actor, at: now)
    let blocks = [BusyBlock(Interval(start: now + 86_400, seconds: 3_600), title: "Dentist")]
    for count in 1...4 {
      let many = Array(repeating: blocks[0], count: count)
      _ = try mia.perform(
        .importBusy(BusyImport(person: PersonID(1), source: "/a.ics", blocks: many)), by: actor, at: now)
    }
    _ = try mia.perform(.undo, by: actor, at: now)
    #expect(
      try mia.read { try $0.busy(of: PersonID(1), in: Interval(now, now + 2 * 86_400)) }.titles.contains("Dentist"))
    #expect(throws: CommandError.self) {
      try mia.perform(
        .importBusy(BusyImport(person: PersonID(2), source: "/a.ics", blocks: blocks)), by: actor, at: now)
    }
    _ = try mia.perform(.notebook(.addGoal(PairID(1), text: "Cut")), by: actor, at: now)
    _ = try mia.perform(.undo, by: actor, at: now)
    #expect(try mia.read { try $0.notebook(of: PairID(1)) }.isEmpty)
    let taken = try mia.perform(.remind(["session 1 0 60 1"]), by: actor, at: now)
    #expect(taken.changes.count == 1)
    #expect(try mia.perform(.remind(["session 1 0 60 1"]), by: actor, at: now).changes.isEmpty)
  }

  /// In its own name, so that nobody's next undo is about it; and only who has the file.
  @Test func aSubscribedCalendarIsReadAgain() throws {
    let (mia, ralf, now) = (try fixture.open(as: "mia"), try fixture.open(as: "ralf"), company.now)
    func calendar(_ count: Int, isSubscribed: Bool?) -> Command {
      let block = BusyBlock(Interval(start: now + 86_400, seconds: 3_600), title: "Dentist")
      let blocks = Array(repeating: block, count: count)
      return .importBusy(
        BusyImport(person: PersonID(1), source: "/a.ics", blocks: blocks, isSubscribed: isSubscribed))
    }
    _ = try mia.perform(calendar(1, isSubscribed: true), by: Actor(company.mia), at: now)
    let again = try mia.perform(calendar(2, isSubscribed: nil), by: .calendarRefresh, at: now)
    #expect(again.step?.actor == "calendar refresh")
    #expect(throws: CommandError.self) {
      try ralf.perform(calendar(3, isSubscribed: nil), by: .calendarRefresh, at: now)
    }
    #expect(throws: CommandError.self) { try mia.perform(.undo, by: .calendarRefresh, at: now) }
    #expect(try mia.read { try $0.busySources(of: PersonID(1)) }.map(\.blocks) == [2])
    #expect(try fixture.store.readTables { try HistoryCheck($0).problems() } == [])
  }

  @Test func aCoordinatorBringsPeopleAndActsForAll() throws {
    let kim = try fixture.open(as: "kim")
    let (actor, now) = (Actor(company.kim), company.now)
    _ = try kim.perform(
      .importPeople([PersonRow(line: 2, login: "eve", name: "Eve", zone: "Europe/Berlin")]), by: actor, at: now)
    _ = try kim.perform(.importPairs([PairRow(line: 2, mentor: "eve", mentee: "mia")]), by: actor, at: now)
    _ = try kim.perform(try fixture.booking("2026-11-27 10:00", pair: 3), by: actor, at: now)
    #expect(try fixture.open(as: "mia").read { try $0.pairs() }.map(\.id) == [PairID(1), PairID(3)])
    #expect(throws: CommandError.self) {
      try fixture.open(as: "mia").perform(
        .importPeople([PersonRow(line: 2, login: "x", name: "X", zone: "UTC")]), by: Actor(company.mia), at: now)
    }
  }

  @Test func whoIsBeatenHearsWhoWasFaster() throws {
    let (mia, ralf) = (try fixture.open(as: "mia"), try fixture.open(as: "ralf"))
    _ = try mia.perform(try fixture.booking("2026-11-26 15:00"), by: Actor(company.mia), at: company.now)
    do {
      _ = try ralf.performOffering(
        try fixture.booking("2026-11-26 15:30"), by: Actor(company.ralf), at: company.now, zones: Company.zones)
      Issue.record("both were booked")
    } catch CommandError.refused(let violations, _, let alternatives) {
      #expect(violations.map(\.code).filter { $0 == "sessionClash" }.count == 2 && alternatives.count == 3)
    }
  }

  @Test func aDryRunAndAReaderWriteNothing() throws {
    let mia = try fixture.open(as: "mia")
    let outcome = try mia.perform(
      try fixture.booking("2026-11-26 15:00"), by: Actor(company.mia), at: company.now, isDryRun: true)
    #expect(outcome.sessions.count == 1 && outcome.step == nil)
    #expect(try mia.read { try $0.sessions(SessionFilter()) }.isEmpty)
    let reader = try PostgresDatabase(
      ServerAddress(fixture.cluster.address(fixture.database, as: "mia")), zones: Company.zones, isReadOnly: true)
    #expect(throws: StoreError.self) {
      try reader.perform(try fixture.booking("2026-11-26 15:00"), by: Actor(company.mia), at: company.now)
    }
  }
}
