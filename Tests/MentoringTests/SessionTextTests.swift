import Mentoring
import Scheduling
import TestSupport
import Testing

/// What is read beside other things is short enough to be, and nobody's text replaces another's unseen.
@Suite struct SessionTextTests {
  private let company = Company()

  @Test(arguments: ["topic", "agenda", "message", "reason"])
  func textsHaveALimit(name: String) throws {
    let limit = ["topic": topicLimit, "agenda": notebookTextLimit][name] ?? messageLimit
    let store = company.store()
    func write(_ text: String) throws {
      let start = try company.at("2026-12-01 16:00")
      let booking = Booking(
        pair: PairID(1), start: start, length: 60, topic: name == "topic" ? text : "",
        agenda: name == "agenda" ? text : "", asks: name == "message", message: name == "message" ? text : "")
      let booked = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
      guard name == "reason" else { return }
      let session = try #require(booked.sessions.first)
      _ = try store.perform(.cancel(session.id, reason: text), by: Actor(company.mia), at: company.now)
    }
    #expect {
      try write(String(repeating: "x", count: limit + 1))
    } throws: { error in
      "\(error)".contains("the \(name) has \(limit + 1) bytes; up to \(limit) are kept")
    }
    if name == "reason" { _ = try store.perform(.undo, by: Actor(company.mia), at: company.now) }
    try write(String(repeating: "x", count: limit))
  }

  @Test func anAgendaThatWasChangedMeanwhileIsNotReplaced() throws {
    let store = company.store()
    let booking = Booking(pair: PairID(1), start: try company.at("2026-12-01 16:00"), length: 60, agenda: "Cuts")
    let booked = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    let session = try #require(booked.sessions.first)
    func edit(_ text: String, since: String?) throws {
      _ = try store.perform(
        .edit(Edit(session: session.id, agenda: text, agendaSince: since)), by: Actor(company.mia), at: company.now)
    }
    try edit("Cuts, titles", since: "Cuts")
    #expect(throws: CommandError.self) { try edit("Sound", since: "Cuts") }
    #expect(try store.read { try $0.session(session.id)?.agenda } == "Cuts, titles")
    // The same text is no loss, and who says nothing of what they read replaces what is there.
    try edit("Cuts, titles", since: "Cuts")
    try edit("Sound", since: nil)
  }
}
