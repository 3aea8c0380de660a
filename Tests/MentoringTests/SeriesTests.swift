import Mentoring
import Recurrence
import Scheduling
import SystemZones
import TestSupport
import Testing

/// Series as they are booked: checked as a whole, written whole or not at all.
@Suite struct SeriesTests {
  let company = Company()

  private func booking(
    _ start: String, _ rule: String, onClash: ClashAnswer = .stop, answers: [String: ClashAnswer] = [:],
    length: Int = 60,
    room: RoomID? = nil
  ) throws -> SeriesBooking {
    SeriesBooking(
      first: Booking(pair: PairID(1), start: try company.at(start), length: length, room: room),
      rule: try RecurrenceRule(rule), onClash: onClash,
      answers: Dictionary(uniqueKeysWithValues: try answers.map { (try company.at($0.key), $0.value) }))
  }

  private func book(_ booking: SeriesBooking, in store: MemoryStore) throws -> Outcome {
    try store.perform(.bookSeries(booking), by: Actor(company.mia), at: company.now)
  }

  private func starts(_ store: MemoryStore) throws -> [String] {
    let zone = try Company.zones.zone(named: "Europe/Berlin")
    return try store.read { try $0.sessions(SessionFilter()) }.map {
      String(zone.civil(at: $0.interval.start).description.dropLast(3))
    }
  }

  private func refusal(_ body: () throws -> Outcome) throws -> SeriesPlan? {
    do {
      _ = try body()
      return nil
    } catch CommandError.seriesRefused(let plan) {
      return plan
    }
  }

  private func busy(_ start: String, hours: Int, in store: MemoryStore) throws {
    let block = BusyBlock(Interval(start: try company.at(start), seconds: hours * 3_600), title: "Fair")
    _ = try store.perform(
      .importBusy(BusyImport(person: PersonID(1), source: start, blocks: [block])), by: Actor(company.kim),
      at: company.now)
  }

