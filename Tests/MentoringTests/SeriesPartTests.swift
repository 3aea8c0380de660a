import Mentoring
import Recurrence
import Scheduling
import SystemZones
import TestSupport
import Testing

/// Once what follows was moved, there are two series; what is done to one says that the other stays.
@Suite struct SeriesPartTests {
  private let company = Company()
  private let store: MemoryStore

  /// Five Tuesdays, 1 to 29 December, 15:00 in Berlin.
  init() throws {
    store = company.store()
    try company.bookTuesdays(5, in: store)
  }

  private func told(_ command: Command) throws -> String {
    try store.perform(command, by: Actor(company.mia), at: company.now, isDryRun: false).summary
  }

  /// What the command will leave as it is.
  private func staying(_ command: Command) throws -> [String]? {
    let times = TimeWording(zone: try Company.zones.zone(named: "Europe/Berlin"), now: company.now)
    return try store.read { try command.staying(at: company.now, $0) }?.words(times)
  }

  private func id(_ index: Int) throws -> SessionID {
    try store.read { try $0.sessions(SessionFilter(liveOnly: false)) }.map(\.id).sorted()[index]
  }

  private func move(_ index: Int, _ start: String) throws -> String {
    try told(.move(Move(session: try id(index), start: try company.at(start), scope: .following)))
  }

  @Test func theMoveSaysWhatStaysBeforeIt() throws {
    #expect(try move(2, "2026-12-16 15:00").hasSuffix("; 2 before stay"))
    // Nothing stays before the first.
    #expect(try !move(0, "2026-12-01 16:00").contains("before"))
  }

  @Test func whatIsDoneToTheRestSaysThatThePartStays() throws {
    _ = try move(2, "2026-12-16 15:00")
    let words = "the 3 from Wed 16 Dec on are a series of their own and stay"
    let edit = Command.edit(Edit(session: try id(0), topic: "Cut", scope: .all))
    #expect(try staying(edit) == [words])
    #expect(try told(edit).hasSuffix("; 3 split off stay"))
    let second = Command.move(
      Move(session: try id(1), start: try company.at("2026-12-08 16:00"), scope: .following))
    #expect(try staying(second) == ["the one before stays, as a series of its own", words])
    #expect(try told(second).hasSuffix("; 1 before, 3 split off stay"))
    let cancelling = Command.cancel(try id(0), reason: "x", scope: .all)
    #expect(try staying(cancelling) == ["the one on Tue 8 Dec is a series of its own and stays", words])
    #expect(try told(cancelling).hasSuffix("; 4 split off stay"))
  }

  @Test func whatFollowsIsNotWhatCameBefore() throws {
    _ = try move(2, "2026-12-16 15:00")
    let cancelled = try told(.cancel(try id(3), reason: "x", scope: .following))
    #expect(!cancelled.contains("split off"), "\(cancelled)")
  }

  @Test func anotherSeriesOfThePairIsNoPartOfIt() throws {
    let other = SeriesBooking(
      first: Booking(pair: PairID(1), start: try company.at("2026-12-03 15:00"), length: 60),
      rule: try RecurrenceRule("FREQ=WEEKLY;COUNT=3"))
    _ = try told(.bookSeries(other))
    #expect(try !told(.cancel(try id(0), reason: "x", scope: .all)).contains("split off"))
  }
}
