import Mentoring
import Scheduling
import TestSupport
import Testing

/// What a pair keeps for itself: who may write and see it, and how it comes back.
@Suite struct NotebookTests {
  private let company = Company()

  private func held() throws -> (store: MemoryStore, session: SessionID) {
    let store = company.store()
    let logging = Logging(pair: PairID(1), start: try company.at("2026-11-24 16:00"), length: 60)
    let outcome = try store.perform(.log(logging), by: Actor(company.mia), at: company.now)
    return (store, try #require(outcome.sessions.first).id)
  }

  private func edit(_ edit: NotebookEdit, by person: Person, in store: MemoryStore) throws -> Outcome {
    try store.perform(.notebook(edit), by: Actor(person), at: company.now)
  }

  private func notebook(for person: Person, in store: MemoryStore) throws -> Notebook {
    let entries = try store.read { try $0.notebook(of: PairID(1)) }
    return Notebook(entries, of: company.editing, for: person.id)
  }

  @Test(arguments: [
    ("https://example.org/cut", "https://example.org/cut"), ("HTTP://example.org", "HTTP://example.org"),
    ("example.org/cut?x=1", "https://example.org/cut?x=1"), ("example.org:8080/cut", "https://example.org:8080/cut"),
    ("localhost:8080", "https://localhost:8080"), ("mailto:mia@example.org", "mailto:mia@example.org"),
    ("file:///srv/cut.mov", "file:///srv/cut.mov"), ("ftp://example.org/a", "ftp://example.org/a"),
    ("bücher.example/a", "https://bücher.example/a"),
  ])
  func linksThatLeadSomewhereAreTaken(written: String, kept: String) throws {
    let (store, session) = try held()
    _ = try edit(.notes(session, text: nil, links: [written]), by: company.mia, in: store)
    #expect(try notebook(for: company.mia, in: store).notes(of: session)?.links == [kept])
  }

  @Test(arguments: [
    "tel:123", "TEL:0301234567", "sms:42", "callto:1", "example.org:99999", "localhost:0",
    "javascript:alert(1)", "data:text/html,x", "vbscript:x", "JavaScript:alert(1)", "https:", "https://", "http:///x",
    "mailto:", "mailto:mia", "file:", ":x", "//example.org", "word", "two words.example", ".example", "-x.example",
  ])
  func otherLinksAreRefusedInASentence(written: String) throws {
    let (store, session) = try held()
    #expect {
      try edit(.notes(session, text: nil, links: [written]), by: company.mia, in: store)
    } throws: { error in
      if case CommandError.invalid(let text) = error { text.hasPrefix("“\(written)” is no link: ") } else { false }
    }
  }

