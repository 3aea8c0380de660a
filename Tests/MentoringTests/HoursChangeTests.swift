import Mentoring
import Scheduling
import TestSupport
import Testing

/// Changing hours, and what becomes of the sessions that this breaks.
@Suite struct HoursChangeTests {
  private let company = Company()

  private func book(
    _ start: String, pair: Int64 = 1, by person: Person? = nil, asks: Bool = false, in store: MemoryStore
  )
    throws -> Session
  {
    let booking = Booking(pair: PairID(pair), start: try company.at(start), length: 60, asks: asks)
    let outcome = try store.perform(.book(booking), by: Actor(person ?? company.mia), at: company.now)
    return try #require(outcome.sessions.first)
  }

  private func away(_ first: String, _ last: String, reason: String = "") throws -> HoursEdit {
    .addAbsence(
      Absence(.days(try #require(CivilDate(first)), try #require(CivilDate(last))), reason: reason))
  }

  private func change(
    _ edits: [HoursEdit], _ remedies: [Remedy] = [], leavesOthers: Bool = false, of person: Person? = nil,
    by actor: Person? = nil, in store: MemoryStore
  ) throws -> Outcome {
    let change = HoursChange(
      person: (person ?? company.mia).id, edits: edits, remedies: remedies, leavesOthers: leavesOthers)
    return try store.perform(.changeHours(change), by: Actor(actor ?? company.mia), at: company.now)
  }

  private func person(_ id: PersonID, in store: MemoryStore) throws -> Person {
    try #require(try store.read { try $0.person(id) })
  }

  @Test func eachEditSaysWhatItDid() throws {
    let store = company.store()
    let friday = try #require(CivilDate("2026-11-27"))
    let mornings = try WeeklyHours("Mon-Fri 09:00-12:00")
    let steps: [(HoursEdit, String)] = [
      (.weekly(mornings), "Mia Chen works Mon-Fri 09:00-12:00"),
      (.day(friday, [MinuteRange(600, 720)]), "Mia Chen works 10:00-12:00 on Fri 27 Nov"),
      (.day(friday, []), "Mia Chen is off on Fri 27 Nov"),
      (.day(friday, nil), "Mia Chen works as usual on Fri 27 Nov"),
      (try away("2026-12-07", "2026-12-11", reason: "vacation"), "Mia Chen is away Mon 7 Dec to Fri 11 Dec (vacation)"),
      (.preferred(mornings), "Mia Chen prefers Mon-Fri 09:00-12:00"),
      (.asksFirst(true), "Mia Chen wants to be asked before being booked"),
    ]
    for (edit, summary) in steps { #expect(try change([edit], in: store).summary == summary) }
    let mia = try person(company.mia.id, in: store)
    #expect(mia.hours == mornings && mia.overrides.isEmpty && mia.absences.count == 1)
    #expect(mia.policy.preferred == mornings && mia.policy.asksFirst == true)
    #expect(try change([.weekly(mornings)], in: store).unchanged == 1)
  }

  @Test func whatWouldBreakIsToldFirstWithOpenings() throws {
    let store = company.store()
    let session = try book("2026-12-01 16:00", in: store)
    let request = try book("2026-12-02 16:00", asks: true, in: store)
    _ = try book("2026-12-09 16:00", in: store)
    #expect {
      try change([try away("2026-12-01", "2026-12-02")], in: store)
    } throws: { error in
      guard case CommandError.breaks(let broken) = error else { return false }
      return broken.map(\.session.id) == [session.id, request.id]
        && broken.allSatisfy { $0.violations.map(\.code) == ["absent"] && $0.openings.count == 3 }
        && broken.flatMap(\.openings).allSatisfy { opening in
          !(session.interval.start - 57_600..<session.interval.start + 115_200).contains(opening)
        }
    }
    #expect(try person(company.mia.id, in: store).absences.isEmpty)
  }

  @Test func sessionsMoveInTheSameStepAndComeBackWithIt() throws {
    let store = company.store()
    let first = try book("2026-12-01 16:00", in: store)
    let second = try book("2026-12-02 16:00", in: store)
    let third = try book("2026-12-03 16:00", in: store)
    let outcome = try change(
      [try away("2026-12-01", "2026-12-03", reason: "ill")],
      [
        Remedy(first.id, .move(try company.at("2026-11-30 16:00"))),
        Remedy(second.id, .ask(try company.at("2026-12-04 16:00"), message: "I am ill")), Remedy(third.id, .leave),
      ], in: store)
    #expect(
      outcome.summary
        == "Mia Chen is away Tue 1 Dec to Thu 3 Dec (ill); 1 session moved; asked to move 1 session; 1 no longer fits")
    #expect(outcome.warnings.count == 1)
    let after = try store.read { reader in try [first, second, third].map { try reader.session($0.id)?.status } }
    #expect(after == [.confirmed, .countered, .confirmed])
    func told(_ session: Session) throws -> String? {
      try store.read { try $0.steps(StepFilter(session: session.id)).first?.summary }
    }
    let title = "Mia Chen → Ralf Winter"
    #expect(
      try told(first) == "Moved \(title), Tue 1 Dec 16:00–17:00 CET to Mon 30 Nov 16:00–17:00 CET")
    #expect(
      try told(second) == "Asked for another time: \(title), Wed 2 Dec 16:00–17:00 CET to Fri 4 Dec 16:00–17:00 CET")
    #expect(try told(third)?.hasPrefix("Booked") == true)
    let undone = try store.perform(.undo, by: Actor(company.mia), at: company.now)
    #expect(undone.warnings.isEmpty)
    #expect(try told(first) == "Moved \(title), Mon 30 Nov 16:00–17:00 CET to Tue 1 Dec 16:00–17:00 CET")
    #expect(try told(second) == "Not moved: \(title), Fri 4 Dec 16:00–17:00 CET to Wed 2 Dec 16:00–17:00 CET")
    #expect(try person(company.mia.id, in: store).absences.isEmpty)
    for session in [first, second, third] {
      let back = try #require(try store.read { try $0.session(session.id) })
      #expect(back.interval == session.interval && back.status == .confirmed)
    }
  }

