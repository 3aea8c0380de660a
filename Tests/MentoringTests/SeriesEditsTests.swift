import Mentoring
import Recurrence
import Scheduling
import SystemZones
import TestSupport
import Testing

/// What is done to one session of a series, to it and the following, or to all; and taken back in one step.
@Suite struct SeriesEditsTests {
  let company = Company()
  let store: MemoryStore

  /// Five Tuesdays: 1, 8, 15, 22 and 29 December, 15:00 in Berlin.
  init() throws {
    store = company.store()
    let booking = SeriesBooking(
      first: Booking(pair: PairID(1), start: try company.at("2026-12-01 15:00"), length: 60),
      rule: try RecurrenceRule("FREQ=WEEKLY;BYDAY=TU;COUNT=5"))
    _ = try store.perform(.bookSeries(booking), by: Actor(company.mia), at: company.now)
  }

  private func perform(_ command: Command, at now: Instant? = nil) throws {
    _ = try store.perform(command, by: Actor(company.mia), at: now ?? company.now)
  }

  private func sessions() throws -> [Session] {
    try store.read { try $0.sessions(SessionFilter(liveOnly: false)) }
  }

  private func id(_ index: Int) throws -> SessionID { try sessions().sorted { $0.id < $1.id }[index].id }

  /// The live ones, `08 15:00`.
  private func starts() throws -> [String] {
    let zone = try Company.zones.zone(named: "Europe/Berlin")
    return try sessions().filter(\.status.isLive).map {
      let civil = zone.civil(at: $0.interval.start)
      return "\(civil.date.day) \(civil.time.description.prefix(5))"
    }
  }

  /// Every live session is an occurrence of its series' rule, as its original start says.
  private func expectRulesToGiveTheOriginals(sourceLocation: SourceLocation = #_sourceLocation) throws {
    for session in try sessions() where session.status.isLive {
      let series = try #require(try store.read { try $0.series(session.series ?? .unsaved) })
      let (rule, start) = try series.schedule()
      let zone = try Company.zones.zone(named: series.zone)
      let given = Set(rule.occurrences(from: start, zone: zone).map(\.instant))
      #expect(given.contains(try #require(session.originalStart)), sourceLocation: sourceLocation)
      #expect(session.uid == series.uid, sourceLocation: sourceLocation)
    }
  }