  @Test func everySessionKeepsItsWallClockTime() throws {
    let store = company.store()
    let outcome = try book(booking("2027-02-16 15:00", "FREQ=WEEKLY;COUNT=8"), in: store)
    #expect(
      try starts(store) == [
        "2027-02-16T15:00", "2027-02-23T15:00", "2027-03-02T15:00", "2027-03-09T15:00", "2027-03-16T15:00",
        "2027-03-23T15:00", "2027-03-30T15:00", "2027-04-06T15:00",
      ])
    #expect(
      outcome.summary == "Booked Mia Chen → Ralf Winter, 8 sessions every week on Tuesday, from Tue 16 Feb 2027 "
        + "15:00–16:00 CET")
    let sessions = outcome.sessions
    #expect(Set(sessions.map(\.uid)) == ["series-\(try #require(sessions.first?.series))@test.invalid"])
    #expect(sessions.allSatisfy { $0.originalStart == $0.interval.start })
    #expect(try store.read { try $0.series(sessions[0].series ?? .unsaved) }?.start == "2027-02-16T15:00")
  }

  /// Nothing takes place at the start that was given.
  @Test(arguments: [(ClashAnswer.skip, "Tue 8 Dec 15:00–16:00"), (.moveToNearest, "from Mon 30 Nov")])
  func theResultNamesTheFirstThatTakesPlace(answer: ClashAnswer, words: String) throws {
    let store = company.store()
    try busy("2026-12-01 14:00", hours: 3, in: store)
    let outcome = try book(booking("2026-12-01 15:00", "FREQ=WEEKLY;COUNT=3", onClash: answer), in: store)
    #expect(outcome.summary.contains(words), "\(outcome.summary)")
  }

  @Test func aClashStopsAllAndIsToldWithAnOpening() throws {
    let store = company.store()
    try busy("2026-12-08 14:00", hours: 3, in: store)
    let plan = try #require(try refusal { try book(booking("2026-12-01 15:00", "FREQ=WEEKLY;COUNT=3"), in: store) })
    #expect(plan.fitting == 2)
    #expect(plan.occurrences.map { $0.violations.map(\.code) } == [[], ["busy"], []])
    #expect(plan.occurrences.map(\.isOpen) == [false, true, false])
    // On the same day nothing is left that suits both; 23 hours before is nearer than 24 hours after.
    #expect(plan.occurrences[1].opening == (try company.at("2026-12-07 16:00")))
    #expect(try starts(store) == [])
  }

  @Test func aClashIsLeftOutOrMovedAsAsked() throws {
    for (answer, expected) in [
      (ClashAnswer.skip, ["2026-12-01T15:00", "2026-12-15T15:00"]),
      (.moveToNearest, ["2026-12-01T15:00", "2026-12-07T16:00", "2026-12-15T15:00"]),
      (.move(to: try company.at("2026-12-10 15:30")), ["2026-12-01T15:00", "2026-12-10T15:30", "2026-12-15T15:00"]),
    ] {
      let store = company.store()
      try busy("2026-12-08 14:00", hours: 3, in: store)
      let outcome = try book(
        booking("2026-12-01 15:00", "FREQ=WEEKLY;COUNT=3", answers: ["2026-12-08 15:00": answer]), in: store)
      #expect(try starts(store) == expected)
      #expect(outcome.sessions.map(\.isMovedByHand).contains(true) == (expected.count == 3))
    }
  }

  @Test func anAnswerThatCannotBeHadStopsAll() throws {
    let store = company.store()
    let night = try company.at("2026-12-08 22:00")
    let plan = try #require(
      try refusal {
        try book(
          booking("2026-12-01 15:00", "FREQ=WEEKLY;COUNT=3", answers: ["2026-12-08 15:00": .move(to: night)]), in: store
        )
      })
    #expect(plan.occurrences[1].violations.map(\.code) == ["outsideHours"])
    #expect(try starts(store) == [])
  }

  /// A day's and a week's limits count the siblings too.
  @Test func siblingsAreInEachOthersWay() throws {
    let store = company.store()
    let plan = try #require(try refusal { try book(booking("2026-11-30 15:00", "FREQ=DAILY;COUNT=12"), in: store) })
    #expect(
      plan.occurrences.map { $0.violations.first?.code } == [
        nil, nil, nil, nil, nil, "outsideHours", "outsideHours", nil, nil, nil, nil, nil,
      ])
    // Longer than the day between them: each is in the way of the next.
    let overlong = try #require(
      try refusal {
        try book(
          booking("2026-11-30 15:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=7", length: 60), in: Self.limited(company)
        )
      })
    #expect(overlong.occurrences.map { $0.violations.first?.code }[3...4] == ["limitReached", "limitReached"])
  }

  private static func limited(_ company: Company) -> MemoryStore {
    let store = MemoryStore(zones: Company.zones)
    var mia = company.mia
    mia.policy.sessionsPerWeek = 3
    store.insert(people: [mia, company.ralf, company.kim], pairs: [company.editing], rooms: [])
    return store
  }

  /// How far ahead can be booked binds the first session; the pair's term binds all.
  @Test func aSeriesReachesBeyondTheWindow() throws {
    let store = company.store()
    _ = try book(booking("2026-12-01 15:00", "FREQ=MONTHLY;BYDAY=1TU;COUNT=12"), in: store)
    #expect(try starts(store).last == "2027-11-02T15:00")
    let late = try #require(try refusal { try book(booking("2027-06-01 15:30", "FREQ=WEEKLY;COUNT=2"), in: store) })
    #expect(late.occurrences[0].violations.map(\.code).contains("beyondWindow"))
  }

  /// Leaving the first out makes the one after it the first.
  @Test func leavingOutDoesNotReachBeyondTheWindow() throws {
    let store = company.store()
    let skipped = try booking("2027-06-01 15:00", "FREQ=WEEKLY;COUNT=4", onClash: .skip)
    let plan = try #require(try refusal { try book(skipped, in: store) })
    #expect(plan.occurrences.allSatisfy { $0.isSkipped && $0.violations.map(\.code) == ["beyondWindow"] })
    #expect(plan.violations.count == 4)
    let answered = try booking("2027-06-01 15:00", "FREQ=WEEKLY;COUNT=2", answers: ["2027-06-01 15:00": .skip])
    #expect(try refusal { try book(answered, in: store) }?.violations.map(\.code) == ["beyondWindow"])
    // One that lies in the window and is taken in spite of another that does not fit carries the rest.
    try busy("2027-02-16 14:00", hours: 3, in: store)
    let late = try booking("2027-02-16 15:00", "FREQ=WEEKLY;COUNT=3", onClash: .skip)
    let rest = try #require(try refusal { try book(late, in: store) })
    #expect(rest.violations.map(\.code).suffix(2) == ["beyondWindow", "beyondWindow"])
    _ = try book(booking("2027-02-09 15:00", "FREQ=WEEKLY;COUNT=4", onClash: .skip), in: store)
    #expect(try starts(store) == ["2027-02-09T15:00", "2027-02-23T15:00", "2027-03-02T15:00"])
  }

  /// What is told to fit is what would be booked: nothing lies too far away for some and not for those after them.
  @Test func nothingFitsBehindOneThatIsTooFarAway() throws {
    let store = company.store()
    for answer in [ClashAnswer.stop, .skip] {
      let late = try booking("2027-06-01 15:00", "FREQ=WEEKLY;COUNT=4", onClash: answer)
      #expect(try refusal { try book(late, in: store) }?.fitting == 0)
    }
    // The first can't be had where it is; those behind it lie beyond the window without it.
    try busy("2027-02-16 14:00", hours: 3, in: store)
    let open = try #require(try refusal { try book(booking("2027-02-16 15:00", "FREQ=WEEKLY;COUNT=3"), in: store) })
    #expect(open.occurrences.map { $0.violations.map(\.code) } == [["busy"], ["beyondWindow"], ["beyondWindow"]])
  }

  /// One that is moved into the window carries those behind it, whoever chose where to.
  @Test(arguments: [ClashAnswer.stop, .skip, .moveToNearest])
  func whatIsMovedIntoTheWindowCarriesTheRest(onClash: ClashAnswer) throws {
    let store = company.store()
    try busy("2027-02-16 14:00", hours: 3, in: store)
    var booking = try booking("2027-02-16 15:00", "FREQ=WEEKLY;COUNT=3", onClash: onClash)
    if onClash != .moveToNearest {
      booking.answers = [booking.first.start: .move(to: try company.at("2027-02-15 16:00"))]
    }
    _ = try book(booking, in: store)
    #expect(try starts(store) == ["2027-02-15T16:00", "2027-02-23T15:00", "2027-03-02T15:00"])
  }

  /// What stands against one that is left out is told as well.
  @Test func whyOneIsLeftOut() throws {
    let store = company.store()
    try busy("2026-12-08 14:00", hours: 3, in: store)
    let booking = try booking(
      "2026-12-01 15:00", "FREQ=WEEKLY;COUNT=3",
      answers: ["2026-12-08 15:00": .skip, "2026-12-15 15:00": .skip])
    let plan = try store.read {
      try SeriesPlanner($0, zones: Company.zones, actor: Actor(company.mia), now: company.now).plan(booking)
    }
    #expect(plan.occurrences.map { $0.violations.map(\.code) } == [[], ["busy"], []])
    #expect(plan.occurrences.map(\.isSkipped) == [false, true, true] && plan.isBookable)
  }

  /// It may be moved, but not further away than the day that it was agreed for.
  @Test func whatLiesBeyondTheWindowCanBeMoved() throws {
    let store = company.store()
    let sessions = try book(booking("2026-12-01 15:00", "FREQ=MONTHLY;BYDAY=1TU;COUNT=12"), in: store).sessions
    let june = try #require(sessions.first { $0.interval.start.description.hasPrefix("2027-06-01") })
    func move(_ to: String, _ scope: SeriesScope = .this) throws {
      let move = Move(session: june.id, start: try company.at(to), scope: scope)
      _ = try store.perform(.move(move), by: Actor(company.mia), at: company.now)
    }
    func codes(_ body: () throws -> Void) throws -> [String] {
      do {
        try body()
        return []
      } catch CommandError.refused(let violations, _, _) {
        return violations.map(\.code)
      } catch CommandError.seriesRefused(let plan) {
        return plan.violations.map(\.code)
      }
    }
    #expect(try codes { try move("2027-06-02 15:00") } == ["beyondWindow"])
    #expect(try codes { try move("2027-06-01 15:30") } == [])
    #expect(try codes { try move("2027-05-27 15:00") } == [])
    // And back again: so far it was agreed.
    #expect(try codes { try move("2027-06-02 15:00") } == ["beyondWindow"])
    #expect(try codes { try move("2027-06-01 15:00") } == [])
    #expect(try codes { try move("2027-02-03 15:00") } == [])
    #expect(try codes { try move("2027-06-01 15:00") } == [])
    #expect(try codes { try move("2027-06-02 15:00", .following) } == ["beyondWindow"])
    #expect(try codes { try move("2027-05-31 15:30", .following) } == [])
    let alternatives = try store.read { reader in
      try AlternativeFinder(reader, zones: Company.zones).nearest(
        to: june.interval.start, for: company.editing, length: 60, moving: [june.id], at: company.now)
    }
    #expect(alternatives.allSatisfy { $0 < june.interval.start + 9 * 3_600 } && !alternatives.isEmpty)
  }

  @Test(arguments: [
    ("FREQ=WEEKLY", "never ends"), ("FREQ=HOURLY;COUNT=3", "daily, weekly or monthly"),
    ("FREQ=YEARLY;COUNT=2", "daily, weekly or monthly"), ("FREQ=DAILY;BYHOUR=9;COUNT=3", "time of day"),
    ("FREQ=WEEKLY;COUNT=200", "two years"), ("FREQ=DAILY;COUNT=2147483647", "two years"),
    ("FREQ=WEEKLY;BYDAY=WE;COUNT=3", "its first is Wed 2 Dec"), ("FREQ=WEEKLY;UNTIL=20261101T000000Z", "no session"),
  ])
  func rulesThatNoSeriesCanHave(rule: String, reason: String) throws {
    let store = company.store()
    do {
      _ = try book(booking("2026-12-01 15:00", rule), in: store)
      Issue.record("\(rule) was booked")
    } catch CommandError.invalid(let text) {
      #expect(text.contains(reason))
    }
    #expect(try starts(store) == [])
  }

  @Test func aRoomIsTakenForAll() throws {
    let store = company.store()
    _ = try book(booking("2026-12-01 15:00", "FREQ=WEEKLY;COUNT=2", room: RoomID(1)), in: store)
    let plan = try #require(
      try refusal { try book(booking("2026-12-08 15:30", "FREQ=WEEKLY;COUNT=2", room: RoomID(1)), in: store) })
    #expect(plan.occurrences[0].violations.map(\.code) == ["sessionClash", "sessionClash", "roomTaken"])
  }

  /// A row that somebody wrote by hand: expanding it would never end.
  @Test(arguments: [
    "FREQ=SECONDLY;COUNT=999999999", "FREQ=DAILY", "FREQ=DAILY;COUNT=1000000", "FREQ=DAILY;UNTIL=99991231T000000Z",
    "FREQ=DAILY;BYSECOND=1,2;COUNT=4",
  ])
  func aRuleWithoutAnEndIsNotExpanded(rule: String) {
    let series = Series(uid: "x", pair: PairID(1), rule: rule, start: "2026-12-01T14:00", zone: "UTC", length: 60)
    #expect(throws: CommandError.self) { try series.schedule() }
  }

  @Test func minutesThatHaveBegunCount() {
    let start = Company().now
    #expect([10, 59, 60, 61, 3_600].map { Interval(start: start, seconds: $0).minutes } == [1, 1, 1, 2, 60])
  }
}