  @Test func twoSessionsCannotMoveToOneTime() throws {
    let store = company.store()
    let first = try book("2026-12-01 16:00", in: store)
    let second = try book("2026-12-02 16:00", in: store)
    let start = try company.at("2026-12-04 16:00")
    #expect(throws: CommandError.self) {
      try change(
        [try away("2026-12-01", "2026-12-02")], [Remedy(first.id, .move(start)), Remedy(second.id, .move(start))],
        in: store)
    }
    #expect(try person(company.mia.id, in: store).absences.isEmpty)
    #expect(try store.read { try $0.session(first.id) } == first)
  }

  /// What is offered to one leaves alone what was chosen for another.
  @Test func openingsKeepClearOfOneAnother() throws {
    let store = company.store()
    let first = try book("2026-12-01 16:00", in: store)
    let second = try book("2026-12-02 16:00", in: store)
    var mia = company.mia
    mia = try mia.applying([try away("2026-12-01", "2026-12-02")])
    try store.read { reader in
      let impact = HoursImpact(reader, zones: Company.zones, now: company.now)
      let chosen = try #require(try impact.broken(by: mia)[0].openings.first)
      let broken = try impact.broken(by: mia, moved: [first.id: chosen])
      #expect(broken.map(\.session.id) == [first.id, second.id])
      #expect(broken[1].openings.allSatisfy { abs($0 - chosen) >= 3_600 })
      #expect(broken[0].openings.contains(chosen))
    }
  }

  @Test func whatDidNotFitBeforeIsNotBrokenByIt() throws {
    let store = company.store()
    let booking = Booking(
      pair: PairID(1), start: try company.at("2026-12-01 17:00"), length: 60, anyway: true)
    _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    // Beyond her hours already, and waived.
    #expect(try change([.weekly(try WeeklyHours("Mon-Fri 09:00-16:00"))], in: store).warnings.isEmpty)
  }

  @Test func leavingOthersIsAWarning() throws {
    let store = company.store()
    _ = try book("2026-12-01 16:00", in: store)
    let outcome = try change([try away("2026-12-01", "2026-12-01")], leavesOthers: true, in: store)
    #expect(
      outcome.warnings.map(\.message) == [
        "still booked, though it no longer fits: Mia Chen → Ralf Winter, Tue 1 Dec 16:00–17:00 CET"
      ])
  }

  @Test func onlyTheOneWhoseHoursTheyAreAndACoordinatorMay() throws {
    let store = company.store()
    #expect {
      try change([.asksFirst(true)], of: company.ralf, by: company.mia, in: store)
    } throws: { error in
      error as? CommandError
        == .notPermitted("mia may not change the hours of Ralf Winter; ralf or a coordinator can")
    }
    _ = try change([.asksFirst(true)], of: company.ralf, by: company.kim, in: store)
    #expect(try person(company.ralf.id, in: store).policy.asksFirst == true)
  }

  @Test func editsThatMakeNoSenseChangeNothing() throws {
    let store = company.store()
    let edits: [HoursEdit] = [
      try away("2026-12-11", "2026-12-07"),
      .day(try #require(CivilDate("2026-12-07")), [MinuteRange(540, 720), MinuteRange(700, 800)]),
      .removeAbsence(Absence(.days(try #require(CivilDate("2026-12-07")), try #require(CivilDate("2026-12-08"))))),
      .addAbsence(
        Absence(.exact(Interval(start: company.now, seconds: 60)), reason: String(repeating: "x", count: 1_000_000))),
    ]
    for edit in edits { #expect(throws: CommandError.self) { try change([edit], in: store) } }
    #expect(try person(company.mia.id, in: store) == company.mia)
  }
}
