import Mentoring
import Scheduling
import TestSupport
import Testing

/// Asking the other side to move a session that both agreed on.
@Suite struct AskingToMoveTests {
  private let company = Company()

  private func booked(in store: MemoryStore) throws -> Session {
    let booking = Booking(pair: PairID(1), start: try company.at("2026-12-01 16:00"), length: 60)
    return try #require(try store.perform(.book(booking), by: Actor(company.mia), at: company.now).sessions.first)
  }

  private func ask(_ session: Session, _ start: String, in store: MemoryStore) throws -> Session {
    let move = Move(session: session.id, start: try company.at(start), asks: true, message: "A day later?")
    let outcome = try store.perform(.move(move), by: Actor(company.mia), at: company.now)
    return try #require(outcome.sessions.first)
  }

  private func session(_ id: SessionID, in store: MemoryStore) throws -> Session {
    try #require(try store.read { try $0.session(id) })
  }

  @Test func theNewTimeIsHeldAndTheAgreedOneRemembered() throws {
    let store = company.store()
    let first = try booked(in: store)
    let asked = try ask(first, "2026-12-02 16:00", in: store)
    #expect(asked.id == first.id && asked.uid == first.uid && asked.sequence > first.sequence)
    #expect(asked.status == .countered && asked.interval.start == first.interval.start + 86_400)
    #expect(asked.request?.agreed == Request.Agreed(interval: first.interval))
    #expect(asked.request?.proposer == company.mia.id && asked.request?.message == "A day later?")
  }

  @Test func yesTakesTheNewTime() throws {
    let store = company.store()
    let asked = try ask(try booked(in: store), "2026-12-02 16:00", in: store)
    _ = try store.perform(.accept(asked.id), by: Actor(company.ralf), at: company.now)
    let after = try session(asked.id, in: store)
    #expect(after.status == .confirmed && after.interval == asked.interval && after.request == nil)
  }

  @Test(arguments: ["decline", "withdraw", "expire"])
  func noBringsTheAgreedTimeBack(_ how: String) throws {
    let store = company.store()
    let first = try booked(in: store)
    let asked = try ask(first, "2026-12-02 16:00", in: store)
    switch how {
    case "decline":
      let outcome = try store.perform(.decline(asked.id, reason: "No"), by: Actor(company.ralf), at: company.now)
      #expect(outcome.summary.hasSuffix("; it stays Tue 1 Dec 16:00–17:00 CET"))
    case "withdraw": _ = try store.perform(.withdraw(asked.id), by: Actor(company.mia), at: company.now)
    default:
      // Nobody is left without an answer when the agreed time comes.
      let deadline = try #require(asked.deadline)
      #expect(deadline == first.interval.start - 3_600)
      _ = try store.perform(.expireRequests, by: .program, at: deadline - 1)
      #expect(try session(asked.id, in: store).status == .countered)
      _ = try store.perform(.expireRequests, by: .program, at: deadline)
      let after = try session(asked.id, in: store)
      #expect(after.status == .confirmed && after.interval == first.interval && after.closing?.by == nil)
      return
    }
    let after = try session(asked.id, in: store)
    #expect(after.status == .confirmed && after.interval == first.interval && after.request == nil)
    // Who was not looking can still be told; until it moves after all.
    #expect(after.closing?.by == (how == "decline" ? company.ralf.id : company.mia.id))
    #expect(after.reason == (how == "decline" ? "No" : ""))
    let move = Move(session: asked.id, start: try company.at("2026-12-03 16:00"))
    _ = try store.perform(.move(move), by: Actor(company.mia), at: company.now)
    #expect(try session(asked.id, in: store).closing == nil && session(asked.id, in: store).reason.isEmpty)
  }