  @Test func aSeriesThatIsCalledOffIsSaidToBe() throws {
    try perform(.cancel(id(1), reason: "New job", scope: .all))
    for scope in [SeriesScope.all, .following] {
      #expect {
        try perform(.edit(Edit(session: id(1), topic: "New", scope: scope)))
      } throws: { error in
        guard case CommandError.changedSince(let text) = error else { return false }
        return text.contains("is cancelled") && text.contains("nothing of this series is still to come")
      }
    }
    #expect(throws: Never.self) { try perform(.edit(Edit(session: id(1), topic: "New"))) }
  }

  /// Whoever wants to be asked is asked, also by who moves more than one.
  @Test func whoWantsToBeAskedIsNotMovedAlong() throws {
    var ralf = company.ralf
    ralf.policy.asksFirst = true
    store.insert(people: [ralf])
    let before = try starts()
    let move = Move(session: try id(1), start: try company.at("2026-12-08 16:00"), scope: .following)
    #expect {
      try perform(.move(move))
    } throws: { error in
      guard case CommandError.invalid(let text) = error else { return false }
      return text.contains("needs the other side's yes") && text.contains("one by one")
    }
    #expect(try starts() == before)
    // Ralf himself may, for Mia does not.
    _ = try store.perform(.move(move), by: Actor(ralf), at: company.now)
    #expect(try starts() != before)
  }

  /// The action, undone, leaves every session as it was but for its sequence; redone, as it made it.
  private func expectOneUndo(_ command: Command, at now: Instant? = nil) throws -> [String] {
    func bare() throws -> [Session] {
      try sessions().map { session in
        var copy = session
        copy.sequence = 0
        return copy
      }.sorted { $0.id < $1.id }
    }
    let before = try bare()
    try perform(command, at: now)
    let after = try bare()
    try perform(.undo, at: now)
    #expect(try bare() == before)
    try perform(.redo, at: now)
    #expect(try bare() == after)
    return try starts()
  }

  @Test func cancelling() throws {
    #expect(
      try expectOneUndo(.cancel(id(2), reason: "Ill"))
        == ["1 15:00", "8 15:00", "22 15:00", "29 15:00"])
    #expect(try expectOneUndo(.cancel(id(3), reason: "New project", scope: .following)) == ["1 15:00", "8 15:00"])
    #expect(try expectOneUndo(.cancel(id(1), reason: "New project", scope: .all)) == [])
  }

  @Test func whatIsPastStays() throws {
    let later = try company.at("2026-12-10 12:00")
    #expect(
      try expectOneUndo(.cancel(id(3), reason: "New project", scope: .all), at: later) == ["1 15:00", "8 15:00"])
  }

  @Test func whatWasMovedByHandStaysButForAll() throws {
    try perform(.move(Move(session: id(3), start: company.at("2026-12-23 16:00"))))
    #expect(
      try expectOneUndo(.move(Move(session: id(1), start: company.at("2026-12-08 15:30"), scope: .following)))
        == ["1 15:00", "8 15:30", "15 15:30", "23 16:00", "29 15:30"])
    try expectRulesToGiveTheOriginals()
    #expect(
      try expectOneUndo(.move(Move(session: id(1), start: company.at("2026-12-08 16:00"), scope: .all)))
        == ["1 15:00", "8 16:00", "15 16:00", "22 16:00", "29 16:00"])
    try expectRulesToGiveTheOriginals()
  }

  /// Who acts hears of later sessions that stay.
  @Test func whatStaysIsTold() throws {
    try perform(.move(Move(session: id(3), start: company.at("2026-12-23 16:00"))))
    func summary(_ command: Command) throws -> String {
      try store.perform(command, by: Actor(company.mia), at: company.now, isDryRun: true).summary
    }
    let stays = "; 1 moved by hand stays"
    #expect(
      try summary(.cancel(id(1), reason: "Ill", scope: .following))
        == "Cancelled Mia Chen → Ralf Winter, 3 sessions from Tue 8 Dec 15:00–16:00 CET on\(stays)")
    #expect(try summary(.edit(Edit(session: id(1), topic: "Color", scope: .following))).hasSuffix(stays))
    let move = Command.move(Move(session: try id(1), start: try company.at("2026-12-08 15:30"), scope: .following))
    #expect(try summary(move).hasSuffix("on; 1 moved by hand, 1 before stay"))
    #expect(try summary(.cancel(id(1), reason: "Ill", scope: .all)).hasSuffix(" on"))
    #expect(
      try summary(.cancel(id(4), reason: "Ill", scope: .following))
        == "Cancelled Mia Chen → Ralf Winter, Tue 29 Dec 15:00–16:00 CET")
  }

  @Test func followingOnesBecomeASeriesOfTheirOwn() throws {
    #expect(
      try expectOneUndo(
        .move(Move(session: id(2), start: company.at("2026-12-16 16:00"), length: 45, scope: .following)))
        == ["1 15:00", "8 15:00", "16 16:00", "23 16:00", "30 16:00"])
    try expectRulesToGiveTheOriginals()
    let series = Set(try sessions().compactMap(\.series)).sorted()
    #expect(series.count == 2)
    let (first, second) = try store.read { (try $0.series(series[0]), try $0.series(series[1])) }
    #expect(first?.rule == "FREQ=WEEKLY;COUNT=2;BYDAY=TU")
    #expect(second?.rule == "FREQ=WEEKLY;COUNT=3;BYDAY=WE")
    #expect((second?.start, second?.length) == ("2026-12-16T16:00", 45))
    #expect(try sessions().map(\.minutes) == [60, 60, 45, 45, 45])
  }

  @Test func allOfThemMoveWithTheirRule() throws {
    #expect(
      try expectOneUndo(.move(Move(session: id(2), start: company.at("2026-12-14 15:00"), scope: .all)))
        == ["30 15:00", "7 15:00", "14 15:00", "21 15:00", "28 15:00"])
    try expectRulesToGiveTheOriginals()
    let series = Set(try sessions().compactMap(\.series))
    #expect(series.count == 1)
    let found = try store.read { try $0.series(series.first ?? .unsaved) }
    #expect((found?.rule, found?.start) == ("FREQ=WEEKLY;COUNT=5;BYDAY=MO", "2026-11-30T15:00"))
  }

  /// By a week each takes the time of the next, in nobody's way.
  @Test func theyMayTakeEachOthersTimes() throws {
    #expect(
      try expectOneUndo(.move(Move(session: id(1), start: company.at("2026-12-15 15:00"), scope: .following)))
        == ["1 15:00", "15 15:00", "22 15:00", "29 15:00", "5 15:00"])
    try expectRulesToGiveTheOriginals()
  }

  @Test func oneThatCannotMoveStopsAll() throws {
    let block = BusyBlock(Interval(start: try company.at("2026-12-22 16:00"), seconds: 3_600), title: "Fair")
    _ = try store.perform(
      .importBusy(BusyImport(person: PersonID(1), source: "a", blocks: [block])), by: Actor(company.kim),
      at: company.now)
    do {
      try perform(.move(Move(session: id(0), start: company.at("2026-12-01 16:00"), scope: .following)))
      Issue.record("moved")
    } catch CommandError.seriesRefused(let plan) {
      #expect(plan.occurrences.map { $0.violations.map(\.code) } == [[], [], [], ["busy"], []])
    }
    #expect(try starts() == ["1 15:00", "8 15:00", "15 15:00", "22 15:00", "29 15:00"])
  }

  @Test func topicsAndRoomsOfAll() throws {
    _ = try expectOneUndo(.edit(Edit(session: id(3), topic: "Color", room: .some(RoomID(1)), scope: .following)))
    #expect(try sessions().map(\.topic) == ["Video editing", "Video editing", "Video editing", "Color", "Color"])
    #expect(try sessions().map(\.room) == [nil, nil, nil, RoomID(1), RoomID(1)])
  }

  /// Which of them can't have the room is told, of all at once.
  @Test func aRoomThatIsTakenOnceStopsAll() throws {
    let third = try id(2)
    var other = try #require(try sessions().first { $0.id == third })
    other.id = SessionID(900)
    other.uid = "session-900@x"
    (other.mentor, other.mentee, other.room) = (company.petra.id, company.kim.id, RoomID(1))
    (other.series, other.originalStart) = (nil, nil)
    store.insert(sessions: [other])
    do {
      try perform(.edit(Edit(session: id(0), room: .some(RoomID(1)), scope: .all)))
      Issue.record("edited")
    } catch CommandError.seriesRefused(let plan) {
      #expect(plan.occurrences.map { $0.violations.map(\.code) } == [[], [], ["roomTaken"], [], []])
    }
  }

  /// A move of all decides what one side asked about one of them.
  @Test func aQuestionAboutOneIsOverWhenAllMove() throws {
    let asked = Move(session: try id(2), start: try company.at("2026-12-16 15:00"), asks: true)
    _ = try store.perform(.move(asked), by: Actor(company.ralf), at: company.now)
    try perform(.move(Move(session: id(0), start: company.at("2026-12-02 15:00"), scope: .following)))
    #expect(try starts() == ["2 15:00", "9 15:00", "16 15:00", "23 15:00", "30 15:00"])
    #expect(try sessions().allSatisfy { $0.status == .confirmed && $0.request == nil })
    // One of them may take what was another's agreed time.
    let again = Move(session: try id(2), start: try company.at("2026-12-17 15:00"), asks: true)
    _ = try store.perform(.move(again), by: Actor(company.ralf), at: company.now)
    try perform(.move(Move(session: id(0), start: company.at("2026-12-09 15:00"), scope: .all)))
    #expect(try starts() == ["9 15:00", "16 15:00", "23 15:00", "30 15:00", "6 15:00"])
  }

  @Test func aScopeNeedsASeries() throws {
    let single = try store.perform(
      .book(Booking(pair: PairID(1), start: company.at("2026-11-26 15:00"), length: 60)), by: Actor(company.mia),
      at: company.now)
    #expect(throws: CommandError.self) {
      try perform(.cancel(single.sessions[0].id, reason: "Ill", scope: .following))
    }
  }
}
