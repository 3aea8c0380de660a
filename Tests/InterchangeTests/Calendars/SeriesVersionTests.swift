import Mentoring
import Recurrence
import Scheduling
import TestSupport
import Testing

@testable import Interchange

/// Whoever is told of a series by mail has what is so, and no message is older than what was told before.
@Suite struct SeriesVersionTests {
  private let company = Company()
  private let store: MemoryStore
  private let actor: Actor
  private let now: Instant

  init() throws {
    now = company.now
    store = company.storeWithAddresses()
    actor = Actor(company.mia)
  }

  /// Does something and tells Ralf's calendar of it.
  @discardableResult
  private func perform(_ command: Command, telling calendar: inout ToldCalendar) throws -> [MailMessage] {
    let outcome = try store.perform(command, by: actor, at: now)
    let mails = try store.read { reader in
      try InvitationMails(reader, zones: Company.zones, actor: actor, now: now).mails(
        about: outcome.changes, step: outcome.step?.id ?? 0
      ).mails
    }
    for mail in mails { calendar.take(try #require(mail.calendar?.text)) }
    calendar.take(try exported())
    return mails
  }

  private func exported() throws -> String {
    try store.read { reader in
      var sessions = try reader.sessions(SessionFilter(liveOnly: false))
      var entries = CalendarEntries(reader, zones: Company.zones)
      sessions += try entries.emptied(beside: sessions)
      return try CalendarWriter(zones: Company.zones).text(
        try entries.exported(sessions), series: try entries.series(of: sessions), now: now)
    }
  }

  private func sessions() throws -> [Session] {
    try store.read { try $0.sessions(SessionFilter(liveOnly: false)) }.sorted { $0.id < $1.id }
  }

  private func live() throws -> [Interval] { try sessions().filter(\.status.isLive).map(\.interval).sorted() }

  /// Eight Tuesdays.
  private func book(_ start: String, telling calendar: inout ToldCalendar) throws {
    let booking = Booking(pair: PairID(1), start: try company.at(start), length: 30)
    try perform(
      .bookSeries(SeriesBooking(first: booking, rule: try RecurrenceRule("FREQ=WEEKLY;COUNT=8"))), telling: &calendar)
  }

  @Test func versionsRiseWhateverIsDoneAndTakenBack() throws {
    for seed in 0..<60 {
      var random = SeededRandom(seed: UInt64(seed))
      let scene = try SeriesVersionTests()
      var calendar = ToldCalendar()
      try scene.book("2026-12-01 15:00", telling: &calendar)
      if seed.isMultiple(of: 3) { try scene.book("2026-12-03 15:00", telling: &calendar) }
      var done: [String] = []
      for _ in 0..<30 {
        guard let command = try scene.draw(&random) else { continue }
        do {
          try scene.perform(command, telling: &calendar)
          done.append("\(command)")
        } catch is CommandError {
          continue
        }
        try #require(calendar.faults == [], "seed \(seed): \(done.joined(separator: "\n"))")
        try #require(try calendar.busy() == scene.live(), "seed \(seed): \(done.joined(separator: "\n"))")
      }
    }
  }

  private func draw(_ random: inout SeededRandom) throws -> Command? {
    let scope = SeriesScope.allCases.randomElement(using: &random) ?? .this
    guard let session = try sessions().filter(\.status.isLive).randomElement(using: &random) else { return .undo }
    switch Int.random(in: 0..<12, using: &random) {
    case 0..<3: return .undo
    case 3..<5: return .redo
    case 5..<9:
      let days = Int.random(in: -2...2, using: &random)
      let start = session.interval.start + days * 86_400 + Int.random(in: -2...2, using: &random) * 1_800
      return .move(Move(session: session.id, start: start, scope: scope))
    case 9: return .edit(Edit(session: session.id, room: .some(company.lisbon.id), scope: scope))
    case 10:
      return .answer(
        Answering(session: session.id, person: company.ralf.id, answer: .accepted, sequence: 1_000, scope: scope))
    default: return .cancel(session.id, reason: "Ill", scope: scope)
    }
  }

  @Test func aSeriesThatAnUndoEmptiesIsCalledOff() throws {
    var calendar = ToldCalendar()
    try book("2026-12-01 15:00", telling: &calendar)
    let fifth = try sessions()[4]
    let move = Move(session: fifth.id, start: fifth.interval.start + 86_400, scope: .following)
    #expect(try perform(.move(move), telling: &calendar).count == 2)
    let mails = try perform(.undo, telling: &calendar)
    #expect(mails.compactMap(\.calendar?.method) == [.request, .cancel])
    #expect(mails.last?.subject.hasPrefix("Replaced: ") == true)
    #expect(try calendar.busy() == live() && calendar.faults == [])
    // Whoever reads the export instead of mails hears of it too.
    #expect(try exported().contains("STATUS:CANCELLED"))
    try perform(.redo, telling: &calendar)
    #expect(try calendar.busy() == live() && calendar.faults == [])
    #expect(try !exported().contains("STATUS:CANCELLED"))
  }

  @Test func whySomeOfASeriesWereCalledOffIsTold() throws {
    var calendar = ToldCalendar()
    try book("2026-12-01 15:00", telling: &calendar)
    let mails = try perform(.cancel(sessions()[5].id, reason: "New job", scope: .following), telling: &calendar)
    let mail = try #require(mails.first)
    #expect(
      mails.count == 1 && mail.subject.hasPrefix("Cancelled: ") && mail.subject.hasSuffix("(3 sessions)"),
      "\(mail.subject)")
    #expect(mail.words.contains("\nOff:    ") && mail.words.contains("\nWhy:    New job\n"))
    // The calendar tells those that stay, of which it isn't true.
    #expect(mail.calendar?.text.contains("COMMENT") == false)
  }
}
