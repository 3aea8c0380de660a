import Mentoring
import Recurrence
import Scheduling
import TestSupport
import Testing

/// Answers to invitations are kept, call sessions off, and can be taken back.
@Suite struct AnsweringTests {
  private let company = Company()

  private func booked() throws -> (store: MemoryStore, session: Session) {
    let store = company.store()
    let booking = Booking(pair: PairID(1), start: try company.at("2026-12-01 16:00"), length: 60)
    let outcome = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    return (store, try #require(outcome.sessions.first))
  }

  private func answer(
    _ answer: Participation, to session: Session, of person: Person, sequence: Int? = nil, comment: String = "",
    scope: SeriesScope = .this, in store: MemoryStore
  ) throws -> Outcome {
    let answering = Answering(
      session: session.id, person: person.id, answer: answer, sequence: sequence ?? session.sequence, comment: comment,
      scope: scope)
    return try store.perform(.answer(answering), by: Actor(company.mia), at: company.now)
  }

  @Test func anAnswerIsKeptOnce() throws {
    let (store, session) = try booked()
    let first = try answer(.tentative, to: session, of: company.ralf, comment: "Perhaps", in: store)
    #expect(first.summary.hasPrefix("Ralf Winter tentatively accepted Mia Chen → Ralf Winter, Tue 1 Dec"))
    #expect(try answer(.tentative, to: session, of: company.ralf, comment: "Perhaps", in: store).changes.isEmpty)
    _ = try answer(.accepted, to: session, of: company.ralf, in: store)
    let kept = try store.read { try $0.attendances(of: session.id) }
    #expect(kept.map(\.answer) == [.accepted] && kept.allSatisfy { $0.isCurrent(for: session) })
    _ = try store.perform(.undo, by: Actor(company.mia), at: company.now)
    #expect(try store.read { try $0.attendances(of: session.id) }.map(\.answer) == [.tentative])
    _ = try store.perform(.undo, by: Actor(company.mia), at: company.now)
    #expect(try store.read { try $0.attendances(of: session.id) }.isEmpty)
  }

  @Test func decliningCallsItOffAndUndoBringsItBack() throws {
    let (store, session) = try booked()
    _ = try answer(.declined, to: session, of: company.ralf, comment: "Ill", in: store)
    let cancelled = try #require(try store.read { try $0.session(session.id) })
    #expect(cancelled.status == .cancelled && cancelled.reason == "Ralf Winter declined: Ill")
    #expect(throws: CommandError.self) { try answer(.accepted, to: cancelled, of: company.ralf, in: store) }
    _ = try store.perform(.undo, by: Actor(company.mia), at: company.now)
    #expect(try store.read { try $0.session(session.id) }?.status == .confirmed)
    #expect(try store.read { try $0.attendances(of: session.id) }.isEmpty)
  }

  @Test func anAnswerToAnOlderVersionOrOfSomeoneElseChangesNothing() throws {
    let (store, session) = try booked()
    let move = Move(session: session.id, start: session.interval.start + 86_400)
    let moved = try #require(
      try store.perform(.move(move), by: Actor(company.mia), at: company.now).sessions.first)
    #expect(throws: CommandError.self) {
      try answer(.declined, to: session, of: company.ralf, sequence: 0, in: store)
    }
    #expect(throws: CommandError.self) { try answer(.declined, to: moved, of: company.petra, in: store) }
    #expect(try store.read { try $0.session(session.id) } == moved)
    // One that was given before a move is not one to the new time.
    _ = try answer(.accepted, to: moved, of: company.ralf, in: store)
    let back = try #require(
      try store.perform(
        .move(Move(session: session.id, start: session.interval.start)), by: Actor(company.mia), at: company.now
      ).sessions.first)
    #expect(try store.read { try $0.attendances(of: session.id) }.allSatisfy { !$0.isCurrent(for: back) })
  }

  /// What is said of one session goes before what is said of all.
  @Test func anAnswerToASeriesLeavesOutWhatIsAnsweredByItself() throws {
    let store = company.store()
    let first = Booking(pair: PairID(1), start: try company.at("2026-12-01 16:00"), length: 60)
    let booking = SeriesBooking(first: first, rule: try .init("FREQ=WEEKLY;COUNT=3"))
    let sessions = try store.perform(.bookSeries(booking), by: Actor(company.mia), at: company.now).sessions
    func decline(besides: Set<SessionID>) throws -> Outcome {
      let answering = Answering(
        session: sessions[0].id, person: company.ralf.id, answer: .declined, sequence: 0, scope: .all, besides: besides)
      return try store.perform(.answer(answering), by: Actor(company.mia), at: company.now)
    }
    #expect(try decline(besides: Set(sessions.map(\.id))).changes.isEmpty)
    #expect(try decline(besides: [sessions[1].id]).summary.contains("2 sessions from Tue 1 Dec"))
    #expect(try store.read { try $0.sessions(SessionFilter()) }.map(\.id) == [sessions[1].id])
    _ = try answer(.accepted, to: sessions[1], of: company.ralf, in: store)
  }

  @Test func anAnswerToASeriesIsForThoseThatAreAsTheyWereTold() throws {
    let store = company.store()
    let first = Booking(pair: PairID(1), start: try company.at("2026-12-01 16:00"), length: 60)
    let booking = SeriesBooking(first: first, rule: try .init("FREQ=WEEKLY;COUNT=3"))
    let sessions = try store.perform(.bookSeries(booking), by: Actor(company.mia), at: company.now).sessions
    let move = Move(session: sessions[1].id, start: sessions[1].interval.start + 86_400)
    let moved = try store.perform(.move(move), by: Actor(company.mia), at: company.now).sessions
    let outcome = try answer(.accepted, to: sessions[0], of: company.ralf, scope: .all, in: store)
    #expect(outcome.changes.count == 2 && outcome.summary.contains("2 sessions from Tue 1 Dec"))
    #expect(
      outcome.warnings.map(\.message) == [
        "1 session was changed since that invitation, and is not answered with it; send its invitation again"
      ])
    #expect(try store.read { try $0.attendances(of: sessions[1].id) }.isEmpty)
    // To the newest version all are answered, also those that it did not change.
    let all = try answer(
      .tentative, to: sessions[0], of: company.ralf, sequence: moved[0].sequence, scope: .all, in: store)
    #expect(all.changes.count == 3 && all.warnings.isEmpty)
    // What was changed as a whole was changed for every answer before.
    let whole = Move(session: sessions[0].id, start: sessions[0].interval.start - 900, scope: .all)
    _ = try store.perform(.move(whole), by: Actor(company.mia), at: company.now)
    #expect(throws: CommandError.self) {
      try answer(.declined, to: sessions[0], of: company.ralf, sequence: 1, scope: .all, in: store)
    }
  }

  @Test func aSeriesIsAnsweredAsAWhole() throws {
    let store = company.store()
    let first = Booking(pair: PairID(1), start: try company.at("2026-12-01 16:00"), length: 60)
    let booking = SeriesBooking(first: first, rule: try .init("FREQ=WEEKLY;COUNT=3"))
    let sessions = try store.perform(.bookSeries(booking), by: Actor(company.mia), at: company.now).sessions
    let outcome = try answer(.declined, to: sessions[0], of: company.ralf, scope: .all, in: store)
    #expect(outcome.sessions.map(\.status) == [.cancelled, .cancelled, .cancelled])
    _ = try store.perform(.undo, by: Actor(company.mia), at: company.now)
    #expect(try store.read { try $0.sessions(SessionFilter(pair: PairID(1))) }.count == 3)
  }
}
