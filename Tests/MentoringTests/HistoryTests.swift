import Mentoring
import Scheduling
import SystemZones
import TestSupport
import Testing

/// What the history tells, and taking back any step of it.
@Suite struct HistoryTests {
  private let company = Company()

  private func book(_ start: String, by person: Person? = nil, pair: Int64 = 1, in store: MemoryStore) throws -> Session
  {
    let booking = Booking(pair: PairID(pair), start: try company.at(start), length: 60)
    let outcome = try store.perform(.book(booking), by: Actor(person ?? company.mia), at: company.now)
    return try #require(outcome.sessions.first)
  }

  private func perform(_ command: Command, by person: Person? = nil, in store: MemoryStore) throws -> String {
    try store.perform(command, by: Actor(person ?? company.mia), at: company.now).summary
  }

  private func status(_ session: Session, in store: MemoryStore) throws -> Session.Status? {
    try store.read { try $0.session(session.id)?.status }
  }

  @Test func anyStepThatStandsCanBeTakenBack() throws {
    let store = company.store()
    let first = try book("2026-12-01 16:00", in: store)
    let second = try book("2026-12-02 16:00", in: store)
    #expect(try perform(.reverse(1), in: store).hasPrefix("Undid: Booked Mia Chen → Ralf Winter, Tue 1 Dec"))
    #expect(try status(first, in: store) == .cancelled && status(second, in: store) == .confirmed)
    // The last that stands is the second booking still.
    #expect(try perform(.undo, in: store).contains("Wed 2 Dec"))
    #expect(try perform(.reverse(3), in: store).hasPrefix("Redid: Booked Mia Chen → Ralf Winter, Tue 1 Dec"))
    #expect(try status(first, in: store) == .confirmed && status(second, in: store) == .cancelled)
    #expect(try perform(.reverse(5), in: store).hasPrefix("Undid: Booked Mia Chen → Ralf Winter, Tue 1 Dec"))
  }

