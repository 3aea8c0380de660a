import Mentoring
import Scheduling
import TestSupport
import Testing

/// People, pairs and rooms that an undo takes away or brings back, where others have imported since.
@Suite struct OrganizationUndoTests {
  private let company = Company()
  private let store: MemoryStore

  init() { store = company.store() }

  private func perform(_ command: Command, as login: String) throws -> Outcome {
    try store.perform(command, by: .operating(as: login), at: company.now)
  }

  private func people(_ managers: KeyValuePairs<String, String?>, as login: String) throws -> Outcome {
    try perform(
      .importPeople(
        managers.enumerated().map { index, entry in
          var row = PersonRow(
            line: index + 2, login: entry.key, name: entry.key.prefix(1).uppercased() + entry.key.dropFirst(),
            zone: "Europe/Berlin")
          row.manager = entry.value
          return row
        }), as: login)
  }

  private func refusal(_ command: Command, as login: String) -> String? {
    do {
      _ = try perform(command, as: login)
      return nil
    } catch CommandError.changedSince(let text) {
      return text
    } catch {
      return "\(error)"
    }
  }

  @Test func noCircleOfManagersComesBack() throws {
    _ = try people(["ana": nil, "ben": nil], as: "x")
    _ = try people(["ben": "ana"], as: "one")
    _ = try perform(.undo, as: "one")
    _ = try people(["ana": "ben"], as: "two")
    #expect(
      refusal(.redo, as: "one") == "managers would go in a circle, ben → ana → ben, so this can't be redone")
    _ = try perform(.undo, as: "two")
    #expect(refusal(.redo, as: "one") == nil)
  }

  @Test func noPairComesBackIntoItsReportingLine() throws {
    _ = try people(["ana": nil, "ben": nil], as: "x")
    _ = try perform(.importPairs([PairRow(line: 2, mentor: "ana", mentee: "ben")]), as: "one")
    _ = try perform(.undo, as: "one")
    _ = try people(["ben": "ana"], as: "two")
    #expect(
      refusal(.redo, as: "one")
        == "Ben reports to Ana; nobody is paired inside their own reporting line, so the pair can't come back")
    _ = try perform(.undo, as: "two")
    #expect(refusal(.redo, as: "one") == nil)
  }

  @Test func whoManagesSomebodyStays() throws {
    _ = try people(["ana": nil], as: "one")
    _ = try people(["ben": "ana"], as: "two")
    #expect(refusal(.undo, as: "one") == "Ben reports to Ana by now, so the import can't be undone")
    _ = try perform(.undo, as: "two")
    #expect(refusal(.undo, as: "one") == nil)
    // Who is gone can't come back to be paired, nor to be a manager.
    #expect(refusal(.redo, as: "two") == "the manager of Ben is gone, so this can't be redone")
  }

  @Test func aPairComesBackOnlyWithItsPeople() throws {
    _ = try people(["ana": nil, "ben": nil], as: "x")
    _ = try perform(.importPairs([PairRow(line: 2, mentor: "ana", mentee: "ben")]), as: "one")
    _ = try perform(.undo, as: "one")
    _ = try perform(.undo, as: "x")
    #expect(refusal(.redo, as: "one") == "one of the two is gone, so the pair can't come back")
  }

  @Test func aRoomOfASessionStays() throws {
    _ = try perform(
      .importRooms([RoomRow(line: 2, name: "Blue", zone: "Europe/Berlin")]), as: "x")
    let blue = try #require(try store.read { try $0.room(named: "Blue") })
    let start = try company.at("2026-11-26 15:00")
    let booked = try store.perform(
      .book(Booking(pair: PairID(1), start: start, length: 60, room: blue.id)), by: Actor(company.mia), at: company.now)
    #expect(booked.sessions.first?.room == blue.id)
    #expect(
      refusal(.undo, as: "x")
        == "Blue is where the session of Thu 26 Nov 15:00–16:00 CET is; so its import can't be undone")
    _ = try store.perform(.undo, by: Actor(company.mia), at: company.now)
    #expect(refusal(.undo, as: "x")?.contains("which was called off and is kept") == true)
  }

  @Test func aPairThatHadSessionsSaysWhyItStays() throws {
    _ = try people(["ana": nil, "ben": nil], as: "one")
    _ = try perform(.importPairs([PairRow(line: 2, mentor: "ana", mentee: "ben")]), as: "one")
    let pair = try #require(try store.read { try $0.pairs().last })
    _ = try perform(
      .book(Booking(pair: pair.id, start: try company.at("2026-12-01 10:00"), length: 60)), as: "one")
    _ = try perform(.undo, as: "one")
    #expect(refusal(.undo, as: "one")?.hasPrefix("Ana → Ben had sessions, which stay in the history") == true)
  }

  // MARK: What an import does to what is there

  @Test func aNewManagerOfOnesPartnerIsTold() throws {
    let mia = company.mia.login
    let warnings = try people(["ralf": mia], as: "x").warnings
    #expect(warnings.map(\.line) == [2] && warnings.map(\.column) == ["manager"])
    #expect(warnings.first?.message.contains("reports to Mia Chen; nobody is paired") == true, "\(warnings)")
    // The pair stays, and so the file that it came from can be imported again.
    let again = try perform(.importPairs([PairRow(line: 2, mentor: mia, mentee: "ralf")]), as: "x")
    #expect(again.changes.isEmpty && again.unchanged == 1)
    // What was so before is not told again.
    #expect(try people(["ralf": mia, "zed": nil], as: "x").warnings.isEmpty)
  }

  @Test func hoursThatBreakSessionsAreTold() throws {
    let start = try company.at("2026-11-26 15:00")
    _ = try store.perform(
      .book(Booking(pair: PairID(1), start: start, length: 60)), by: Actor(company.mia), at: company.now)
    var row = PersonRow(line: 7, login: "mia", name: "Mia Chen", zone: "Asia/Tokyo")
    let outcome = try store.perform(
      .importPeople([row]), by: .operating(as: "x"), at: company.now, isDryRun: true)
    #expect(outcome.warnings.map(\.line) == [7])
    #expect(outcome.warnings.first?.message.hasPrefix("1 session no longer fits the hours of Mia Chen") == true)
    row.zone = company.mia.zone
    #expect(try store.perform(.importPeople([row]), by: .operating(as: "x"), at: company.now).warnings.isEmpty)
  }
}
