import Mentoring
import Scheduling
import SystemZones
import TestSupport
import Testing

/// Asking for a time, and what becomes of it.
@Suite struct RequestTests {
  private let company = Company()

  private func ask(
    _ start: String, in store: MemoryStore, by person: Person? = nil, pair: Int64 = 1, anyway: Bool = false,
    at now: Instant? = nil
  ) throws -> Session {
    let booking = Booking(
      pair: PairID(pair), start: try company.at(start), length: 60, anyway: anyway, asks: true, message: "Please")
    let outcome = try store.perform(.book(booking), by: Actor(person ?? company.mia), at: now ?? company.now)
    return try #require(outcome.sessions.first)
  }

  private func session(_ id: SessionID, in store: MemoryStore) throws -> Session? {
    try store.read { try $0.session(id) }
  }

  @Test func aRequestHoldsItsTimeForBoth() throws {
    let store = company.store()
    let session = try ask("2026-12-01 16:00", in: store)
    #expect(session.status == .requested && session.request?.proposer == company.mia.id)
    #expect(session.request?.message == "Please")
    for person in [company.mia, company.ralf] {
      let waiting = try store.read { try $0.requests(of: person.id) }
      #expect(waiting == [session])
      let engagements = try store.read { try $0.engagements(of: person.id, in: session.interval) }
      #expect(engagements.map(\.isHold) == [true])
    }
    #expect {
      try ask("2026-12-01 16:30", in: store)
    } throws: { error in
      guard case CommandError.refused(let violations, _, _) = error else { return false }
      return violations.contains { $0.code == "sessionClash" }
    }
  }

  @Test func aPersonMayWantToBeAsked() throws {
    var ralf = company.ralf
    ralf.policy.asksFirst = true
    let store = company.store()
    store.insert(people: [ralf])
    let start = try company.at("2026-12-01 16:00")
    let booking = Booking(pair: PairID(1), start: start, length: 60)
    let asked = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    #expect(asked.sessions.map(\.status) == [.requested])
    #expect(asked.summary.hasPrefix("Asked Ralf Winter: Mia Chen → Ralf Winter, Tue 1 Dec"))
    // His own bookings, and a coordinator's, need nobody's yes.
    for (day, actor) in [(1, ralf), (2, company.kim)] {
      let booking = Booking(pair: PairID(1), start: start + day * 86_400, length: 60)
      let booked = try store.perform(.book(booking), by: Actor(actor), at: company.now)
      #expect(booked.sessions.map(\.status) == [.confirmed])
    }
  }

  @Test func theOthersSoftRulesAreAskedToBeWaived() throws {
    let store = company.store()
    // 13:00 in Berlin is 07:00 in New York, before Ralf's hours.
    let session = try ask("2026-12-01 13:00", in: store)
    #expect(session.waivers == [Waiver(code: "outsideHours", person: company.ralf.id)])
    let accepted = try store.perform(.accept(session.id), by: Actor(company.ralf), at: company.now)
    #expect(accepted.sessions.map(\.status) == [.confirmed])
    // 19:00 is after Mia's own: that takes her word.
    #expect(throws: CommandError.self) { try ask("2026-12-02 19:00", in: store) }
    let own = try ask("2026-12-02 19:00", in: store, anyway: true)
    #expect(own.waivers == [Waiver(code: "outsideHours", person: company.mia.id)])
    _ = try store.perform(.accept(own.id), by: Actor(company.ralf), at: company.now)
  }

  @Test func acceptingChecksAgain() throws {
    let store = company.store()
    let session = try ask("2026-12-01 16:00", in: store)
    store.insertBusy([BusyBlock(session.interval, title: "Board")], for: company.ralf.id)
    #expect {
      try store.perform(.accept(session.id), by: Actor(company.ralf), at: company.now)
    } throws: { error in
      guard case CommandError.refused(let violations, _, _) = error else { return false }
      return violations.map(\.code) == ["busy"]
    }
    // His own calendar: he may waive it.
    let accepted = try store.perform(.accept(session.id, anyway: true), by: Actor(company.ralf), at: company.now)
    #expect(accepted.sessions.map(\.status) == [.confirmed])
  }

  @Test func aCounterProposalMovesTheHoldAndChangesWhoAnswers() throws {
    let store = company.store()
    let session = try ask("2026-12-01 16:00", in: store)
    let other = try company.at("2026-12-02 15:00")
    let counter = Counter(session: session.id, start: other, length: 45, message: "Later?")
    let countered = try store.perform(.counter(counter), by: Actor(company.ralf), at: company.now).sessions[0]
    #expect(countered.status == .countered && countered.interval == Interval(start: other, seconds: 2_700))
    #expect(countered.request?.proposer == company.ralf.id && countered.sequence == session.sequence + 1)
    #expect(try store.read { try $0.engagements(of: company.mia.id, in: session.interval) } == [])
    #expect(throws: CommandError.self) {
      try store.perform(.accept(session.id), by: Actor(company.ralf), at: company.now)
    }
    _ = try store.perform(.accept(session.id), by: Actor(company.mia), at: company.now)
    #expect(try self.session(session.id, in: store)?.status == .confirmed)
    // Back one by one.
    _ = try store.perform(.undo, by: Actor(company.mia), at: company.now)
    #expect(try self.session(session.id, in: store)?.request == countered.request)
    _ = try store.perform(.undo, by: Actor(company.ralf), at: company.now)
    #expect(try self.session(session.id, in: store)?.interval == session.interval)
    _ = try store.perform(.undo, by: Actor(company.mia), at: company.now)
    #expect(try self.session(session.id, in: store)?.status == .withdrawn)
  }

  /// Mia meets once a day, and mentors Petra besides Ralf.
  private func onceADay() -> (store: MemoryStore, mia: Person, other: Pair) {
    let store = company.store()
    var mia = company.mia
    mia.policy.sessionsPerDay = 1
    var other = company.slides
    other.mentor = mia.id
    store.insert(people: [mia], pairs: [other])
    return (store, mia, other)
  }

  @Test func aRequestToMoveThatIsTurnedDownTellsWhatStays() throws {
    let (store, mia, other) = onceADay()
    let agreed = Booking(pair: other.id, start: try company.at("2026-12-02 10:00"), length: 60)
    let session = try #require(try store.perform(.book(agreed), by: Actor(mia), at: company.now).sessions.first)
    let move = Move(session: session.id, start: try company.at("2026-12-01 10:00"), asks: true)
    _ = try store.perform(.move(move), by: Actor(mia), at: company.now)
    let booking = Booking(pair: PairID(1), start: try company.at("2026-12-01 15:00"), length: 60, anyway: true)
    let warnings = try store.perform(.book(booking), by: Actor(mia), at: company.now).warnings.map(\.message)
    #expect(
      warnings.count == 1 && warnings[0].hasSuffix("; it stays Wed 2 Dec 10:00–11:00 CET, as agreed"), "\(warnings)")
    #expect(try self.session(session.id, in: store)?.status == .confirmed)
  }

  @Test func whatIsDecidedTellsTheRequestsItLeavesNoRoomFor() throws {
    let (store, mia, other) = onceADay()
    let asked = try ask("2026-12-01 10:00", in: store, by: mia, pair: other.id.rawValue)
    // Mia waives her own limit for Ralf; for what she asked of Petra nobody else can.
    let booking = Booking(pair: PairID(1), start: try company.at("2026-12-01 15:00"), length: 60, anyway: true)
    let booked = try store.perform(.book(booking), by: Actor(mia), at: company.now)
    #expect(booked.changes.count == 2)
    let retired = try #require(try session(asked.id, in: store))
    #expect(retired.status == .declined && retired.closing == Closing(by: nil, at: company.now))
    #expect(retired.reason.hasPrefix("no longer possible: Mia Chen"))
    #expect(booked.warnings.map(\.message).first?.hasPrefix("the request Mia Chen → Petra") == true)
    // Whom it concerns finds it where they look: in the history of their session, pair and person, and as news.
    for filter in [StepFilter(session: asked.id), StepFilter(pair: other.id), StepFilter(person: company.petra.id)] {
      let told = try #require(try store.read { try $0.steps(filter).first })
      #expect(told.summary == "Declined Mia Chen → Petra Lindqvist, Tue 1 Dec 10:00–11:00 CET")
      #expect(told.reason.hasPrefix("no longer possible: Mia Chen") && told.actor == "mia")
      #expect(throws: CommandError.self) {
        try store.perform(.reverse(told.id), by: Actor(company.kim), at: company.now)
      }
    }
    // One step, and one way back for both.
    _ = try store.perform(.undo, by: Actor(mia), at: company.now)
    #expect(try session(asked.id, in: store)?.status == .requested)
    let again = try store.read { try $0.steps(StepFilter(session: asked.id)).first?.summary }
    #expect(again == "Waits again: Mia Chen → Petra Lindqvist, Tue 1 Dec 10:00–11:00 CET")
    // Done again it is turned down once, and is taken back as before.
    for _ in 0..<2 {
      let redone = try store.perform(.redo, by: Actor(mia), at: company.now)
      #expect(redone.changes.count == 2)
      #expect(try session(asked.id, in: store)?.status == .declined)
      _ = try store.perform(.undo, by: Actor(mia), at: company.now)
      #expect(try session(asked.id, in: store)?.status == .requested)
    }
    let declined = try store.read {
      try $0.steps(StepFilter(session: asked.id)).filter { $0.summary.hasPrefix("Declined") }
    }
    #expect(declined.count == 3)
  }

  @Test func oneRequestDoesNotEndAnother() throws {
    let store = company.store()
    var ralf = company.ralf
    ralf.policy.sessionsPerDay = 1
    ralf.policy.buffer = 0
    var mia = company.mia
    mia.policy.buffer = 0
    store.insert(people: [mia, ralf])
    let first = try ask("2026-12-01 15:00", in: store)
    let second = try ask("2026-12-01 16:00", in: store, by: company.mia)
    #expect(second.waivers == [Waiver(code: "limitReached", person: ralf.id)])
    #expect(try session(first.id, in: store)?.status == .requested)
    // Accepting the one that waives the limit is what leaves no room for the other.
    let accepted = try store.perform(.accept(second.id), by: Actor(ralf), at: company.now)
    // Ralf, whom the limit protects, may accept the other too.
    #expect(accepted.warnings.isEmpty && accepted.changes.count == 1)
    #expect(try session(first.id, in: store)?.status == .requested)
    #expect(throws: CommandError.self) { try store.perform(.accept(first.id), by: Actor(ralf), at: company.now) }
    _ = try store.perform(.accept(first.id, anyway: true), by: Actor(ralf), at: company.now)
  }

  /// Each counts in the other's way; without the newer one the older still fits.
  @Test func ofTwoThatLeaveNoRoomForEachOtherTheOlderStays() throws {
    let store = company.store()
    var mia = company.mia
    mia.policy.sessionsPerDay = 2
    var other = company.slides
    other.mentor = mia.id
    store.insert(people: [mia], pairs: [other])
    let older = try ask("2026-12-01 10:00", in: store, by: mia, pair: other.id.rawValue)
    let newer = try ask("2026-12-01 12:00", in: store, by: mia, pair: other.id.rawValue)
    let booking = Booking(pair: PairID(1), start: try company.at("2026-12-01 15:00"), length: 60, anyway: true)
    let tried = try store.perform(.book(booking), by: Actor(mia), at: company.now, isDryRun: true)
    #expect(tried.warnings.count == 1 && tried.warnings.first?.message.contains("12:00–13:00") == true)
    let booked = try store.perform(.book(booking), by: Actor(mia), at: company.now)
    #expect(booked.warnings == tried.warnings)
    let statuses = try [older, newer].map { try session($0.id, in: store)?.status }
    #expect(statuses == [.requested, .declined])
  }

  // MARK: Deadlines

  /// Five working days, as Ralf in New York counts them.
  @Test(arguments: [
    // Asked on a Wednesday: the next Wednesday, at the same time of the day.
    ("2026-11-25T09:42:00Z", "2026-12-09T15:00:00Z", "2026-12-02T09:42:00Z"),
    // Over the American clock change of 1 November, his wall clock counts: 10:00 there is 14:00 and then 15:00 UTC.
    ("2026-10-28T14:00:00Z", "2026-11-18T15:00:00Z", "2026-11-04T15:00:00Z"),
    // On a Saturday: the Friday after.
    ("2026-11-28T15:00:00Z", "2026-12-15T15:00:00Z", "2026-12-04T15:00:00Z"),
    // An hour before the start at the latest.
    ("2026-11-25T09:42:00Z", "2026-11-26T15:00:00Z", "2026-11-26T14:00:00Z"),
    // Friday evening in New York is Saturday in Berlin; his days count.
    ("2026-11-28T02:00:00Z", "2026-12-15T15:00:00Z", "2026-12-05T02:00:00Z"),
  ])
  func deadlinesAreWorkingDaysOfTheOneWhoAnswers(asked: String, start: String, deadline: String) throws {
    let store = company.store()
    let booking = Booking(pair: PairID(1), start: try instant(start), length: 60, asks: true)
    let outcome = try store.perform(.book(booking), by: Actor(company.mia), at: try instant(asked))
    #expect(outcome.sessions.first?.deadline == (try instant(deadline)))
  }

  private func instant(_ text: String) throws -> Instant {
    let zone = try Company.zones.zone(named: "UTC")
    return try #require(try TimePhrase(text, now: company.now, zone: zone).instant(in: zone))
  }

  @Test func anUnansweredRequestLetsItsTimeGo() throws {
    let store = company.store()
    let session = try ask("2026-12-09 16:00", in: store)
    let deadline = try #require(session.deadline)
    let pair = company.editing
    func codes(at now: Instant) throws -> [String] {
      try store.read { reader in
        let situation = try SituationLoader(reader, zones: Company.zones).situation(
          of: pair, at: now, window: Interval(start: session.interval.start, seconds: 1), length: 3_600)
        let window = Interval(start: session.interval.start, seconds: 1)
        return Examination(situation, length: 3_600, window: window).violations(at: session.interval.start).map(\.code)
      }
    }
    #expect(try codes(at: deadline - 1) == ["sessionClash", "sessionClash"])
    // In nobody's way from that second, and let go of with the next command, by nobody's hand.
    #expect(try codes(at: deadline) == [])
    let booking = Booking(pair: PairID(1), start: session.interval.start, length: 60)
    _ = try store.perform(.book(booking), by: Actor(company.ralf), at: deadline)
    let expired = try #require(try self.session(session.id, in: store))
    #expect(expired.status == .expired && expired.closing == Closing(by: nil, at: deadline))
    let steps = try store.read { try $0.steps(StepFilter()) }
    #expect(steps.map(\.command) == ["book", "expire", "request"])
    #expect(steps[1].actor == "tandem")
    #expect(steps[1].summary.hasPrefix("Nobody answered in time: Mia Chen → Ralf Winter, Wed 9 Dec"))
    // What Mia did last was to ask, and that can't come back into a time that is taken.
    #expect(throws: CommandError.self) { try store.perform(.undo, by: Actor(company.mia), at: deadline) }
  }

  @Test func aDryRunExpiresNothing() throws {
    let store = company.store()
    let session = try ask("2026-12-09 16:00", in: store)
    let deadline = try #require(session.deadline)
    let booking = Booking(pair: PairID(1), start: session.interval.start, length: 60)
    _ = try store.perform(.book(booking), by: Actor(company.ralf), at: deadline, isDryRun: true)
    #expect(try self.session(session.id, in: store) == session)
  }

  @Test func tooLateToAskIsSaid() throws {
    let store = company.store()
    var policy = try store.read { try $0.program().policy }
    policy.requestLead = 300
    #expect {
      // Notice is two hours, the answer needs one: within three hours of the start there is still time.
      try ask("2026-11-25 12:45", in: store, by: company.jonas, pair: 2, at: try company.at("2026-11-25 11:50"))
    } throws: { error in
      guard case CommandError.refused(let violations, _, _) = error else { return false }
      return violations.first?.code == "noticeTooShort"
    }
  }

  // MARK: What took place

  @Test func whatTookPlaceElsewhereCanBeLogged() throws {
    let store = company.store()
    let start = try company.at("2026-11-24 20:10")
    let logging = Logging(pair: PairID(1), start: start, length: 37, topic: "In the train")
    let outcome = try store.perform(.log(logging), by: Actor(company.ralf), at: company.now)
    #expect(outcome.sessions.map(\.status) == [.held])
    #expect(throws: CommandError.self) {
      try store.perform(.log(logging), by: Actor(company.mia), at: company.now)
    }
    var coming = logging
    coming.start = company.now - 60
    #expect(throws: CommandError.self) {
      try store.perform(.log(coming), by: Actor(company.mia), at: company.now)
    }
    _ = try store.perform(.undo, by: Actor(company.ralf), at: company.now)
    #expect(try store.read { try $0.sessions(SessionFilter()) } == [])
  }

  @Test func whoMissedItIsCounted() throws {
    let store = company.store()
    let start = try company.at("2026-11-24 16:00")
    let logging = Logging(pair: PairID(1), start: start, length: 60)
    let session = try store.perform(.log(logging), by: Actor(company.mia), at: company.now).sessions[0]
    let missed = try store.perform(
      .miss(session.id, by: company.ralf.id, reason: "Train"), by: Actor(company.mia), at: company.now)
    #expect(missed.sessions[0].closing?.by == company.ralf.id && missed.sessions[0].reason == "Train")
    #expect(throws: CommandError.self) {
      try store.perform(.miss(session.id, by: company.petra.id), by: Actor(company.mia), at: company.now)
    }
    let held = try store.perform(.hold(session.id), by: Actor(company.ralf), at: company.now)
    #expect(held.sessions[0].status == .held && held.sessions[0].closing == nil)
  }
}
