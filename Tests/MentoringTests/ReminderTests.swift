import Mentoring
import Scheduling
import SystemZones
import TestSupport
import Testing

/// What a person is reminded of, when, and in which words.
@Suite struct ReminderTests {
  private let company = Company()

  private func book(_ start: String, asks: Bool = false, in store: MemoryStore) throws -> Session {
    let booking = Booking(
      pair: PairID(1), start: try company.at(start), length: 60, room: company.lisbon.id, topic: "Color grading",
      asks: asks)
    return try #require(try store.perform(.book(booking), by: Actor(company.mia), at: company.now).sessions.first)
  }

  private func due(
    _ person: Person, leads: [Int] = [1_440, 15], at now: Instant? = nil, in store: MemoryStore
  ) throws -> [Reminder] {
    try store.read { reader in
      try ReminderFinder(reader, zones: Company.zones, now: now ?? company.now).due(for: person, leads: leads)
    }
  }

  private func words(
    _ template: String, _ reminder: Reminder, for person: Person, at now: Instant? = nil, in store: MemoryStore
  ) throws -> String {
    let zone = try Company.zones.zone(named: person.zone)
    return try store.read { reader in
      let wording = ReminderWording(reader, times: TimeWording(zone: zone, now: now ?? company.now))
      return try ReminderTemplate(template).text { try wording.value($0, of: reminder) }
    }
  }

  @Test func aSessionIsTwoRemindersThatOverlapInNothing() throws {
    let store = company.store()
    let session = try book("2026-12-01 16:00", in: store)
    let start = session.interval.start
    func leads(_ minutesBefore: Int) throws -> [String] {
      try due(company.mia, at: start - minutesBefore * 60, in: store).map { String($0.key.split(separator: " ")[3]) }
    }
    #expect(try leads(1_441) == [])
    #expect(try leads(1_440) == ["1440"])
    #expect(try leads(16) == ["1440"])
    #expect(try leads(15) == ["15"])
    #expect(try leads(1) == ["15"])
    #expect(try leads(0) == [])
    #expect(try due(company.jonas, at: start - 600, in: store).isEmpty)
  }

  @Test func aMovedSessionIsRemindedOfAnewAndACancelledOneNever() throws {
    let store = company.store()
    let session = try book("2026-11-26 15:00", in: store)
    let before = try due(company.ralf, leads: [2_880], in: store).map(\.key)
    let move = Move(session: session.id, start: try company.at("2026-11-26 16:00"))
    _ = try store.perform(.move(move), by: Actor(company.mia), at: company.now)
    let after = try due(company.ralf, leads: [2_880], in: store).map(\.key)
    #expect(before.count == 1 && after.count == 1 && before != after)
    _ = try store.perform(
      .cancel(session.id, reason: "Ill"), by: Actor(company.mia), at: company.now)
    #expect(try due(company.ralf, leads: [2_880], in: store).isEmpty)
  }

  @Test func aRequestRemindsTheOneWhoIsAsked() throws {
    let store = company.store()
    let session = try book("2026-12-01 16:00", asks: true, in: store)
    let deadline = try #require(session.request?.deadline)
    let now = deadline - 600
    let reminder = try #require(try due(company.ralf, at: now, in: store).first)
    #expect(reminder.kind == "request" && reminder.at == deadline)
    let text = try words("{text}", reminder, for: company.ralf, at: now, in: store)
    #expect(text.hasPrefix("Mia Chen waits for your answer until ") && text.contains("in 10 min"), "\(text)")
    #expect(try due(company.mia, at: now, in: store).isEmpty)
    #expect(try due(company.ralf, at: deadline, in: store).isEmpty)
  }

  @Test func aTaskRemindsItsOwnerFromItsDayOnUntilItIsDone() throws {
    let store = company.store()
    let today = try #require(CivilDate(year: 2026, month: 11, day: 25))
    for (text, day) in [("Late", today - 3), ("Now", today), ("Later", today + 1)] {
      let edit = NotebookEdit.addAction(PairID(1), owner: company.mia.id, text: text, due: day)
      _ = try store.perform(.notebook(edit), by: Actor(company.ralf), at: company.now)
    }
    let found = try due(company.mia, in: store)
    #expect(
      try found.map { try words("{text}", $0, for: company.mia, in: store) } == [
        "was due Sun 22 Nov: Late (with Ralf Winter)", "due today: Now (with Ralf Winter)",
      ])
    #expect(try due(company.ralf, in: store).isEmpty)
    guard case .task(let entry, _) = try #require(found.first).occasion else { return }
    _ = try store.perform(
      .notebook(.finishAction(entry.id, isDone: true)), by: Actor(company.mia), at: company.now)
    #expect(try due(company.mia, in: store).count == 1)
  }

  @Test func aTemplateSaysEachThing() throws {
    let store = company.store()
    let session = try book("2026-11-26 15:00", in: store)
    let reminder = try #require(try due(company.ralf, leads: [2_880], in: store).first)
    let expected: [(String, String)] = [
      ("{text}", "in 1 day: Mia Chen, Thu 26 Nov 09:00, Color grading · Lisbon"),
      ("{day} {time}", "Thu 26 Nov 09:00"), ("{in}", "in 1 day"), ("{partner}: {topic}", "Mia Chen: Color grading"),
      ("{room}/{id}/{person}/{kind}", "Lisbon/\(session.id)/ralf/session"), ("{at}", "2026-11-26T09:00:00-05:00"),
      ("{{{id}}}", "{\(session.id)}"), (#"a\nb\tc\d"#, "a\nb\tc\\d"), ("", ""),
    ]
    for (template, text) in expected {
      let filled = try words(template, reminder, for: company.ralf, in: store)
      #expect(filled == text)
    }
  }

  @Test func aTemplateThatIsNoneSaysWhy() {
    #expect {
      try ReminderTemplate("{when}")
    } throws: {
      ($0 as? ReminderTemplate.TemplateError)?.description.hasPrefix("there is no {when}; a reminder has {text}")
        == true
    }
    #expect {
      try ReminderTemplate("at {time")
    } throws: { ($0 as? ReminderTemplate.TemplateError)?.description.contains("has no closing brace") == true }
  }

  @Test(arguments: 0..<4) func noTemplateMakesItFail(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let pieces = ["{", "}", "{{", "}}", "{time}", "\\", "n", "e\u{301}", "🦊", " ", "{in}", "\u{202E}", "{x}", "\0"]
    for _ in 0..<2_000 {
      let text = (0..<Int.random(in: 0...9, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
      guard let template = try? ReminderTemplate(text) else { continue }
      let filled = template.text { _ in "x" }
      #expect(!filled.contains("{time}") || text.contains("{{"))
    }
  }

  @Test func eachIsTakenOnceAndTheHistoryDoesNotTell() throws {
    let store = company.store()
    _ = try book("2026-11-26 15:00", in: store)
    func take(_ keys: [String]) throws -> [Change] {
      try store.perform(.remind(keys), by: Actor(company.mia), at: company.now).changes
    }
    #expect(try take(["a", "b"]).count == 2)
    #expect(try take(["b", "c"]) == [.reminded(key: "c", at: company.now)])
    #expect(try take(["a", "b", "c"]).isEmpty)
    #expect(try store.read { try $0.steps(StepFilter()) }.count == 1)
    // What is undone is the booking.
    #expect(
      try store.perform(.undo, by: Actor(company.mia), at: company.now).summary.hasPrefix("Undid: Booked Mia Chen"))
  }
}
