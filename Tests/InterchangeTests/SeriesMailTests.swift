import Mentoring
import Recurrence
import Scheduling
import TestSupport
import Testing

@testable import Interchange

/// What is mailed of a part of a series names what changed, from when to when.
@Suite struct SeriesMailTests {
  private let company = Company()
  private let store: MemoryStore

  init() throws {
    store = company.storeWithAddresses()
    // Four Tuesdays.
    let first = Booking(pair: PairID(1), start: try company.at("2026-12-01 15:00"), length: 30, topic: "Cut")
    let rule = try RecurrenceRule("FREQ=WEEKLY;COUNT=4")
    _ = try store.perform(.bookSeries(SeriesBooking(first: first, rule: rule)), by: Actor(company.mia), at: company.now)
  }

  /// What Ralf gets of what Mia does: subjects, and words without what is the same in each.
  private func mails(_ command: Command) throws -> [(subject: String, words: [String])] {
    let actor = Actor(company.mia)
    let outcome = try store.perform(command, by: actor, at: company.now)
    let mails = try store.read { reader in
      try InvitationMails(reader, zones: Company.zones, actor: actor, now: company.now).mails(
        about: outcome.changes, step: outcome.step?.id ?? 0
      ).mails
    }
    return mails.map { mail in
      let lines = mail.words.split(separator: "\n").map(String.init)
      return (mail.subject, lines.filter { $0.contains(":  ") && !$0.hasPrefix("With:") })
    }
  }

  private func session(_ index: Int) throws -> Session {
    try store.read { try $0.sessions(SessionFilter(liveOnly: false)) }.sorted { $0.id < $1.id }[index]
  }

  @Test func whatLeftTheSeriesIsNamedAndWhatItBecame() throws {
    let third = try session(2)
    let told = try mails(
      .move(Move(session: third.id, start: third.interval.start + 90_000, scope: .following)))
    #expect(
      told.map(\.subject) == [
        "Moved: Cut, Tue 15 Dec 09:00–09:30 EST (2 sessions)", "Changed: Cut, Wed 16 Dec 10:00–10:30 EST (2 sessions)",
      ])
    #expect(
      told.first?.words == [
        "Moved:  Tue 15 Dec 09:00–09:30 EST to Wed 16 Dec 10:00–10:30 EST",
        "Moved:  Tue 22 Dec 09:00–09:30 EST to Wed 23 Dec 10:00–10:30 EST",
        "Stays:  Tue 1 Dec 09:00–09:30 EST", "Stays:  Tue 8 Dec 09:00–09:30 EST",
      ])
    #expect(
      told.last?.words == [
        "When:   Wed 16 Dec 10:00–10:30 EST, instead of Tue 15 Dec 09:00–09:30 EST",
        "When:   Wed 23 Dec 10:00–10:30 EST, instead of Tue 22 Dec 09:00–09:30 EST",
      ])
    let undone = try mails(.undo)
    #expect(
      undone.map(\.subject) == [
        "Changed: Cut, Tue 1 Dec 09:00–09:30 EST (4 sessions)", "Moved: Cut, Wed 16 Dec 10:00–10:30 EST (2 sessions)",
      ])
    #expect(
      undone.last?.words == [
        "Moved:  Wed 16 Dec 10:00–10:30 EST to Tue 15 Dec 09:00–09:30 EST",
        "Moved:  Wed 23 Dec 10:00–10:30 EST to Tue 22 Dec 09:00–09:30 EST",
      ])
  }

  @Test func whatMovedAloneTellsFromWhen() throws {
    let third = try session(2)
    let told = try mails(.move(Move(session: third.id, start: third.interval.start + 3_600)))
    #expect(told.map(\.words) == [["When:   Tue 15 Dec 10:00–10:30 EST, instead of Tue 15 Dec 09:00–09:30 EST"]])
  }
}
