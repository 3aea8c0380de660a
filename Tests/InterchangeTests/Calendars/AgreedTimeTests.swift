import Mentoring
import Recurrence
import Scheduling
import TestSupport
import Testing

@testable import Interchange

/// A session that is asked to move stays where it was agreed in everybody's calendar until the answer is yes.
@Suite struct AgreedTimeTests {
  private let company = Company()
  private let store: MemoryStore

  init() {
    store = company.storeWithAddresses()
  }

  @discardableResult
  private func perform(_ command: Command, as person: Person? = nil) throws -> Outcome {
    try store.perform(command, by: Actor(person ?? company.mia), at: company.now)
  }

  private func session(_ id: SessionID) throws -> Session { try #require(try store.read { try $0.session(id) }) }

  /// The calendar's events, a line a property.
  private func calendar() throws -> [[String]] {
    try store.read { reader in
      let sessions = try reader.sessions(SessionFilter(liveOnly: false))
      var entries = CalendarEntries(reader, zones: Company.zones, for: .calendar)
      return events(
        try CalendarWriter(zones: Company.zones).text(
          try entries.exported(sessions), series: try entries.series(of: sessions), now: company.now))
    }
  }

  private func events(_ text: String) -> [[String]] {
    let lines = text.replacing("\r\n ", with: "").split(separator: "\r\n").map(String.init)
    return lines.split(separator: "BEGIN:VEVENT").dropFirst().map { Array($0.prefix { $0 != "BEGIN:VALARM" }) }
  }

  private func value(_ name: String, _ event: [String]) -> String? {
    event.first { $0.hasPrefix(name) }.map { String($0.drop { $0 != ":" }.dropFirst()) }
  }

  private func booked() throws -> Session {
    let booking = Booking(
      pair: PairID(1), start: try company.at("2026-12-01 16:00"), length: 60, agenda: "Cut the trailer")
    return try #require(try perform(.book(booking)).sessions.first)
  }

  @Test func theQuestionIsOnlyAddedInWords() throws {
    let session = try booked()
    let before = try #require(try calendar().first)
    try perform(.move(Move(session: session.id, start: try company.at("2026-12-02 16:00"), asks: true)))
    let asked = try #require(try calendar().first)
    func plain(_ event: [String]) -> [String] {
      event.filter { !$0.hasPrefix("DESCRIPTION") && !$0.hasPrefix("SEQUENCE") }
    }
    #expect(plain(asked) == plain(before))
    #expect(value("STATUS", asked) == "CONFIRMED" && value("DTSTART", asked) == "20261201T160000")
    #expect(
      value("DESCRIPTION", asked)
        == "Cut the trailer\\n\\nMia Chen asks to move it to Wed 2 Dec 16:00–17:00 CET\\, and waits for an answer until "
        + "Tue 1 Dec 15:00 CET. It stays as it is unless the answer is yes.")
    try perform(.accept(session.id), as: company.ralf)
    let moved = try #require(try calendar().first)
    #expect(value("DTSTART", moved) == "20261202T160000" && value("DESCRIPTION", moved) == "Cut the trailer")
    #expect(Int(value("SEQUENCE", moved) ?? "") ?? 0 > Int(value("SEQUENCE", asked) ?? "") ?? 0)
  }

  @Test func anInstanceStaysWhereItsSeriesHasIt() throws {
    let first = Booking(pair: PairID(1), start: try company.at("2026-12-01 16:00"), length: 60)
    let booked = try perform(.bookSeries(SeriesBooking(first: first, rule: try RecurrenceRule("FREQ=WEEKLY;COUNT=3"))))
    let second = booked.sessions.sorted { $0.interval < $1.interval }[1]
    let before = try calendar()
    try perform(.move(Move(session: second.id, start: try company.at("2026-12-09 16:00"), asks: true)))
    let asked = try calendar()
    func plain(_ event: [String]) -> [String] { event.filter { !$0.hasPrefix("SEQUENCE") } }
    #expect(before.count == 1 && asked.count == 2 && plain(asked[0]) == plain(before[0]))
    #expect(value("RECURRENCE-ID", asked[1]) == "20261208T160000" && value("DTSTART", asked[1]) == "20261208T160000")
    #expect(value("SEQUENCE", asked[1]) == value("SEQUENCE", asked[0]))
    #expect(value("DESCRIPTION", asked[1])?.contains("to Wed 9 Dec 16:00–17:00 CET") == true)
    try perform(.decline(second.id, reason: "No"), as: company.ralf)
    let after = try calendar()
    #expect(
      after.count == 1 && Int(value("SEQUENCE", after[0]) ?? "") ?? 0 > Int(value("SEQUENCE", asked[1]) ?? "") ?? 0)
  }

  /// A version is of one time, in calendars and in mails; no calendar ever goes back to an older one.
  @Test func aVersionTellsOneTime() throws {
    for seed in 0..<40 {
      var random = SeededRandom(seed: UInt64(seed))
      let scene = AgreedTimeTests()
      let session = try scene.booked()
      var times: [String: Set<String>] = [:]
      var last = -1
      func take(_ event: [String]) {
        times[scene.value("SEQUENCE", event) ?? "", default: []].insert(scene.value("DTSTART", event) ?? "")
      }
      for _ in 0..<25 {
        let (id, one) = (session.id, [scene.company.mia, scene.company.ralf].randomElement(using: &random))
        let person = try #require(one)
        let start = try scene.company.at("2026-12-\(["01", "02", "03"].randomElement(using: &random) ?? "01") 16:00")
        let command: Command =
          switch Int.random(in: 0..<8, using: &random) {
          case 0, 1: .move(Move(session: id, start: start, asks: true))
          case 2: .counter(Counter(session: id, start: start))
          case 3: .accept(id)
          case 4: .decline(id, reason: "No")
          case 5: .withdraw(id)
          case 6: .undo
          default: .redo
          }
        guard let outcome = try? scene.perform(command, as: person) else { continue }
        let mails = try scene.store.read { reader in
          try InvitationMails(reader, zones: Company.zones, actor: Actor(person), now: scene.company.now).mails(
            about: outcome.changes, step: 1
          ).mails
        }
        for mail in mails { scene.events(mail.calendar?.text ?? "").forEach(take) }
        let event = try #require(try scene.calendar().first)
        take(event)
        let sequence = Int(scene.value("SEQUENCE", event) ?? "") ?? -1
        #expect(sequence >= last, "seed \(seed)")
        last = sequence
      }
      #expect(times.allSatisfy { $0.value.count == 1 }, "seed \(seed): \(times)")
    }
  }
}