  @Test func notesAreOfTheTwoAlone() throws {
    let (store, session) = try held()
    let links = ["https://example.org/cut"]
    _ = try edit(.notes(session, text: "We cut the opening", links: links), by: company.mia, in: store)
    _ = try edit(.notes(session, text: "We cut the opening\nTitles next time"), by: company.ralf, in: store)
    for person in [company.mia, company.ralf] {
      let notes = try #require(try notebook(for: person, in: store).notes(of: session))
      #expect(notes.text == "We cut the opening\nTitles next time" && notes.links == links)
    }
    // A coordinator looks after the program, not into notebooks.
    for person in [company.kim, company.petra] {
      #expect(try notebook(for: person, in: store).entries.isEmpty)
      #expect {
        try edit(.notes(session, text: "x"), by: person, in: store)
      } throws: { error in
        if case CommandError.notPermitted = error { true } else { false }
      }
    }
    let steps = try store.read { try $0.steps(StepFilter()) }
    #expect(!steps.contains { $0.summary.contains("opening") || $0.reason.contains("opening") })
    _ = try store.perform(.undo, by: Actor(company.ralf), at: company.now)
    #expect(try notebook(for: company.mia, in: store).notes(of: session)?.text == "We cut the opening")
    _ = try store.perform(.undo, by: Actor(company.mia), at: company.now)
    #expect(try notebook(for: company.mia, in: store).entries.isEmpty)
  }

  @Test func notesComeNotBackBesideOthers() throws {
    let (store, session) = try held()
    _ = try edit(.notes(session, text: "Mia's"), by: company.mia, in: store)
    _ = try store.perform(.undo, by: Actor(company.mia), at: company.now)
    _ = try edit(.notes(session, text: "Ralf's"), by: company.ralf, in: store)
    let error = #expect(throws: CommandError.self) {
      try store.perform(.redo, by: Actor(company.mia), at: company.now)
    }
    guard case .changedSince(let words)? = error else {
      Issue.record("\(error as Any)")
      return
    }
    #expect(words.hasPrefix("the notes of that session were written anew since"))
    #expect(try notebook(for: company.mia, in: store).notes(of: session)?.text == "Ralf's")
    _ = try store.perform(.undo, by: Actor(company.ralf), at: company.now)
    _ = try store.perform(.redo, by: Actor(company.mia), at: company.now)
    #expect(try notebook(for: company.ralf, in: store).notes(of: session)?.text == "Mia's")
  }

  @Test func notesWithoutAnythingAreTakenAway() throws {
    let (store, session) = try held()
    #expect(try edit(.notes(session, text: " "), by: company.mia, in: store).changes.isEmpty)
    _ = try edit(.notes(session, text: "x"), by: company.mia, in: store)
    _ = try edit(.notes(session, text: ""), by: company.mia, in: store)
    #expect(try notebook(for: company.mia, in: store).entries.isEmpty)
  }

  @Test func theOthersFeedbackIsSeenOnceBothHaveGivenIt() throws {
    let (store, session) = try held()
    _ = try edit(.feedback(session, rating: 5, comment: "Clear"), by: company.mia, in: store)
    #expect(try notebook(for: company.mia, in: store).feedback(on: session).count == 1)
    #expect(try notebook(for: company.ralf, in: store).feedback(on: session).isEmpty)
    // Given again, it replaces what was given, as long as nobody has read the other's.
    _ = try edit(.feedback(session, rating: 4, comment: "Clear"), by: company.mia, in: store)
    #expect(try notebook(for: company.mia, in: store).feedback(on: session).count == 1)
    _ = try edit(.feedback(session, rating: 3, comment: "Fast"), by: company.ralf, in: store)
    for person in [company.mia, company.ralf] {
      #expect(
        try notebook(for: person, in: store).feedback(on: session).map(\.person) == [company.mia.id, company.ralf.id])
    }
    #expect(throws: CommandError.self) {
      try edit(.feedback(session, rating: 1, comment: "After all"), by: company.ralf, in: store)
    }
    // Nor by a way round.
    #expect(throws: CommandError.self) { try store.perform(.undo, by: Actor(company.ralf), at: company.now) }
    let own = try #require(try notebook(for: company.ralf, in: store).feedback(on: session).last)
    #expect(throws: CommandError.self) { try edit(.remove(own.id), by: company.ralf, in: store) }
    #expect(try notebook(for: company.mia, in: store).feedback(on: session).count == 2)
    let given = try #require(try notebook(for: company.mia, in: store).feedback(on: session).first)
    #expect(throws: CommandError.self) { try edit(.remove(given.id), by: company.ralf, in: store) }
  }

  /// It can never be taken back, and must not keep what was done before it from that.
  @Test func undoPassesOverFeedbackThatStands() throws {
    let (store, session) = try held()
    func undo(_ person: Person, _ command: Command = .undo) throws -> Outcome {
      try store.perform(command, by: Actor(person), at: company.now)
    }
    for text in ["Cut alone", "Cut fast"] {
      _ = try edit(.addGoal(PairID(1), text: text), by: company.mia, in: store)
    }
    _ = try edit(.feedback(session, rating: 5, comment: "Clear"), by: company.mia, in: store)
    _ = try edit(.feedback(session, rating: 4, comment: "Fast"), by: company.ralf, in: store)
    for _ in 0..<2 {
      let undone = try undo(company.mia)
      #expect(undone.summary.hasPrefix("Undid: Set a goal"))
      #expect(
        undone.warnings.map(\.message) == ["your feedback on session \(session) stands, for both of you have given it"])
    }
    #expect(try undo(company.mia, .redo).summary.hasPrefix("Redid: Set a goal"))
    #expect(try undo(company.mia).warnings.isEmpty)
    #expect(try notebook(for: company.mia, in: store).feedback(on: session).count == 2)
    // Nothing of his is behind it.
    #expect {
      try undo(company.ralf)
    } throws: { error in
      if case CommandError.changedSince(let text) = error { text.hasPrefix("both of you have given") } else { false }
    }
  }

  @Test func feedbackIsOnWhatWasHeld() throws {
    let store = company.store()
    let booking = Booking(pair: PairID(1), start: try company.at("2026-12-01 16:00"), length: 60)
    let coming = try store.perform(.book(booking), by: Actor(company.mia), at: company.now).sessions[0].id
    #expect(throws: CommandError.self) {
      try edit(.feedback(coming, rating: 5, comment: ""), by: company.mia, in: store)
    }
    let (other, session) = try held()
    for rating in [-1, 0, 6] {
      #expect(throws: CommandError.self) {
        try edit(.feedback(session, rating: rating, comment: ""), by: company.mia, in: other)
      }
    }
  }

  /// Feedback is given on what was held, and stands: so that it was stands, too.
  @Test func whatBothHaveRatedStaysHeld() throws {
    let (store, session) = try held()
    let mia = Actor(company.mia)
    _ = try store.perform(.miss(session, by: company.ralf.id), by: mia, at: company.now)
    _ = try store.perform(.hold(session), by: mia, at: company.now)
    _ = try edit(.feedback(session, rating: 3, comment: "a"), by: company.mia, in: store)
    // While one of the two has given none, nothing stands.
    let step = try #require(try store.read { try $0.steps(StepFilter()) }.first { $0.command == "hold" })
    _ = try store.perform(.reverse(step.id), by: mia, at: company.now, isDryRun: true)
    _ = try edit(.feedback(session, rating: 4, comment: "b"), by: company.ralf, in: store)
    let refusal = #expect(throws: CommandError.self) { try store.perform(.undo, by: mia, at: company.now) }
    guard case .changedSince(let words) = refusal else {
      Issue.record("\(String(describing: refusal))")
      return
    }
    #expect(words.contains("both sides have given feedback on session \(session) since, so it stays held"), "\(words)")
    #expect(try store.read { try $0.session(session) }?.status == .held)
  }

  @Test func whatIsToBeDoneIsListedByItsDay() throws {
    let store = company.store()
    let today = try #require(CivilDate(year: 2026, month: 11, day: 25))
    for (text, days) in [("Later", 9), ("Soon", 1), ("Sometime", nil)] {
      let due = days.map { today + $0 }
      _ = try edit(.addAction(PairID(1), owner: company.ralf.id, text: text, due: due), by: company.mia, in: store)
    }
    func texts() throws -> [String] {
      try notebook(for: company.ralf, in: store).actions.map { entry in
        guard case .action(let text, _, let done) = entry.content else { return "" }
        return text + (done == nil ? "" : " ✓")
      }
    }
    #expect(try texts() == ["Soon", "Later", "Sometime"])
    let first = try #require(try notebook(for: company.ralf, in: store).actions.first)
    _ = try edit(.finishAction(first.id, isDone: true), by: company.ralf, in: store)
    #expect(try edit(.finishAction(first.id, isDone: true), by: company.ralf, in: store).changes.isEmpty)
    #expect(try texts() == ["Later", "Sometime", "Soon ✓"])
    _ = try store.perform(.undo, by: Actor(company.ralf), at: company.now)
    #expect(try texts() == ["Soon", "Later", "Sometime"])
    #expect(throws: CommandError.self) {
      try edit(.addAction(PairID(1), owner: company.petra.id, text: "x"), by: company.mia, in: store)
    }
  }

  @Test func goalsGoFromNothingToAll() throws {
    let store = company.store()
    _ = try edit(.addGoal(PairID(1), text: "  A film alone "), by: company.ralf, in: store)
    let goal = try #require(try notebook(for: company.mia, in: store).goals.first)
    #expect(goal.content == .goal(text: "A film alone", progress: 0))
    for progress in [-1, 101] {
      #expect(throws: CommandError.self) {
        try edit(.advanceGoal(goal.id, progress: progress), by: company.mia, in: store)
      }
    }
    _ = try edit(.advanceGoal(goal.id, progress: 100), by: company.mia, in: store)
    // Another kind of thing is none of what was asked for.
    #expect(throws: CommandError.notFound("\(goal.id) is nothing to do; “tandem todo” lists what is")) {
      try edit(.finishAction(goal.id, isDone: true), by: company.mia, in: store)
    }
    #expect(throws: CommandError.notFound("\(goal.id) is nothing to do; “tandem todo” lists what is")) {
      try edit(.remove(goal.id, .action), by: company.mia, in: store)
    }
    _ = try edit(.remove(goal.id, .goal), by: company.mia, in: store)
    _ = try store.perform(.undo, by: Actor(company.mia), at: company.now)
    #expect(
      try notebook(for: company.ralf, in: store).goals.map(\.content) == [.goal(text: "A film alone", progress: 100)])
  }

  @Test func textIsBoundedAndPlain() throws {
    let (store, session) = try held()
    _ = try edit(.notes(session, text: "a\u{1B}[31mb\u{0}\tc\r\nd\u{7F} שלום e\u{301}"), by: company.mia, in: store)
    #expect(try notebook(for: company.mia, in: store).notes(of: session)?.text == "a[31mb\tc\nd שלום e\u{301}")
    let long = String(repeating: "x", count: notebookTextLimit)
    _ = try edit(.notes(session, text: long), by: company.mia, in: store)
    #expect(throws: CommandError.self) { try edit(.notes(session, text: long + "x"), by: company.mia, in: store) }
    for text in ["", "  ", "two\nlines", "bell\u{7}"] {
      #expect(throws: CommandError.self) { try edit(.addGoal(PairID(1), text: text), by: company.mia, in: store) }
    }
  }
}
