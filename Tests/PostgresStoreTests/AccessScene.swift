import Mentoring
import PostgresStore
import Scheduling
import TestSupport
import Testing

/// A company on a server in which everybody has something to keep to themselves.
struct AccessScene {
  let fixture: ServerFixture
  /// A session of Mia and Ralf, and one of Jonas and Petra, with notes, feedback and a calendar each.
  let mine: Session
  let theirs: Session

  init() throws {
    fixture = try ServerFixture()
    let (company, now) = (fixture.company, fixture.company.now)
    let (mia, jonas) = (try fixture.open(as: "mia"), try fixture.open(as: "jonas"))
    let booked = try mia.perform(try fixture.booking("2026-11-26 15:00"), by: Actor(company.mia), at: now)
    mine = try #require(booked.sessions.first)
    let other = try jonas.perform(try fixture.booking("2026-11-26 10:00", pair: 2), by: Actor(company.jonas), at: now)
    theirs = try #require(other.sessions.first)
    let after = now + 3 * 86_400
    for (store, person, session) in [(mia, company.mia, mine.id), (jonas, company.jonas, theirs.id)] {
      let actor = Actor(person)
      _ = try store.perform(
        .notebook(.notes(session, text: "Secret of \(person.login)", links: [])), by: actor, at: after)
      _ = try store.perform(
        .notebook(.feedback(session, rating: 2, comment: "Opinion of \(person.login)")), by: actor, at: after)
      let block = BusyBlock(Interval(start: now + 86_400, seconds: 3_600), title: "Doctor of \(person.login)")
      _ = try store.perform(
        .importBusy(BusyImport(person: person.id, source: "/\(person.login).ics", blocks: [block])), by: actor, at: now)
    }
  }
}
