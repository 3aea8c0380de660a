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
  private func mails(_ command: Command) throws -> [(subject: String, words: [String], end: String)] {
    let actor = Actor(company.mia)
    let outcome = try store.perform(command, by: actor, at: company.now)
    let mails = try store.read { reader in
      try InvitationMails(reader, zones: Company.zones, actor: actor, now: company.now).mails(
        about: outcome.changes, step: outcome.step?.id ?? 0
      ).mails
    }
    return mails.map { mail in
      let lines = mail.words.split(separator: "\n").map(String.init)
      return (mail.subject, lines.filter { $0.contains(":  ") && !$0.hasPrefix("With:") }, lines.last ?? "")
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
        "Moved: Cut, Wed 16 Dec 10:00–10:30 EST (2 sessions)", "Stays: Cut, Tue 1 Dec 09:00–09:30 EST (2 sessions)",
      ])
    // Each is told once.
    #expect(
      told.first?.words == [
        "When:   Wed 16 Dec 10:00–10:30 EST, instead of Tue 15 Dec 09:00–09:30 EST",
        "When:   Wed 23 Dec 10:00–10:30 EST, instead of Tue 22 Dec 09:00–09:30 EST",
      ])
    #expect(told.last?.words == ["Stays:  Tue 1 Dec 09:00–09:30 EST", "Stays:  Tue 8 Dec 09:00–09:30 EST"])
    #expect(told.last?.end == "The other 2 belong to another series now, which has a mail of its own.")
    let undone = try mails(.undo)
    #expect(
      undone.map(\.subject) == [
        "Moved: Cut, Tue 15 Dec 09:00–09:30 EST (2 sessions)", "Replaced: Cut, Wed 16 Dec 10:00–10:30 EST (2 sessions)",
      ])
    #expect(
      undone.first?.words == [
        "When:   Tue 15 Dec 09:00–09:30 EST, instead of Wed 16 Dec 10:00–10:30 EST",
        "When:   Tue 22 Dec 09:00–09:30 EST, instead of Wed 23 Dec 10:00–10:30 EST",
        "Stays:  Tue 1 Dec 09:00–09:30 EST", "Stays:  Tue 8 Dec 09:00–09:30 EST",
      ])
    #expect(undone.last?.words == [])
    #expect(undone.last?.end == "They belong to another series now, which has a mail of its own.")
  }

  /// An undo of what was called off says which are on again, and which were so all the time.
  @Test func whatIsOnAgainIsNamed() throws {
    let off = try mails(.cancel(session(2).id, reason: "Ill", scope: .following))
    #expect(off.map(\.subject) == ["Cancelled: Cut, Tue 15 Dec 09:00–09:30 EST (2 sessions)"])
    let stays = ["Stays:  Tue 1 Dec 09:00–09:30 EST", "Stays:  Tue 8 Dec 09:00–09:30 EST"]
    #expect(
      off.first?.words
        == ["Off:    Tue 15 Dec 09:00–09:30 EST", "Off:    Tue 22 Dec 09:00–09:30 EST"] + stays + ["Why:    Ill"])
    let undone = try mails(.undo)
    #expect(undone.map(\.subject) == ["On again: Cut, Tue 15 Dec 09:00–09:30 EST (2 sessions)"])
    #expect(
      undone.first?.words
        == ["When:   Tue 15 Dec 09:00–09:30 EST", "When:   Tue 22 Dec 09:00–09:30 EST"] + stays)
    // All of it, and one alone.
    _ = try mails(.cancel(session(0).id, reason: "Ill", scope: .all))
    #expect(try mails(.undo).map(\.subject) == ["On again: Cut, Tue 1 Dec 09:00–09:30 EST (4 sessions)"])
    _ = try mails(.cancel(session(1).id, reason: "Ill"))
    #expect(try mails(.undo).map(\.subject) == ["On again: Cut, Tue 8 Dec 09:00–09:30 EST"])
  }

  /// Moved along by its series' name alone: its time is no news.
  @Test func whatWasMovedByHandStaysInTheMailToo() throws {
    let last = try session(3)
    _ = try mails(.move(Move(session: last.id, start: last.interval.start + 3_600)))
    let third = try session(2)
    let told = try mails(.move(Move(session: third.id, start: third.interval.start + 90_000, scope: .following)))
    #expect(told.map(\.subject).first == "Moved: Cut, Wed 16 Dec 10:00–10:30 EST")
    #expect(
      told.first?.words == [
        "When:   Wed 16 Dec 10:00–10:30 EST, instead of Tue 15 Dec 09:00–09:30 EST",
        "Stays:  Tue 22 Dec 10:00–10:30 EST",
      ])
  }

  @Test func whatMovedAloneTellsFromWhen() throws {
    let third = try session(2)
    let told = try mails(.move(Move(session: third.id, start: third.interval.start + 3_600)))
    #expect(told.map(\.subject) == ["Moved: Cut, Tue 15 Dec 10:00–10:30 EST"])
    #expect(told.map(\.words) == [["When:   Tue 15 Dec 10:00–10:30 EST, instead of Tue 15 Dec 09:00–09:30 EST"]])
  }
}