  @Test func noStepIsTakenBackTwice() throws {
    let store = company.store()
    _ = try book("2026-12-01 16:00", in: store)
    _ = try perform(.undo, in: store)
    #expect {
      try perform(.reverse(1), in: store)
    } throws: { $0 as? CommandError == .changedSince("that was undone already, by mia in step 2") }
    #expect(throws: CommandError.self) { try perform(.reverse(99), in: store) }
  }

  @Test func onlyTheOneWhoDidItOrACoordinatorTakesItBack() throws {
    let store = company.store()
    let session = try book("2026-12-01 16:00", in: store)
    #expect {
      try perform(.reverse(1), by: company.ralf, in: store)
    } throws: { $0 as? CommandError == .notPermitted("mia did that; mia or a coordinator can take it back") }
    #expect(try perform(.reverse(1), by: company.kim, in: store).hasPrefix("Undid: Booked"))
    #expect(try status(session, in: store) == .cancelled)
    // It is off her stack, too.
    #expect { try perform(.undo, in: store) } throws: { $0 as? CommandError == .nothingToUndo }
  }

  /// What new hours did to sessions is told in steps of their own, which nobody can take back alone.
  @Test func aStepThatOnlyTellsNamesTheOneToTakeBack() throws {
    let store = company.store()
    let sessions = [try book("2026-12-01 16:00", in: store), try book("2026-12-02 16:00", in: store)]
    let away = Absence(
      .days(try #require(CivilDate("2026-12-01")), try #require(CivilDate("2026-12-02"))), reason: "ill")
    let days = ["2026-12-03 16:00", "2026-12-04 16:00"]
    let remedies = try zip(sessions, days).map { Remedy($0.id, .move(try company.at($1))) }
    let change = HoursChange(
      person: company.mia.id, edits: [.addAbsence(away)], remedies: remedies, leavesOthers: false)
    _ = try perform(.changeHours(change), in: store)
    let steps = try store.read { try $0.steps(StepFilter(limit: 10)) }
    try #require(steps.map(\.id) == [5, 4, 3, 2, 1])
    for echo: Int64 in [4, 5] {
      #expect {
        try perform(.reverse(echo), in: store)
      } throws: {
        $0 as? CommandError == .invalid("step \(echo) only tells what step 3 came to; take that one back")
      }
    }
    _ = try perform(.reverse(3), in: store)
    #expect(try store.read { try $0.session(sessions[0].id) }?.interval == sessions[0].interval)
  }

  @Test func theTimeOfATakenBackStepIsCheckedAnew() throws {
    let store = company.store()
    let session = try book("2026-12-01 16:00", in: store)
    _ = try perform(.cancel(session.id, reason: "Ill"), in: store)
    _ = try book("2026-12-01 16:00", by: company.ralf, in: store)
    #expect {
      try perform(.reverse(2), in: store)
    } throws: { error in
      guard case CommandError.refused(let violations, _, _) = error else { return false }
      return violations.contains { $0.code == "sessionClash" }
    }
  }

  @Test func eachSeesTheirOwnAndACoordinatorAll() throws {
    let store = company.store()
    _ = try book("2026-12-01 16:00", in: store)
    _ = try book("2026-12-01 14:00", by: company.petra, pair: 2, in: store)
    let change = HoursChange(person: company.ralf.id, edits: [.asksFirst(true)])
    _ = try perform(.changeHours(change), by: company.kim, in: store)
    func steps(_ person: Person, _ words: String = "") throws -> [Int64] {
      try store.read { try $0.steps(StepFilter().visible(to: Actor(person)), words: words).map(\.id) }
    }
    #expect(try steps(company.mia) == [1])
    #expect(try steps(company.ralf) == [3, 1])
    #expect(try steps(company.jonas) == [2])
    #expect(try steps(company.kim) == [3, 2, 1])
    #expect(try steps(company.kim, "BOOKED petra") == [2])
    #expect(try steps(company.kim, "booked nobody").isEmpty)
  }

  @Test func beforeAndAfterAreToldFieldByField() throws {
    let store = company.store()
    let session = try book("2026-12-01 16:00", in: store)
    _ = try perform(.move(Move(session: session.id, start: try company.at("2026-12-02 16:00"))), in: store)
    _ = try perform(.cancel(session.id, reason: "Ill"), in: store)
    let hours = HoursChange(
      person: company.mia.id,
      edits: [.weekly(try WeeklyHours("Mon 09:00-12:00")), .asksFirst(true)])
    _ = try perform(.changeHours(hours), in: store)
    let zone = try Company.zones.zone(named: "Europe/Berlin")
    let lines = try store.read { reader in
      let wording = ChangeWording(
        reader, viewer: Actor(company.mia), times: TimeWording(zone: zone, now: company.now))
      return try (1...4).map { try wording.lines(try reader.changes(of: $0)).map { "\($0.thing)|\($0.text)" } }
    }
    #expect(
      lines == [
        [
          "Mia Chen → Ralf Winter, session 1|when: Tue 1 Dec 16:00–17:00 CET", "|status: confirmed",
          "|topic: Video editing",
        ],
        [
          "Mia Chen → Ralf Winter, session 1|when: Tue 1 Dec 16:00–17:00 CET → Wed 2 Dec 16:00–17:00 CET"
        ],
        ["Mia Chen → Ralf Winter, session 1|status: confirmed → cancelled", "|reason: nothing → Ill"],
        ["Mia Chen|hours: Mon-Fri 09:00-17:00 → Mon 09:00-12:00", "|asks first: nothing → yes"],
      ])
  }

  /// Codes are for programs.
  @Test func whatWasWaivedIsToldInWords() throws {
    let store = company.store()
    let booking = Booking(
      pair: PairID(1), start: try company.at("2026-12-01 18:00"), length: 60, anyway: true)
    _ = try perform(.book(booking), in: store)
    let lines = try store.read { reader in
      let wording = ChangeWording(reader, viewer: Actor(company.mia), times: TimeWording(zone: .utc, now: company.now))
      let waivers = [
        (PersonID?.none, "noticeTooShort"), (company.ralf.id, "limitReached"), (company.ralf.id, "limitReached"),
      ]
      var session = try #require(try reader.sessions(SessionFilter(pair: PairID(1))).first)
      let booked = try wording.lines([.session(before: nil, after: session)]).map(\.text)
      session.waivers = waivers.map { Waiver(code: $1, person: $0) }
      return try booked + wording.lines([.session(before: nil, after: session)]).map(\.text)
    }
    #expect(
      lines.filter { $0.hasPrefix("waived") } == [
        "waived: the hours of Mia Chen", "waived: the notice, the daily or weekly limit of Ralf Winter",
      ])
  }

  @Test func whatAPairKeepsForItselfIsToldToThemAlone() throws {
    let store = company.store()
    let start = try company.at("2026-11-24 16:00")
    let booking = Booking(pair: PairID(1), start: start, length: 60)
    let early = start - 6 * 86_400
    let session = try #require(try store.perform(.book(booking), by: Actor(company.mia), at: early).sessions.first)
    _ = try perform(.notebook(.notes(session.id, text: "Secret")), in: store)
    _ = try perform(.notebook(.feedback(session.id, rating: 2, comment: "Too fast")), in: store)
    func told(_ person: Person, _ step: Int64) throws -> String {
      try store.read { reader in
        let wording = ChangeWording(
          reader, viewer: Actor(person), times: TimeWording(zone: .utc, now: company.now))
        return try wording.lines(try reader.changes(of: step)).map(\.text).joined(separator: ", ")
      }
    }
    #expect(try told(company.ralf, 2) == "notes: Secret")
    #expect(try told(company.kim, 2) == "notes: for the pair alone")
    // Feedback is seen once one has given one's own.
    #expect(try told(company.ralf, 3) == "feedback: for the pair alone")
    _ = try perform(.notebook(.feedback(session.id, rating: 5, comment: "")), by: company.ralf, in: store)
    #expect(try told(company.ralf, 3) == "feedback: 2 of 5, comment: Too fast")
  }

  @Test func aRoomThatIsGoneWasOne() throws {
    let store = company.store()
    var (before, after) = (try book("2026-12-01 16:00", in: store), try book("2026-12-02 16:00", in: store))
    after.id = before.id
    after.interval = before.interval
    before.room = RoomID(99)
    let change = Change.session(before: before, after: after)
    let lines = try store.read { reader in
      try ChangeWording(reader, viewer: Actor(company.mia), times: TimeWording(zone: .utc, now: company.now))
        .lines([change]).map(\.text)
    }
    #expect(lines == ["room: one that is gone → nothing"])
  }
}