  @Test func anExpiredQuestionLeavesAnAgreedTimeThatIsStillToCome() throws {
    let store = company.store()
    let first = try booked(in: store)
    let asked = try ask(first, "2026-11-27 16:00", in: store)
    _ = try store.perform(.expireRequests, by: .program, at: try #require(asked.deadline))
    #expect(try session(asked.id, in: store).interval == first.interval)
    #expect(try session(asked.id, in: store).status == .confirmed)
  }

  /// Nobody else gets the agreed time while the answer is awaited: not the pair itself, nor one of its people with another.
  @Test func theAgreedTimeIsHeldUntilTheAnswer() throws {
    let store = company.store()
    store.insert(pairs: [Pair(id: PairID(3), mentor: company.petra.id, mentee: company.ralf.id, kind: .traditional)])
    let first = try booked(in: store)
    let asked = try ask(first, "2026-12-02 16:00", in: store)
    for pair in [1, 3] as [Int64] {
      let taken = Booking(pair: PairID(pair), start: first.interval.start, length: 60)
      #expect {
        try store.perform(.book(taken), by: Actor(company.ralf), at: company.now)
      } throws: { error in
        guard case CommandError.refused(let violations, _, _) = error else { return false }
        return violations.contains { $0.code == "sessionClash" }
      }
    }
    _ = try store.perform(.accept(asked.id), by: Actor(company.ralf), at: company.now)
    let free = Booking(pair: PairID(3), start: first.interval.start, length: 60)
    _ = try store.perform(.book(free), by: Actor(company.petra), at: company.now)
    // And now the yes can't be taken back, for it would bring back a question that needs the time.
    #expect {
      try store.perform(.undo, by: Actor(company.ralf), at: company.now)
    } throws: { error in
      guard case CommandError.refused(let violations, _, _) = error else { return false }
      return violations.map(\.code) == ["sessionClash"]
    }
  }

  /// Asked to begin half an hour earlier, it holds an hour and a half, no second of it twice; asked to be shorter, no more than it had.
  @Test func timesThatOverlapAreHeldOnce() throws {
    let store = company.store()
    let first = try booked(in: store)
    let asked = try ask(first, "2026-12-01 15:30", in: store)
    let day = Interval(start: first.interval.start - 36_000, seconds: 86_400)
    func held() throws -> [String] {
      try store.read { try $0.engagements(of: company.ralf.id, in: day) }.map {
        "\(($0.interval.start - first.interval.start) / 60)+\($0.interval.seconds / 60)\($0.isHold ? " asked" : "")"
      }
    }
    #expect(try held() == ["-30+60 asked", "30+30"])
    let counter = Counter(session: asked.id, start: first.interval.start + 900, length: 30)
    _ = try store.perform(.counter(counter), by: Actor(company.ralf), at: company.now)
    #expect(try held() == ["0+15", "15+30 asked", "45+15"])
    _ = try store.perform(.decline(asked.id, reason: "No"), by: Actor(company.mia), at: company.now)
    #expect(try held() == ["0+60"])
  }

  /// Its own two times are in nobody's way, least of all in each other's: every answer can be taken back, and again.
  @Test(
    arguments: ["2026-12-01 15:30", "2026-12-01 16:15", "2026-12-02 16:00"],
    ["ask", "decline", "withdraw", "cancel", "accept"])
  func everyAnswerIsTakenBack(time: String, how: String) throws {
    let store = company.store()
    var mia = company.mia
    mia.hours = .officeHours
    mia.hours[.tuesday] = [MinuteRange(540, 1_200)]
    store.insert(people: [mia])
    let first = try booked(in: store)
    let asked = try ask(first, time, in: store)
    let actor = Actor(how == "decline" || how == "accept" ? company.ralf : company.mia)
    switch how {
    case "decline": _ = try store.perform(.decline(asked.id, reason: "No"), by: actor, at: company.now)
    case "withdraw": _ = try store.perform(.withdraw(asked.id), by: actor, at: company.now)
    case "cancel": _ = try store.perform(.cancel(asked.id, reason: "Ill"), by: actor, at: company.now)
    case "accept": _ = try store.perform(.accept(asked.id), by: actor, at: company.now)
    default: break
    }
    let after = try session(asked.id, in: store)
    let undone = try store.perform(.undo, by: actor, at: company.now)
    #expect(undone.warnings.isEmpty, "\(undone.warnings)")
    let before = try session(asked.id, in: store)
    #expect(before.interval == (how == "ask" ? first : asked).interval)
    let redone = try store.perform(.redo, by: actor, at: company.now)
    #expect(redone.warnings.isEmpty, "\(redone.warnings)")
    let again = try session(asked.id, in: store)
    #expect(again.interval == after.interval && again.status == after.status)
  }

  /// However late it is written that nobody answered, what was agreed took place.
  @Test func anExpiryThatIsWrittenLateLosesNothing() throws {
    let store = company.store()
    let first = try booked(in: store)
    let asked = try ask(first, "2026-12-04 16:00", in: store)
    _ = try store.perform(.expireRequests, by: .program, at: first.interval.end + 86_400)
    let after = try session(asked.id, in: store)
    #expect(after.interval == first.interval && after.status(at: first.interval.end + 86_400) == .held)
  }

  /// From the deadline on the agreed time stands whole, before that is written as well.
  @Test func theAgreedTimeIsNotFreeAtTheDeadline() throws {
    let store = company.store()
    let first = try booked(in: store)
    let asked = try ask(first, "2026-12-01 15:30", in: store)
    let deadline = try #require(asked.deadline)
    let held = try store.read { reader in
      try reader.standing(try reader.engagements(of: company.ralf.id, in: first.interval), at: deadline)
    }
    #expect(held.map(\.interval) == [first.interval] && held.allSatisfy { !$0.isHold })
  }

  /// Until the answer it is told of as what it is: in reminders, and by an absence that it would fall into.
  @Test func whatWasAgreedIsNotForgottenMeanwhile() throws {
    let store = company.store()
    let first = try booked(in: store)
    _ = try ask(first, "2026-12-16 16:00", in: store)
    let reminders = try store.read { reader in
      try ReminderFinder(reader, zones: Company.zones, now: first.interval.start - 3_600 * 20).due(
        for: company.mia, leads: [1_440])
    }
    #expect(reminders.contains { $0.at == first.interval.start })
    let absence = HoursChange(
      person: company.mia.id, edits: [.addAbsence(Absence(.exact(first.interval), reason: "ill"))])
    #expect {
      try store.perform(.changeHours(absence), by: Actor(company.mia), at: company.now)
    } throws: { error in
      guard case CommandError.breaks(let broken) = error else { return false }
      return broken.map(\.session.interval) == [first.interval]
    }
  }

  /// An absence asks to move it; a no calls nothing off, and says what stands in the way.
  @Test(arguments: [true, false])
  func anAgreedTimeThatFitsNoMoreStands(isAnswered: Bool) throws {
    let store = company.store()
    let first = try booked(in: store)
    let remedy = Remedy(first.id, .ask(try company.at("2026-11-30 16:00"), message: "I am ill"))
    let absence = Absence(.exact(first.interval), reason: "ill")
    _ = try store.perform(
      .changeHours(HoursChange(person: company.mia.id, edits: [.addAbsence(absence)], remedies: [remedy])),
      by: Actor(company.mia), at: company.now)
    let asked = try session(first.id, in: store)
    #expect(asked.status == .countered)
    if isAnswered {
      let no = try store.perform(.decline(first.id, reason: "No"), by: Actor(company.ralf), at: company.now)
      #expect(no.summary.hasSuffix("; it stays Tue 1 Dec 16:00–17:00 CET"))
      #expect(no.warnings.first?.message.hasPrefix("it stands, though it no longer fits: Mia Chen") == true)
    } else {
      _ = try store.perform(.expireRequests, by: .program, at: try #require(asked.deadline))
    }
    let after = try session(first.id, in: store)
    #expect(after.status == .confirmed && after.interval == first.interval)
    let conflicts = try store.read { try ConflictFinder($0, zones: Company.zones).conflicts(at: company.now).count }
    #expect(conflicts == 1)
  }

  /// What is called off is what was agreed: that is late where it begins soon, however far away the time is that was asked for.
  @Test func callingItOffCallsOffWhatWasAgreed() throws {
    let store = company.store()
    let first = try booked(in: store)
    _ = try ask(first, "2026-12-08 16:00", in: store)
    let late = try store.perform(
      .cancel(first.id, reason: "Ill"), by: Actor(company.ralf), at: first.interval.start - 7_200)
    #expect(late.summary.hasSuffix("Tue 1 Dec 16:00–17:00 CET"))
    #expect(late.warnings.count == 1)
    let after = try session(first.id, in: store)
    #expect(after.status == .cancelled && after.interval == first.interval && after.request == nil)
    let counted = try store.read { try Shortfall.counted($0) }
    #expect(counted == [PairID(1): [company.ralf.id: Shortfall(late: 1)]])
  }

  @Test func anAbsenceOverBothTimesIsToldOfBoth() throws {
    let store = company.store()
    let first = try booked(in: store)
    let asked = try ask(first, "2026-12-02 16:00", in: store)
    let days = Absence(.days(try #require(CivilDate("2026-12-01")), try #require(CivilDate("2026-12-02"))))
    var away = company.mia
    away.absences = [days]
    let broken = try store.read { try HoursImpact($0, zones: Company.zones, now: company.now).broken(by: away) }
    #expect(broken.map(\.session) == [asked])
    #expect(broken.first?.agreed == first.interval)
    let change = HoursChange(person: company.mia.id, edits: [.addAbsence(days)], remedies: [], leavesOthers: true)
    _ = try store.perform(.changeHours(change), by: Actor(company.mia), at: company.now)
    let conflicts = try store.read { try ConflictFinder($0, zones: Company.zones).conflicts(at: company.now) }
    #expect(conflicts.map(\.session.interval) == [first.interval, asked.interval])
    #expect(conflicts.map(\.isIfNotMoved) == [true, false])
  }

  @Test func itsRoomIsHeldToo() throws {
    let store = company.store()
    let rooms = [1, 2].map { Room(id: RoomID($0), name: "Room \($0)", zone: "Europe/Berlin") }
    store.insert(rooms: rooms)
    let start = try company.at("2026-12-01 16:00")
    let booking = Booking(pair: PairID(1), start: start, length: 60, room: RoomID(1))
    let first = try #require(try store.perform(.book(booking), by: Actor(company.mia), at: company.now).sessions.first)
    let asked = try ask(first, "2026-12-02 16:00", in: store)
    #expect(try store.read { try $0.engagements(of: RoomID(1), in: first.interval) }.map(\.session) == [first.id])
    // Another room must be free at both times.
    var other = first
    other.id = SessionID(900)
    other.uid = "session-900@x"
    other.room = RoomID(2)
    other.mentor = company.petra.id
    other.mentee = company.kim.id
    store.insert(sessions: [other])
    #expect(throws: CommandError.self) {
      try store.perform(.edit(Edit(session: asked.id, room: RoomID(2))), by: Actor(company.mia), at: company.now)
    }
    let no = try store.perform(.decline(asked.id, reason: "No"), by: Actor(company.ralf), at: company.now)
    #expect(no.summary.hasSuffix("; it stays Tue 1 Dec 16:00–17:00 CET"))
    #expect(try session(first.id, in: store).room == RoomID(1))
  }

  @Test func whatBeginsTooSoonToBeAskedAboutIsNot() throws {
    let store = company.store()
    let first = try booked(in: store)
    let move = Move(session: first.id, start: try company.at("2026-12-02 16:00"), asks: true)
    #expect {
      try store.perform(.move(move), by: Actor(company.mia), at: first.interval.start - 1_800)
    } throws: { error in
      guard case CommandError.invalid(let text) = error else { return false }
      return text.hasPrefix("what was agreed begins too soon")
    }
  }

  @Test func aCounterProposalKeepsTheAgreedTime() throws {
    let store = company.store()
    let first = try booked(in: store)
    let asked = try ask(first, "2026-12-02 16:00", in: store)
    let counter = Counter(session: asked.id, start: try company.at("2026-12-03 16:00"))
    _ = try store.perform(.counter(counter), by: Actor(company.ralf), at: company.now)
    _ = try store.perform(.decline(asked.id, reason: "No"), by: Actor(company.mia), at: company.now)
    #expect(try session(asked.id, in: store).interval == first.interval)
  }

  /// To ask whether it may stay where it was agreed is no question.
  @Test func theAgreedTimeIsNotProposed() throws {
    let store = company.store()
    let first = try booked(in: store)
    let asked = try ask(first, "2026-12-02 16:00", in: store)
    for (person, way) in [(company.mia, "withdraw the request"), (company.ralf, "decline it")] {
      #expect {
        try store.perform(
          .counter(Counter(session: asked.id, start: first.interval.start)), by: Actor(person), at: company.now)
      } throws: { error in
        guard case CommandError.invalid(let text) = error else { return false }
        return text.hasSuffix(way)
      }
    }
  }

  @Test func whoWantsToBeAskedIsAskedBeforeAMove() throws {
    let store = company.store()
    let first = try booked(in: store)
    var ralf = company.ralf
    ralf.policy.asksFirst = true
    store.insert(people: [ralf])
    let move = Move(session: first.id, start: try company.at("2026-12-02 16:00"))
    let outcome = try store.perform(.move(move), by: Actor(company.mia), at: company.now)
    #expect(outcome.summary.hasPrefix("Asked Ralf Winter to move Mia Chen → Ralf Winter to Wed 2 Dec"))
    #expect(outcome.sessions.map(\.status) == [.countered])
  }

  @Test func undoOfTheQuestionBringsTheSessionBack() throws {
    let store = company.store()
    let first = try booked(in: store)
    let asked = try ask(first, "2026-12-02 16:00", in: store)
    _ = try store.perform(.undo, by: Actor(company.mia), at: company.now)
    let after = try session(asked.id, in: store)
    #expect(after.status == .confirmed && after.interval == first.interval && after.request == nil)
  }
}
